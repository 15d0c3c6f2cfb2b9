package proof_test

import (
	"slices"
	"testing"

	"shifu/training/proof"
)

// Reference: FIPS 180-2, appendix B.1.
func TestHash_IsSHA256(t *testing.T) {
	if got := proof.Hash("abc"); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Error(got)
	}
}

func TestMissing_ASignatureUnderAnotherTextDoesNotCount(t *testing.T) {
	parties := []string{"a", "b", "c"}
	signed := []proof.Signature[string]{{Party: "a", Hash: "old"}, {Party: "b", Hash: "new"}, {Party: "a", Hash: "older"}}
	if got := proof.Missing(parties, signed, "new"); !slices.Equal(got, []string{"a", "c"}) {
		t.Error(got)
	}
	if !slices.Equal(parties, []string{"a", "b", "c"}) {
		t.Error("the parties were changed:", parties)
	}
}
