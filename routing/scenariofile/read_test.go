package scenariofile

import (
	"reflect"
	"strings"
	"testing"

	"shifu/internal/fault"
	"shifu/routing"
)

// storm has every field that a scenario may have.
const storm = `name: storm afternoon
horizon: {duration: 2h, interval: 30m, warm_up: 0s, closing: serve}
places: 0
types:
  - name: fault_report
    arrivals: {per_min: [6, 8, 9, 18], busyness_gamma: 10}
    service:  {dist: lognormal, mean: 180s, sd: 180s}
    wrap_up:  {dist: deterministic, mean: 0s}
    patience: {dist: exponential, mean: 120s, balk: 0.1}
    redial:   {share: 0.2, after: {dist: exponential, mean: 300s}}
    within: 30s
    priority: 2
    age_shift: 10s
    requires: {power: 3}
groups:
  - {name: own, agents: [22, 28, 32, 44], factor: {fault_report: 1.3}, skills: {power: 4}}
policy:
  preset: ranks
  call_chooses:  {fault_report: {own: 1}}
  agent_chooses: {own: {fault_report: 1}}
  delays:        {own: {fault_report: 5s}}
  reserve:       {own: {fault_report: 2}}
`

func TestRead_TakesEveryField(t *testing.T) {
	s, err := Read("x", []byte(storm))
	if err != nil {
		t.Fatal(err)
	}
	want := &routing.Scenario{Name: "storm afternoon",
		Horizon: routing.Horizon{Duration: 7200, Interval: 1800, Closing: routing.Serve},
		Types: []routing.Type{{Name: "fault_report", Arrivals: routing.Arrivals{PerMinute: []float64{6, 8, 9, 18}, Busyness: 10},
			Service: routing.Dist{Law: routing.Lognormal, Mean: 180, SD: 180}, WrapUp: routing.Fixed(0), Patience: routing.Exp(120), Balk: 0.1,
			Redial: routing.Redial{Share: 0.2, After: routing.Exp(300)}, Within: 30, Priority: 2, AgeShift: 10, Requires: map[string]int{"power": 3}}},
		Groups: []routing.Group{{Name: "own", Agents: []int{22, 28, 32, 44}, Factor: map[string]float64{"fault_report": 1.3}, Skills: map[string]int{"power": 4}}},
		Policy: routing.Policy{Preset: routing.Ranks, CallChooses: routing.Table{"fault_report": {"own": 1}}, AgentChooses: routing.Table{"own": {"fault_report": 1}},
			Delays: routing.Table{"own": {"fault_report": 5}}, Reserve: routing.Table{"own": {"fault_report": 2}}}}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("%+v\nis not\n%+v", s, want)
	}
}

// small holds only what must be there.
const small = `horizon: {calls: 1000}
types:
  - {name: a, arrivals: {per_min: 2}, service: {dist: exponential, mean: 60s}}
groups:
  - {name: g, agents: 3}
policy:
  call_chooses: {a: {g: 1}}
  agent_chooses: {g: {a: 1}}
`

func TestRead_LeavesOutWhatMayBeAbsent(t *testing.T) {
	s, err := Read("x", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	a := s.Types[0]
	if s.Places != 0 || s.Horizon.Closing != routing.Serve || s.Horizon.WarmUp != 0 || a.Within != 20 || a.Patience.Law != routing.None ||
		a.WrapUp.Law != routing.None || a.Redial.Share != 0 || a.Priority != 0 || s.Groups[0].FactorOf("a") != 1 || s.Policy.Preset != routing.Ranks {
		t.Errorf("%+v", s)
	}
}

func TestRead_FewerNumbersStandForEqualPartsOfTheDay(t *testing.T) {
	s, err := Read("x", []byte(strings.Replace(storm, "duration: 2h", "duration: 8h", 1)))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3} {
		if got := s.Horizon.Row(i, 4); got != want {
			t.Errorf("interval %d: number %d, not %d", i, got, want)
		}
	}
}

func TestRead_NoneIsNoPatience(t *testing.T) {
	for _, none := range []string{"none", "{dist: none}"} {
		s, err := Read("x", []byte(strings.Replace(small, "mean: 60s}}", "mean: 60s}, patience: "+none+"}", 1)))
		if err != nil || s.Types[0].Patience.Law != routing.None {
			t.Errorf("%s: %v", none, err)
		}
	}
}

func TestRead_RefusesWithLineFieldAndReason(t *testing.T) {
	for name, c := range map[string]struct{ old, new, line, field string }{
		"unknown field":          {"places: 0", "palces: 0", "3", "palces"},
		"no number":              {"places: 0", "places: some", "3", "places"},
		"negative places":        {"places: 0", "places: -1", "3", "places"},
		"negative rate":          {"[6, 8, 9, 18]", "[6, -8, 9, 18]", "6", "types[0].arrivals.per_min"},
		"rate NaN":               {"[6, 8, 9, 18]", "[6, NaN, 9, 18]", "6", "types[0].arrivals.per_min"},
		"rate .nan":              {"[6, 8, 9, 18]", "[6, .nan, 9, 18]", "6", "types[0].arrivals.per_min[1]"},
		"endless rate":           {"[6, 8, 9, 18]", "[6, Inf, 9, 18]", "6", "types[0].arrivals.per_min"},
		"too few rates":          {"[6, 8, 9, 18]", "[6, 8, 9]", "6", "types[0].arrivals.per_min"},
		"too many rates":         {"[6, 8, 9, 18]", "[6, 8, 9, 1, 2]", "6", "types[0].arrivals.per_min"},
		"no rates":               {"[6, 8, 9, 18]", "[]", "6", "types[0].arrivals.per_min"},
		"all rates 0":            {"[6, 8, 9, 18]", "0", "4", "types"},
		"empty schedule":         {"[22, 28, 32, 44]", "[]", "16", "groups[0].agents"},
		"nobody at work":         {"[22, 28, 32, 44]", "0", "15", "groups"},
		"negative agents":        {"[22, 28, 32, 44]", "[22, -28, 32, 44]", "16", "groups[0].agents"},
		"half agents":            {"[22, 28, 32, 44]", "[22, 28.5, 32, 44]", "16", "groups[0].agents[1]"},
		"too many agents":        {"[22, 28, 32, 44]", "1000000", "16", "groups[0].agents"},
		"negative mean":          {"mean: 180s, sd", "mean: -180s, sd", "7", "types[0].service"},
		"mean without unit":      {"mean: 180s, sd", "mean: 180, sd", "7", "types[0].service.mean"},
		"no sd":                  {", sd: 180s", "", "7", "types[0].service.sd"},
		"sd of exponential":      {"{dist: exponential, mean: 120s", "{dist: exponential, sd: 3s, mean: 120s", "9", "types[0].patience.sd"},
		"unknown distribution":   {"dist: lognormal", "dist: pareto", "7", "types[0].service"},
		"nameless distribution":  {"dist: lognormal, ", "", "7", "types[0].service.dist"},
		"balk above 1":           {"balk: 0.1", "balk: 1.1", "9", "types[0].patience.balk"},
		"redial NaN":             {"share: 0.2", "share: NaN", "10", "types[0].redial.share"},
		"redial without after":   {", after: {dist: exponential, mean: 300s}", "", "10", "types[0].redial.after"},
		"negative within":        {"within: 30s", "within: -30s", "11", "types[0].within"},
		"busyness below 0":       {"busyness_gamma: 10", "busyness_gamma: -10", "6", "types[0].arrivals.busyness_gamma"},
		"duration over limit":    {"duration: 2h", "duration: 100000h", "2", "horizon.duration"},
		"duration too long":      {"duration: 2h", "duration: 10000000h", "2", "horizon.duration"},
		"no duration":            {"duration: 2h, ", "", "2", "horizon"},
		"duration 0":             {"duration: 2h", "duration: 0s", "2", "horizon.duration"},
		"interval 0":             {"interval: 30m", "interval: 0s", "2", "horizon.interval"},
		"negative duration":      {"duration: 2h", "duration: -2h", "2", "horizon.duration"},
		"both horizons":          {"duration: 2h", "calls: 5, duration: 2h", "2", "horizon"},
		"calls over limit":       {"duration: 2h, interval: 30m", "calls: 1000000000000", "2", "horizon.calls"},
		"calls 0":                {"duration: 2h, interval: 30m", "calls: 0", "2", "horizon.calls"},
		"lists and calls":        {"duration: 2h, interval: 30m", "calls: 5", "6", "types[0].arrivals.per_min"},
		"warm-up over all":       {"warm_up: 0s", "warm_up: 2h", "2", "horizon.warm_up"},
		"negative warm-up":       {"warm_up: 0s", "warm_up: -1s", "2", "horizon.warm_up"},
		"unknown closing":        {"closing: serve", "closing: lock", "2", "horizon.closing"},
		"too many calls":         {"[6, 8, 9, 18]", "60000", "", ""},
		"unknown preset":         {"preset: ranks", "preset: rank", "18", "policy.preset"},
		"nobody can serve":       {"{fault_report: {own: 1}}", "{}", "5", "types[0]"},
		"nobody chooses":         {"{own: {fault_report: 1}}", "{}", "5", "types[0]"},
		"skill too low":          {"power: 4", "power: 2", "5", "types[0]"},
		"skill out of scale":     {"power: 4", "power: 9", "16", "groups[0].skills.power"},
		"reserve takes everyone": {"{own: {fault_report: 2}}", "{own: {fault_report: 44}}", "5", "types[0]"},
		"unknown group":          {"{fault_report: {own: 1}}", "{fault_report: {own: 1, lent: 2}}", "19", "policy.call_chooses.fault_report"},
		"unknown type":           {"{own: {fault_report: 1}}", "{own: {fault: 1}}", "20", "policy.agent_chooses.own"},
		"rank NaN":               {"{fault_report: {own: 1}}", "{fault_report: {own: NaN}}", "19", "policy.call_chooses.fault_report.own"},
		"negative delay":         {"fault_report: 5s", "fault_report: -5s", "21", "policy.delays.own.fault_report"},
		"factor 0":               {"fault_report: 1.3", "fault_report: 0", "16", "groups[0].factor.fault_report"},
		"factor of nothing":      {"fault_report: 1.3", "billing: 2", "16", "groups[0].factor"},
		"given twice":            {"places: 0", "places: 0\nplaces: 1", "4", "file"},
		"nameless type":          {"- name: fault_report\n    arrivals", "- arrivals", "", ""},
	} {
		text := strings.Replace(storm, c.old, c.new, 1)
		if text == storm {
			t.Fatalf("%s changes nothing", name)
		}
		_, err := Read("storm.scenario.yaml", []byte(text))
		sentence := fault.Sentence(err)
		if name == "too many calls" {
			if err != nil {
				t.Errorf("%s: 7 million calls are not too many: %s", name, sentence)
			}
			continue
		}
		if !fault.Is(err, fault.Invalid) || !strings.Contains(sentence, c.field+":") || (c.line != "" && !strings.Contains(sentence, "line "+c.line+",")) {
			t.Errorf("%s: %q names not line %s and %s", name, sentence, c.line, c.field)
		}
	}
	for name, text := range map[string]string{"empty": "", "no YAML": "{", "a list": "- 1", "only a name": "name: x"} {
		if _, err := Read("x", []byte(text)); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s is not refused: %v", name, err)
		}
	}
}

func TestRead_TooManyCallsAreRefused(t *testing.T) {
	text := strings.NewReplacer("duration: 2h", "duration: 800h", "interval: 30m", "interval: 200h", "[6, 8, 9, 18]", "60000").Replace(storm)
	if _, err := Read("x", []byte(text)); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), "horizon:") {
		t.Errorf("not refused: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(storm))
	f.Add([]byte(small))
	for _, text := range ruled {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read("x", data)
		if err == nil && s.Check() != nil {
			t.Errorf("taken, and yet refused: %v", s.Check())
		}
		if err == nil {
			if again, err := Read("x", Write(s)); err != nil || !reflect.DeepEqual(s, again) {
				t.Errorf("%v\n%s", err, Write(s))
			}
		}
		if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("refused without a sentence: %v", err)
		}
	})
}
