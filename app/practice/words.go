package practice

import (
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/internal/chart"
	"shifu/internal/words"
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
	return []string{lang.L("Step 0, own project"), lang.L("Tier 1, paired projects"), lang.L("Tier 2, other projects"), lang.L("Tier 3, reserves")}[min(max(n, 0), 3)]
}

// orderText says what is ordered, with numbers and names.
func (r *room) orderText(o engine.Order) string { return o.Text().In(r.s.d.Settings.Language) }

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
