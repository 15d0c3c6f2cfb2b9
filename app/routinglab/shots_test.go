package routinglab

import (
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/words"
	"shifu/routing"
	"shifu/routing/queuelog"
	"shifu/routing/scenariofile"
	"shifu/routing/sim"
)

const chineseStorm = `name: 大风下午
horizon: {duration: 8h, interval: 30m}
types:
  - {name: 故障报修, arrivals: {per_min: [6, 6, 7, 8, 8, 9, 11, 14, 17, 18, 17, 15, 13, 11, 9, 8]}, service: {dist: lognormal, mean: 180s, sd: 120s}, wrap_up: {dist: exponential, mean: 25s}, patience: {dist: exponential, mean: 120s}, redial: {share: 0.3, after: {dist: exponential, mean: 300s}}, requires: {报修: 2}}
  - {name: 电费咨询, arrivals: {per_min: 4}, service: {dist: exponential, mean: 150s}, patience: {dist: exponential, mean: 90s}}
  - {name: 投诉, arrivals: {per_min: 0.6}, service: {dist: gamma, mean: 300s, sd: 200s}, patience: {dist: weibull, mean: 150s, shape: 1.5}, priority: 5}
groups:
  - {name: 报修一组, agents: [28, 28, 30, 34, 36, 38, 42, 48, 52, 52, 50, 46, 42, 38, 34, 30], skills: {报修: 3}}
  - {name: 综合组, agents: 16, skills: {报修: 2}, factor: {故障报修: 1.25}}
  - {name: 投诉专席, agents: 5}
policy:
  preset: ranks
  call_chooses:  {故障报修: {报修一组: 1, 综合组: 2}, 电费咨询: {综合组: 1, 投诉专席: 2}, 投诉: {投诉专席: 1, 综合组: 2}}
  agent_chooses: {报修一组: {故障报修: 1}, 综合组: {电费咨询: 1, 故障报修: 2, 投诉: 1}, 投诉专席: {投诉: 1, 电费咨询: 2}}
  delays:        {综合组: {故障报修: 20s}, 投诉专席: {电费咨询: 30s}}
`

// full gives a type everything that the preset ranks knows.
func full(t *routing.Type, s *routing.Scenario) {
	t.Announcements = []routing.Announcement{{At: 30, Leave: .05}, {At: 60, Leave: .04}}
	t.Hold, t.Help = routing.Hold{Share: .2, For: routing.Exp(40)}, routing.Help{Share: .1, For: routing.Exp(90), From: []string{s.Groups[1].Name}}
	t.Transfers = []routing.Transfer{{To: s.Types[1].Name, Share: .05, Announce: routing.Exp(20)}}
	t.Hasty = routing.Hasty{Share: .1, Patience: routing.Dist{Law: routing.Weibull, Mean: 8, Shape: 1.2}}
	t.Repeat = routing.Redial{Share: .2, After: routing.Exp(3600)}
	t.CallBack = &routing.CallBackOffer{From: 5, Share: 0.4, Reach: 0.75, Tries: 3, Dial: 25, Again: 600, Slot: 1800, PerSlot: 6}
	t.Preferred = routing.Preferred{Scores: map[string]int{s.Groups[0].Name: 90, s.Groups[1].Name: 40}, Rings: []routing.PreferredRing{{Least: 80, For: 10}}}
	t.Conditions = []routing.Condition{{Groups: []string{s.Groups[1].Name}, Of: s.Types[1].Name, Measure: routing.HowMany, Below: 3}, {Groups: []string{"?"}, Measure: routing.InTime, Below: .8}}
	t.Dissuade = &routing.Dissuade{Waiting: 20, HangUp: .3}
}

// simulatedLog is the queue_log of a simulated storm.
func simulatedLog(t *testing.T) string {
	t.Helper()
	s, err := scenariofile.Read("storm", []byte(chineseStorm))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := sim.NewPlan(s)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	log := queuelog.NewWriter(&b, s)
	run := plan.Start(3)
	run.Listen(log)
	if err := errors.Join(run.Advance(t.Context(), 0), log.Close()); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "queue_log")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestShots_Routing renders the place into the folder SHIFU_SHOTS names.
func TestShots_Routing(t *testing.T) {
	dir := os.Getenv("SHIFU_SHOTS")
	if dir == "" {
		t.Skip("SHIFU_SHOTS is not set")
	}
	page := func(s *Screen) *scenarios { return s.pages[1].(*scenarios) }
	for _, c := range []struct {
		name string
		mode look.Mode
		l    words.Language
		w, h float32
		id   string
		do   func(*Screen)
	}{
		{"staffing-zh", look.ModeLight, words.Chinese, 1096, 772, "staffing", nil},
		{"staffing-day-dark-en", look.ModeDark, words.English, 1096, 772, "staffing", func(s *Screen) { s.pages[0].(*staffing).below(1) }},
		{"staffing-formulas-en", look.ModeLight, words.English, 1096, 772, "staffing", func(s *Screen) { s.pages[0].(*staffing).below(2) }},
		{"scenario-zh", look.ModeLight, words.Chinese, 1096, 772, "scenarios", nil},
		{"scenario-dark-en", look.ModeDark, words.English, 1096, 772, "scenarios", nil},
		{"scenario-1920-zh", look.ModeLight, words.Chinese, 1736, 1050, "scenarios", nil},
		{"edit-whole-zh", look.ModeLight, words.Chinese, 1096, 772, "scenarios", func(s *Screen) { page(s).edit() }},
		{"edit-type-zh", look.ModeLight, words.Chinese, 1096, 772, "scenarios", func(s *Screen) { page(s).editAt(true, 0) }},
		{"edit-group-dark-en", look.ModeDark, words.English, 1096, 772, "scenarios", func(s *Screen) { page(s).editAt(false, 1) }},
		{"edit-policy-en", look.ModeLight, words.English, 1096, 772, "scenarios", func(s *Screen) {
			page(s).edit()
			e := page(s).editing
			e.s.Groups[0].Agents = []int{1, 2, 3}
			e.nav.Choose(e.sections() - 1)
			e.changed()
		}},
		{"edit-type-asterisk-en", look.ModeLight, words.English, 1096, 772, "scenarios", func(s *Screen) {
			page(s).editAt(true, 0)
			e := page(s).editing
			e.s.Choose(routing.AsteriskRingAll)
			e.s.Types[0].CallBack = &routing.CallBackOffer{From: 5, Share: 0.4, Reach: 0.75, Tries: 3, Dial: 25, Again: 600, Slot: 1800, PerSlot: 6}
			e.redraw()
		}},
		{"edit-policy-freeswitch-zh", look.ModeDark, words.Chinese, 1096, 772, "scenarios", func(s *Screen) {
			page(s).edit()
			e := page(s).editing
			e.s.Choose(routing.SwitchProgressively)
			e.s.Policy.Tiers.Apply = true
			e.nav.Choose(e.sections() - 1)
		}},
		{"edit-group-freeswitch-en", look.ModeLight, words.English, 1096, 772, "scenarios", func(s *Screen) {
			page(s).editAt(false, 0)
			e := page(s).editing
			e.s.Choose(routing.SwitchRingAll)
			e.redraw()
		}},
		{"edit-type-full-zh", look.ModeLight, words.Chinese, 1096, 1500, "scenarios", func(s *Screen) {
			page(s).editAt(true, 0)
			e := page(s).editing
			full(&e.s.Types[0], e.s)
			e.redraw()
		}},
		{"edit-type-asterisk-dark-en", look.ModeDark, words.English, 1096, 1500, "scenarios", func(s *Screen) {
			page(s).editAt(true, 1)
			e := page(s).editing
			e.s.Choose(routing.AsteriskRingAll)
			q := &e.s.Types[1].Queueing
			q.Limits = routing.Limits{Max: 1, SetMax: true}
			q.Changes = []routing.PenaltyChange{{After: 30, Max: routing.Step{By: 2, Relative: true, Given: true}}, {After: 20}}
			q.JoinEmpty = []routing.Excluded{routing.ByPause}
			e.redraw()
		}},
		{"edit-policy-twilio-zh", look.ModeDark, words.Chinese, 1096, 900, "scenarios", func(s *Screen) {
			page(s).edit()
			e := page(s).editing
			e.s.Choose(routing.Twilio)
			need := routing.Expression{All: []routing.Expression{{Skill: "报修", Level: 3}, {Skill: "英语", Level: 2}}}
			e.s.Policy.Workflow = []routing.Filter{{Types: []string{"故障报修"}, Targets: []routing.Target{{Groups: []string{"报修一组"}, Need: &need, For: 20, SkipIf: "1 == 1"}, {Groups: []string{"综合组"}, OrderBy: "报修"}}}}
			e.nav.Choose(e.sections() - 1)
			e.redraw()
		}},
		{"edit-text-en", look.ModeLight, words.English, 1096, 772, "scenarios", func(s *Screen) {
			page(s).editAt(true, 0)
			page(s).editing.flip()
		}},
		{"edit-group-full-zh", look.ModeLight, words.Chinese, 1096, 900, "scenarios", func(s *Screen) {
			page(s).editAt(false, 1)
			e := page(s).editing
			e.s.Groups[1].Late = routing.Late{Share: .1, By: routing.Exp(300)}
			e.s.Groups[1].Breaks = []routing.Break{{At: 7200, For: 900, People: 2, Reason: routing.AtRest}, {At: 9000, For: 1800, People: 99, Reason: "?"}}
			e.redraw()
		}},
		{"run-zh", look.ModeLight, words.Chinese, 1096, 772, "scenarios", func(s *Screen) { page(s).run() }},
		{"run-dark-en", look.ModeDark, words.English, 1096, 772, "scenarios", func(s *Screen) { page(s).run() }},
		{"figures-zh", look.ModeLight, words.Chinese, 1096, 772, "scenarios", func(s *Screen) { page(s).run(); page(s).running.views.Choose(1) }},
		{"figures-group-dark-en", look.ModeDark, words.English, 1096, 772, "scenarios", func(s *Screen) {
			page(s).run()
			page(s).running.scope = 5
			page(s).running.views.Choose(1)
		}},
		{"why-zh", look.ModeLight, words.Chinese, 1096, 772, "scenarios", func(s *Screen) {
			page(s).run()
			page(s).running.openWhy()
			y := page(s).running.why
			y.from = 9
			y.load()
			y.table.Choose(3)
		}},
		{"why-tale-dark-en", look.ModeDark, words.English, 1736, 1050, "scenarios", func(s *Screen) {
			page(s).run()
			page(s).running.openWhy()
			y := page(s).running.why
			y.number = "3000"
			y.load()
			y.table.Choose(2)
			y.side.flip()
		}},
		{"compare-zh", look.ModeLight, words.Chinese, 1096, 772, "comparison", func(s *Screen) {
			p := s.pages[2].(*comparing)
			p.presets["asterisk-rrmemory"], p.presets["connect"], p.presets["order:fewest_calls"] = true, true, true
			p.build()
			p.start()
		}},
		{"compare-empty-dark-en", look.ModeDark, words.English, 1096, 772, "comparison", nil},
		{"vary-zh", look.ModeLight, words.Chinese, 1096, 772, "sensitivity", func(s *Screen) { s.pages[3].(*varying).start() }},
		{"vary-one-dark-en", look.ModeDark, words.English, 1096, 772, "sensitivity", func(s *Screen) {
			p := s.pages[3].(*varying)
			p.one = true
			p.build()
			p.start()
		}},
		{"centre-zh", look.ModeLight, words.Chinese, 1096, 772, "centre", func(s *Screen) {
			s.pages[4].(*centre).load(simulatedLog(t))
		}},
		{"centre-figures-dark-en", look.ModeDark, words.English, 1736, 1050, "centre", func(s *Screen) {
			p := s.pages[4].(*centre)
			p.view = 1
			p.load(simulatedLog(t))
		}},
		{"selftest-zh", look.ModeLight, words.Chinese, 1096, 772, "selftest", func(s *Screen) { s.pages[5].(*trying).start() }},
		{"selftest-dark-en", look.ModeDark, words.English, 1096, 772, "selftest", func(s *Screen) { s.pages[5].(*trying).start() }},
	} {
		if only := os.Getenv("SHIFU_SHOT"); only != "" && !slices.ContainsFunc(strings.Split(only, ","), func(name string) bool { return strings.HasPrefix(c.name, name) }) {
			continue
		}
		o := desktest.NewOffice(t)
		desktest.Wear(t, c.mode, 100, c.l)
		o.Desk.Settings.Language = c.l
		keep(t, o, "大风下午", chineseStorm)
		keep(t, o, "平常日", strings.Replace(chineseStorm, "[6, 6, 7, 8, 8, 9, 11, 14, 17, 18, 17, 15, 13, 11, 9, 8]", "8", 1))
		d := o.As(o.Town.Lead)
		d.Settings.Language, d.Window = c.l, o.Desk.Window
		s := New(d, desk.Route{Place: desk.Routing, ID: c.id}).(*Screen)
		s.state.Runs = 20
		w := o.Desk.Window
		w.SetPadded(false)
		w.SetContent(parts.NewPage(s.Content()))
		w.Resize(fyne.NewSize(c.w, c.h))
		if c.do != nil {
			c.do(s)
		}
		f, err := os.Create(filepath.Join(dir, "routing-"+c.name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, w.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		s.Close()
	}
}
