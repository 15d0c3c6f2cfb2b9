// Package desktest sets a desk up for the tests of screens: a real store with
// a small hotline in it, an inline stage, a silent player, and ears for what a
// screen says.
package desktest

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"github.com/alexedwards/argon2id"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/keys"
	"shifu/app/look"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/store"
)

// Office is a desk with everything around it that a test looks at.
type Office struct {
	*desk.Desk
	Store  *store.Workspace
	Town   Town
	Sound  *Sound
	Went   []desk.Route // where the screen wanted to go
	Toasts []Toast
	Failed []error
	Events []Event
	at     time.Time
}

// Toast is one thing that was said to be done.
type Toast struct {
	Text string
	Undo func()
}

// Event is one traced event.
type Event struct {
	Name  string
	Facts map[string]any
}

// New is the desk of a reviewer in a small hotline, in Chinese.
func New(t testing.TB) *desk.Desk {
	t.Helper()
	return NewOffice(t).Desk
}

// NewOffice is New with everything around the desk.
func NewOffice(t testing.TB) *Office {
	t.Helper()
	Wear(t, look.ModeLight, 100, words.Chinese)
	o := &Office{at: time.Date(2026, 11, 18, 11, 58, 0, 0, time.UTC), Sound: &Sound{}}
	w, err := store.Open(context.Background(), t.TempDir(), store.Options{Now: o.now,
		PasswordCost: &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	o.Store = w
	o.Town = settle(t, w, o.at)
	o.Desk = o.desk(w, o.Town.Reviewer)
	return o
}

func (o *Office) desk(w *store.Workspace, by people.Actor) *desk.Desk {
	d := &desk.Desk{
		Kept: desk.Kept{Articles: w.Knowledge(), ArticleKeeper: w.Knowledge(), MustReads: w.Knowledge(), Diary: w.Knowledge(),
			Benchmarks: w.Benchmarks(), ClipPlayer: w.Benchmarks(), Coaching: w.Coaching(), CoachingFigures: w.Coaching(), Analyses: w.Analyses(),
			Decks: w.Cards(), Sitter: w.Exams(),
			People: w.People(), Door: w.People(), Calls: w.Calls(), Tags: w.Calls(), Shelf: w.Shelf(), Redactions: w.Redactions(), Transcribing: w.Transcribing(), Spans: w.Spans(),
			Quality: w.Quality(), Queue: w.Quality(), Trends: w.Quality(), Sampling: w.Sampling(), Drawer: w.Sampling(),
			Calibration: w.Calibration(), Rulebook: w.Calibration(), Severity: w.Severity(), Insight: w.Insight(), Preferences: w,
			Revisions: w.Revisions(), Scales: w.Revisions(),
			Appeals: w.Appeals(), AppealRules: w.Appeals(),
			Retrain: w.Retrain(), RetrainRules: w.Retrain(), JointPlans: w.JointPlans(), Rehearsal: w.RolePlays(), RolePlays: w.RolePlays(), RoleAuthor: w.RolePlays(), Duties: w.Duties(), DutyBook: w.Duties(), Lab: w.Lab(), Logbook: w.Practice(), ScenarioAuthor: w.Practice(), Starter: w.Practice(),
			ExamKeeper: w.Exams(), Invigilator: w.Exams(), Marker: w.Exams(), Cuts: w.Cuts(), Panel: w.Cuts(), Bank: w.Bank(), BankExport: w.Bank(),
			Mentors: desk.Mentors{Pairs: w.Pairs(), Rounds: w.Pairs(), Years: w.Mentoring()},
			Figures: w.Figures(), Aims: w.Figures(), FigureIntake: w.Figures(), Corrections: w.Figures(),
			Retention:    w.Retention(),
			Certificates: w.Certificates(), CertificateKeeper: w.Certificates(),
			Contests: w.Contests(), Awards: w.Awards(), Ability: w.Ability(), Care: w.Ability(),
			Assist: desk.Assistance{Rules: w.Rules(), Proposals: w.Proposals()}},
		Actor: by, Settings: desk.Choices{Mode: "light", Percent: 100, Language: words.Chinese, Rewind: 1500 * time.Millisecond, SkipSeconds: 5},
		Now: o.now, Zone: time.FixedZone("CST", 8*3600), Stage: background.Inline(), Hub: w.Notices(), Sound: o.Sound, Output: o.Sound,
		Window: test.NewWindow(nil),
	}
	d.Go = func(r desk.Route) { o.Went = append(o.Went, r) }
	d.Back = func() { o.Went = append(o.Went, desk.Route{Place: desk.Today}) }
	d.Toast = func(text string, undo func()) { o.Toasts = append(o.Toasts, Toast{text, undo}) }
	d.Fail = func(err error) {
		if err != nil {
			o.Failed = append(o.Failed, err)
		}
	}
	d.Progress = func(string, func()) (func(int, int), func()) { return func(int, int) {}, func() {} }
	d.Changed, d.Apply = func() {}, func(c desk.Choices) { d.Settings = c }
	d.Acts, d.HoldKeys = keys.Listed, func(bool) {}
	d.Trace = func(event string, facts map[string]any) { o.Events = append(o.Events, Event{event, facts}) }
	return d
}

func (o *Office) now() time.Time { return o.at }

// Pass lets time go by.
func (o *Office) Pass(by time.Duration) { o.at = o.at.Add(by) }

// Traced says how often an event was traced.
func (o *Office) Traced(name string) int {
	n := 0
	for _, e := range o.Events {
		if e.Name == name {
			n++
		}
	}
	return n
}

// As is the desk of another person of the town.
func (o *Office) As(by people.Actor) *desk.Desk { return o.desk(o.Store, by) }

// Show puts a screen on the desk's window, with its plain keys working.
func (o *Office) Show(s desk.Screen, width, height float32) fyne.Window {
	w := o.Desk.Window
	w.SetPadded(false)
	w.SetContent(s.Content())
	w.Resize(fyne.NewSize(width, height))
	w.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { Press(s, k.Name) })
	return w
}

// Press does what a plain key does on a screen, and says whether there was an act.
func Press(s desk.Screen, key fyne.KeyName) bool {
	for _, a := range s.Actions() {
		if a.Bare == key && !a.Off {
			a.Do()
			return true
		}
	}
	return false
}

// Shortcut does what a key with a modifier does, and says whether there was an act.
func Shortcut(s desk.Screen, key fyne.KeyName, mod fyne.KeyModifier) bool {
	for _, a := range s.Actions() {
		if a.Key == key && a.Mod == mod && !a.Off {
			a.Do()
			return true
		}
	}
	return false
}

// Wear starts a test app in a mode, text size and language.
func Wear(t testing.TB, mode look.Mode, percent int, l words.Language) {
	t.Helper()
	t.Setenv("LANG", "en_GB.UTF-8")
	test.NewApp().Settings().SetTheme(look.New(mode, percent))
	if err := lang.AddTranslationsForLocale(words.Messages(l), lang.SystemLocale()); err != nil {
		t.Fatal(err)
	}
}

// Last is where the screen wanted to go last: the place and its ID.
func (o *Office) Last() (desk.Place, string) {
	if len(o.Went) == 0 {
		return "", ""
	}
	r := o.Went[len(o.Went)-1]
	return r.Place, r.ID
}
