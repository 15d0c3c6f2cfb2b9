package routinglab

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/routing"
)

// check is a field for yes or no.
func (e *editing) check(caption string, at *bool) fyne.CanvasObject {
	return parts.NewCheck(caption, *at, func(on bool) { *at = on; e.redraw() })
}

// policyRules are the rules of the preset beside its tables.
func (e *editing) policyRules(box *fyne.Container) {
	switch p := &e.s.Policy; {
	case p.IsAsterisk():
		box.Add(e.line("autofill", lang.L("Ringing"), e.check(lang.L("Several calls of a queue at once"), &p.Autofill), parts.Room(12, 0), e.check(lang.L("Who talks is rung too"), &p.RingInUse)))
		box.Add(e.line("retry", lang.L("Try again after"), e.number(&p.Retry, 1, 56), parts.Label(lang.L("s; 0: 5 s")), parts.Room(12, 0), e.check(lang.L("The longest waiting of all queues first"), &p.ForceLongest)))
		box.Add(e.line("members_limit", lang.L("Small queues"), e.whole(&p.MembersLimit, 56), parts.Label(lang.L("members or fewer: penalties don't count"))))
	case p.IsFreeSWITCH():
		e.switchRules(box, p)
	case p.Preset == routing.Connect:
		box.Add(e.line("outbound_exempt", lang.L("Outbound"), e.check(lang.L("Tasks and call-backs send nobody to the end of the line"), &p.OutboundExempt)))
	case p.Preset == routing.Bullseye:
		all := []routing.Evaluation{"", routing.BestSkills, routing.NoSkills}
		box.Add(e.line("evaluation", lang.L("Skills"), parts.NewSegments([]string{lang.L("all must match"), lang.L("the best first"), lang.L("disregarded")}, max(slices.Index(all, p.Evaluation), 0), func(i int) { p.Evaluation = all[i]; e.changed() })))
		box.Add(e.line("priority_only", lang.L("Order of calls"), e.check(lang.L("By priority only; waiting counts among equals"), &p.PriorityOnly)))
	case p.Preset == routing.Twilio:
		e.workflow(box, p)
	case p.Preset == routing.Ranks:
		box.Add(e.line("overflow", lang.L("Delays"), e.check(lang.L("Going to the next groups, a call loses those before"), &p.Overflow)))
	}
}

// switchRules are those of mod_callcenter; its words are the other way round
// than what is kept.
func (e *editing) switchRules(box *fyne.Container, p *routing.Policy) {
	box.Add(e.line("scan", lang.L("Looks every"), e.number(&p.Scan, 1000, 56), parts.Label(lang.L("ms at the calls; 0: at once"))))
	if p.Preset == routing.SwitchProgressively {
		box.Add(e.line("progress", lang.L("One more rings"), parts.Label(lang.L("every")), e.number(&p.Progress, 1, 56), parts.Label(lang.L("s; 0: 10 s"))))
	}
	tiers := []fyne.CanvasObject{e.check(lang.L("Levels open one after the other"), &p.Tiers.Apply)}
	if p.Tiers.Apply {
		tiers = append(tiers, parts.Label(lang.L("after")), e.number(&p.Tiers.Wait, 1, 56), parts.Label(lang.L("s")), parts.Room(12, 0), e.not(lang.L("times the level"), &p.Tiers.Flat), e.not(lang.L("at once past empty levels"), &p.Tiers.Patient))
	}
	box.Add(e.line("tiers", lang.L("Levels"), tiers...))
}

// not is a check for the opposite of a field.
func (e *editing) not(caption string, at *bool) fyne.CanvasObject {
	return parts.NewCheck(caption, !*at, func(on bool) { *at = !on; e.changed() })
}

// typeRules are the preset's rules of a queue.
func (e *editing) typeRules(box *fyne.Container, t *routing.Type) {
	p, q := &e.s.Policy, &t.Queueing
	if p.IsAsterisk() || p.IsFreeSWITCH() {
		fields := []fyne.CanvasObject{parts.Label(lang.L("at most")), e.number(&q.MaxWait, 1, 48), parts.Label(lang.L("s of waiting; 0: no limit"))}
		if p.IsAsterisk() {
			fields = append(fields, parts.Room(12, 0), parts.Second(lang.L("Weight")), e.whole(&q.Weight, 48), parts.Room(12, 0), parts.Second(lang.L("Most waiting")), e.whole(&q.MostWaiting, 48))
		}
		box.Add(e.line("queueing", lang.L("Queue"), fields...))
	}
	switch {
	case p.IsAsterisk():
		e.emptiness(box, q)
		e.penalties(box, q)
	case p.IsFreeSWITCH():
		box.Add(e.line("queueing.no_agent_check", "", parts.Label(lang.L("a new call waits at least")), e.number(&q.NoAgentCheck, 1, 56), parts.Label(lang.L("s for an agent; 0: 5 s"))))
		box.Add(e.line("queueing.no_agent_wait", lang.L("Without agents"), e.number(&q.NoAgentWait, 1, 56), parts.Label(lang.L("s, then calls leave; 0: never")), parts.Room(12, 0), parts.Second(lang.L("Old place kept for")), e.number(&q.ResumeWithin, 1, 56), parts.Label(lang.L("s"))))
	case p.Preset == routing.Connect:
		box.Add(e.line("queueing", lang.L("Queue"), e.check(lang.L("An agent queue: each call is for one agent, before all others"), &t.Personal)))
	case p.Preset == routing.Ranks:
		e.dissuaded(box, t)
	}
}

func (e *editing) dissuaded(box *fyne.Container, t *routing.Type) {
	fields := []fyne.CanvasObject{parts.NewCheck(lang.L("Long queue:"), t.Dissuade != nil, func(on bool) {
		if t.Dissuade = nil; on {
			t.Dissuade = &routing.Dissuade{Waiting: 10, HangUp: 0.3}
		}
		e.redraw()
	})}
	if d := t.Dissuade; d != nil {
		fields = append(fields, parts.Label(lang.L("from")), e.whole(&d.Waiting, 48), parts.Label(lang.L("calls or")), e.number(&d.Estimated, 1, 48), parts.Label(lang.L("s expected,")), e.number(&d.HangUp, 100, 48), parts.Label(lang.L("% hang up")))
	}
	box.Add(e.line("dissuade", lang.L("Dissuaded"), fields...))
}

// callers are what a type says of its callers beside their patience.
func (e *editing) callers(box *fyne.Container, t *routing.Type) {
	box.Add(e.line("hasty", lang.L("Hasty"), e.number(&t.Hasty.Share, 100, 56), parts.Label(lang.L("% of the callers have little patience"))))
	if t.Hasty.Share > 0 || t.Hasty.Patience.Law != routing.None {
		box.Add(e.dist("hasty.patience", lang.L("they wait"), &t.Hasty.Patience, true))
	}
	box.Add(e.line("repeat", lang.L("Not settled"), e.number(&t.Repeat.Share, 100, 56), parts.Label(lang.L("% of the answered; without a time they don't call again"))))
	if t.Repeat.Share > 0 || t.Repeat.After.Law != routing.None {
		box.Add(e.dist("repeat.after", lang.L("again after"), &t.Repeat.After, true))
	}
	fields := []fyne.CanvasObject{parts.NewCheck(lang.L("Offered"), t.CallBack != nil, func(on bool) {
		if t.CallBack = nil; on {
			t.CallBack = &routing.CallBackOffer{From: 5, Share: 0.4, Reach: 0.75, Tries: 3, Dial: 25, Again: 600}
		}
		e.redraw()
	})}
	b := t.CallBack
	if b != nil {
		fields = append(fields, parts.Label(lang.L("from")), e.small(&b.From, 48), parts.Label(lang.L("waiting;")), e.number(&b.Share, 100, 48), parts.Label(lang.L("% accept")))
	}
	box.Add(e.line("call_back", lang.L("Call-back"), fields...))
	if b != nil {
		box.Add(e.line("call_back", "", e.number(&b.Reach, 100, 48), parts.Label(lang.L("% reached within")), e.small(&b.Tries, 40), parts.Label(lang.L("tries of")), e.number(&b.Dial, 1, 48), parts.Label(lang.L("s, again after")), e.number(&b.Again, 1./60, 48), parts.Label(lang.L("minutes"))))
		box.Add(e.line("call_back", "", parts.Label(lang.L("slots of")), e.number(&b.Slot, 1./60, 48), parts.Label(lang.L("minutes for")), e.small(&b.PerSlot, 48), parts.Label(lang.L("calls; 0: in turn"))))
	}
}

// small is a field for a whole number that is not below 0.
func (e *editing) small(at *int32, width float32) fyne.CanvasObject {
	text := ""
	if *at != 0 {
		text = plain(float64(*at))
	}
	return parts.Fix(look.Scaled(width), 0, e.parsed(text, "0", lang.L("This is no whole number."), func(t string) bool {
		v, ok := number(t)
		if ok = ok && v == float64(int32(v)) && v >= 0; ok {
			*at = int32(v)
		}
		return ok
	}))
}

// people are what a group says of its people, and of offers they don't take.
func (e *editing) people(box *fyne.Container, g *routing.Group) {
	box.Add(e.line("reject", lang.L("Refused calls"), e.number(&g.Reject, 100, 56), parts.Label(lang.L("% of the offers; phone in use:")), e.number(&g.Busy, 100, 56), parts.Label("%")))
	if e.s.Policy.IsFreeSWITCH() {
		box.Add(e.line("after_miss", lang.L("No call for"), e.number(&g.AfterMiss, 1, 56), parts.Label(lang.L("s after a missed,")), e.number(&g.AfterReject, 1, 56), parts.Label(lang.L("a refused one,")), e.number(&g.AfterBusy, 1, 56), parts.Label(lang.L("a busy phone"))))
	}
	box.Add(e.line("novices", lang.L("Novices"), e.number(&g.Novices.Share, 100, 56), parts.Label(lang.L("% take longer, times")), e.number(&g.Novices.Factor, 1, 56)))
	box.Add(e.line("fatigue", lang.L("Fatigue"), parts.Label(lang.L("handling times rise to")), e.number(&g.Fatigue.Factor, 1, 56), parts.Label(lang.L("times within")), e.number(&g.Fatigue.After, 1./60, 56), parts.Label(lang.L("minutes without a rest; 0: never"))))
}
