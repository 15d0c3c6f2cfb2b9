package recordings

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"shifu/internal/fault"
	"shifu/internal/people"
)

// A tag is a short word that somebody puts on calls to find them again: "开头好",
// "to be discussed". Agents don't see what their own calls are tagged with.
const (
	LongestTag = 20 // characters
	MostTags   = 12 // on one call
)

// Tagging puts tags on a call and takes others off.
type Tagging struct{ Add, Drop []string }

// IsZero reports whether nothing changes.
func (t Tagging) IsZero() bool { return len(t.Add)+len(t.Drop) == 0 }

// Undone is the other way round.
func (t Tagging) Undone() Tagging { return Tagging{t.Drop, t.Add} }

// On returns tags, sorted, with the change made, and what of it made a
// difference: undoing that restores tags, and leaves what others did.
func (t Tagging) On(tags []string) (now []string, done Tagging) {
	now = slices.Clone(tags)
	for _, tag := range t.Drop {
		if i := slices.Index(now, tag); i >= 0 {
			now, done.Drop = slices.Delete(now, i, i+1), append(done.Drop, tag)
		}
	}
	for _, tag := range t.Add {
		if !slices.Contains(now, tag) {
			now, done.Add = append(now, tag), append(done.Add, tag)
		}
	}
	slices.Sort(now)
	return now, done
}

// ParseTags reads tags that were typed in a row, each once: commas, semicolons
// and ends of lines stand between them.
func ParseTags(typed string) ([]string, error) {
	var tags []string
	for _, word := range strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(",，、;；\r\n\t", r) }) {
		tag := strings.Join(strings.Fields(word), " ")
		if tag == "" || slices.Contains(tags, tag) {
			continue
		}
		if err := CheckTag(tag); err != nil {
			return nil, err
		}
		tags = append(tags, tag)
	}
	return tags, nil
}

// CheckTags refuses what can't be the tags of a call.
func CheckTags(tags []string) error {
	if len(tags) > MostTags {
		return fault.New(fault.Invalid, "A call has at most {{.Most}} tags. Take one off first.", fault.Values{"Most": MostTags})
	}
	for _, tag := range tags {
		if err := CheckTag(tag); err != nil {
			return err
		}
	}
	return nil
}

// CheckTag refuses what is no tag.
func CheckTag(tag string) error {
	switch {
	case strings.TrimSpace(tag) == "" || tag != strings.TrimSpace(tag):
		return fault.New(fault.Invalid, "A tag is a word or two; nothing was written.", nil)
	case utf8.RuneCountInString(tag) > LongestTag:
		return fault.New(fault.Invalid, "The tag \"{{.Tag}}\" is longer than {{.Most}} characters. Shorten it.", fault.Values{"Tag": tag, "Most": LongestTag})
	case !utf8.ValidString(tag) || strings.ContainsFunc(tag, func(r rune) bool { return !unicode.IsPrint(r) }):
		return fault.New(fault.Invalid, "A tag has signs in it that can't be shown. Type it again.", nil)
	}
	return nil
}

// Tagger keeps what calls are tagged with, for who may score or import calls.
// Every method keeps to the actor's scope.
type Tagger interface {
	// Tags returns those in use, sorted.
	Tags(ctx context.Context, by people.Actor) ([]string, error)
	// Tag changes the tags of a call and returns what made a difference.
	Tag(ctx context.Context, by people.Actor, callID string, t Tagging) (done Tagging, err error)
}
