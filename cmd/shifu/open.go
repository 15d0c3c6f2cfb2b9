package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/lang"

	"shifu/app"
	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/door"
	"shifu/app/look"
	"shifu/cmd/internal/wiring"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/recordings/player"
	"shifu/store"
)

// version is the one in FyneApp.toml, which stays behind when the program is built.
const version = "0.1.0"

// options are the program's flags.
type options struct {
	workspace, language, trace, login string
}

// open opens the workspace and the window, and returns when the window is closed.
func open(o options) error {
	ctx := context.Background()
	l := languageOf(o.language)
	fyneapp.SetMetadata(fyne.AppMetadata{ID: "example.shifu", Name: "Shifu", Version: version, Build: 1})
	a := fyneapp.NewWithID("example.shifu")
	a.SetIcon(look.AppIcon())
	ws, err := store.Open(ctx, o.workspace, store.Options{})
	if err != nil {
		return app.Refuse(a, l, err)
	}
	defer ws.Close()
	trace, err := tracer(o.trace)
	if err != nil {
		return err
	}
	sound := player.New()
	defer sound.Close()
	out := outfit(ctx, ws, sound, l)
	out.Trace, out.Login = trace, o.login
	if out.Empty, err = wiring.Empty(ctx, ws); err != nil {
		return app.Refuse(a, l, err)
	}
	if _, err := app.Open(a, out); err != nil {
		return err
	}
	a.Run()
	return nil
}

func outfit(ctx context.Context, ws *store.Workspace, sound *player.Player, l words.Language) app.Outfit {
	_, why := ws.ReadOnly()
	return app.Outfit{
		Kept: desk.Kept{Articles: ws.Knowledge(), ArticleKeeper: ws.Knowledge(), MustReads: ws.Knowledge(), Diary: ws.Knowledge(),
			Benchmarks: ws.Benchmarks(), ClipPlayer: ws.Benchmarks(), Coaching: ws.Coaching(), CoachingFigures: ws.Coaching(), Analyses: ws.Analyses(),
			Decks: ws.Cards(), Sitter: ws.Exams(),
			People: ws.People(), Door: ws.People(), Calls: ws.Calls(), Tags: ws.Calls(), Shelf: ws.Shelf(), Watched: ws.Watched(), Redactions: ws.Redactions(), Transcribing: ws.Transcribing(), Spans: ws.Spans(),
			Quality: ws.Quality(), Queue: ws.Quality(), Trends: ws.Quality(), Sampling: ws.Sampling(), Drawer: ws.Sampling(),
			Calibration: ws.Calibration(), Rulebook: ws.Calibration(), Severity: ws.Severity(), Insight: ws.Insight(), Preferences: ws,
			Revisions: ws.Revisions(), Scales: ws.Revisions(),
			Appeals: ws.Appeals(), AppealRules: ws.Appeals(),
			Retrain: ws.Retrain(), RetrainRules: ws.Retrain(), JointPlans: ws.JointPlans(), Rehearsal: ws.RolePlays(), RolePlays: ws.RolePlays(), RoleAuthor: ws.RolePlays(), Duties: ws.Duties(), DutyBook: ws.Duties(), Lab: ws.Lab(), Logbook: ws.Practice(), ScenarioAuthor: ws.Practice(), Starter: ws.Practice(),
			ExamKeeper: ws.Exams(), Invigilator: ws.Exams(), Marker: ws.Exams(), Cuts: ws.Cuts(), Panel: ws.Cuts(), Bank: ws.Bank(), BankExport: ws.Bank(),
			Mentors: desk.Mentors{Pairs: ws.Pairs(), Rounds: ws.Pairs(), Years: ws.Mentoring()},
			Figures: ws.Figures(), Aims: ws.Figures(), FigureIntake: ws.Figures(), Corrections: ws.Figures(),
			Retention:    ws.Retention(),
			Certificates: ws.Certificates(), CertificateKeeper: ws.Certificates(),
			Contests: ws.Contests(), Awards: ws.Awards(), Ability: ws.Ability(), Care: ws.Ability(),
			Assist: assistance(ws)},
		Sound: sound, Reports: wiring.Reports{Workspace: ws, Now: time.Now, Zone: time.Local}, Keeping: keeping{ws},
		Hub: ws.Notices(), Stage: background.NewStage(), Now: time.Now, Zone: time.Local, Language: l, Notice: why,
		MakeDemo: func(ctx context.Context, progress func(done, total int)) error {
			return wiring.MakeDemo(ctx, ws.Dir(), time.Now(), progress)
		},
		Found: func(ctx context.Context, name string) error {
			return wiring.Found(ctx, ws, lang.L("Our hotline"), name)
		},
		Tick: func(ctx context.Context) error {
			_, err := ws.Appeals().Tick(ctx, people.Program())
			_, frozen := ws.Contests().Tick(ctx, people.Program())
			return errors.Join(err, frozen)
		},
		Watch: func(ctx context.Context) error { return wiring.Watch(ctx, ws, time.Now(), time.Local) },
		Hint:  func() words.Text { return wiring.DemoHint(ctx, ws) },
		Cast:  func() []door.Known { return cast(ctx, ws) },
	}
}

func languageOf(flag string) words.Language {
	if flag != "" {
		return words.Parse(flag)
	}
	return words.Parse(lang.SystemLocale().LanguageString())
}

// tracer writes each event as a JSON line to path; nothing without a path.
func tracer(path string) (func(string, map[string]any), error) {
	if path == "" {
		return func(string, map[string]any) {}, nil
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("opening the trace: %w", err)
	}
	var mu sync.Mutex
	e := json.NewEncoder(f)
	return func(event string, facts map[string]any) {
		mu.Lock()
		defer mu.Unlock()
		// A trace that can't be written must not disturb the work.
		_ = e.Encode(map[string]any{"event": event, "facts": facts})
	}, nil
}
