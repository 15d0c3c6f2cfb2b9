package recordings_test

import (
	"reflect"
	"strings"
	"testing"

	"shifu/internal/fault"
	. "shifu/recordings"
)

func TestParseTags_AreCutAtCommasOfBothKindsAndStandOnce(t *testing.T) {
	got, err := ParseTags(" 开头好，needs  a look,开头好;\n、投诉 ")
	if want := []string{"开头好", "needs a look", "投诉"}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := ParseTags(" ， "); len(got) > 0 || err != nil {
		t.Errorf("of nothing came %q, %v", got, err)
	}
	if _, err := ParseTags(strings.Repeat("长", LongestTag+1)); !fault.Is(err, fault.Invalid) {
		t.Errorf("too long a tag: %v", err)
	}
}

func TestTagging_UndoneRestoresTheTagsAndLeavesWhatOthersDid(t *testing.T) {
	before := []string{"a", "b"}
	now, done := Tagging{Add: []string{"b", "c"}, Drop: []string{"a", "x"}}.On(before)
	if !reflect.DeepEqual(now, []string{"b", "c"}) || !reflect.DeepEqual(done, Tagging{Add: []string{"c"}, Drop: []string{"a"}}) {
		t.Fatalf("%q by %+v", now, done)
	}
	back, _ := done.Undone().On(append(now, "z"))
	if !reflect.DeepEqual(back, []string{"a", "b", "z"}) {
		t.Errorf("undone: %q", back)
	}
	if _, none := (Tagging{Add: []string{"a"}}).On(before); !none.IsZero() {
		t.Errorf("a tag that was there made a difference: %+v", none)
	}
}

func FuzzParseTags(f *testing.F) {
	for _, s := range []string{"a,b", "，，", "\x00", "\xff,ok", strings.Repeat("x", 30)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tags, err := ParseTags(s)
		if err != nil {
			return
		}
		again, err := ParseTags(strings.Join(tags, ","))
		if err != nil || !reflect.DeepEqual(again, tags) {
			t.Errorf("%q came back as %q, %v", tags, again, err)
		}
	})
}
