package mentees

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/app/parts"
	"shifu/training/mentoring"
)

func has(t *testing.T, s *Screen, wanted ...string) {
	t.Helper()
	text := shown(s.Content())
	for _, want := range wanted {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestMentees_ASessionIsPlannedWrittenUpAndConfirmedByKeys(t *testing.T) {
	o := paired(t)
	call := o.scored(t, o.mentee, 3, "3.1")
	s := o.open(t, o.mentor, "")
	has(t, s, "我的徒弟", "林小满", "没面谈", "还没约，这是建议", "一起过一遍合同的目标和措施")
	desktest.Press(s, fyne.KeyP)
	s.sheet.addPoint()
	s.sheet.points[len(s.sheet.points)-1].text.SetText("先谈最难的一通")
	s.sheet.at.SetText("明天")
	desktest.Shortcut(s, fyne.KeyReturn, ctrl)
	if s.sheet == nil {
		t.Fatal("what is no time was taken")
	}
	s.sheet.at.SetText("2026-11-20 16:30")
	desktest.Shortcut(s, fyne.KeyReturn, ctrl)
	if s.sheet != nil || s.y.Next == nil || s.y.Next.Agenda[len(s.y.Next.Agenda)-1].Typed != "先谈最难的一通" || s.y.Next.Agenda[0].Typed != "" {
		t.Fatalf("%+v", s.y.Next)
	}
	has(t, s, "周五 16:30")
	o.Pass(50 * time.Hour)
	desktest.Press(s, fyne.KeyN)
	h := s.sheet
	if !h.v.Held || h.v.ID != s.y.Next.ID || len(h.calls) != 1 || h.calls[0].id != call {
		t.Fatalf("%+v %+v", h.v, h.calls)
	}
	h.calls[0].on = true
	h.calls[0].clip.SetText("1:33-1:18")
	h.said.SetText("听了一通")
	h.next.SetText("每通复述地址")
	desktest.Shortcut(s, fyne.KeyReturn, ctrl)
	if s.sheet == nil {
		t.Fatal("a part that ends before it begins was taken")
	}
	h.calls[0].clip.SetText("1:18-1:33")
	desktest.Shortcut(s, fyne.KeyReturn, ctrl)
	if s.sheet != nil || len(s.y.Sessions) != 1 || s.y.Sessions[0].Listened[0].Until != 93*time.Second {
		t.Fatalf("%+v", s.y.Sessions)
	}
	m := o.open(t, o.mentee, "")
	has(t, m, "我的师傅", "沈立夏", "面谈是这样吗？", "听了一通", "每通复述地址")
	desktest.Press(m, fyne.KeyY)
	if !m.y.Sessions[0].Ok || m.toConfirm() != nil {
		t.Errorf("%+v", m.y.Sessions)
	}
}

func TestMentees_AnObjectionSendsTheSessionBack(t *testing.T) {
	o := paired(t)
	must[string](t)(o.Store.Mentoring().SaveSession(t.Context(), o.mentor, mentoring.Session{PairID: o.pair, At: o.Desk.Now().Add(-time.Hour), Minutes: 45, Held: true, Said: "x", Next: "y"}))
	s := o.open(t, o.mentee, "")
	desktest.Press(s, fyne.KeyW)
	o.Answer(t, "只谈了十分钟")
	if s.y.Sessions[0].Objected != "只谈了十分钟" || s.y.Progress.Sessions.Done != 0 {
		t.Errorf("%+v", s.y.Sessions)
	}
	m := o.open(t, o.mentor, "")
	desktest.Press(m, fyne.KeyS)
	if c := m.sessionCell(&m.y.Sessions[0], 5); !strings.Contains(c.Text, "只谈了十分钟") {
		t.Error(c)
	}
}

func TestMentees_EvidenceIsNotedByOneAndConfirmedByTheOther(t *testing.T) {
	o := paired(t)
	o.held(t, 3)
	s := o.open(t, o.mentee, "")
	desktest.Press(s, fyne.KeyE)
	o.Answer(t, " ")
	if !o.Asked() {
		t.Fatal("evidence without a word was taken")
	}
	o.Answer(t, "11-15 两通，都复述了地址")
	if o.Asked() || s.y.Progress.Measures.Done != 1 {
		t.Fatalf("%+v", s.y.Progress)
	}
	m := o.open(t, o.mentor, "")
	has(t, m, "11-15 两通", "待确认")
	desktest.Press(m, fyne.KeyM)
	m.openMeasure(m.urgent()[0])
	if !m.y.Deeds[0].Ok {
		t.Errorf("%+v", m.y.Deeds)
	}
}

func TestMentees_WhoLooksAfterAPairSeesItAndWritesNothing(t *testing.T) {
	o := busy(t)
	s := o.open(t, o.Trainer(t), o.pair)
	has(t, s, "沈立夏带的徒弟", "林小满")
	for _, a := range s.Actions() {
		for _, key := range []fyne.KeyName{fyne.KeyN, fyne.KeyP, fyne.KeyE, fyne.KeyF, fyne.KeyX, fyne.KeyY} {
			if a.Bare == key {
				t.Errorf("%s is offered", a.Label)
			}
		}
	}
	if len(desktest.Found[*parts.Button](s.Content())) > 1 {
		t.Error("there is something to press")
	}
}

func TestMentees_WhoIsInNoPairIsToldWhatToExpect(t *testing.T) {
	o := paired(t)
	s := o.open(t, o.Town.Mate, "")
	has(t, s, "还没有师傅", "由培训师结对")
	if len(s.Actions()) != 0 {
		t.Error(s.Actions())
	}
}

func TestMentees_TooFewCallsTellNoTrend(t *testing.T) {
	o := paired(t)
	for i := range 4 {
		o.scored(t, o.mentee, 100+i, "3.1")
		o.scored(t, o.mentee, 3+i)
	}
	s := o.open(t, o.mentor, "")
	r := s.chart.Rows[0]
	if !r.Few || r.Now != "–" || r.Change != "太少" || r.Beside != "之前 4 通，现在 4 通" || !strings.Contains(r.Next, "再有 6 通") {
		t.Errorf("%+v", r)
	}
	if s.y.Progress.Goals[mentoring.TooFew] != 4 {
		t.Errorf("%+v", s.y.Progress)
	}
}

func TestMentees_ALineShowsItsGoalItsIntervalAndWhatToDo(t *testing.T) {
	o := busy(t)
	s := o.open(t, o.mentor, "")
	if len(s.chart.Events) != 6 || len(s.chart.Ticks) < 3 {
		t.Error(len(s.chart.Events), s.chart.Ticks)
	}
	r := s.chart.Rows[0]
	if r.Name != "重复并确认关键信息" || r.Note != "评价 3.1" || r.Aim != "目标 90" || !r.Aimed || r.Few || !strings.HasPrefix(r.Change, "+") || !strings.Contains(r.Change, "至") {
		t.Errorf("%+v", r)
	}
	if tip := s.tell(0, len(s.y.Lines[0].Points)-1); !strings.Contains(tip, "n ") {
		t.Error(tip)
	}
	s.chart.Step(2)
	desktest.Press(s, fyne.KeyReturn)
	if place, _ := o.Last(); place != desk.Scores {
		t.Error("the step leads to", place)
	}
	before := s.y.Progress.Share(s.mode)
	s.otherMode()
	if s.mode != mentoring.ByGoals || s.y.Progress.Share(s.mode) == before {
		t.Error("both ways of counting are one")
	}
	s.chooseSpan(2)
	if s.chart.Across.High != 365 || len(s.y.Lines[0].Points) == 0 {
		t.Error(s.chart.Across)
	}
}

func TestMentees_ThePulseIsKept(t *testing.T) {
	o := paired(t)
	s := o.open(t, o.mentee, "")
	desktest.Press(s, fyne.KeyF)
	sheet := o.Desk.Window.Canvas().Overlays().Top()
	desktest.Found[*parts.Segments](sheet)[0].Choose(4)
	buttons := desktest.Found[*parts.Button](sheet)
	test.Tap(buttons[len(buttons)-1])
	if len(s.y.Pulses) != 1 || s.y.Pulses[0].Value != 5 {
		t.Errorf("%+v", s.y.Pulses)
	}
}

func TestMentees_AMentorOfTwoWalksBetweenThem(t *testing.T) {
	o := paired(t)
	second := must[string](t)(o.Store.Pairs().MakePair(t.Context(), o.Trainer(t), o.mentor.PersonID, o.Town.Mentee.PersonID))
	s := o.open(t, o.mentor, "")
	if len(s.pairs) != 2 || s.y.ID != o.pair {
		t.Fatal("the pair that runs comes first", len(s.pairs))
	}
	desktest.Press(s, fyne.KeyRight)
	if s.y.ID != second {
		t.Fatal("the key does not lead to the other pair")
	}
	has(t, s, "合同还没生效")
	desktest.Press(s, fyne.KeyLeft)
	if s.y.ID != o.pair {
		t.Error("no way back")
	}
}

func TestReadClip_ReadsWhatPeopleWrite(t *testing.T) {
	for text, want := range map[string][2]time.Duration{"": {}, "1:18-1:33": {78 * time.Second, 93 * time.Second}, "1:18 至 1:33": {78 * time.Second, 93 * time.Second}, "2:00": {2 * time.Minute}} {
		from, until, err := readClip(text)
		if err != nil || from != want[0] || until != want[1] {
			t.Errorf("%q: %s to %s, %v", text, from, until, err)
		}
		if again, and, err := readClip(clipText(mentoring.Clip{From: from, Until: until})); err != nil || again != from || and != until {
			t.Errorf("%q does not come back: %s to %s, %v", text, again, and, err)
		}
	}
	for _, text := range []string{"x", "1:33-1:18", "1:18-", "-1:18", "1:18-1:18"} {
		if _, _, err := readClip(text); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

func FuzzReadClip(f *testing.F) {
	f.Add("1:18-1:33")
	f.Add("1:18 至 2:00")
	f.Fuzz(func(t *testing.T, text string) {
		if from, until, err := readClip(text); err == nil && (from < 0 || until != 0 && until <= from) {
			t.Errorf("%q: %s to %s", text, from, until)
		}
	})
}
