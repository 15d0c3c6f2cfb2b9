package today

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa/interval"
)

// greeting is the time of day, the name, the date and what was done today.
func (s *Screen) greeting() fyne.CanvasObject {
	now := s.d.Now().In(s.d.Zone)
	hello := lang.L("Good evening, {{.Name}}", s.name())
	switch hour := now.Hour(); {
	case hour >= 5 && hour < 12:
		hello = lang.L("Good morning, {{.Name}}", s.name())
	case hour >= 12 && hour < 18:
		hello = lang.L("Good afternoon, {{.Name}}", s.name())
	}
	facts := []fyne.CanvasObject{parts.Second(s.date())}
	if s.f.done+len(s.f.tasks) > 0 {
		facts = append(facts, parts.Second(lang.L("{{.Done}} scored today, {{.Left}} left", map[string]any{"Done": s.f.done, "Left": len(s.f.tasks)})))
	}
	var roles []string
	for _, r := range s.d.Actor.Roles {
		roles = append(roles, desk.RoleName(r))
	}
	facts = append(facts, parts.Second(strings.Join(roles, lang.L(", "))))
	return parts.Stack(0, parts.PageHead(hello), parts.Facts(facts...))
}

func (s *Screen) name() map[string]any { return map[string]any{"Name": given(s.d.Actor.Name)} }

// given is how somebody is greeted: without the family name where that can be told.
func given(name string) string {
	rs := []rune(name)
	switch {
	case len(rs) > 2 && len(rs) < 5 && unicode.Is(unicode.Han, rs[0]):
		return string(rs[len(rs)-2:])
	case len(rs) > 0 && !unicode.Is(unicode.Han, rs[0]):
		first, _, _ := strings.Cut(name, " ")
		return first
	}
	return name
}

// date is the day in full: "11 月 18 日 周三", "Wednesday, 18 November".
func (s *Screen) date() string {
	now := s.d.Now().In(s.d.Zone)
	if s.d.Settings.Language == words.Chinese {
		return now.Format("1 月 2 日 ") + lang.L(strings.ToLower(now.Weekday().String())+".short")
	}
	return now.Format("Monday, 2 January")
}

// firstBlock is the most urgent thing with the one main button.
func (s *Screen) firstBlock() fyne.CanvasObject {
	ground := parts.NewFrame(look.Sel, look.Clear, look.RadiusBlock)
	if len(s.all) == 0 {
		line := parts.Row(10, parts.NewIcon("okcircle", 18, look.Good), parts.Strong(lang.L("Nothing needs you now")), parts.Grow(parts.Second(s.idle()).Cutting()))
		if !s.loaded {
			line = parts.Row(0, parts.Second(lang.L("Reading ...")))
		}
		return parts.Over(ground, parts.Inset(16, 16, 16, 16, line))
	}
	it := s.all[s.first]
	note := parts.Row(8, parts.Grow(parts.Second(it.note).Cutting()))
	if p := s.duePill(it); p != nil {
		note = parts.Row(8, p, parts.Grow(parts.Second(it.note).Cutting()))
	}
	if len(it.shares) > 0 {
		note = parts.Row(20, parts.Grow(parts.NewSharesBar(it.shares...)), parts.Legend(it.shares...))
	}
	text := parts.Stack(2, parts.NewText(lang.L("First do this"), look.TextLabel, look.Accent, true), parts.PanelHead(it.title).Cutting(), parts.High(22, note))
	acts := s.Actions()
	row := parts.Row(12, parts.Grow(text))
	if len(s.all) > 1 {
		row.Add(parts.NewButton(acts[1].Label, parts.Quiet, s.another).WithKey(acts[1].Badge(false)))
	}
	row.Add(parts.NewButton(it.verb, parts.Main, s.begin).WithIcon("play").WithKey(acts[0].Badge(false)))
	return parts.Over(ground, parts.Inset(14, 16, 14, 16, row))
}

// idle says what one could do while nothing waits.
func (s *Screen) idle() string {
	switch {
	case s.d.Actor.May(people.ScoreCalls):
		return lang.L("Choose calls in the library, or wait until some are dealt.")
	case s.d.Actor.May(people.SeeOwnCalls):
		return lang.L("New evaluations stand here as soon as they are released.")
	}
	return lang.L("What needs you stands here as soon as there is something.")
}

func (s *Screen) duePill(it item) fyne.CanvasObject {
	if it.due.IsZero() {
		return nil
	}
	state := parts.StateDue
	if it.due.Before(s.d.Midnight().AddDate(0, 0, 1)) {
		state = parts.StateDueSoon
	}
	return parts.NewPill(s.d.Due(it.due), state)
}

func (s *Screen) waitingBlock() []fyne.CanvasObject {
	if len(s.list) == 0 {
		return nil
	}
	head := parts.Row(8, parts.PanelHead(lang.L("Waiting for me")), parts.Second(lang.L("{{.N}} in all", map[string]any{"N": len(s.list)})),
		parts.Gap(), parts.Label(lang.L("what is due first stands first")))
	verbs := s.verbWidth()
	list := parts.NewList(func() int { return len(s.list) }, func() fyne.CanvasObject { return newItemRow(verbs) }, s.fillItem)
	list.RowHeight = look.HeightTask
	list.Rule = look.Line
	list.OnTapped = func(row int, _ fyne.Position) bool { s.d.Go(s.list[row].to); return true }
	list.OnOpened = func(row int) { s.d.Go(s.list[row].to) }
	return []fyne.CanvasObject{head, parts.Room(0, 8), parts.Fix(0, look.Scaled(look.HeightTask)*float32(len(s.list)), list)}
}

// verbWidth is the width of the longest word that opens something.
func (s *Screen) verbWidth() float32 {
	wide := float32(0)
	for _, it := range s.list {
		wide = max(wide, fyne.MeasureText(it.verb, look.Text(look.TextBody), fyne.TextStyle{}).Width+2)
	}
	return wide
}

// newItemRow is: sign, title, note, due, what opens it.
func newItemRow(verbs float32) fyne.CanvasObject {
	verb := parts.NewText("", look.TextBody, look.Accent, false).Trailing()
	about := container.New(titled{gap: 12}, parts.Strong("").Cutting(), parts.Second("").Cutting())
	return parts.Inset(0, 8, 0, 8, parts.Row(12, parts.NewIcon("home", 18, look.Ink2), parts.Grow(about),
		parts.NewPill("", parts.StateDue), parts.Fix(verbs, 0, verb), parts.NewIcon("right", 14, look.Accent)))
}

func (s *Screen) fillItem(i int, o fyne.CanvasObject) {
	if i >= len(s.list) {
		return
	}
	it := s.list[i]
	row := o.(*fyne.Container).Objects[0].(*fyne.Container)
	tone := look.Ink2
	if it.icon == "tri" {
		tone = look.Warn
	}
	row.Objects[0].(*parts.Icon).Set(it.icon, tone)
	about := row.Objects[1].(*fyne.Container).Objects[0].(*fyne.Container)
	about.Objects[0].(*parts.Text).Set(it.title)
	about.Objects[1].(*parts.Text).Set(it.note)
	pill := row.Objects[2].(*parts.Pill)
	pill.Hidden = it.due.IsZero()
	if !pill.Hidden {
		state := parts.StateDue
		if it.due.Before(s.d.Midnight().AddDate(0, 0, 1)) {
			state = parts.StateDueSoon
		}
		pill.Set(s.d.Due(it.due), state)
	}
	row.Objects[3].(*fyne.Container).Objects[0].(*parts.Text).Set(it.verb)
	row.Refresh()
}

// weakBlock shows the questions on which most is lost.
func (s *Screen) weakBlock() []fyne.CanvasObject {
	if !s.loaded || s.d.Actor.Has(people.Administrator) && len(s.f.weak) == 0 {
		return nil
	}
	head := parts.Row(8, parts.PanelHead(lang.L("Where points are lost")), parts.Second(lang.L("last {{.N}} days", map[string]any{"N": recentDays})))
	out := []fyne.CanvasObject{head, parts.Room(0, 8), parts.NewHairline()}
	if len(s.f.weak) == 0 {
		return append(out, parts.Room(0, 8), parts.Second(lang.L("No scored call yet. The first evaluations show here which questions cost points.")))
	}
	for i, w := range s.f.weak {
		if i == mostWeak {
			break
		}
		out = append(out, weakRow(w.Ref, w.Text, w.Lost, w.N), parts.NewHairline())
	}
	return out
}

// mostWeak is how many weak points are shown.
const mostWeak = 5

func weakRow(ref, text string, lost, n int) fyne.CanvasObject {
	row := parts.Row(12, parts.Fix(look.Scaled(34), 0, parts.Body(ref).Toned(look.Ink2)), parts.Grow(parts.Body(text).Cutting()))
	size := parts.Fix(look.Scaled(56), 0, parts.Label(lang.L("n {{.N}}", map[string]any{"N": chart.Count(n)})).Trailing())
	if n < interval.Enough {
		row.Add(parts.NewPill(lang.L("Too few to tell"), parts.StateFew))
		row.Add(size)
		return parts.High(look.HeightRow, parts.Inset(0, 8, 0, 8, row))
	}
	low, high := interval.Wilson(lost, n)
	share := float64(lost) / float64(n)
	bar := parts.NewInterval(chart.Scale{Low: 0, High: 1}, share, low, high)
	row.Add(parts.Fix(look.Scaled(44), 0, parts.Strong(chart.Percent(share, 0)).Trailing()))
	row.Add(bar)
	row.Add(parts.Fix(look.Scaled(96), 0, parts.Label(lang.L("likely {{.Low}} to {{.High}}", map[string]any{"Low": chart.Number(100*low, 0), "High": chart.Percent(high, 0)}))))
	row.Add(size)
	return parts.High(look.HeightRow, parts.Inset(0, 8, 0, 8, row))
}

// footParts are recent things and the way to everything else.
func (s *Screen) footParts() []fyne.CanvasObject {
	out := []fyne.CanvasObject{}
	if len(s.f.recent) > 0 {
		out = append(out, parts.Label(lang.L("Recent")))
	}
	for _, e := range s.f.recent {
		link := parts.NewLink(s.callName(e.CallID)+"  "+desk.ScoreText(e.Final), func() {
			s.d.Go(desk.Route{Place: desk.Room, ID: e.CallID, Evaluation: e.ID})
		})
		out = append(out, parts.Row(6, parts.NewIcon("headset", 14, look.Accent), link))
	}
	return []fyne.CanvasObject{parts.Grow(container.New(fitting{20}, out...)), parts.Row(6, parts.Second(lang.L("Find anything")), parts.NewKeyBadge("Ctrl K"))}
}
