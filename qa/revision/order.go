package revision

import (
	"cmp"
	"slices"

	"shifu/qa"
)

// sameTitle outweighs every number of shared questions.
const sameTitle = qa.MaxQuestions + 1

// pairSections says for each section of the right version which one of the
// left it continues, -1 for none.
func pairSections(left, right *qa.Version) []int {
	type pair struct{ l, r, weight int }
	var all []pair
	for r := range right.Sections {
		for l := range left.Sections {
			if w := likeness(&left.Sections[l], &right.Sections[r]); w > 0 {
				all = append(all, pair{l, r, w})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(abs(a.l-a.r), abs(b.l-b.r)))
	})
	out, used := make([]int, len(right.Sections)), map[int]bool{}
	for r := range out {
		out[r] = -1
	}
	for _, p := range all {
		if out[p.r] < 0 && !used[p.l] {
			out[p.r], used[p.l] = p.l, true
		}
	}
	return out
}

func abs(n int) int { return max(n, -n) }

func likeness(a, b *qa.Section) int {
	refs, n := map[string]bool{}, 0
	for i := range a.Questions {
		refs[a.Questions[i].Ref] = true
	}
	for i := range b.Questions {
		if refs[b.Questions[i].Ref] {
			n++
		}
	}
	if a.Title == b.Title {
		n += sameTitle
	}
	return n
}

// outOfOrder says for each number of a list whether it was moved: those that
// are not part of the longest rising subsequence, so that as few as possible
// count as moved. Negative numbers are new and never moved.
func outOfOrder(list []int) []bool {
	moved := make([]bool, len(list))
	length, before := make([]int, len(list)), make([]int, len(list))
	last := -1
	for i, n := range list {
		if n < 0 {
			continue
		}
		moved[i], length[i], before[i] = true, 1, -1
		for j := range i {
			if list[j] >= 0 && list[j] < n && length[j] >= length[i] {
				length[i], before[i] = length[j]+1, j
			}
		}
		if last < 0 || length[i] > length[last] {
			last = i
		}
	}
	for ; last >= 0; last = before[last] {
		moved[last] = false
	}
	return moved
}
