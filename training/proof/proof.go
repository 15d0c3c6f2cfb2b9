// Package proof holds what shows that a text is the one that was signed or
// published: its hash, and the names under one version of it.
package proof

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"
)

// Hash is the SHA-256 of a text, in hexadecimal.
func Hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Signature is one party's name under one version.
type Signature[Party ~string] struct {
	Party    Party
	PersonID string
	Name     string // as it was typed
	At       time.Time
	Hash     string // of the text that was signed
}

// Of returns a party's signature, if it holds: its hash is that of the text.
func Of[Party ~string](all []Signature[Party], party Party, hash string) (Signature[Party], bool) {
	i := slices.IndexFunc(all, func(s Signature[Party]) bool { return s.Party == party && s.Hash == hash })
	if i < 0 {
		return Signature[Party]{}, false
	}
	return all[i], true
}

// Missing are the parties without a signature that holds.
func Missing[Party ~string](parties []Party, all []Signature[Party], hash string) []Party {
	return slices.DeleteFunc(slices.Clone(parties), func(p Party) bool { _, ok := Of(all, p, hash); return ok })
}
