package desk

import "strings"

const sessionPrefix = "session/"

// SessionID is the ID of a route to a kept practice session.
func SessionID(id string) string { return sessionPrefix + id }

// IsSession takes a route's ID apart that SessionID made.
func IsSession(routeID string) (id string, ok bool) { return strings.CutPrefix(routeID, sessionPrefix) }
