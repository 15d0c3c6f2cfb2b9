package demo

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"shifu/internal/people"
	"shifu/training/jointplan"
	"shifu/training/retrain"
)

//go:embed retraining.yaml
var retrainingFile []byte

// Retraining is what keeps cases and joint plans.
type Retraining struct {
	Cases retrain.Keeper
	Rules retrain.Rulebook
	Plans jointplan.Keeper
}

// certifying are the exams whose failure opens a case.
var certifying = []struct {
	name  string // its beginning
	day   int    // from today, on which that is switched on
	fails int
}{{"投诉处理", -95, 2}, {"95598 普通话务", -37, 3}, {"抄表与计量专项", -18, 2}}

// The client, and who signs and takes note for each vendor.
const client = "顾仲夏"

var supervisors = map[string]string{"云杉（外包）": "常小寒", "海棠（外包）": "贾立春"}

// planRetraining switches retraining on for three exams, lets those who failed
// study, and plans their resits; both parties plan and sign three months.
func (m *maker) planRetraining(context.Context) error {
	for _, x := range certifying {
		m.at(m.midnight(x.day).Add(8*time.Hour+30*time.Minute), "switching retraining on for "+x.name, func(ctx context.Context) error { return m.certify(ctx, x.name, x.fails) })
	}
	m.at(m.midnight(-80).Add(10*time.Hour), "helping those who are off duty", m.helpOffDuty)
	for _, day := range []int{-9, -6, -4, -2, -1} {
		m.at(m.midnight(day).Add(20*time.Hour), "reading what was failed", func(ctx context.Context) error { return m.study(ctx, day) })
	}
	m.at(m.midnight(0).Add(-3*time.Hour), "planning resits", m.planResits)
	return m.planJointly()
}

func (m *maker) certify(ctx context.Context, name string, fails int) error {
	by := m.cast.as(librarian)
	all, err := m.ws.Retraining.Rules.Rules(ctx, by)
	for _, r := range all {
		if err == nil && strings.HasPrefix(r.Exam, name) && r.Closes.After(m.ws.Clock.Now()) {
			rules := retrain.Rules{On: true, Cut: .6, CoolDown: 48 * time.Hour, Fails: fails, MinRead: 2 * time.Minute}
			err = m.ws.Retraining.Rules.SetRules(ctx, by, r.ExamID, rules)
		}
	}
	return err
}

// helpOffDuty tells the parties of those who are off duty: one gets a mentor and
// goes on, the others move to work that does not need the certificate.
func (m *maker) helpOffDuty(ctx context.Context) error {
	by, k := m.cast.as(librarian), m.ws.Retraining.Cases
	all, err := k.Cases(ctx, by, retrain.Find{OffDuty: true})
	for _, c := range all {
		if err == nil {
			err = k.TakeNote(ctx, m.cast.as(client), c.ID)
		}
		if name := supervisors[c.Organisation]; err == nil && name != "" {
			err = k.TakeNote(ctx, m.cast.as(name), c.ID)
		}
		switch {
		case err != nil:
		case c.Person == "洪早稻":
			err = k.Assign(ctx, by, c.ID, m.mentorFor(c))
		default:
			err = k.Close(ctx, by, c.ID, "转到回访岗位，不再需要投诉处理证")
		}
	}
	return err
}

// mentorFor is a mentor of the person's own organisation, or else of any.
func (m *maker) mentorFor(c retrain.Standing) string {
	id := ""
	for _, row := range m.cast.with(people.Mentor) {
		if p := m.cast.person(row.Name); p.ID != c.PersonID && (id == "" || p.OrganisationID == c.OrganisationID) {
			id = p.ID
		}
	}
	return id
}

// study lets everybody with an open case read some of their articles: one who
// is quick has read them all in the end, one who is slow hardly any.
func (m *maker) study(ctx context.Context, day int) error {
	all, err := m.ws.Retraining.Cases.Cases(ctx, m.cast.as(librarian), retrain.Find{Open: true})
	for i, c := range all {
		by, ok := m.actorOf(c.PersonID)
		if err != nil || !ok {
			return err
		}
		zeal := drawn(c.Person).Float64()
		for k, a := range c.Articles {
			if a.Gone || a.Took > 0 || drawn(fmt.Sprint(a.Title, c.Person, day)).Float64() > zeal || c.Person == "徐芒种" && k%4 == 3 {
				continue
			}
			m.ws.Clock.set(m.midnight(day).Add(20*time.Hour + time.Duration(20*i+4*k)*time.Minute))
			if err := m.ws.Diary.Read(ctx, by, a.ID, time.Duration(100+drawn(a.Title+c.Person).IntN(140))*time.Second); err != nil {
				return err
			}
		}
	}
	return err
}

func (m *maker) actorOf(personID string) (people.Actor, bool) {
	for name, p := range m.cast.people {
		if p.ID == personID {
			return m.cast.as(name), true
		}
	}
	return people.Actor{}, false
}

// planResits puts those who failed the special exam into its resit on Friday.
func (m *maker) planResits(ctx context.Context) error {
	by := m.cast.as(librarian)
	exams, err := m.ws.Retraining.Rules.Rules(ctx, by)
	at := slices.IndexFunc(exams, func(r retrain.Ruled) bool { return r.Exam == "抄表与计量 补考" })
	if err != nil || at < 0 {
		return err
	}
	all, err := m.ws.Retraining.Cases.Cases(ctx, by, retrain.Find{Open: true})
	for i, c := range all {
		if err != nil {
			return err
		}
		if strings.HasPrefix(c.Exam, "抄表") && (c.Person == "徐芒种" || i%2 == 0) {
			err = m.ws.Retraining.Cases.Schedule(ctx, by, c.ID, exams[at].ExamID, m.friday())
		}
	}
	return err
}

// writtenLine is a line of a joint plan as retraining.yaml writes it.
type writtenLine struct {
	Layer   jointplan.Layer `yaml:"layer"`
	Kind    jointplan.Kind  `yaml:"kind"`
	Title   string          `yaml:"title"`
	Trainer string          `yaml:"trainer"`
	Day     int             `yaml:"day"`
	Days    float64         `yaml:"days"`
	People  int             `yaml:"people"`
	Done    float64         `yaml:"done"`
}

// planJointly plans last month, this one and the next with both vendors. Of the
// next, one vendor has still to sign.
func (m *maker) planJointly() error {
	var lines []writtenLine
	if err := yaml.UnmarshalWithOptions(retrainingFile, &lines, yaml.Strict()); err != nil {
		return fmt.Errorf("reading the joint plans: %w", err)
	}
	first := time.Date(m.now.Year(), m.now.Month(), 1, 0, 0, 0, 0, m.now.Location())
	for v, vendor := range []string{"云杉（外包）", "海棠（外包）"} {
		for k := -1; k <= 1; k++ {
			month := first.AddDate(0, k, 0)
			made := earlier(month.AddDate(0, 0, -6), m.now.Add(-time.Duration(30-v)*time.Hour)).Add(time.Duration(v) * time.Minute)
			m.at(made, "planning training jointly", func(ctx context.Context) error { return m.planMonth(ctx, vendor, month, lines, v == 0 || k < 1) })
		}
	}
	return nil
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// planMonth writes and signs one plan, and notes what is done of it by now.
func (m *maker) planMonth(ctx context.Context, vendor string, month time.Time, lines []writtenLine, whole bool) error {
	by, k := m.cast.as(librarian), m.ws.Retraining.Plans
	super := m.cast.as(supervisors[vendor])
	plan := jointplan.Plan{OrganisationID: super.OrganisationID, Month: month.Format("2006-01"), Note: "自有新员工先学全部业务，外包新员工先学报修与电费；跟岗由双方各派一人带。"}
	for i, l := range lines {
		day := month.AddDate(0, 0, l.Day-1+(len(vendor)+int(month.Month())+i)%3)
		plan.Items = append(plan.Items, jointplan.Item{Layer: l.Layer, Kind: l.Kind, Title: l.Title, Trainer: l.Trainer, Begins: day.Format(time.DateOnly), Days: l.Days, People: l.People})
	}
	plan, err := k.SavePlan(ctx, by, plan)
	if err != nil {
		return err
	}
	if err := k.Sign(ctx, m.cast.as(client), plan.ID, plan.Number, client, Password); err != nil {
		return err
	}
	if whole {
		err = k.Sign(ctx, super, plan.ID, plan.Number, super.Name, Password)
	}
	for i, it := range plan.Items {
		begins, errDay := time.ParseInLocation(time.DateOnly, it.Begins, m.now.Location())
		if err = errors.Join(err, errDay); err != nil {
			return err
		}
		d := jointplan.Done{ItemID: it.ID, Days: it.Days, People: int(float64(it.People)*lines[i].Done + .5)}
		over := begins.AddDate(0, 0, int(it.Days)+1).Add(17 * time.Hour)
		m.at(over, "noting "+it.Title, func(ctx context.Context) error { return k.Note(ctx, by, plan.ID, d) })
	}
	return err
}
