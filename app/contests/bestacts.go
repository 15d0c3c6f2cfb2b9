package contests

import (
	"context"
	"io"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/ask"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/award"
)

// awardActs are what can be done with the open award.
func (s *Screen) awardActs() []act {
	var out []act
	do := func(label string, key fyne.KeyName, icon string, f func()) {
		out = append(out, act{desk.Action{Menu: desk.ReviewMenu, Label: label, Bare: key, Do: f}, icon, false, false})
	}
	if v := s.view; v != nil {
		if s.maySay(v) {
			do(lang.L("Put it into the box"), fyne.KeyV, "check", s.askCast)
			out[0].below = true
		}
		if v.State == award.Published && s.d.Reports != nil && s.d.Actor.May(people.Print) {
			out = append(out, act{desk.Action{Menu: desk.FileMenu, Label: lang.L("Certificate as PDF"), Key: fyne.KeyP, Mod: ctrl, Do: s.printAward}, "download", false, false})
		}
		if v.Keeps && v.State != award.Published && s.d.Actor.May(people.KeepContests) {
			do(lang.L("Choose the exams"), fyne.KeyE, "timer", s.askExams)
		}
		if v.Keeps && v.State == award.Planned {
			do(lang.L("Change the weights"), fyne.KeyW, "edit", s.changeAward)
		}
		if v.Keeps && v.State == award.Year {
			do(lang.L("Open the vote"), fyne.KeyO, "people", s.askOpen)
		}
		if v.Keeps && v.State == award.Counted {
			do(lang.L("Count and publish"), fyne.KeyP, "badge", s.askPublish)
		}
	}
	if s.keeps() {
		do(lang.L("New award"), fyne.KeyN, "add", s.newAward)
	}
	if len(out) > 0 {
		out[len(out)-1].main = true
	}
	return out
}

func (s *Screen) printAward() {
	v := s.view
	s.savePDF(v.Award.Rule.Name, lang.L("Save the certificate of the best pair as PDF?"), func(ctx context.Context, w io.Writer) error {
		return s.d.Reports.Award(ctx, s.d.Actor, v.Award.ID, s.d.Settings.Language, w)
	})
}

// newAward writes an award for the year to come.
func (s *Screen) newAward() {
	year := s.d.Now().In(s.d.Zone).Year() + 1
	r := award.Rule{Name: lang.L("Best pair {{.Year}}", map[string]any{"Year": strconv.Itoa(year)}), From: indicators.On(year, time.January, 1), Until: indicators.On(year+1, time.January, 1),
		Weights: award.Standard, Method: award.Approval, Quorum: .5, Voters: award.Voters}
	if !s.d.Actor.Scope().All {
		r.OrganisationID = s.d.Actor.OrganisationID
	}
	s.askAward("", r)
}

func (s *Screen) changeAward() { s.askAward(s.view.Award.ID, s.view.Award.Rule) }

// askAward asks for the rule of an award.
func (s *Screen) askAward(id string, r award.Rule) {
	field := func(text string, wide float32) *parts.Entry {
		e := parts.NewEntry("").Wide(wide)
		e.SetText(text)
		return e
	}
	name, from := field(r.Name, 260), field(r.From.String(), 120)
	until := field((r.Until - 1).String(), 120)
	share := func(x float64) *parts.Entry { return field(chart.Number(100*x, 0), 56) }
	exam, gain, measures, vote, quorum := share(r.Weights.Exam), share(r.Weights.Gain), share(r.Weights.Measures), share(r.Weights.Vote), share(r.Quorum)
	method := parts.NewSegments([]string{lang.L("Approvals"), lang.L("Borda")}, map[bool]int{true: 1}[r.Method == award.Borda], func(i int) { r.Method = award.Methods[i] })
	fields := parts.Stack(0, labelled(lang.L("Name of the award"), name), labelled(lang.L("Award year"), from, parts.Second(lang.L("to")), until),
		labelled(lang.L("Weights, %"), parts.Second(lang.L("Exam")), exam, parts.Second(lang.L("Gain")), gain),
		labelled("", parts.Second(lang.L("Measures")), measures, parts.Second(lang.L("Vote")), vote),
		labelled(lang.L("Vote"), method, parts.Second(lang.L("Quorum, %")), quorum))
	ask.Form(s.d, parts.Question{Title: lang.L("Weights of the best pair"), Text: lang.L("They are locked once the year begins, for everybody to see."), Act: lang.L("Save"), Kind: parts.Main, Width: 520}, name, fields, func(done func(error)) {
		rule, err := readAward(r, name.Text(), from.Text(), until.Text(), []string{exam.Text(), gain.Text(), measures.Text(), vote.Text(), quorum.Text()})
		if err != nil {
			done(err)
			return
		}
		s.run(lang.L("Saved"), func(ctx context.Context) (err error) {
			s.wanted, err = s.d.Awards.SaveAward(ctx, s.d.Actor, id, rule)
			return err
		}, done)
	})
}

func readAward(r award.Rule, name, from, until string, shares []string) (award.Rule, error) {
	r.Name = name
	var err error
	if r.From, err = indicators.ParseDate(strings.TrimSpace(from)); err != nil {
		return r, err
	}
	if r.Until, err = indicators.ParseDate(strings.TrimSpace(until)); err != nil {
		return r, err
	}
	r.Until++
	for i, to := range []*float64{&r.Weights.Exam, &r.Weights.Gain, &r.Weights.Measures, &r.Weights.Vote, &r.Quorum} {
		x, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(shares[i]), "%"), 64)
		if err != nil {
			return r, fault.New(fault.Invalid, "The four weights lie between 0 and 100 % and add up to 100 %.", nil)
		}
		*to = x / 100
	}
	return r, nil
}

// askExams asks which exams are the first and the last one of the year.
func (s *Screen) askExams() {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]award.Exam, error) {
		return s.d.Awards.Exams(ctx, s.d.Actor)
	}, func(all []award.Exam, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.askExamsOf(all)
	})
}

func (s *Screen) askExamsOf(all []award.Exam) {
	names, at := []string{lang.L("not chosen yet")}, [2]int{}
	for i, e := range all {
		names = append(names, e.Name)
		for k, id := range []string{s.view.Award.FirstExam, s.view.Award.LastExam} {
			if id == e.ID {
				at[k] = i + 1
			}
		}
	}
	id := func(k int) string {
		if at[k] == 0 {
			return ""
		}
		return all[at[k]-1].ID
	}
	pick := func(k int) fyne.CanvasObject {
		return parts.NewSelect(names, at[k], func(i int) { at[k] = i }).Wide(300)
	}
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Exams of the year"), Text: lang.L("The mentee's best marked attempt counts. The gain is the last exam against what the first one let expect."),
		Content: parts.Stack(0, labelled(lang.L("First exam"), pick(0)), labelled(lang.L("Last exam"), pick(1))), Width: 480, Safe: lang.L("Cancel"), Act: lang.L("Save"), Kind: parts.Main, OnAct: func() {
			of := s.view.Award.ID
			s.run(lang.L("Saved"), func(ctx context.Context) error { return s.d.Awards.Examine(ctx, s.d.Actor, of, id(0), id(1)) }, nil)
		}})
}

// askOpen asks until when the vote is open.
func (s *Screen) askOpen() {
	id := s.view.Award.ID
	until := s.d.Midnight().AddDate(0, 0, 8)
	ask.Line(s.d, parts.Question{Title: lang.L("Open the vote until which day?"), Text: lang.L("{{.N}} pairs stand for election. Who is entitled is written down now. The vote closes at the end of the day.", map[string]any{"N": len(s.view.Pairs)}),
		Act: lang.L("Open the vote"), Kind: parts.Main}, "2026-12-31", until.AddDate(0, 0, -1).Format(time.DateOnly), func(line string, done func(error)) {
		day, err := indicators.ParseDate(line)
		if err != nil {
			done(err)
			return
		}
		s.run(lang.L("The vote is open"), func(ctx context.Context) error {
			return s.d.Awards.OpenVote(ctx, s.d.Actor, id, (day + 1).In(s.d.Zone))
		}, done)
	})
}

func (s *Screen) askPublish() {
	id := s.view.Award.ID
	parts.Ask(s.d.Window.Canvas(), parts.Question{Title: lang.L("Count and publish the result?"), Text: lang.L("It is kept with its hash and stays as it is: ranking, breakdown, and the ranking without the vote."),
		Safe: lang.L("Cancel"), Act: lang.L("Publish"), Kind: parts.Main, OnAct: func() {
			s.run(lang.L("Published"), func(ctx context.Context) error { _, err := s.d.Awards.Publish(ctx, s.d.Actor, id); return err }, nil)
		}})
}
