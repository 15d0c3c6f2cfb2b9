package rating

import (
	"context"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/examdesk/say"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/exam/cut"
)

// askFinish asks what the judge expects of the exam as a whole, and ends their
// round.
func (s *Screen) askFinish() {
	if !s.open() || s.rated() < len(s.sheet.Items) {
		return
	}
	mine := s.sheet.Mine
	if mine == (cut.Expectation{}) {
		mine = s.usual()
	}
	var fields []*parts.Entry
	content := parts.Stack(4)
	for _, f := range []struct {
		word  string
		value float64
	}{{lang.L("So many should pass"), mine.Pass}, {lang.L("Lowest acceptable cut"), mine.MinCut}, {lang.L("Highest acceptable cut"), mine.MaxCut}, {lang.L("At least so many may fail"), mine.MinFail}, {lang.L("At most so many may fail"), mine.MaxFail}} {
		e := parts.NewEntry("0-100").Wide(72)
		e.SetText(say.Typed(math.Round(100 * f.value)))
		fields = append(fields, e)
		content.Add(parts.Row(8, parts.Fix(look.Scaled(220), 0, parts.Second(f.word)), e, parts.Label("%")))
	}
	wrong := parts.NewParagraph("", look.TextLabel, look.Bad)
	wrong.Width = look.Scaled(420)
	content.Add(wrong)
	var dialog *parts.Dialog
	try := func() {
		e, err := read(fields)
		if err != nil {
			wrong.Set(words.Sentence(s.d.Settings.Language, err))
			return
		}
		s.finish(e, func(err error) {
			if err == nil {
				dialog.Close()
				return
			}
			wrong.Set(words.Sentence(s.d.Settings.Language, err))
		})
	}
	dialog = parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("What do you expect of the exam as a whole?"), Text: lang.L("Shares of all marks and of all people. With them a compromise between demand and result can be found (Beuk, Hofstee). Your ratings can't be changed afterwards."),
		Content: content, Width: look.Scaled(460), Safe: lang.L("Cancel"), Act: lang.L("Finish the round"), Kind: parts.Main, First: fields[0].Typing(), Check: func() bool { try(); return false }})
}

// usual begins around what the judge's own ratings come to.
func (s *Screen) usual() cut.Expectation {
	sum, most := 0.0, 0.0
	for _, it := range s.sheet.Items {
		sum, most = sum+*it.P*it.Weight, most+it.Weight
	}
	own := math.Round(20*sum/max(most, 1)) / 20
	return cut.Expectation{Pass: .8, MinCut: max(own-.1, 0), MaxCut: min(own+.1, 1), MinFail: .05, MaxFail: .4}
}

// read takes the fields for an expectation.
func read(fields []*parts.Entry) (e cut.Expectation, err error) {
	for i, into := range []*float64{&e.Pass, &e.MinCut, &e.MaxCut, &e.MinFail, &e.MaxFail} {
		v, err := strconv.ParseFloat(strings.TrimSpace(fields[i].Text()), 64)
		fields[i].SetWrong(err != nil)
		if err != nil {
			return e, fault.New(fault.Invalid, "Shares lie between 0 and 100 %.", nil)
		}
		*into = v / 100
	}
	return e, e.Check()
}

func (s *Screen) finish(e cut.Expectation, done func(error)) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Panel.Finish(ctx, s.d.Actor, s.id, e)
	}, func(_ struct{}, err error) {
		done(err)
		if err == nil {
			s.d.Toast(lang.L("Round finished"), nil)
			s.d.Go(desk.Route{Place: desk.Today})
		}
	})
}
