package store_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/recordings"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[recordings.Tagger]())
	foreigns = append(foreigns, func(f foreignIDs, id string, variant int) map[reflect.Type]any {
		return map[reflect.Type]any{reflect.TypeFor[recordings.Tagging](): recordings.Tagging{Add: []string{"x"}}}
	})
}

func TestTag_IsFoundFilteredAndTakenBack(t *testing.T) {
	v := newTown(t)
	k, tag := v.Calls(), must[recordings.Tagging](t)
	done := tag(k.Tag(ctx, v.rev, v.own, recordings.Tagging{Add: []string{"待讨论", "好例子"}}))
	tag(k.Tag(ctx, v.lead, v.mates, recordings.Tagging{Add: []string{"好例子"}}))
	if again := tag(k.Tag(ctx, v.lead, v.mates, recordings.Tagging{Add: []string{"好例子"}})); !again.IsZero() || v.traces(t, "tag", v.mates) != 1 {
		t.Errorf("the same tag again: %+v", again)
	}
	count := func(by people.Actor, f recordings.Filter) int { return must[int](t)(k.Count(ctx, by, f)) }
	if n := count(v.lead, recordings.Filter{Tags: []string{"好例子"}}); n != 2 {
		t.Errorf("%d calls are tagged", n)
	}
	if n := count(v.lead, recordings.Filter{Tags: []string{"待讨论", "nobody's"}}); n != 1 {
		t.Errorf("%d calls have any of two tags", n)
	}
	if n := count(v.lead, recordings.Filter{Text: "讨论"}); n != 1 {
		t.Errorf("%d calls are found by a word of a tag", n)
	}
	if r := must[recordings.Row](t)(k.Call(ctx, v.rev, v.own)); !slices.Equal(r.Tags, []string{"好例子", "待讨论"}) && !slices.Equal(r.Tags, []string{"待讨论", "好例子"}) {
		t.Errorf("it is tagged with %q", r.Tags)
	}
	tag(k.Tag(ctx, v.rev, v.own, done.Undone()))
	if tags := must[[]string](t)(k.Tags(ctx, v.lead)); !slices.Equal(tags, []string{"好例子"}) {
		t.Errorf("in use: %q", tags)
	}
}

func TestTag_AnAgentSeesNoneAndFindsNothingByThem(t *testing.T) {
	v := newTown(t)
	k := v.Calls()
	must[recordings.Tagging](t)(k.Tag(ctx, v.rev, v.own, recordings.Tagging{Add: []string{"secret"}}))
	if r := must[recordings.Row](t)(k.Call(ctx, v.agent, v.own)); len(r.Tags) > 0 {
		t.Errorf("the agent sees %q", r.Tags)
	}
	for _, f := range []recordings.Filter{{Tags: []string{"secret"}}, {Text: "secret"}} {
		if n := must[int](t)(k.Count(ctx, v.agent, f)); n != 0 {
			t.Errorf("the agent finds %d calls by %+v", n, f)
		}
	}
	if _, err := k.Tags(ctx, v.agent); !fault.Is(err, fault.Forbidden) {
		t.Errorf("the agent lists tags: %v", err)
	}
}

func TestTag_ABadOneOrOneTooManyIsRefusedWithASentence(t *testing.T) {
	v := newTown(t)
	var many []string
	for i := range recordings.MostTags + 1 {
		many = append(many, strings.Repeat("x", i+1))
	}
	for _, add := range [][]string{{"two\nlines"}, {" "}, {strings.Repeat("x", recordings.LongestTag+1)}, many} {
		if _, err := v.Calls().Tag(ctx, v.rev, v.own, recordings.Tagging{Add: add}); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", add, err)
		}
	}
}
