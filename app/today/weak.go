package today

import (
	"slices"

	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/interval"
)

// badness orders weak points by the share lost; those with too few answers to
// tell stand last.
func badness(w qa.WeakPoint) float64 {
	share := float64(w.Lost) / float64(max(w.N, 1))
	if w.N < interval.Enough {
		return share - 2
	}
	return share
}

// inLanguage is the text of a question in the window's language, where a rubric
// with the same questions is in use in it.
func inLanguage(vs []qa.Version, w qa.WeakPoint, l words.Language) string {
	at := slices.IndexFunc(vs, func(v qa.Version) bool { q, _, ok := v.Find(w.Ref); return ok && q.Text == w.Text })
	if at < 0 || words.Parse(vs[at].Language) == l {
		return w.Text
	}
	for i := range vs {
		if words.Parse(vs[i].Language) == l && sameRefs(&vs[i], &vs[at]) {
			q, _, _ := vs[i].Find(w.Ref)
			return q.Text
		}
	}
	return w.Text
}

// sameRefs tells whether two versions ask the same questions with the same weights.
func sameRefs(a, b *qa.Version) bool {
	if a.Count() != b.Count() {
		return false
	}
	for _, q := range a.All {
		other, _, ok := b.Find(q.Ref)
		if !ok || other.Weight.String() != q.Weight.String() || other.Kind != q.Kind {
			return false
		}
	}
	return true
}
