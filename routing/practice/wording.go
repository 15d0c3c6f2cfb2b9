package practice

import (
	"shifu/internal/chart"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/routing"
)

// Text says what is ordered, with numbers and names.
func (o Order) Text() words.Text {
	v := fault.Values{"Project": name(o.Project), "From": name(o.From), "N": o.Count, "Tier": o.Tier, "Preset": PresetText(o.Preset), "Kind": KindText(o.Kind), "Hours": chart.Number(o.For.Hours(), 0)}
	switch o.Deed {
	case OpenTier:
		if o.Tier == 0 {
			return words.T("Open step 0", nil)
		}
		return words.T("Open tier {{.Tier}}", v)
	case CloseTier:
		if o.Tier == 0 {
			return words.T("Close step 0", nil)
		}
		return words.T("Close tier {{.Tier}}", v)
	case Lend:
		return words.T("{{.N}} from {{.From}} to {{.Project}}", v)
	case GiveBack:
		return words.T("{{.N}} back from {{.Project}} to {{.From}}", v)
	case RecallBreaks:
		return words.T("{{.Project}}: recall breaks", v)
	case MoveBreaks:
		return words.T("{{.Project}}: breaks {{.Hours}} h later", v)
	case PutOffStudy:
		return words.T("{{.Project}}: put off training", v)
	case KeepLonger:
		return words.T("{{.Project}}: {{.N}} stay {{.Hours}} h longer", v)
	case Announce:
		return words.T("{{.Project}}: publish a notice", v)
	case Preset:
		return words.T("Routing: {{.Preset}}", v)
	}
	return o.turned(v)
}

// turned is the text of what is turned on and off.
func (o Order) turned(v fault.Values) words.Text {
	switch {
	case o.Deed == PutOff && o.On:
		return words.T("{{.Project}}: put call-backs off", v)
	case o.Deed == PutOff:
		return words.T("{{.Project}}: take call-backs again", v)
	case o.Deed == CallBacks && o.On:
		return words.T("{{.Project}}: offer callers to call back", v)
	case o.Deed == CallBacks:
		return words.T("{{.Project}}: offer no call-backs any more", v)
	case o.On:
		return words.T("{{.Project}}: {{.Kind}} first", v)
	}
	return words.T("{{.Project}}: {{.Kind}} in line again", v)
}

var presetTexts = map[string]string{routing.OwnProject: "Own project only", routing.InsuranceShared: "Insurance projects help each other",
	routing.CallBackByAll: "Everybody helps with call-backs", routing.EmergencyTiers: "95598 emergency tiers"}

// PresetText names a routing preset.
func PresetText(p string) words.Text { return words.T(presetTexts[p], nil) }

var kindTexts = map[string]string{"fault_report": "fault reports", "bill_enquiry": "bill enquiries", "password_reset": "password resets", "complaint": "complaints"}

// KindText names a sort of call of 95598; other projects have one each.
func KindText(key string) words.Text {
	if t, ok := kindTexts[key]; ok {
		return words.T(t, nil)
	}
	return words.T("all calls", nil)
}

var referenceTexts = map[Reference]string{Mine: "You", Nothing: "Doing nothing", TheRule: "The rule of tiers", LookAhead: "Looking ahead", Bound: "Nobody could lose less"}

// Text names a reference.
func (r Reference) Text() words.Text { return words.T(referenceTexts[r], nil) }
