package demo

import (
	"context"
	_ "embed"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/goccy/go-yaml"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/training/bank"
	"shifu/training/exam"
)

//go:embed exams.yaml
var examsFile []byte

// writtenExam is an exam as exams.yaml writes it.
type writtenExam struct {
	Name     string      `yaml:"name"`
	Month    bool        `yaml:"month"` // the month stands in the name
	Opens    int         `yaml:"opens"` // days from today
	Closes   int         `yaml:"closes"`
	Friday   bool        `yaml:"friday"` // coming Friday at 14:00 instead
	Limit    int         `yaml:"limit"`  // minutes
	Pass     float64     `yaml:"pass"`
	Attempts int         `yaml:"attempts"`
	Forms    int         `yaml:"forms"`
	Sit      string      `yaml:"sit"`     // all, agents, seasoned, half, failed
	Taught   float64     `yaml:"taught"`  // added to θ by a course before it
	Waiting  int         `yaml:"waiting"` // essays that wait for marks
	Rows     []exam.Cell `yaml:"rows"`
}

// taken is when the bank takes in the questions; those with a clip come once
// their calls are there.
const taken = -295

// planExams has the trainer take in the bank and publish the year's exams,
// which trainees sit.
func (m *maker) planExams(context.Context) error {
	all, err := Questions()
	if err != nil {
		return err
	}
	var exams []writtenExam
	if err := yaml.UnmarshalWithOptions(examsFile, &exams, yaml.Strict()); err != nil {
		return fmt.Errorf("reading the exams: %w", err)
	}
	y := &year{maker: m, known: map[string]Asked{}, sat: map[string]int{}, chance: rand.New(rand.NewPCG(95598, 3))}
	var silent, heard []Asked
	for _, a := range all {
		y.known[a.Name] = a
		if a.Clip == nil {
			silent = append(silent, a)
		} else {
			heard = append(heard, a)
		}
	}
	m.at(m.midnight(taken).Add(15*time.Hour), "taking in the bank", func(ctx context.Context) error { return y.takeIn(ctx, silent) })
	m.at(m.midnight(0).Add(-5*time.Hour), "taking in questions to listen to", func(ctx context.Context) error { return y.takeIn(ctx, heard) })
	for _, w := range exams {
		y.plan(w)
	}
	return nil
}

// year is the year of exams on its way.
type year struct {
	*maker
	known  map[string]Asked // by name
	sat    map[string]int   // attempts, by exam and person
	failed []string         // IDs of those who failed the last exam that was sat once only
	chance *rand.Rand
}

// takeIn imports questions as active ones.
func (y *year) takeIn(ctx context.Context, all []Asked) error {
	by := y.cast.as(librarian)
	out := make([]bank.Question, len(all))
	for i, a := range all {
		out[i] = a.Misread()
		out[i].Tags.ArticleID = y.articles[a.Tags.ArticleID]
		if a.Clip == nil {
			continue
		}
		clip := *a.Clip
		clip.CallID = y.recorded[clip.CallID].ID
		out[i].Clip = &clip
		if a.Kind != bank.ScoreCall {
			continue
		}
		e, err := y.expert(ctx, clip.CallID)
		if err != nil {
			return err
		}
		out[i].VersionID, out[i].ExpertID = e.VersionID, e.ID
	}
	_, err := y.ws.Bank.Import(ctx, by, out)
	return err
}

// expert is the evaluation of a call that others are compared with.
func (y *year) expert(ctx context.Context, callID string) (qa.Evaluation, error) {
	es, err := y.ws.Scores.Evaluations(ctx, y.cast.as(qualified), qa.Find{CallID: callID}, 50)
	if err != nil {
		return qa.Evaluation{}, err
	}
	for _, e := range es {
		if e.State != qa.Draft && e.Purpose.ByRight() {
			return e, nil
		}
	}
	return qa.Evaluation{}, fmt.Errorf("nobody has scored call %s yet", callID)
}

// plan lets an exam be published, sat and sat again.
func (y *year) plan(w writtenExam) {
	opens, closes := y.midnight(w.Opens).Add(8*time.Hour), y.midnight(w.Closes).Add(18*time.Hour)
	published := opens.Add(-20 * time.Hour)
	if w.Friday {
		opens = y.friday()
		closes, published = opens.Add(2*time.Hour), y.midnight(0).Add(-4*time.Hour)
	}
	id := ""
	y.at(published, "publishing "+w.Name, func(ctx context.Context) (err error) {
		id, err = y.publish(ctx, w, opens, closes)
		y.exams[w.Name] = id
		return err
	})
	if w.Friday {
		return
	}
	var again []castRow
	days := min(2, w.Closes-w.Opens-1)
	y.at(y.midnight(w.Opens+days).Add(19*time.Hour), "sitting "+w.Name, func(ctx context.Context) (err error) {
		again, err = y.sitting(ctx, w, id, y.sitters(w, opens), opens)
		return err
	})
	if w.Attempts > 1 && w.Closes < 0 {
		y.at(y.midnight(w.Closes).Add(17*time.Hour), "sitting "+w.Name+" again", func(ctx context.Context) error {
			_, err := y.sitting(ctx, w, id, again, y.midnight(w.Closes-2).Add(8*time.Hour))
			return err
		})
	}
}

// friday is the coming Friday at 14:00.
func (m *maker) friday() time.Time {
	days := (int(time.Friday) - int(m.now.Weekday()) + 6) % 7
	return m.midnight(days + 1).Add(14 * time.Hour)
}

func (y *year) publish(ctx context.Context, w writtenExam, opens, closes time.Time) (string, error) {
	by := y.cast.as(librarian)
	e := exam.Exam{Name: w.Name, Blueprint: w.Rows, PassShare: w.Pass, Forms: w.Forms, Seed: 95598, Rules: exam.Rules{
		Opens: opens.UTC(), Closes: closes.UTC(), Limit: time.Duration(w.Limit) * time.Minute, Attempts: w.Attempts, FirstDelay: 48 * time.Hour,
		ShuffleQuestions: true, ShuffleOptions: true, Review: map[exam.Moment]exam.View{
			exam.JustAfter: {Response: true, Mark: true}, exam.LaterOpen: {Response: true, Mark: true},
			exam.AfterClose: {Response: true, Mark: true, Right: true, Feedback: true}}}}
	if w.Month {
		e.Name += fmt.Sprintf(" %d 月", int(opens.Month()))
	}
	if w.Sit == "failed" {
		e.Persons = y.failed
	}
	id, err := y.ws.Exams.Save(ctx, by, e)
	if err != nil {
		return "", err
	}
	return id, y.ws.Exams.Publish(ctx, by, id, false)
}

// meant says who sits the exam.
func (w writtenExam) meant(row castRow, p people.Person) bool {
	switch w.Sit {
	case "all":
		return p.Has(people.Agent) || p.Has(people.Trainee)
	case "seasoned":
		return p.Has(people.Agent) && !p.Has(people.Trainee)
	case "half":
		return p.Has(people.Agent) && row.Name != "徐芒种" && drawn(row.Number).IntN(2) == 0
	}
	return p.Has(people.Agent)
}

// sitters are those who work here by the time.
func (y *year) sitters(w writtenExam, opens time.Time) []castRow {
	var out []castRow
	for _, row := range y.cast.rows {
		p := y.cast.person(row.Name)
		if y.working(row, opens.AddDate(0, 0, 8)) && !p.JoinedAt.After(opens) && w.meant(row, p) {
			out = append(out, row)
		}
	}
	return out
}

// sitting brings in what those people answered, and returns who failed.
func (y *year) sitting(ctx context.Context, w writtenExam, id string, rows []castRow, opens time.Time) ([]castRow, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	by := y.cast.as(librarian)
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = y.cast.person(row.Name).ID
	}
	handouts, err := y.ws.Recorder.Handouts(ctx, by, id, ids, y.chance.Uint64())
	if err != nil {
		return nil, err
	}
	all := make([]exam.Brought, len(rows))
	for i, row := range rows {
		all[i] = y.attempt(w, row, handouts[i], opens, i)
	}
	entered, err := y.ws.Recorder.BringIn(ctx, by, id, all)
	if err != nil {
		return nil, err
	}
	var failed []castRow
	for i, e := range entered {
		if e.Known && !e.Passed {
			failed = append(failed, rows[i])
		}
	}
	if w.Attempts == 1 {
		y.failed = nil
		for _, row := range failed {
			y.failed = append(y.failed, y.cast.person(row.Name).ID)
		}
	}
	return failed, nil
}

// attempt is one person's, on one of the first days.
func (y *year) attempt(w writtenExam, row castRow, h exam.Handout, opens time.Time, i int) exam.Brought {
	before := y.sat[w.Name+row.Name]
	y.sat[w.Name+row.Name]++
	own := drawn(fmt.Sprint(w.Name, w.Opens, row.Number, before))
	began := opens.Add(time.Duration(i%2)*24*time.Hour + time.Duration(30+own.IntN(480))*time.Minute)
	s := sitter{row, ability(row, 1-y.now.Sub(began).Hours()/(365*24)) + w.Taught + knows*float64(before), own}
	losses := 0
	switch {
	case row.Name == "洪早稻" && w.Name == "投诉处理":
		losses = 7
	case own.IntN(14) == 0:
		losses = 1 + own.IntN(2)
	}
	b, qualities := s.sit(h, y.known, began, time.Duration(w.Limit)*time.Minute, losses)
	b.Essays = y.judged(w, h, qualities, s, i)
	return b
}

// judged is what two markers gave the essays; some wait for both or for one.
func (y *year) judged(w writtenExam, h exam.Handout, qualities map[int]int, s sitter, i int) map[int][]exam.Judgement {
	out := map[int][]exam.Judgement{}
	for _, place := range slices.Sorted(maps.Keys(qualities)) {
		most := h.Paper.Items[place].Mark
		markers := []string{librarian, qualified}
		if i < w.Waiting && s.row.Name != "徐芒种" {
			markers = markers[:map[bool]int{true: 1}[i%3 == 0]]
		}
		for k, name := range markers {
			share := []float64{0.25, 0.6, 0.9}[qualities[place]] + 0.04*s.chance.NormFloat64() - 0.05*float64(k)
			out[place] = append(out[place], exam.Judgement{MarkerID: y.cast.person(name).ID, Points: float64(int(min(max(share, 0), 1)*most*2+0.5)) / 2})
		}
	}
	return out
}
