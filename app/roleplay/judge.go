package roleplay

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/score"
	"shifu/training/roleplay"
)

// judging is the review of an attempt with a rubric of quality review.
type judging struct {
	r       *result
	version qa.Version
	given   qa.Answers
	form    *parts.Form
	note    *parts.Entry
	sum     *parts.Text
}

// review opens the rubric that is in use, in the language of the call.
func (r *result) review() {
	s := r.s
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (qa.Version, error) {
		all, err := s.d.Quality.Rubrics(ctx, s.d.Actor)
		if err != nil {
			return qa.Version{}, err
		}
		return rubricFor(all, r.a.Language), nil
	}, func(v qa.Version, err error) {
		switch {
		case err != nil:
			s.d.Fail(err)
		case v.ID == "":
			s.d.Fail(errNoRubric())
		default:
			r.judge = newJudging(r, v)
			s.show()
		}
	})
}

// rubricFor is the first active version in a language, or the first active one.
func rubricFor(all []qa.Version, l words.Language) qa.Version {
	active := slices.DeleteFunc(slices.Clone(all), func(v qa.Version) bool { return v.State != qa.VersionActive })
	if i := slices.IndexFunc(active, func(v qa.Version) bool { return words.Parse(v.Language) == l }); i >= 0 {
		return active[i]
	}
	if len(active) > 0 {
		return active[0]
	}
	return qa.Version{}
}

func newJudging(r *result, v qa.Version) *judging {
	j := &judging{r: r, version: v, given: qa.Answers{}, form: parts.NewForm(), note: parts.NewNote(lang.L("What to keep, what to change"), 2), sum: parts.Strong("")}
	j.form.OnAnswer = j.choose
	j.form.OnValue = func(ref, text string) {
		a := j.given[ref]
		a.Value, a.NA = text, false
		j.given[ref] = a
		j.total()
	}
	j.form.OnWake = func(string) { j.draw() }
	j.form.Keys, j.form.TypingKeys = parts.FormKeys{}, parts.FormKeys{}
	j.draw()
	for _, q := range v.All {
		j.form.Wake(q.Ref)
		break
	}
	return j
}

// choose takes an option of a question, "not applicable" for FormNA.
func (j *judging) choose(ref string, option int) {
	q, _, ok := j.version.Find(ref)
	if !ok {
		return
	}
	j.given = maps.Clone(j.given)
	switch {
	case option == parts.FormNA:
		j.given[ref] = qa.NotApplicable()
	case q.Kind == qa.KindMultiple:
		j.given[ref] = qa.Choose(desk.Toggled(j.given[ref].Options, option)...)
	default:
		j.given[ref] = qa.Choose(option)
	}
	j.draw()
	if q.Kind != qa.KindMultiple {
		j.form.Next()
	}
}

// total shows the score so far.
func (j *judging) total() {
	got := score.Score(&j.version, j.given)
	text := lang.L("{{.N}} of {{.All}} answered", map[string]any{"N": got.Answered, "All": got.Visible})
	if got.Final.Known {
		text = chart.Number(score.Round(got.Final.Value, 1), 1) + "  " + text
	}
	j.sum.Set(text)
}

func (j *judging) draw() {
	var m parts.FormModel
	shown := j.version.Visible(j.given)
	for i, section := range j.version.Sections {
		fs := parts.FormSection{Number: strconv.Itoa(i + 1), Title: section.Title}
		for k := range section.Questions {
			if q := &section.Questions[k]; shown[q.Ref] {
				fs.Rows = append(fs.Rows, desk.FormRow(q, j.given[q.Ref], strconv.Itoa(i+1)+"."+strconv.Itoa(k+1)))
			}
		}
		m.Sections = append(m.Sections, fs)
	}
	j.form.SetModel(m)
	j.total()
}

// keep hands the review in.
func (j *judging) keep() {
	s, id := j.r.s, j.r.a.ID
	v := roleplay.Review{VersionID: j.version.ID, Answers: j.given, Comment: j.note.Text()}
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (roleplay.Attempt, error) {
		if err := s.d.RolePlays.Judge(ctx, s.d.Actor, id, v); err != nil {
			return roleplay.Attempt{}, err
		}
		return s.d.RolePlays.Attempt(ctx, s.d.Actor, id)
	}, func(a roleplay.Attempt, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.result = newResult(s, a)
		s.show()
		s.d.Toast(lang.L("The review is kept with the attempt"), nil)
	})
}

func (j *judging) content() fyne.CanvasObject {
	head := parts.Inset(12, 16, 8, 16, parts.Row(8, parts.Grow(parts.PanelHead(j.version.Title).Cutting()), j.sum))
	foot := parts.Stack(0, parts.NewHairline(), parts.Inset(8, 16, 12, 16, parts.Stack(8, j.note, parts.Row(8, parts.NewButton(lang.L("Leave it"), parts.Quiet, j.r.back).WithKey("Esc"), parts.Gap(), parts.NewButton(lang.L("Hand the review in"), parts.Main, j.keep).WithKey("Ctrl Enter")))))
	return parts.FullRow(0, parts.NewUpright(1), parts.Fix(look.Scaled(resultSide), 0, parts.Over(parts.NewPlate(look.Surface), parts.Dock(head, foot, nil, nil, j.form))))
}

func (j *judging) actions() []desk.Action {
	acts := []desk.Action{
		{Menu: desk.ReviewMenu, Label: lang.L("Hand the review in"), Key: fyne.KeyReturn, Mod: fyne.KeyModifierShortcutDefault, Do: j.keep},
		{Menu: desk.Unlisted, Bare: fyne.KeyDown, Do: func() { j.form.Next() }}, {Menu: desk.Unlisted, Bare: fyne.KeyUp, Do: func() { j.form.Prev() }}}
	for _, key := range "0123456789" {
		acts = append(acts, desk.Action{Menu: desk.Unlisted, Key: fyne.KeyName(key), Mod: fyne.KeyModifierShortcutDefault, Bare: fyne.KeyName(key), Do: func() { j.form.Press(string(key)) }})
	}
	return acts
}
