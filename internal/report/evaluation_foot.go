package report

import (
	"strconv"

	"shifu/internal/fault"
	"shifu/qa"
)

var modes = map[qa.Mode]string{qa.ModeWeightedPoints: "weighted points", qa.ModeSectionPercent: "section percent", qa.ModeFlat: "flat", qa.ModeDeduction: "deduction"}

var policies = map[qa.NAPolicy]string{qa.NAProportional: "proportional", qa.NAEqualSplit: "equal split", qa.NAFullCredit: "full credit", qa.NAZero: "zero"}

// feet sets the foot of every page.
func (p *page) feet() {
	lines := p.footLines()
	hashes := p.foot
	hashes.size = 5.6
	for i := range p.pages {
		y := bottom + 12
		p.drawOn(i, fillOp(left, y-4, width, 0.5, line))
		of := p.say("Page {{.Page}} of {{.Pages}}", fault.Values{"Page": strconv.Itoa(i + 1), "Pages": strconv.Itoa(len(p.pages))})
		w := p.width(p.foot, of)
		p.textOn(i, right-w, y, p.foot, of)
		p.textOn(i, left, y, p.foot, p.short(p.foot, width-w-12, lines[0]))
		p.textOn(i, left, y+p.foot.line(), p.foot, p.short(p.foot, width, lines[1]))
		p.textOn(i, left, y+2*p.foot.line(), hashes, lines[2])
		p.textOn(i, right-p.width(hashes, lines[3]), y+2*p.foot.line(), hashes, lines[3])
	}
}

func (p *page) footLines() [4]string {
	e, v := &p.e.Evaluation, &p.e.Version
	printed := p.e.Stamp.At.In(p.zone).Format("2006-01-02 15:04:05 -07:00")
	return [4]string{
		p.say("{{.Title}}; mode {{.Mode}}; N/A {{.Policy}}", fault.Values{"Title": p.title(), "Mode": p.say(modes[p.e.Result.Mode], nil), "Policy": p.say(policies[p.e.Result.NAPolicy], nil)}),
		p.say("Evaluation {{.ID}}, edition {{.Edition}}; rubric version {{.Version}}; printed by {{.Name}} at {{.Time}}", fault.Values{
			"ID": orNone(e.ID), "Edition": strconv.Itoa(e.Edition), "Version": orNone(v.ID), "Name": orNone(p.e.Stamp.By), "Time": printed}),
		p.say("Content {{.Hash}}", fault.Values{"Hash": Hash(*p.e)}),
		p.say("Audit {{.Hash}}", fault.Values{"Hash": orNone(p.e.Stamp.AuditHead)}),
	}
}
