package bank

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
	"shifu/training/bank"
)

// labelled is a field below its word.
func labelled(word string, o fyne.CanvasObject) fyne.CanvasObject {
	return parts.Stack(2, parts.Label(word), o)
}

// across sets fields side by side, sharing the width.
func across(fields ...fyne.CanvasObject) fyne.CanvasObject {
	for i := range fields {
		fields[i] = parts.Grow(fields[i])
	}
	return parts.FullRow(12, fields...)
}

// fieldLeast is the least width of a field, at 100 %: more than each label, so
// that fields of one row stand under those of another.
const fieldLeast = 108

// line is a field for one line.
func (e *editing) line(key, hint, value string, set func(q *bank.Question, text string)) *parts.Entry {
	f := parts.NewEntry(hint).Wide(fieldLeast)
	f.SetText(value)
	f.OnChanged = func(text string) { e.typed(key, func(q *bank.Question) { set(q, text) }) }
	return f
}

// parsed is a field whose text has to be understood; what isn't stays with a red edge.
func (e *editing) parsed(key, hint, value string, set func(q *bank.Question, text string) bool) *parts.Entry {
	var f *parts.Entry
	f = e.line(key, hint, value, func(q *bank.Question, text string) {
		ok := set(q, strings.TrimSpace(text))
		if delete(e.wrong, key); !ok {
			e.wrong[key] = true
		}
		f.SetWrong(!ok)
	})
	return f
}

// number is a field for a number; empty is zero.
func (e *editing) number(key string, value float64, set func(q *bank.Question, x float64)) *parts.Entry {
	return e.parsed(key, "0", strconv.FormatFloat(value, 'f', -1, 64), func(q *bank.Question, text string) bool {
		if text == "" {
			text = "0"
		}
		x, err := strconv.ParseFloat(strings.ReplaceAll(bank.Plain(text), ",", ""), 64)
		if err == nil {
			set(q, x)
		}
		return err == nil
	})
}

// share is a field for a percentage.
func (e *editing) share(key string, value float64, set func(q *bank.Question, x float64)) *parts.Entry {
	text := strconv.FormatFloat(float64(int(value*1e4+.5*sign(value)))/1e2, 'f', -1, 64)
	return e.parsed(key, "0", text, func(q *bank.Question, text string) bool {
		x, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(bank.Plain(text), "%")), 64)
		if err != nil || x < -100 || x > 100 {
			return false
		}
		set(q, exact(x))
		return true
	})
}

func sign(x float64) float64 {
	if x < 0 {
		return -1
	}
	return 1
}

// exact takes the third and sixth parts that people write as 33.33 for what
// they mean.
func exact(percent float64) float64 {
	for _, n := range []float64{3, 6, 7, 9} {
		for k := 1.0; k < n; k++ {
			if d := percent - sign(percent)*100*k/n; d > -.005 && d < .005 {
				return sign(percent) * k / n
			}
		}
	}
	return percent / 100
}

// day is a field for a day.
func (e *editing) day(key string, at time.Time, set func(q *bank.Question, at time.Time)) *parts.Entry {
	zone, text := e.s.d.Zone, ""
	if !at.IsZero() {
		text = at.In(zone).Format(time.DateOnly)
	}
	return e.parsed(key, "2026-12-31", text, func(q *bank.Question, text string) bool {
		if text == "" {
			set(q, time.Time{})
			return true
		}
		day, err := time.ParseInLocation(time.DateOnly, text, zone)
		if err == nil {
			set(q, day.UTC())
		}
		return err == nil
	})
}

// fields are all fields of the question.
func (e *editing) fields() fyne.CanvasObject {
	q := &e.q
	e.text = parts.NewNote(lang.L("What is asked; Markdown: **bold**, - list"), 4)
	e.text.Most = bank.MostText
	e.text.SetText(q.Text)
	e.text.OnChanged = func(text string) { e.typed("text", func(q *bank.Question) { q.Text = text }) }
	explain := parts.NewNote(lang.L("Shown to everybody after the exam: why this is right"), 2)
	explain.SetText(q.Feedback)
	explain.OnChanged = func(text string) { e.typed("feedback", func(q *bank.Question) { q.Feedback = text }) }
	box := parts.Stack(10, e.first(), labelled(lang.L("Question text"), e.text))
	if q.NeedsCall() {
		box.Add(e.clipFields())
	}
	if answers := e.answers(); answers != nil {
		box.Add(answers)
	}
	box.Add(labelled(lang.L("Explanation"), explain))
	box.Add(parts.Stack(0, parts.Room(0, 4), parts.NewHairline(), parts.Room(0, 2)))
	box.Add(e.tags())
	return box
}

// first are kind, points and name.
func (e *editing) first() fyne.CanvasObject {
	kinds, at := make([]string, len(bank.Kinds)), 0
	for i, k := range bank.Kinds {
		if kinds[i] = desk.KindName(k); k == e.q.Kind {
			at = i
		}
	}
	kind := parts.NewSelect(kinds, at, func(i int) { e.shape(func(q *bank.Question) { q.Become(bank.Kinds[i], e.s.rightWrong()) }) }).Wide(150)
	points := e.number("mark", e.q.Mark, func(q *bank.Question, x float64) { q.Mark = x }).Wide(64)
	name := e.line("name", lang.L("A short name, or none"), e.q.Name, func(q *bank.Question, text string) { q.Name = text })
	return parts.FullRow(12, labelled(lang.L("Kind of question"), kind), labelled(lang.L("Full mark"), points), parts.Grow(labelled(lang.L("Short name"), name)))
}

// tags say what the question is about, and when it may be asked.
func (e *editing) tags() fyne.CanvasObject {
	q, t := &e.q, &e.q.Tags
	bands := []string{lang.L("not said")}
	at := 0
	for i, d := range difficulties {
		if bands = append(bands, desk.DifficultyName(d)); d == t.Difficulty {
			at = i + 1
		}
	}
	difficulty := parts.NewSelect(bands, at, func(i int) {
		e.typed("difficulty", func(q *bank.Question) {
			if q.Tags.Difficulty = ""; i > 0 {
				q.Tags.Difficulty = difficulties[i-1]
			}
		})
	}).Wide(fieldLeast)
	category := e.line("category", lang.L("Tariffs/Tiered"), q.Category, func(q *bank.Question, text string) { q.Category = text })
	point := e.line("point", "", t.Point, func(q *bank.Question, text string) { q.Tags.Point = text })
	business := e.line("line", "", t.BusinessLine, func(q *bank.Question, text string) { q.Tags.BusinessLine = text })
	region := e.line("region", lang.L("everywhere"), t.Region, func(q *bank.Question, text string) { q.Tags.Region = text })
	regulation := e.line("regulation", lang.L("Name and edition"), t.Regulation, func(q *bank.Question, text string) { q.Tags.Regulation = text })
	free := e.line("free", lang.L("with commas between"), strings.Join(t.Free, lang.L(", ")), func(q *bank.Question, text string) { q.Tags.Free = split(text) })
	from := e.day("from", q.ValidFrom, func(q *bank.Question, at time.Time) { q.ValidFrom = at })
	until := e.day("until", q.ValidUntil, func(q *bank.Question, at time.Time) { q.ValidUntil = at })
	vendors := parts.NewCheck(lang.L("Vendors draw from it too"), q.Vendors, func(on bool) { e.typed("vendors", func(q *bank.Question) { q.Vendors = on }) })
	vendors.Hidden = e.s.d.Actor.Kind != people.InHouse
	shuffle := parts.NewCheck(lang.L("Options in an order of each person's own"), q.Shuffle, func(on bool) { e.typed("shuffle", func(q *bank.Question) { q.Shuffle = on }) })
	shuffle.Hidden = !q.Chosen() || q.Kind == bank.TrueFalse
	return parts.Stack(10,
		across(labelled(lang.L("Category"), category), labelled(lang.L("Knowledge point"), point), labelled(lang.L("Difficulty"), difficulty)),
		across(labelled(lang.L("Business line"), business), labelled(lang.L("Region"), region), labelled(lang.L("Regulation"), regulation)),
		across(labelled(lang.L("Valid from"), from), labelled(lang.L("Valid until"), until), labelled(lang.L("Free tags"), free)),
		e.articleField(), parts.Row(20, shuffle, vendors))
}

func split(text string) (out []string) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、;；", r) }) {
		if word = strings.TrimSpace(word); word != "" {
			out = append(out, word)
		}
	}
	return out
}

// articleField is the article that the question rests on.
func (e *editing) articleField() fyne.CanvasObject {
	row := parts.Row(10, parts.NewButton(lang.L("Choose an article"), parts.Plain, e.chooseArticle).WithIcon("book").WithKey("Ctrl R").AsSmall())
	if e.q.Tags.ArticleID == "" {
		row.Add(parts.Label(lang.L("Resting on none: nothing freezes it.")))
		return row
	}
	e.resting = parts.NewText(orNone(e.article), look.TextBody, look.Ink, false).Cutting()
	row.Add(parts.Grow(e.resting))
	row.Add(parts.NewLink(lang.L("Take the tie away"), func() { e.shape(func(q *bank.Question) { q.Tags.ArticleID = "" }) }))
	return row
}

func optionKey(what string, i int) string { return fmt.Sprint(what, i) }
