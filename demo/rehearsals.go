package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/training/roleplay"
)

// RolePlays are what the demo needs of role-plays.
type RolePlays interface {
	roleplay.Player
	roleplay.Keeper
}

// rehearsal is one attempt: so many days ago, by somebody who gives the model
// answer with a chance and opens the right system with it.
type rehearsal struct {
	name     string
	days     int
	scenario string
	level    roleplay.Level
	skill    float64
	judged   bool // the trainer reviews it
}

var rehearsals = []rehearsal{
	{"徐芒种", 41, "bill-tier-jump", roleplay.Script, .9, false},
	{"徐芒种", 40, "bill-tier-jump", roleplay.Hints, .35, false},
	{"徐芒种", 33, "meter-estimated", roleplay.Hints, .45, true},
	{"徐芒种", 26, "bill-tier-jump", roleplay.Hints, .65, false},
	{"徐芒种", 19, "meter-runs-fast", roleplay.Hints, .6, false},
	{"徐芒种", 12, "bill-peak-valley", roleplay.Hints, .75, false},
	{"徐芒种", 8, "meter-estimated", roleplay.Nothing, .8, false},
	{"徐芒种", 5, "fault-night-outage", roleplay.Hints, .7, true},
	{"徐芒种", 2, "bill-tier-jump", roleplay.Nothing, .95, false},
	{"方竹青", 21, "fault-night-outage", roleplay.Script, 1, false},
	{"方竹青", 20, "fault-night-outage", roleplay.Hints, .6, false},
	{"方竹青", 13, "connect-new-home", roleplay.Hints, .7, false},
	{"方竹青", 6, "fault-wire-down", roleplay.Nothing, .85, true},
	{"廖晴川", 15, "connect-solar-loan", roleplay.Hints, .5, false},
	{"廖晴川", 9, "bill-paid-but-cut", roleplay.Hints, .6, false},
	{"廖晴川", 3, "connect-solar-loan", roleplay.Hints, .8, false},
	{"林小满", 11, "fault-third-outage", roleplay.Hints, .55, false},
	{"林小满", 4, "fault-third-outage", roleplay.Nothing, .7, true},
	{"韩大雪", 10, "fault-third-outage", roleplay.Nothing, .15, false},
	{"韩大雪", 1, "meter-box-open", roleplay.Hints, .4, false},
}

// planRehearsals has people practise against scripted customers at noon.
func (m *maker) planRehearsals(context.Context) error {
	if m.ws.RolePlays == nil {
		return nil
	}
	for i, r := range rehearsals {
		at := m.midnight(-r.days).Add(12*time.Hour + time.Duration(13*i%50)*time.Minute)
		chance := rand.New(rand.NewPCG(95598, uint64(100+i)))
		m.at(at, r.name+" practises "+r.scenario, func(ctx context.Context) error { return m.rehearse(ctx, r, chance) })
	}
	return nil
}

// rehearse plays one attempt to its end.
func (m *maker) rehearse(ctx context.Context, r rehearsal, chance *rand.Rand) error {
	by := m.cast.as(r.name)
	a, err := m.ws.RolePlays.Begin(ctx, by, roleplay.Start{ScenarioID: r.scenario, Level: r.level, Language: words.Chinese})
	if err == nil {
		a, err = m.converse(ctx, by, a, r.skill, chance)
	}
	if err == nil && r.judged {
		err = m.judgeRehearsal(ctx, "温秋分", a, chance)
	}
	if err != nil {
		return fmt.Errorf("%s practises %s: %w", r.name, r.scenario, err)
	}
	return nil
}

// converse answers a caller until the call is over.
func (m *maker) converse(ctx context.Context, by people.Actor, a roleplay.Attempt, skill float64, chance *rand.Rand) (roleplay.Attempt, error) {
	var err error
	move := func(x roleplay.Move) {
		if err == nil {
			a, err = m.ws.RolePlays.Move(ctx, by, a.ID, x)
		}
	}
	for err == nil && !a.Over() {
		state := a.Run.State()
		m.pass(4 + chance.IntN(6))
		for _, c := range state.Clicks {
			if chance.Float64() < .3+.7*skill {
				move(roleplay.Move{Kind: roleplay.Do, Text: string(c)})
			}
		}
		m.pass(3 + chance.IntN(9) + int(12*(1-skill)))
		reply := 0
		if chance.Float64() > skill {
			reply = min(1+chance.IntN(2), len(state.Replies)-1)
			if skill > .5 {
				reply = min(1, len(state.Replies)-1)
			}
		}
		move(roleplay.Move{Kind: roleplay.Say, Text: state.Replies[reply].ZH})
	}
	return a, err
}

func (m *maker) pass(seconds int) {
	m.ws.Clock.set(m.ws.Clock.Now().Add(time.Duration(seconds) * time.Second))
}

// judgeRehearsal has somebody review an attempt with the rubric in use.
func (m *maker) judgeRehearsal(ctx context.Context, assessor string, a roleplay.Attempt, chance *rand.Rand) error {
	m.pass(60 * 25)
	answers := qa.Answers{}
	for _, q := range m.rubric.All {
		switch n := len(q.Choices()); {
		case n == 0 && q.Kind == qa.KindNumeric:
			answers[q.Ref] = qa.Answer{Value: "1"}
		case n == 0:
			answers[q.Ref] = qa.Answer{Value: "对练"}
		case chance.Float64()*100 < 55+a.Raw*.4:
			answers[q.Ref] = qa.Choose(0)
		default:
			answers[q.Ref] = qa.Choose(min(1, n-1))
		}
	}
	comment := "要点说全了，语气再慢一点；先说处境，再要信息。"
	if a.Failed {
		comment = "致命要点没说到。从那一句重练两遍，明天再整通来一次。"
	}
	return m.ws.RolePlays.Judge(ctx, m.cast.as(assessor), a.ID, roleplay.Review{VersionID: m.rubric.ID, Answers: answers, Comment: comment})
}
