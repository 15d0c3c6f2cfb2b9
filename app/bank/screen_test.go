package bank

import (
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/bank"
	"shifu/training/bank/formats"
)

// shelf is an office whose bank holds a question of each kind, most of them
// active.
func shelf(t *testing.T) *desktest.Office {
	t.Helper()
	o := desktest.NewOffice(t)
	raw, err := formats.Template(words.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	found, err := formats.Read(formats.Excel, "x.xlsx", raw)
	if err != nil {
		t.Fatal(err)
	}
	qs := found.Questions
	for i := range qs {
		qs[i].State, qs[i].Vendors = bank.Active, true
	}
	qs[len(qs)-1].State = bank.Draft
	qs = append(qs, bank.Question{Kind: bank.Listening, Text: "坐席漏了哪一步？", Mark: 2, State: bank.Active, Category: "服务规范", Clip: &bank.Clip{CallID: o.Town.Stereo.ID, From: time.Second, Until: 3 * time.Second, Plays: 2},
		Options: []bank.Option{{Text: "没有核对户号", Fraction: 1}, {Text: "没有问候"}}})
	if _, err := o.Store.Bank().Import(t.Context(), o.Town.Lead, qs); err != nil {
		t.Fatal(err)
	}
	return o
}

func open(t *testing.T, o *desktest.Office) *Screen {
	t.Helper()
	d := o.As(o.Town.Lead)
	o.Desk.Window = d.Window
	s := New(d, desk.Route{}).(*Screen)
	t.Cleanup(s.Close)
	o.Show(s, 1216, 740)
	return s
}

// find chooses the first question whose title has the words.
func (s *Screen) find(t *testing.T, words string) *bank.Entry {
	t.Helper()
	for i := range s.rows {
		if strings.Contains(s.rows[i].Title(), words) {
			s.table.Choose(i)
			return &s.rows[i]
		}
	}
	t.Fatalf("no question says %s", words)
	return nil
}

func write(t *testing.T, name, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestBank_FiltersNarrowListAndCounts(t *testing.T) {
	o := shelf(t)
	s := open(t, o)
	all := len(s.rows)
	s.narrow.kind.Choose(2) // multiple
	if len(s.rows) == 0 || len(s.rows) == all || s.rows[0].Kind != bank.Multiple {
		t.Fatalf("%d of %d", len(s.rows), all)
	}
	if s.nav[0].n != len(s.rows) {
		t.Error("the line at the left counts", s.nav[0].n)
	}
	s.clear()
	s.search.SetText("户号")
	if len(s.rows) != 1 || s.rows[0].Kind != bank.Listening {
		t.Errorf("a word of an option finds %d", len(s.rows))
	}
	s.search.SetText("没有这个词")
	if len(s.rows) != 0 || s.chosen() != nil {
		t.Error("something was found")
	}
	desktest.Press(s, fyne.KeyEscape)
	if len(s.rows) != all {
		t.Error("Esc does not clear")
	}
	s.enter(2)
	if len(s.rows) == 0 || len(s.rows) >= all || !bank.Below(s.rows[0].Category, s.filter.Category) {
		t.Error("a category does not narrow the list")
	}
}

func TestBank_RetiringManyAsksForAReasonAndCanBeUndone(t *testing.T) {
	o := shelf(t)
	s := open(t, o)
	s.table.OnAllMarked(true)
	desktest.Press(s, fyne.KeyR)
	o.Answer(t, "电价已调整")
	for _, e := range s.all {
		if e.State != bank.Retired {
			t.Fatalf("%s is %s", e.Title(), e.State)
		}
	}
	o.Toasts[len(o.Toasts)-1].Undo()
	drafts := 0
	for _, e := range s.all {
		if e.State == bank.Retired {
			t.Errorf("%s stayed retired", e.Title())
		}
		if e.State == bank.Draft {
			drafts++
		}
	}
	if drafts != 1 {
		t.Error(drafts, "drafts")
	}
}

func TestBank_AChangeOfAnActiveQuestionIsANextVersionThatCanBeComparedAndUndone(t *testing.T) {
	o := shelf(t)
	s := open(t, o)
	was := *s.find(t, "坐席漏了")
	desktest.Press(s, fyne.KeyE)
	e := s.room.(*editing)
	e.text.SetText("坐席漏了什么？")
	e.shape(func(q *bank.Question) { q.Choose(1) })
	if !desktest.Shortcut(s, fyne.KeyS, ctrl) || s.room != nil {
		t.Fatal("not saved", o.Failed)
	}
	now := s.chosen()
	if now == nil || now.Text != "坐席漏了什么？" || now.Number != 2 || now.State != bank.Draft || now.InForce != 1 {
		t.Fatalf("%+v", now)
	}
	desktest.Press(s, fyne.KeyV)
	c := s.room.(*comparing)
	if d := c.versions[0].Compare(&c.versions[1].Question); len(d) != 3 || d[0].Was != was.Text {
		t.Errorf("%+v", d)
	}
	desktest.Press(s, fyne.KeyEscape)
	o.Toasts[len(o.Toasts)-1].Undo()
	if now = s.chosen(); now.Number != 1 || now.Text != was.Text || now.State != bank.Active {
		t.Errorf("after undo: %+v", now)
	}
}

func TestEditor_EveryKindCanBeWrittenAndSaved(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o)
	for _, k := range bank.Kinds {
		s.start()
		e := s.room.(*editing)
		e.shape(func(q *bank.Question) { q.Become(k, s.rightWrong()) })
		e.text.SetText("题 " + string(k))
		e.typed("options", func(q *bank.Question) {
			for i := range q.Options {
				if k != bank.TrueFalse && k != bank.Numerical {
					q.Options[i].Text, q.Options[i].Match = string(rune('a'+i)), string(rune('x'+i))
				}
			}
		})
		if e.q.HasOptions() && len(e.q.Right()) == 0 {
			e.shape(func(q *bank.Question) { q.Choose(0) })
		}
		if k == bank.Listening || k == bank.ScoreCall {
			e.chooseCall()
			o.Answer(t, "")
			if e.call == nil || e.q.Clip == nil {
				t.Fatal("no call was chosen", o.Failed)
			}
		}
		if k == bank.ScoreCall {
			e.typed("expert", func(q *bank.Question) { q.VersionID = o.Town.Version })
		}
		if !desktest.Shortcut(s, fyne.KeyReturn, ctrl) || s.room != nil {
			t.Fatalf("%s: not saved: %v %+v", k, o.Failed, e.q.Check())
		}
		if c := s.chosen(); c == nil || c.Kind != k || c.State != bank.Active || c.Number != 1 {
			t.Errorf("%s became %+v", k, c)
		}
	}
}

func TestEditor_GoesBackStepByStep(t *testing.T) {
	o := shelf(t)
	s := open(t, o)
	s.find(t, "坐席漏了")
	s.edit()
	e := s.room.(*editing)
	was := e.q.Text
	e.text.SetText("a")
	e.text.SetText("ab")
	e.shape(func(q *bank.Question) { q.Become(bank.Multiple, s.rightWrong()) })
	desktest.Shortcut(s, fyne.KeyZ, ctrl)
	if e.q.Kind != bank.Listening || e.q.Text != "ab" || e.q.Clip == nil {
		t.Errorf("%+v", e.q)
	}
	desktest.Shortcut(s, fyne.KeyZ, ctrl)
	if e.q.Text != was || e.changed() {
		t.Errorf("typing is gone back from letter by letter: %q", e.q.Text)
	}
}

func TestEditor_AFieldThatCanNotBeReadKeepsTheQuestionFromBeingSaved(t *testing.T) {
	o := shelf(t)
	s := open(t, o)
	s.find(t, "坐席漏了")
	s.edit()
	e := s.room.(*editing)
	f := e.number("mark", 1, func(q *bank.Question, x float64) { q.Mark = x })
	f.SetText("zwei")
	if e.save(false); len(o.Failed) != 1 || s.room == nil || !f.Wrong {
		t.Error("saved", o.Failed)
	}
	f.SetText("２.5")
	if e.q.Mark != 2.5 || f.Wrong {
		t.Error("a full-width number is not read:", e.q.Mark)
	}
}

const text = "一、单选题\n1、居民电压是（ ）伏。\nA．110　B．220\n答案：B\n2、没有答案的题（ ）。\nA．甲　B．乙\n3、新题（ ）。\nA．甲　B．乙\n答案：A\n"

func TestImport_ShowsErrorsFirstKeepsWhatIsChosenAndCanBeUndone(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o)
	file := write(t, "题.txt", text)
	s.Dropped([]string{file})
	im := s.room.(*importing)
	if len(im.take) != 2 || len(im.found.Errors) != 1 || im.found.Errors[0].Line != 5 {
		t.Fatalf("%+v", im.found)
	}
	if len(s.all) != 0 {
		t.Error("something was kept before the person chose")
	}
	im.table.OnMarked(0, false)
	desktest.Shortcut(s, fyne.KeyReturn, ctrl)
	if len(s.all) != 1 || !strings.Contains(s.all[0].Text, "新题") || s.all[0].State != bank.Draft {
		t.Fatalf("%+v %v", s.all, o.Failed)
	}
	s.Dropped([]string{file})
	if im = s.room.(*importing); im.take[1] || !im.take[0] || im.twins[1].Bank == "" {
		t.Error("what the bank has is taken in again")
	}
	im.active.Set(true)
	desktest.Shortcut(s, fyne.KeyReturn, ctrl)
	if len(s.all) != 2 {
		t.Fatal(o.Failed)
	}
	o.Toasts[len(o.Toasts)-1].Undo()
	if len(s.all) != 1 {
		t.Error("undo leaves", len(s.all))
	}
}

func TestImport_AFileThatCanNotBeReadIsTold(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o)
	for _, file := range []string{filepath.Join(t.TempDir(), "fehlt.txt"), write(t, "x.xlsx", "PK broken"), write(t, "x.xml", "<quiz><question")} {
		o.Failed = nil
		s.Dropped([]string{file})
		im, opened := s.room.(*importing)
		if len(o.Failed) == 0 && (!opened || len(im.found.Errors) == 0) || len(o.Failed) > 0 && fault.KindOf(o.Failed[0]) != fault.Invalid {
			t.Error(file, "is not told:", o.Failed)
		}
		s.enterRoom(nil)
	}
}

func TestExport_TellsLossesAndWritesTheMarkedOnes(t *testing.T) {
	o := shelf(t)
	s := open(t, o)
	lost, whole := losses(formats.Aiken, s.all, words.English)
	if len(lost) < 3 || whole == 0 || whole == len(s.all) {
		t.Errorf("%+v, %d", lost, whole)
	}
	e := s.find(t, "坐席漏了")
	s.mark(e.EntryID, true)
	if lost, whole := losses(formats.Excel, s.takenOut(), words.English); whole != 1 || len(lost) != 1 {
		t.Errorf("%+v, %d", lost, whole)
	}
	s.marked = map[string]bool{}
	s.narrow.kind.Choose(1)
	file := filepath.Join(t.TempDir(), "x.gift")
	s.export(formats.GIFT, file, s.takenOut(), o.Desk.Fail)
	raw, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(raw), "{") {
		t.Error(err, o.Failed)
	}
	found, err := formats.Read(formats.GIFT, "x.gift", raw)
	if err != nil || len(found.Questions) != len(s.rows) {
		t.Error("read back", len(found.Questions), "of", len(s.rows), err)
	}
}

func TestClip_IsHeardFromItsBeginningToItsEnd(t *testing.T) {
	o := shelf(t)
	s := open(t, o)
	s.find(t, "坐席漏了")
	desktest.Press(s, fyne.KeyP)
	if o.Sound.Source == nil || !o.Sound.State.Playing || o.Sound.State.Position != time.Second {
		t.Fatalf("%+v %v", o.Sound.State, o.Failed)
	}
	o.Sound.State.Position = 3 * time.Second
	s.d.Stage.Tick()
	if o.Sound.State.Playing {
		t.Error("it plays on behind its end")
	}
}

// The pictures lie in build/ to be looked at.
func TestShots_EveryViewIsPainted(t *testing.T) {
	o := shelf(t)
	s := open(t, o)
	s.find(t, "坐席漏了")
	shot(t, o, "list")
	s.edit()
	shot(t, o, "edit-listening")
	s.enterRoom(nil)
	for _, k := range []bank.Kind{bank.Multiple, bank.Matching, bank.Numerical, bank.Short} {
		for i := range s.rows {
			if s.rows[i].Kind == k {
				s.table.Choose(i)
			}
		}
		s.edit()
		shot(t, o, "edit-"+string(k))
		s.enterRoom(nil)
	}
	s.find(t, "坐席漏了")
	s.edit()
	s.room.(*editing).text.SetText("坐席漏了哪一步？请选一项。")
	desktest.Shortcut(s, fyne.KeyS, ctrl)
	s.compare()
	shot(t, o, "compare")
	s.enterRoom(nil)
	s.Dropped([]string{write(t, "题.txt", text)})
	shot(t, o, "import")
	desktest.Press(s, fyne.KeyJ)
	shot(t, o, "import-errors")
	s.enterRoom(nil)
	s.askExport()
	shot(t, o, "export")
}

func shot(t *testing.T, o *desktest.Office, name string) {
	t.Helper()
	f, err := os.Create(filepath.Join("..", "..", "build", "bank-"+name+".png"))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	if err := png.Encode(f, o.Desk.Window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
