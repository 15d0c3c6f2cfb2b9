package sitting

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/training/bank"
	"shifu/training/exam"
)

func TestSitting_EveryKindIsAnsweredFromTheKeyboardAndKeptAtOnce(t *testing.T) {
	h := newHall(t, nil)
	s := h.sit(t)
	h.press(t, "B", fyne.KeyRight) // single
	h.press(t, "A", "B", fyne.KeyRight)
	h.press(t, "B", fyne.KeyRight)                // true or false
	h.press(t, "A", "1", "B", "2", fyne.KeyRight) // matching
	h.press(t, "D", "C", "B", "A", fyne.KeyRight) // ordering
	h.field(t).SetText("120")
	h.press(t, fyne.KeyRight)
	h.field(t).SetText("９５５９８")
	h.press(t, fyne.KeyRight)
	h.field(t).SetText("先致歉，再说明估抄的原因。")
	h.press(t, fyne.KeyRight, "A", fyne.KeyRight) // listening
	h.press(t, "1", fyne.KeyDown, "2")
	a := h.kept(t)
	if len(a.Answers) != 10 || a.Here != 9 {
		t.Fatal(len(a.Answers), a.Here)
	}
	if got := a.Answers[0].Options; !slices.Equal(got, []int{1}) {
		t.Error(got)
	}
	if got := a.Answers[1].Options; !slices.Equal(got, []int{0, 1}) {
		t.Error(got)
	}
	order := a.Paper.Items[4].Options
	if got := a.Answers[4].Options; !slices.Equal(got, []int{order[3], order[2], order[1], order[0]}) {
		t.Error(got, order)
	}
	texts := a.Answers[3].Texts
	if len(texts) != 3 || texts[0] == "" || texts[1] == "" || texts[0] == texts[1] {
		t.Error(texts)
	}
	if a.Answers[7].Text != "先致歉，再说明估抄的原因。" || a.Answers[6].Text != "９５５９８" {
		t.Error(a.Answers[6], a.Answers[7])
	}
	if given, err := exam.Evaluated(a.Answers[9]); err != nil || len(given) != 2 {
		t.Error(given, err)
	}
	if done, all := s.answered(); done != 10 || all != 10 {
		t.Error(done, all)
	}
}

func TestSitting_AKeyPressedAgainTakesTheAnswerBack(t *testing.T) {
	h := newHall(t, nil)
	s := h.sit(t)
	h.press(t, "B", "B")
	if s.given(0) || h.kept(t).Answers[0].Given() {
		t.Error("it is still chosen")
	}
	h.press(t, "A", "C")
	if got := h.kept(t).Answers[0].Options; !slices.Equal(got, []int{2}) {
		t.Error("one of several:", got)
	}
}

func TestSitting_TypingIsKeptEachSecond(t *testing.T) {
	h := newHall(t, func(e *exam.Exam, qs *[]bank.Question) { *qs = (*qs)[7:8] })
	h.sit(t)
	h.field(t).SetText("一")
	h.field(t).SetText("一二")
	if h.kept(t).Answers[0].Given() {
		t.Fatal("each letter was kept: thousands of writes")
	}
	h.second()
	if got := h.kept(t).Answers[0].Text; got != "一二" {
		t.Fatal(got)
	}
	h.field(t).SetText("一二三")
	h.press(t, "F") // an act keeps nothing of what is typed yet, leaving the question does
	if s := h.screen; s.Keep() != nil || h.kept(t).Answers[0].Text != "一二三" {
		t.Error(h.kept(t).Answers[0])
	}
}

func TestSitting_GoesOnWhereItWasAfterThePowerWasGone(t *testing.T) {
	h := newHall(t, nil)
	h.sit(t)
	h.press(t, "C", "F", fyne.KeyRight, "A", fyne.KeyRight, fyne.KeyRight)
	h.Pass(10 * time.Minute) // the program died: nothing was closed, nobody said so
	again := New(h.Desk, desk.Route{ID: h.examID}).(*Screen)
	t.Cleanup(again.Close)
	if again.a.Here != 3 || !again.a.Flags[0] || !slices.Equal(again.a.Answers[0].Options, []int{2}) || !again.given(1) {
		t.Errorf("%+v", again.a)
	}
	if left, _ := again.a.Remains(again.sit.Rules); left > 50*time.Minute || left < 49*time.Minute {
		t.Error("the time went on:", left)
	}
}

func TestSitting_AFullDiskIsToldAtOnceAndNothingIsLost(t *testing.T) {
	h := newHall(t, nil)
	disk := &stubborn{Sitter: h.Desk.Sitter}
	h.Desk.Sitter = disk
	s := h.sit(t)
	h.press(t, "A")
	disk.full = true
	h.press(t, "C", fyne.KeyRight, "B")
	if !strings.Contains(desktest.Texts(s.view.all), "最后的改动暂存在内存") || !strings.Contains(desktest.Texts(s.view.all), "3 处改动没存上") {
		t.Fatal("nobody was told:", desktest.Texts(s.view.all))
	}
	if got := h.kept(t); !slices.Equal(got.Answers[0].Options, []int{0}) {
		t.Fatal("what was kept before is gone:", got.Answers)
	}
	s.submit()
	if s.phase != running || s.trouble == nil {
		t.Fatal("it can't be handed in now, and must not be lost")
	}
	disk.full = false
	h.second()
	if got := h.kept(t); !slices.Equal(got.Answers[0].Options, []int{2}) || !slices.Equal(got.Answers[1].Options, []int{1}) || got.Here != 1 {
		t.Errorf("%+v", got)
	}
	if s.trouble != nil || strings.Contains(desktest.Texts(s.view.all), "暂存在内存") {
		t.Error("it is safe now, and should be said so")
	}
}

func TestSitting_HandingInListsWhatIsOpen(t *testing.T) {
	h := newHall(t, nil)
	s := h.sit(t)
	h.press(t, "A", fyne.KeyRight, "F")
	if !desktest.Shortcut(s, fyne.KeyReturn, ctrl) || !h.Asked() {
		t.Fatal("Ctrl Enter does not ask")
	}
	dialog := desktest.Texts(h.window.Canvas().Overlays().Top())
	for _, want := range []string{"有 9 题没答", "2, 3, 4, 5, 6, 7, 8, 9, 10", "存疑"} {
		if !strings.Contains(dialog, want) {
			t.Errorf("%q is missing in %q", want, dialog)
		}
	}
	h.Answer(t, "")
	if s.phase != over || !strings.Contains(desktest.Texts(s.all), "已交卷") || !strings.Contains(desktest.Texts(s.all), "1 / 10") {
		t.Error(desktest.Texts(s.all))
	}
	if err := second(h.Store.Exams().Submit(ctx, h.Desk.Actor, s.a.ID)); err == nil {
		t.Error("it was not handed in")
	}
}

func second[T any](_ T, err error) error { return err }

func TestSitting_TimeUpHandsInWhatWasAnswered(t *testing.T) {
	h := newHall(t, nil)
	s := h.sit(t)
	h.press(t, "A")
	h.Pass(59*time.Minute + 30*time.Second)
	h.second()
	if got := s.view.left.Value; got != "00:29" {
		t.Error(got)
	}
	h.Pass(time.Minute)
	h.second()
	if s.phase != over || !strings.Contains(desktest.Texts(s.all), "时间到，已答内容已自动交卷") {
		t.Fatal(s.phase, desktest.Texts(s.all))
	}
}

func TestSitting_TimeUpTakesAwayWhatWasBeingAsked(t *testing.T) {
	h := newHall(t, nil)
	s := h.sit(t)
	s.askSubmit()
	s.askSubmit() // once is enough
	h.Pass(61 * time.Minute)
	h.second()
	if h.Asked() || s.phase != over {
		t.Fatal("the question stands over the end")
	}
	h.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(h.Went) != 1 || h.Went[0].Place != desk.Exams {
		t.Error("the keys are still the dialog's:", h.Went)
	}
}

func TestSitting_InTheGracePeriodItCanBeHandedInButNotAnswered(t *testing.T) {
	h := newHall(t, func(e *exam.Exam, _ *[]bank.Question) { e.Rules.Expiry, e.Rules.Grace = exam.Grace, 5*time.Minute })
	s := h.sit(t)
	h.press(t, "A")
	h.Pass(61 * time.Minute)
	h.second()
	if s.phase != grace || !strings.Contains(desktest.Texts(s.view.all), "可以交卷，不能再答题") {
		t.Fatal(s.phase, desktest.Texts(s.view.all))
	}
	desktest.Press(s, "B")
	if got := s.a.Answers[0].Options; !slices.Equal(got, []int{0}) {
		t.Error("it was answered:", got)
	}
	s.submit()
	if s.phase != over || s.a.State == exam.Discarded {
		t.Error(s.phase, s.a.State)
	}
}

func TestSitting_ADiscardedAttemptIsToldSo(t *testing.T) {
	h := newHall(t, func(e *exam.Exam, _ *[]bank.Question) { e.Rules.Expiry = exam.Discard })
	s := h.sit(t)
	h.Pass(61 * time.Minute)
	h.second()
	if s.phase != over || !strings.Contains(desktest.Texts(s.all), "本次考试不计") {
		t.Error(s.phase, desktest.Texts(s.all))
	}
}

func TestSitting_MoreTimeGivenMeanwhileCounts(t *testing.T) {
	h := newHall(t, nil)
	s := h.sit(t)
	if err := h.Store.Exams().Concede(ctx, h.trainer, h.examID, exam.Concession{PersonID: h.Desk.Actor.PersonID, Time: 10 * time.Minute}); err != nil {
		t.Fatal(err)
	}
	h.second()
	if left, _ := s.a.Remains(s.sit.Rules); left < 69*time.Minute {
		t.Error(left)
	}
}

func TestSitting_AWithdrawnExamEndsWithASentence(t *testing.T) {
	h := newHall(t, nil)
	s := h.sit(t)
	h.press(t, "A")
	if err := h.Store.Exams().Withdraw(ctx, h.trainer, h.examID, "泄题"); err != nil {
		t.Fatal(err)
	}
	h.second()
	if s.phase != over || !strings.Contains(desktest.Texts(s.all), "这场考试已撤回，已答内容已交卷") {
		t.Error(s.phase, desktest.Texts(s.all))
	}
	late := New(h.As(h.Town.Agent), desk.Route{ID: h.examID}).(*Screen)
	t.Cleanup(late.Close)
	if late.phase != refused || !strings.Contains(desktest.Texts(late.all), "这场考试已撤回") {
		t.Error(late.phase, desktest.Texts(late.all))
	}
}

func TestSitting_InASequentialExamThereIsNoWayBack(t *testing.T) {
	h := newHall(t, func(e *exam.Exam, _ *[]bank.Question) { e.Rules.Sequential = true })
	s := h.sit(t)
	h.press(t, "A", fyne.KeyRight)
	desktest.Press(s, fyne.KeyLeft)
	s.view.side.paper.OnChosen(0)
	s.view.side.paper.OnChosen(5)
	if s.a.Here != 1 || h.kept(t).Here != 1 {
		t.Error(s.a.Here)
	}
	if cells := s.view.side.groups()[0].Cells; !cells[0].Off {
		t.Error("the map offers the way back")
	}
}

func TestSitting_LeavingTheWindowIsRecordedWithItsTime(t *testing.T) {
	h := newHall(t, nil)
	s := h.sit(t)
	s.Attended(false)
	s.Attended(false) // twice for one leaving
	h.Pass(40 * time.Second)
	s.Attended(true)
	a := h.kept(t)
	if len(a.Away) != 1 || a.Away[0].For != 40*time.Second {
		t.Fatalf("%+v", a.Away)
	}
	if !strings.Contains(desktest.Texts(s.view.all), "离开窗口会记下时间：1 次") {
		t.Error(desktest.Texts(s.view.all))
	}
}

func TestSitting_LeavingAsksAndIsRecorded(t *testing.T) {
	h := newHall(t, nil)
	s := h.sit(t)
	left := false
	s.MayLeave(func() { left = true })
	if left || !h.Asked() {
		t.Fatal("it left without asking")
	}
	h.Answer(t, "")
	if !left {
		t.Fatal("it did not leave")
	}
	s.Close()
	h.Pass(time.Minute)
	again := New(h.Desk, desk.Route{ID: h.examID}).(*Screen)
	t.Cleanup(again.Close)
	if away := again.a.Away; len(away) != 1 || away[0].For != time.Minute {
		t.Errorf("%+v", away)
	}
}

func TestSitting_NothingIsPastedIntoAnAnswerOrCopiedOutOfIt(t *testing.T) {
	h := newHall(t, func(e *exam.Exam, qs *[]bank.Question) { *qs = (*qs)[7:8] })
	h.sit(t)
	f := h.field(t)
	f.SetText("自己写的")
	board := fyne.CurrentApp().Clipboard()
	board.SetContent("从别处来的")
	typing := f.Typing().(fyne.Shortcutable)
	typing.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
	typing.TypedShortcut(&fyne.ShortcutSelectAll{})
	typing.TypedShortcut(&fyne.ShortcutCopy{Clipboard: board})
	typing.TypedShortcut(&fyne.ShortcutCut{Clipboard: board})
	f.Typing().(fyne.SecondaryTappable).TappedSecondary(&fyne.PointEvent{})
	if f.Text() != "自己写的" || board.Content() != "从别处来的" || h.Asked() {
		t.Error(f.Text(), board.Content())
	}
}

func TestSitting_AClipIsPlayedAsOftenAsAllowedAndNoFurther(t *testing.T) {
	h := newHall(t, func(e *exam.Exam, qs *[]bank.Question) { *qs = (*qs)[8:9] })
	s := h.sit(t)
	c := s.asked.(*heard).clip
	if c.sound == nil || c.sound.Duration() != 6*time.Second {
		t.Fatalf("another vendor's call was not lent: %s", desktest.Texts(s.view.all))
	}
	for range 2 {
		h.press(t, fyne.KeySpace)
		if !h.Sound.State.Playing || h.Sound.State.Duration != 6*time.Second {
			t.Fatal("only the piece is heard:", h.Sound.State.Duration)
		}
		h.press(t, fyne.KeySpace, fyne.KeySpace) // a pause is no play
		h.Sound.Pass(3 * time.Second)
		h.Desk.Stage.Tick()
		h.Sound.Pass(3 * time.Second)
		h.Desk.Stage.Tick() // heard at its end
		h.Sound.Pause()
		h.Desk.Stage.Tick()
	}
	desktest.Press(s, fyne.KeySpace)
	if h.Sound.State.Playing || h.kept(t).Plays[0] != 2 || !strings.Contains(desktest.Texts(s.view.all), "还能听 0 次") {
		t.Error(h.kept(t).Plays, desktest.Texts(s.view.all))
	}
}

func TestSitting_NothingLeadsElsewhere(t *testing.T) {
	h := newHall(t, nil)
	s := h.sit(t)
	if !s.Alone() {
		t.Fatal("it shares the window")
	}
	for _, a := range s.Actions() {
		if a.Key == fyne.KeyK || a.Bare == fyne.KeyEscape || a.Bare == fyne.KeyF1 {
			t.Error("a way out:", a.Label)
		}
	}
}
