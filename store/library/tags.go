package library

import (
	"slices"
	"strings"

	"shifu/internal/hanzi"
)

// tagsOf are the tags of a code's text.
func tagsOf(value string) []string {
	if value == "" {
		return nil
	}
	return strings.Split(value, "\n")
}

// tagMask marks the sets of tags with any of some in them; nil: all. Who asks
// about their own calls (view 1) sees no tags.
func (x *Index) tagMask(any []string, view int) []bool {
	if len(any) == 0 {
		return nil
	}
	return x.tagSets(view, func(tag string) bool { return slices.Contains(any, tag) })
}

// tagged marks the sets of tags in one of which a word stands.
func (x *Index) tagged(word string, view int) []bool {
	return x.tagSets(view, func(tag string) bool { return strings.Contains(hanzi.Fold(tag), word) })
}

func (x *Index) tagSets(view int, fits func(tag string) bool) []bool {
	m := make([]bool, len(x.tags.values))
	for code, value := range x.tags.values {
		m[code] = view == 0 && slices.ContainsFunc(tagsOf(value), fits)
	}
	return m
}

// Tags returns the distinct tags of the calls that fit, sorted.
func (x *Index) Tags(q Question) []string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	t, met := x.prepare(q), make([]bool, len(x.tags.values))
	for at := range uint32(len(x.n)) {
		if code := x.tag[at]; !met[code] && t.passes(at) {
			met[code] = true
		}
	}
	tags := []string{}
	for code, yes := range met {
		if yes && t.view == 0 {
			tags = append(tags, tagsOf(x.tags.values[code])...)
		}
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}
