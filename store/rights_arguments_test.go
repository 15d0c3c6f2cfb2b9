package store_test

import (
	"fmt"
	"maps"
	"reflect"
	"sync"
	"time"

	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/appeal"
	"shifu/qa/calibration"
	"shifu/qa/indicators"
	"shifu/qa/proposal"
	"shifu/qa/revision"
	"shifu/qa/rules"
	"shifu/qa/sampling"
	"shifu/qa/workdays"
	"shifu/recordings"
	"shifu/training/bank"
	"shifu/training/knowledge"
)

// arguments makes every call of a method in which all that is named is foreign.
func arguments(m reflect.Type, by people.Actor, f foreignIDs, version string) [][]reflect.Value {
	var out [][]reflect.Value
	seen := map[string]bool{}
	for _, id := range f.all() {
		for _, second := range []string{id, version, "kind or reason"} {
			for _, variant := range []int{0, 1, 2, 3} {
				args := call(m, by, f, id, second, variant)
				if key := fmt.Sprint(args[2:]); !seen[key] {
					seen[key] = true
					out = append(out, args)
				}
			}
		}
	}
	return out
}

func call(m reflect.Type, by people.Actor, f foreignIDs, id, second string, variant int) []reflect.Value {
	var args []reflect.Value
	texts := 0
	// Made anew for each call, since a method may change what it is handed; and
	// only when it is handed one of them, since there are many.
	values := sync.OnceValue(func() map[reflect.Type]any { return foreignValues(by, f, id, second, variant) })
	for i := range m.NumIn() {
		var v any
		switch in := m.In(i); {
		case in == reflect.TypeFor[string]():
			v = id
			if texts++; texts > 1 {
				v = second
			}
		case in == reflect.TypeFor[people.Actor]():
			v = by
		case in.Kind() == reflect.Interface:
			v = ctx
		default:
			var ok bool
			if v, ok = values()[in]; !ok {
				panic("rights_test: no foreign value for " + in.String())
			}
		}
		args = append(args, reflect.ValueOf(v).Convert(m.In(i)))
	}
	return args
}

// foreignValues are what a call is handed beside texts, by its type.
func foreignValues(by people.Actor, f foreignIDs, id, second string, variant int) map[reflect.Type]any {
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	person := people.Person{ID: id, Name: "X", OrganisationID: by.OrganisationID, Roles: []people.Role{people.Agent}}
	c := recordings.Call{ID: id, Title: "X", StartedAt: at, OrganisationID: f.orgs[variant%2]}
	if variant > 1 {
		person.ID, person.OrganisationID = "", f.orgs[variant%2]
		c = recordings.Call{Title: "X", StartedAt: at, AgentID: f.persons[variant-2]}
	}
	plan := plan()
	plan.ID, plan.RubricID, plan.Reviewers = []string{id, ""}[variant%2], second, []string{f.persons[variant%2]}
	plan.Filter.Calls = recordings.Filter{OrganisationIDs: f.orgs}
	year := []indicators.Period{{From: march.Add(0, -6, 0), Until: march.Add(0, 6, 0)}}
	values := map[reflect.Type]any{
		reflect.TypeFor[people.Find]():         people.Find{OrganisationID: id, WithLeft: true},
		reflect.TypeFor[people.Organisation](): people.Organisation{ID: []string{id, ""}[variant%2], Name: "X", Kind: people.InHouse},
		reflect.TypeFor[people.Team]():         people.Team{ID: []string{id, ""}[variant%2], Name: "X", OrganisationID: f.orgs[0]},
		reflect.TypeFor[people.Person]():       person,
		reflect.TypeFor[[]people.Person]():     []people.Person{{Name: "X", OrganisationID: f.orgs[variant%2]}},
		reflect.TypeFor[time.Time]():           at.AddDate(0, variant, 0),
		reflect.TypeFor[[]time.Time]():         []time.Time{at, at.AddDate(1, variant, 0)},
		reflect.TypeFor[*time.Location]():      time.UTC,
		reflect.TypeFor[int]():                 50 * (variant % 2),
		reflect.TypeFor[[]byte]():              []byte("X"),
		reflect.TypeFor[recordings.Order]():    recordings.Order{By: recordings.ByAgent},
		reflect.TypeFor[recordings.Filter](): []recordings.Filter{{OrganisationIDs: f.orgs}, {TeamIDs: f.teams}, {AgentIDs: f.persons},
			{Text: "others"}}[variant],
		reflect.TypeFor[recordings.Call]():        c,
		reflect.TypeFor[[]recordings.Call]():      []recordings.Call{c},
		reflect.TypeFor[[]recordings.Utterance](): []recordings.Utterance{{Text: "X"}},
		reflect.TypeFor[rules.Set]():              foreignRules(id),
		reflect.TypeFor[proposal.Source]():        proposal.Rule,
		reflect.TypeFor[proposal.Decision]():      proposal.Accepted,
		reflect.TypeFor[[]proposal.Proposal]():    []proposal.Proposal{{Ref: "1.1", Maker: "X"}},
		reflect.TypeFor[proposal.Settings]():      proposal.Settings{On: true, Address: "https://x/v1", Model: id, Seconds: 9, Target: .9},
		reflect.TypeFor[qa.Version]():             qa.Version{RubricID: id, Title: "X"},
		reflect.TypeFor[revision.Draft]():         revision.Draft{ID: id, SavedAt: newClock().at, Version: qa.Version{RubricID: id, Title: "X"}},
		reflect.TypeFor[revision.Scale]():         renamed(twoSteps("X"), id),
		reflect.TypeFor[qa.Evaluation]():          qa.Evaluation{ID: id, Edition: 1, Comment: "X"},
		reflect.TypeFor[qa.Start]():               qa.Start{CallID: id, VersionID: second, For: id, Purpose: []qa.Purpose{qa.Ordinary, qa.Self, qa.Joint, qa.Session}[variant]},
		reflect.TypeFor[bool]():                   variant%2 == 0,
		reflect.TypeFor[[]appeal.Point]():         []appeal.Point{{Ref: "1.1", Proposed: qa.Choose(1), Reason: "X"}},
		reflect.TypeFor[[]appeal.Ruling]():        []appeal.Ruling{{Ref: "1.1", Outcome: appeal.Grants, Why: "X"}},
		reflect.TypeFor[appeal.Find]():            appeal.Find{ReviewerID: id, RubricID: id},
		reflect.TypeFor[appeal.Limit]():           appeal.DefaultLimit,
		reflect.TypeFor[workdays.Calendar]():      workdays.Standard(),
		reflect.TypeFor[workdays.Day]():           workdays.Day("2026-03-02"),
		reflect.TypeFor[workdays.Leave]():         workdays.Leave{ID: []string{id, ""}[variant%2], PersonID: f.persons[variant%2], Span: workdays.Span{From: "2026-03-02", Until: "2026-03-03"}},
		reflect.TypeFor[qa.State]():               []qa.State{qa.Released, qa.Voided, qa.Acknowledged, qa.Closed}[variant],
		reflect.TypeFor[qa.Find]():                []qa.Find{{CallID: id}, {AgentID: id}, {ReviewerID: id, CallID: f.calls[0]}, {TeamID: id}}[variant],
		reflect.TypeFor[[]qa.Task]():              []qa.Task{{CallID: id, VersionID: id, ReviewerID: f.persons[variant%2]}},
		reflect.TypeFor[calibration.Session](): calibration.Session{ID: id, Title: "X", VersionID: second, Calls: []calibration.Call{{ID: id}},
			Members: []calibration.Member{{PersonID: f.persons[variant%2]}, {PersonID: by.PersonID}}},
		reflect.TypeFor[calibration.State]():    []calibration.State{calibration.Scoring, calibration.Review, calibration.Resolved, calibration.Closed}[variant],
		reflect.TypeFor[calibration.Ruling]():   calibration.Ruling{SessionID: id, CallID: f.calls[0], Ref: "1.1", Agreed: qa.Choose(0), Text: "X"},
		reflect.TypeFor[calibration.Wording]():  calibration.Wording{SessionID: id, CallID: f.calls[0], Ref: "1.1"},
		reflect.TypeFor[calibration.Proposal](): calibration.Proposal{VersionID: second, Ref: "1.1", CallID: id, Why: words.T("X", nil)},
		reflect.TypeFor[[]string]():             []string{id},
		reflect.TypeFor[knowledge.Ask]():        []knowledge.Ask{{Text: "secret"}, {Category: "secret"}, {Text: "mm"}, {Kind: knowledge.KeyCustomer}}[variant],
		reflect.TypeFor[knowledge.Article]():    foreignArticle(id, f, variant),
		reflect.TypeFor[[]knowledge.Article]():  []knowledge.Article{foreignArticle("", f, variant)},
		reflect.TypeFor[knowledge.MustRead]():   knowledge.MustRead{ArticleID: id},
		reflect.TypeFor[[]bank.Answer]():        []bank.Answer{{Options: []int{0}}},
		reflect.TypeFor[bool]():                 variant%2 == 0,
		reflect.TypeFor[sampling.Plan]():        plan,
		reflect.TypeFor[sampling.Ask]():         sampling.Ask{Seed: int64(variant), Whole: true},
		reflect.TypeFor[indicators.Question](): []indicators.Question{{Periods: year, By: indicators.ByPerson}, {Periods: year, By: indicators.ByProject},
			{Periods: year, PersonIDs: f.persons}, {Periods: year, OrganisationIDs: f.orgs}}[variant],
		reflect.TypeFor[indicators.Find]():    []indicators.Find{{}, {PersonIDs: f.persons}, {TeamIDs: f.teams}, {Period: year[0], BadOnly: true}}[variant],
		reflect.TypeFor[indicators.Target]():  indicators.Target{Key: indicators.AnswerRate, From: march, Value: .5, Set: true},
		reflect.TypeFor[indicators.Cycle]():   indicators.Cycle{First: march, Days: 5},
		reflect.TypeFor[indicators.Kind]():    indicators.Kinds[variant],
		reflect.TypeFor[indicators.Outcome](): indicators.Rejected,
		reflect.TypeFor[[]indicators.Date]():  []indicators.Date{march},
		reflect.TypeFor[indicators.Batch](): indicators.Batch{Kind: indicators.OrderKind, Source: "x",
			Orders: []indicators.Order{{Number: "1", Date: march, Who: indicators.Who{PersonID: f.persons[variant%2], OrganisationID: f.orgs[0]}}}},
	}
	maps.Copy(values, examArguments(f, id, variant))
	maps.Copy(values, broughtArguments(f, variant))
	maps.Copy(values, retrainArguments(f, id, variant))
	maps.Copy(values, certificateArguments(f, id, variant))
	maps.Copy(values, retentionArguments(id))
	maps.Copy(values, cardArguments(f, id, variant))
	for _, foreign := range foreigns {
		maps.Copy(values, foreign(f, id, variant))
	}
	return values
}

func renamed(s revision.Scale, id string) revision.Scale {
	s.ID = id
	return s
}
