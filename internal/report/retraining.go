package report

import (
	"fmt"
	"io"
	"strconv"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa/interval"
	"shifu/training/jointplan"
	"shifu/training/retrain"
)

// Retraining is what the report of a case shows.
type Retraining struct {
	Case   retrain.Standing
	Effect retrain.Effect
	Stamp  Stamp
}

// WriteRetraining writes the report of a case for the client and the unit as a
// PDF in language l: who, which exam, what stands before the resit, the weak
// points with their intervals, the effect, and every step with its person.
func WriteRetraining(w io.Writer, l words.Language, r Retraining) error {
	p, err := newLetter(l, r.Stamp)
	if err != nil {
		return err
	}
	c := &r.Case
	p.title(p.say("Retraining report", nil), c.Person+"  "+c.Exam)
	p.pairs([][2]string{
		{p.say("Unit", nil), orNone(c.Organisation + " " + c.Team)}, {p.say("State", nil), p.caseState(c)},
		{p.say("Opened", nil), p.instant(c.OpenedAt)}, {p.say("Failed", nil), strconv.Itoa(c.Fails)},
		{p.say("Mentor", nil), orNone(c.Mentor)}, {p.say("Off duty", nil), p.yes(c.OffDuty)},
		{p.say("Last mark", nil), number(c.Points) + " / " + number(c.Most)}, {p.say("Resit", nil), p.instant(c.ResitAt)},
	})
	if c.State.Open() {
		p.gate(c)
	}
	p.weak(c)
	if c.State == retrain.Done {
		p.effect(r.Effect)
	}
	p.steps(c)
	return p.finish(w, p.say("Retraining report", nil)+" - "+c.Person, c.ID)
}

// WriteJointPlan writes a version of a joint plan as a PDF in language l: the
// lines by layer, planned against done, and the signatures with the hash of
// what was signed.
func WriteJointPlan(w io.Writer, l words.Language, plan jointplan.Plan, s Stamp) error {
	p, err := newLetter(l, s)
	if err != nil {
		return err
	}
	p.title(p.say("Joint training plan", nil), plan.Organisation+"  "+plan.Month)
	all := plan.Tally("")
	p.pairs([][2]string{{p.say("Version", nil), strconv.Itoa(plan.Number)}, {p.say("Made by", nil), plan.MadeBy + "  " + p.instant(plan.MadeAt)},
		{p.say("Person-days", nil), number(all.PersonDays)}, {p.say("Carried out", nil), number(all.PersonDone) + " (" + percent(all.Share()) + ")"}})
	for _, layer := range jointplan.Layers {
		p.layer(&plan, layer)
	}
	if plan.Note != "" {
		p.block(p.say("Note", nil), p.body.line())
		p.flow(left, width, p.body, plan.Note)
	}
	p.block(p.say("Signatures", nil), 3*p.body.line())
	for _, party := range jointplan.Parties {
		who := p.say("not signed yet", nil)
		if sig, ok := plan.SignedBy(party); ok {
			who = sig.Name + "  " + p.instant(sig.At)
		}
		p.row([]float64{0, 110}, p.say(partyWords[party], nil), who)
	}
	p.flow(left, width, p.fine, "SHA-256 "+plan.Hash())
	return p.finish(w, p.say("Joint training plan", nil)+" - "+plan.Organisation+" "+plan.Month, plan.ID)
}

var (
	partyWords = map[jointplan.Party]string{jointplan.ClientSide: "Client side", jointplan.VendorSide: "Vendor's side"}
	layerWords = map[jointplan.Layer]string{jointplan.InHouse: "In-house newcomers", jointplan.Vendor: "Vendor newcomers", jointplan.Serving: "In service"}
	caseWords  = map[retrain.State]string{retrain.Studying: "Studying", retrain.Scheduled: "Resit planned", retrain.Sitting: "Sitting or marking", retrain.Done: "Passed", retrain.Ended: "Ended"}
	deedWords  = map[retrain.Deed]string{retrain.Sat: "Sat the exam", retrain.Voided: "The sitting counts for nothing", retrain.Unplanned: "Planned resit taken back",
		retrain.Waived: "Gate opened by the trainer", retrain.OffDuty: "Off duty; reported to the client and the unit", retrain.BackOnDuty: "Back on duty", retrain.Closed: "Case closed"}
)

// letter is a plain document of titled blocks, with the foot of every report.
type letter struct {
	page
	stamp Stamp
}

func newLetter(l words.Language, s Stamp) (*letter, error) {
	sh, err := newSheet()
	if err != nil {
		return nil, err
	}
	p := &letter{page{layout: layout{sheet: sh, density: densities[0], l: l, zone: s.zone()}}, s}
	p.newPage()
	p.y = top
	return p, nil
}

func (p *letter) title(title, sub string) {
	p.text(left, p.y, p.pageTitle, title)
	p.y += p.pageTitle.line() + 2
	p.flow(left, width, p.subTitle, sub)
	p.y += 6
	p.hairline(left, p.y, width, line2)
	p.y += 8
}

// pairs sets facts in two columns.
func (p *letter) pairs(all [][2]string) {
	const column = width / 2
	for i, f := range all {
		x := left + float64(i%2)*column
		p.text(x, p.y, p.label, f[0])
		p.text(x+78, p.y-1, p.body, p.short(p.body, column-86, f[1]))
		if i%2 == 1 || i == len(all)-1 {
			p.y += p.body.line() + 4
		}
	}
}

// row sets words side by side at their places.
func (p *letter) row(at []float64, texts ...string) {
	p.need(p.body.line() + 4)
	for i, t := range texts {
		end := width
		if i+1 < len(at) {
			end = at[i+1]
		}
		p.text(left+at[i], p.y, p.body, p.short(p.body, end-at[i]-6, t))
	}
	p.y += p.body.line() + 3
	p.hairline(left, p.y-1.5, width, line)
}

func percent(share float64) string { return number(100*share) + " %" }

func (p *letter) yes(b bool) string {
	if b {
		return p.say("yes", nil)
	}
	return p.say("no", nil)
}

func (p *letter) caseState(c *retrain.Standing) string { return p.say(caseWords[c.State], nil) }

func (p *letter) gate(c *retrain.Standing) {
	g := c.Gate
	of := func(n, all int) string { return fmt.Sprintf("%d / %d", n, all) }
	p.block(p.say("What lets in to the resit", nil), 4*p.body.line())
	at := []float64{0, 240}
	p.row(at, p.say("Articles read", nil), of(g.Read, g.Articles))
	p.row(at, p.say("Cards right on {{.N}} days", fault.Values{"N": retrain.Days}), of(g.Right, g.Cards))
	p.row(at, p.say("Recall predicted for {{.Time}}", fault.Values{"Time": p.instant(c.At)}), number(g.Recall)+" / "+number(retrain.Recall))
	p.row(at, p.say("Cool-down", nil), p.instant(g.CoolUntil))
	if c.Waived {
		p.row(at, p.say("Gate opened by the trainer", nil), p.say("yes", nil))
	}
}

func (p *letter) weak(c *retrain.Standing) {
	if len(c.Weak) == 0 {
		return
	}
	p.block(p.say("Weak points", nil), 2*p.body.line())
	for _, w := range c.Weak {
		sure := p.say("likely {{.Low}} to {{.High}}", fault.Values{"Low": number(100 * w.Low), "High": percent(w.High)})
		if w.N < interval.Enough {
			sure += ", " + p.say("Too few to tell", nil)
		}
		p.row([]float64{0, 200, 250, 310}, w.Point, percent(w.Mean), fmt.Sprintf("%d / %d", w.Right, w.N), sure)
	}
}

func (p *letter) effect(e retrain.Effect) {
	p.block(p.say("Effect on the calls", nil), 2*p.body.line())
	at := []float64{0, 240}
	p.row(at, p.say("Scores before and after", nil), fmt.Sprintf("n %d, n %d", len(e.Before), len(e.After)))
	if len(e.Before) == 0 || len(e.After) == 0 {
		return
	}
	sure := p.say("likely {{.Low}} to {{.High}}", fault.Values{"Low": number(e.Low), "High": number(e.High)})
	if e.Few() {
		sure += ", " + p.say("Too few to tell", nil)
	}
	p.row(at, p.say("Difference of the mean scores", nil), number(e.Diff)+"  "+sure)
}

func (p *letter) steps(c *retrain.Standing) {
	p.block(p.say("What happened", nil), 2*p.body.line())
	for _, e := range c.Events {
		by := c.Names[e.By]
		if by == "" {
			by = p.say("by itself", nil)
		}
		p.row([]float64{0, 96, 400}, p.instant(e.At), p.deed(c, e), by)
		if e.Why != "" {
			p.flow(left+96, width-96, p.note, e.Why)
		}
	}
}

func (p *letter) deed(c *retrain.Standing, e retrain.Event) string {
	marks := fault.Values{"Points": number(e.Points), "Most": number(e.Most)}
	switch e.Deed {
	case retrain.Failed:
		return p.say("Failed with {{.Points}} of {{.Most}}", marks)
	case retrain.Passed:
		return p.say("Passed with {{.Points}} of {{.Most}}", marks)
	case retrain.Planned:
		return p.say("Resit planned for {{.Time}}", fault.Values{"Time": p.instant(e.For)})
	case retrain.Mentored:
		return p.say("{{.Name}} is the mentor", fault.Values{"Name": orNone(c.Names[e.MentorID])})
	case retrain.Noted:
		return p.say("{{.Unit}} took note of the report", fault.Values{"Unit": orNone(c.Names[e.OrganisationID])})
	}
	return p.say(deedWords[e.Deed], nil)
}

func (p *letter) layer(plan *jointplan.Plan, l jointplan.Layer) {
	t := plan.Tally(l)
	if t.Items == 0 {
		return
	}
	at := []float64{0, 62, 250, 330, 420}
	p.block(p.say(layerWords[l], nil)+"  "+percent(t.Share()), 3*p.body.line())
	p.row(at, p.say("Begins", nil), p.say("Course or post", nil), p.say("Trainer", nil), p.say("Planned", nil), p.say("Carried out", nil))
	load := func(days float64, n int) string {
		return p.say("{{.Days}} d x {{.N}}", fault.Values{"Days": number(days), "N": n})
	}
	for _, it := range plan.Items {
		if it.Layer != l {
			continue
		}
		done := none
		if d, ok := plan.Of(it.ID); ok {
			done = load(d.Days, d.People)
		}
		p.row(at, it.Begins, it.Title, it.Trainer, load(it.Days, it.People), done)
	}
}

// finish sets the feet and writes the file.
func (p *letter) finish(w io.Writer, title, id string) error {
	printed := p.stamp.At.In(p.zone).Format("2006-01-02 15:04:05 -07:00")
	for i := range p.pages {
		y := bottom + 12
		p.drawOn(i, fillOp(left, y-4, width, 0.5, line))
		of := p.say("Page {{.Page}} of {{.Pages}}", fault.Values{"Page": strconv.Itoa(i + 1), "Pages": strconv.Itoa(len(p.pages))})
		p.textOn(i, right-p.width(p.foot, of), y, p.foot, of)
		p.textOn(i, left, y, p.foot, p.say("{{.ID}}; printed by {{.Name}} at {{.Time}}", fault.Values{"ID": id, "Name": orNone(p.stamp.By), "Time": printed}))
		p.textOn(i, left, y+p.foot.line(), p.foot, p.say("Audit {{.Hash}}", fault.Values{"Hash": orNone(p.stamp.AuditHead)}))
	}
	return p.write(w, info{title: title, author: p.stamp.By, subject: title, stamp: p.stamp})
}
