package knowledge

import (
	"slices"
	"strings"
	"unicode/utf8"

	"shifu/internal/fault"
)

// The limits of an article.
const (
	MostTitle    = 120
	MostBody     = 20000 // characters
	MostKeywords = 30
)

// Tidy cuts the spaces around what was typed, and names the ordinary interval
// where none was chosen.
func (a *Article) Tidy() {
	for _, s := range []*string{&a.Title, &a.Category, &a.Organisation, &a.Region, &a.Note} {
		*s = strings.TrimSpace(*s)
	}
	a.Body = strings.TrimRight(strings.ReplaceAll(a.Body, "\r\n", "\n"), " \n\t")
	a.Keywords = slices.DeleteFunc(slices.Clone(a.Keywords), func(k string) bool { return strings.TrimSpace(k) == "" })
	if a.Every == "" {
		a.Every = Quarterly
	}
}

// Check returns an Invalid fault for the first thing that an article lacks or
// has too much of.
func (a *Article) Check() error {
	refuse := func(key string, values fault.Values) error { return fault.New(fault.Invalid, key, values) }
	switch {
	case a.Title == "":
		return refuse("The article has no title.", nil)
	case utf8.RuneCountInString(a.Title) > MostTitle:
		return refuse("A title has at most {{.N}} characters.", fault.Values{"N": MostTitle})
	case strings.TrimSpace(a.Body) == "":
		return refuse("The article has no text.", nil)
	case utf8.RuneCountInString(a.Body) > MostBody:
		return refuse("A text has at most {{.N}} characters. Split the article.", fault.Values{"N": MostBody})
	case !slices.Contains(Kinds, a.Kind):
		return refuse("There is no kind of article {{.Have}}.", fault.Values{"Have": string(a.Kind)})
	case a.Category == "":
		return refuse("The article has no business category.", nil)
	case len(a.Keywords) > MostKeywords:
		return refuse("An article has at most {{.N}} keywords.", fault.Values{"N": MostKeywords})
	case a.OwnerID == "":
		return refuse("The article has no owner.", nil)
	}
	return a.checkDays()
}

func (a *Article) checkDays() error {
	switch {
	case !slices.Contains(Intervals, a.Every):
		return fault.New(fault.Invalid, "There is no interval {{.Have}}.", fault.Values{"Have": string(a.Every)})
	case a.Every == OnDate && a.Fixed.IsZero():
		return fault.New(fault.Invalid, "Give the day on which the article is to be verified.", nil)
	case !a.From.IsZero() && !a.Until.IsZero() && !a.From.Before(a.Until):
		return fault.New(fault.Invalid, "The article would expire before it comes into force.", nil)
	}
	return nil
}
