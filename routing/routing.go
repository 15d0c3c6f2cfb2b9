// Package routing holds the nouns of how calls reach agents: call types, groups
// of agents, the policy that joins them, and the scenario that puts them to
// work. Plain values: no clock, no goroutine.
package routing
