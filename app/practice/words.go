package practice

import (
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/routing"
	engine "shifu/routing/practice"
)

func weekdayAt(sc *engine.Scenario, at time.Duration) time.Weekday {
	return time.Weekday((sc.Weekday + int(at/engine.Day)) % 7)
}

// deedWord names a sort of act as the action bar does.
func deedWord(d engine.Deed) string {
	switch d {
	case engine.OpenTier:
		return lang.L("Open a tier")
	case engine.CloseTier:
		return lang.L("Close a tier")
	case engine.Lend:
		return lang.L("Lend people")
	case engine.GiveBack:
		return lang.L("Give people back")
	case engine.RecallBreaks:
		return lang.L("Recall breaks")
	case engine.MoveBreaks:
		return lang.L("Move breaks")
	case engine.PutOffStudy:
		return lang.L("Put off training")
	case engine.KeepLonger:
		return lang.L("Overtime")
	case engine.PutOff:
		return lang.L("Put off call-backs")
	case engine.Announce:
		return lang.L("Publish a notice")
	case engine.CallBacks:
		return lang.L("Offer to call back")
	case engine.Preset:
		return lang.L("Change routing")
	case engine.Urgent:
		return lang.L("Calls first")
	}
	return d.String()
}

// tierWord names step 0 and the tiers.
func tierWord(n int) string {
	return []string{lang.L("Step 0, own project"), lang.L("Tier 1, paired projects"), lang.L("Tier 2, the other projects"), lang.L("Tier 3, reserves")}[min(max(n, 0), 3)]
}

// orderText says what is ordered, with numbers and names.
func (r *room) orderText(o engine.Order) string {
	v := map[string]any{"Project": r.name(o.Project), "From": r.name(o.From), "N": o.Count, "Tier": o.Tier, "Preset": presetWord(o.Preset), "Kind": kindName(o.Kind), "Hours": chart.Number(o.For.Hours(), 0)}
	switch o.Deed {
	case engine.OpenTier:
		if o.Tier == 0 {
			return lang.L("Open step 0")
		}
		return lang.L("Open tier {{.Tier}}", v)
	case engine.CloseTier:
		if o.Tier == 0 {
			return lang.L("Close step 0")
		}
		return lang.L("Close tier {{.Tier}}", v)
	case engine.Lend:
		return lang.L("{{.From}} lends {{.Project}} {{.N}} people", v)
	case engine.GiveBack:
		return lang.L("{{.Project}} gives {{.From}} {{.N}} people back", v)
	case engine.RecallBreaks:
		return lang.L("{{.Project}}: recall breaks", v)
	case engine.MoveBreaks:
		return lang.L("{{.Project}}: breaks {{.Hours}} h later", v)
	case engine.PutOffStudy:
		return lang.L("{{.Project}}: put off training", v)
	case engine.KeepLonger:
		return lang.L("{{.Project}}: {{.N}} people stay {{.Hours}} h longer", v)
	case engine.Announce:
		return lang.L("{{.Project}}: publish a notice", v)
	case engine.Preset:
		return lang.L("Routing: {{.Preset}}", v)
	}
	return r.switchText(o, v)
}

// switchText is orderText for what is turned on and off.
func (r *room) switchText(o engine.Order, v map[string]any) string {
	switch {
	case o.Deed == engine.PutOff && o.On:
		return lang.L("{{.Project}}: put call-backs off", v)
	case o.Deed == engine.PutOff:
		return lang.L("{{.Project}}: take call-backs again", v)
	case o.Deed == engine.CallBacks && o.On:
		return lang.L("{{.Project}}: offer callers to call back", v)
	case o.Deed == engine.CallBacks:
		return lang.L("{{.Project}}: offer no call-backs any more", v)
	case o.On:
		return lang.L("{{.Project}}: {{.Kind}} first", v)
	}
	return lang.L("{{.Project}}: {{.Kind}} in line again", v)
}

func presetWord(p string) string {
	switch p {
	case routing.OwnProject:
		return lang.L("Own project only")
	case routing.InsuranceShared:
		return lang.L("Insurance projects help each other")
	case routing.CallBackByAll:
		return lang.L("Everybody helps with call-backs")
	case routing.EmergencyTiers:
		return lang.L("95598 emergency tiers")
	}
	return p
}

// kindName names a sort of call of 95598; other projects have one each.
func kindName(key string) string {
	switch key {
	case "fault_report":
		return lang.L("fault reports")
	case "bill_enquiry":
		return lang.L("bill enquiries")
	case "password_reset":
		return lang.L("password resets")
	case "complaint":
		return lang.L("complaints")
	}
	return lang.L("all calls")
}

func happeningWord(h engine.Happening) string {
	switch h {
	case engine.Storm:
		return lang.L("Storm")
	case engine.Policy:
		return lang.L("Policy news")
	case engine.Press:
		return lang.L("Press")
	case engine.Green:
		return lang.L("Important customers")
	case engine.Down:
		return lang.L("System down")
	case engine.Sick:
		return lang.L("People ill")
	}
	return lang.L("Message")
}

func gaugeWord(g engine.Gauge) string {
	switch g {
	case engine.AnswerRate:
		return lang.L("answer rate")
	case engine.Waiting:
		return lang.L("waiting")
	case engine.LongestWait:
		return lang.L("longest wait")
	}
	return lang.L("load ratio")
}

// lineText says what a line of the log is about.
func (r *room) lineText(l engine.Line) string {
	switch {
	case l.Order != nil:
		return r.orderText(*l.Order)
	case l.Event != nil && l.Event.Text != "":
		return words.Say(r.s.d.Settings.Language, l.Event.Text, nil)
	case l.Event != nil:
		return happeningWord(l.Event.What) + " " + r.name(l.Event.Project)
	case l.Limit != nil:
		return lang.L("{{.Project}}: {{.Gauge}} is out of bounds", map[string]any{"Project": r.name(l.Limit.Project), "Gauge": gaugeWord(l.Limit.Gauge)})
	}
	return l.Text
}

// money writes fen as yuan.
func money(fen int) string {
	return lang.L("{{.N}} yuan", map[string]any{"N": chart.Number(float64(fen)/100, 0)})
}

func minutes(d time.Duration) string {
	if d <= 0 {
		return lang.L("at once")
	}
	return lang.L("{{.N}} min", map[string]any{"N": int((d + time.Minute - 1) / time.Minute)})
}
