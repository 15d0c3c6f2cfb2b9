package retraining

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/training/jointplan"
)

// paper is the joint plan that is open.
type paper struct {
	plan     jointplan.Plan
	versions []jointplan.Plan
}

func (s *Screen) readPlan(id string) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) ([]jointplan.Plan, error) {
		return s.d.JointPlans.Versions(ctx, s.d.Actor, id)
	}, func(all []jointplan.Plan, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.paper = &paper{plan: all[0], versions: all}
		s.showPlan()
		s.d.Trace("plan", map[string]any{"id": id, "number": all[0].Number, "signed": all[0].Signed()})
	})
}

func (s *Screen) showPlan() {
	p := &s.paper.plan
	column := parts.Stack(0)
	for _, l := range jointplan.Layers {
		for _, o := range s.layerParts(p, l) {
			column.Add(o)
		}
	}
	side := parts.Stack(0, s.planSide()...)
	ground := parts.Over(parts.NewPlate(look.Well), parts.Scrolling(parts.Inset(16, 20, 24, 20, side)))
	right := parts.FullRow(0, parts.NewUpright(1), parts.Fix(s.sideWide(), 0, ground))
	bar := parts.Stack(0, s.planBar(), parts.NewHairline())
	s.whole.Objects = []fyne.CanvasObject{parts.Dock(bar, nil, nil, right, parts.Scrolling(parts.Inset(12, 24, 24, 24, column)))}
	s.whole.Refresh()
	s.d.Changed()
}

func (s *Screen) planBar() fyne.CanvasObject {
	p := &s.paper.plan
	word, state := signState(p)
	left := []fyne.CanvasObject{parts.NewButton(lang.L("Joint plans"), parts.Quiet, s.back).WithIcon("back").WithKey("Esc"),
		parts.PanelHead(planName(p)), parts.NewPill(word, state)}
	return parts.ToolBar(left, desk.Buttons(s.planActs()))
}

func planName(p *jointplan.Plan) string { return p.Organisation + " " + monthText(p.Month) }

func layerName(l jointplan.Layer) string {
	switch l {
	case jointplan.InHouse:
		return lang.L("In-house newcomers")
	case jointplan.Vendor:
		return lang.L("Vendor newcomers")
	}
	return lang.L("In service")
}

// layerParts are the lines of a layer, planned against done.
func (s *Screen) layerParts(p *jointplan.Plan, l jointplan.Layer) []fyne.CanvasObject {
	t := p.Tally(l)
	if t.Items == 0 {
		return nil
	}
	out := []fyne.CanvasObject{parts.Row(8, parts.PanelHead(layerName(l)), parts.Second(lang.L("{{.Done}} of {{.Days}} person-days done", map[string]any{"Done": chart.Number(t.PersonDone, 1), "Days": chart.Number(t.PersonDays, 1)})),
		parts.NewProgressLine(t.Share(), look.Scaled(90))), parts.Room(0, 4), s.planLine(parts.Label, lang.L("Begins"), lang.L("Course or post"), lang.L("Trainer"), lang.L("Planned"), lang.L("Carried out"), nil), parts.NewHairline()}
	for _, it := range p.Items {
		if it.Layer == l {
			out = append(out, s.itemRow(p, it), parts.NewHairline())
		}
	}
	return append(out, parts.Room(0, 18))
}

func (s *Screen) itemRow(p *jointplan.Plan, it jointplan.Item) fyne.CanvasObject {
	icon := "book"
	if it.Kind == jointplan.Shadowing {
		icon = "headset"
	}
	done, tone := chart.None, look.Ink3
	if d, ok := p.Of(it.ID); ok {
		done, tone = load(d.Days, d.People), look.Good
		if d.Days < it.Days {
			tone = look.Ink
		}
	}
	note := fyne.CanvasObject(nil)
	if s.d.Actor.May(people.KeepExams) {
		note = parts.NewLink(lang.L("Note it"), func() { s.askDone(it) })
	}
	begins, _ := time.Parse(time.DateOnly, it.Begins) // checked when it was kept
	row := s.planLine(parts.Body, s.d.Day(begins), it.Title, it.Trainer, load(it.Days, it.People), "", note)
	cells := row.(*fyne.Container).Objects[0].(*fyne.Container)
	cells.Objects[1] = parts.Grow(parts.Row(8, parts.NewIcon(icon, 15, look.Ink3), parts.Grow(parts.Body(it.Title).Cutting())))
	cells.Objects[4] = parts.Fix(look.Scaled(110), 0, parts.Body(done).Toned(tone))
	return row
}

// load is how long and for how many: "2 d x 6".
func load(days float64, n int) string {
	return lang.L("{{.Days}} d x {{.N}}", map[string]any{"Days": chart.Number(days, decimals(days)), "N": n})
}

func decimals(days float64) int {
	if days != float64(int(days)) {
		return 1
	}
	return 0
}

// planLine is one line of the table of a plan.
func (s *Screen) planLine(text func(string) *parts.Text, begins, title, trainer, planned, done string, last fyne.CanvasObject) fyne.CanvasObject {
	if last == nil {
		last = parts.Room(0, 0)
	}
	return parts.High(look.HeightRow, parts.Row(10, parts.Fix(look.Scaled(64), 0, text(begins)), parts.Grow(text(title).Cutting()), parts.Fix(look.Scaled(110), 0, text(trainer).Cutting()),
		parts.Fix(look.Scaled(90), 0, text(planned)), parts.Fix(look.Scaled(110), 0, text(done)), parts.Fix(look.Scaled(44), 0, last)))
}

// planSide are the signatures under this version, the note, and older versions.
func (s *Screen) planSide() []fyne.CanvasObject {
	p := &s.paper.plan
	out := []fyne.CanvasObject{parts.Strong(lang.L("Signatures of version {{.N}}", map[string]any{"N": p.Number})), parts.Room(0, 6)}
	for _, party := range jointplan.Parties {
		out = append(out, s.signRow(p, party), parts.Room(0, 8))
	}
	hash := parts.NewParagraph(lang.L("What is signed: SHA-256 {{.Hash}}", map[string]any{"Hash": spaced(p.Hash())}), look.TextDigit, look.Ink3)
	hash.Width = s.sideWide() - 40
	out = append(out, hash, parts.Room(0, 14))
	if p.Note != "" {
		note := parts.NewParagraph(p.Note, look.TextBody, look.Ink)
		note.Width = s.sideWide() - 40
		out = append(out, parts.Strong(lang.L("Note")), parts.Room(0, 4), note, parts.Room(0, 14))
	}
	out = append(out, parts.Strong(lang.L("Versions")), parts.Room(0, 4))
	for _, v := range s.paper.versions {
		word, state := signState(&v)
		out = append(out, parts.High(26, parts.Row(8, parts.Label(fmt.Sprint(v.Number)), parts.Grow(parts.Body(v.MadeBy+" "+s.d.Moment(v.MadeAt)).Cutting()))), parts.Row(0, parts.NewPill(word, state)), parts.Room(0, 6))
	}
	return out
}

// spaced breaks a hash into groups, so that it can be read out and wraps.
func spaced(hash string) string {
	var b strings.Builder
	for i := 0; i < len(hash); i += 8 {
		b.WriteString(hash[i:min(i+8, len(hash))] + " ")
	}
	return strings.TrimSpace(b.String())
}

func (s *Screen) signRow(p *jointplan.Plan, party jointplan.Party) fyne.CanvasObject {
	side := lang.L("Client side")
	if party == jointplan.VendorSide {
		side = lang.L("Vendor's side")
	}
	if sig, ok := p.SignedBy(party); ok {
		return parts.Stack(1, parts.Row(8, parts.NewIcon("okcircle", 15, look.Good), parts.Strong(sig.Name)), parts.Facts(parts.Label(side), parts.Label(s.d.Moment(sig.At))))
	}
	return parts.Stack(1, parts.Row(8, parts.NewIcon("ring", 15, look.Ink3), parts.Second(lang.L("not signed yet"))), parts.Label(side))
}
