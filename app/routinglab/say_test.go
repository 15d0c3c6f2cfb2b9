package routinglab

import (
	"testing"

	"shifu/internal/words"
	"shifu/routing/lab"
)

func TestWordings_EveryMeasureIsNamedAndEveryWordOfItIsInTheCatalogues(t *testing.T) {
	var keys []string
	for _, m := range append([]lab.Measure{lab.TalkMean, lab.WithoutRing, lab.Utilisation, lab.Working, lab.NotReady, lab.Adherence, lab.Conformance, lab.Shrinkage, lab.Internal, lab.External}, lab.Measures...) {
		w, ok := wordings[m]
		if !ok || w.name == "" || w.sum == "" && w.by == "" {
			t.Errorf("%s has no name, or no formula: %+v", m, w)
		}
		keys = append(keys, w.name, w.short, w.column, w.by, w.usedBy)
	}
	known := words.Catalogue(words.Chinese)
	for _, k := range keys {
		if _, ok := known[k]; k != "" && !ok {
			t.Errorf("%q is in no catalogue", k)
		}
	}
}
