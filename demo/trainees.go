package demo

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"shifu/training/bank"
	"shifu/training/exam"
)

// How trainees answer. A person has an ability θ, about N(0, 1) over the cast;
// a question has a slope a and a hardness b. Whoever sits it knows the answer
// with the chance
//
//	P = 1 / (1 + exp(-a·(θ - b)))
//
// (Birnbaum's two-parameter logistic model). Who knows answers by the true key;
// who doesn't takes a distractor, or writes what people write then. A weak point
// lowers θ for its questions; a lure draws those of high ability.

// weak are points at which somebody knows less than they do elsewhere.
var weak = map[string]map[string]float64{
	"徐芒种": {"抄表": -2.4, "电能计量": -2.6, "分时电价": -2.4, "阶梯电价": -2.0},
	"洪早稻": {"投诉处理": -1.2},
}

// knows is what is added to θ for each earlier attempt at an exam of the name.
const knows = 0.3

// drawn is a source of chance that belongs to a name.
func drawn(name string) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // a hash takes everything
	return rand.New(rand.NewPCG(h.Sum64(), 95598))
}

// ability is θ of a person, so far into the year (0…1).
func ability(row castRow, year float64) float64 {
	return 1.5*(row.Skill+row.Trend*year) + 0.8*drawn(row.Number).NormFloat64()
}

// curve is the slope and the hardness of a question, by its author's band.
func (a Asked) curve() (slope, hardness float64) {
	chance := drawn(a.Name)
	hardness = map[bank.Difficulty]float64{bank.Easy: -1.5, bank.Medium: -0.8, bank.Hard: 0.1}[a.Tags.Difficulty] + 0.45*chance.NormFloat64()
	return math.Exp(0.55 + 0.25*chance.NormFloat64()), hardness
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// chanceOf is the chance that somebody of ability θ knows the answer.
func (a Asked) chanceOf(theta float64) float64 {
	slope, hardness := a.curve()
	p := logistic(slope * (theta - hardness))
	if a.Lure >= 0 {
		p *= 1 - lured(theta)
	}
	return p
}

// lured is the chance that a lure draws somebody who thinks too far.
func lured(theta float64) float64 { return 0.3 * logistic(2*(theta-0.4)) }

// sitter is somebody who sits an exam, with a source of chance.
type sitter struct {
	row    castRow
	theta  float64
	chance *rand.Rand
}

// answer is what the sitter gives to a question, and how well an essay is (0…2).
func (s sitter) answer(a Asked) (out bank.Answer, quality int) {
	theta := s.theta + weak[s.row.Name][a.Tags.Point]
	if a.Lure >= 0 && s.chance.Float64() < lured(theta) {
		return bank.Answer{Options: []int{a.Lure}}, 0
	}
	slope, hardness := a.curve()
	p := logistic(slope * (theta - hardness))
	if a.Kind == bank.Essay {
		return s.essay(a, p)
	}
	if s.chance.Float64() < p {
		return rightly(a), 0
	}
	return s.wrongly(a), 0
}

// essay is a better one the more the sitter knows.
func (s sitter) essay(a Asked, p float64) (bank.Answer, int) {
	quality := 0
	for range 2 {
		if s.chance.Float64() < p {
			quality++
		}
	}
	return bank.Answer{Text: a.Samples[quality]}, quality
}

// rightly is the answer by the true key.
func rightly(a Asked) bank.Answer {
	var out bank.Answer
	switch a.Kind {
	case bank.Matching:
		for _, o := range a.Options {
			out.Texts = append(out.Texts, map[bool]string{true: o.Match}[o.Text != ""])
		}
	case bank.Ordering:
		for i := range a.Options {
			out.Options = append(out.Options, i)
		}
	case bank.Numerical:
		out.Text = a.Options[0].Text
	case bank.Short:
		out.Text = shortest(a.Options)
	default:
		out.Options = a.Right()
	}
	return out
}

// shortest is a text that fits one of the patterns.
func shortest(options []bank.Option) string {
	var out string
	for _, o := range options {
		text := ""
		for _, r := range o.Text {
			if r != '*' {
				text += string(r)
			}
		}
		if out == "" || len(text) < len(out) {
			out = text
		}
	}
	return out
}

// wrongly is an answer that isn't right, or only in part.
func (s sitter) wrongly(a Asked) bank.Answer {
	out := rightly(a)
	switch a.Kind {
	case bank.Matching: // two of them exchanged
		i := s.chance.IntN(2)
		out.Texts[i], out.Texts[i+1] = out.Texts[i+1], out.Texts[i]
	case bank.Ordering:
		i := s.chance.IntN(len(out.Options) - 1)
		out.Options[i], out.Options[i+1] = out.Options[i+1], out.Options[i]
	case bank.Numerical, bank.Short:
		out.Text = a.Slips[s.chance.IntN(len(a.Slips))]
	case bank.Multiple:
		out.Options = s.partly(a)
	default:
		wrong := a.distractors()
		out.Options = []int{wrong[s.chance.IntN(len(wrong))]}
	}
	return out
}

// partly leaves a right option out, or takes a wrong one in.
func (s sitter) partly(a Asked) []int {
	right, wrong := a.Right(), a.distractors()
	if len(wrong) == 0 || len(right) > 1 && s.chance.Float64() < 0.6 {
		return slices.Delete(right, 0, 1)
	}
	return append(right, wrong[s.chance.IntN(len(wrong))])
}

// distractors are the wrong options that somebody takes.
func (a Asked) distractors() []int {
	var out []int
	for i, o := range a.Options {
		if o.Fraction <= 0 && i != a.Dead && i != a.Lure {
			out = append(out, i)
		}
	}
	return out
}

// sit lets the sitter answer a paper from began on. Now and then somebody looks
// elsewhere; losses is how often.
func (s sitter) sit(h exam.Handout, known map[string]Asked, began time.Time, limit time.Duration, losses int) (b exam.Brought, qualities map[int]int) {
	b, qualities = exam.Brought{PersonID: h.PersonID, Paper: h.Paper, Began: began}, map[int]int{}
	each := limit * 7 / 10 / time.Duration(len(h.Questions))
	after := 20 * time.Second
	for i, q := range h.Questions {
		after += time.Duration((0.4 + 1.0*s.chance.Float64()) * float64(each)).Round(time.Second)
		if losses > 0 && s.chance.IntN(4) == 0 {
			losses--
			away := time.Duration(8+s.chance.IntN(70)) * time.Second
			b.Events = append(b.Events, exam.Timed{After: after, Event: exam.Event{Deed: exam.Left, Place: i}}, exam.Timed{After: after + away, Event: exam.Event{Deed: exam.Returned, Place: i}})
			after += away
		}
		answer, quality := s.answer(known[q.Name])
		if q.Kind == bank.Essay {
			qualities[i] = quality
		}
		b.Events = append(b.Events, exam.Timed{After: after, Event: exam.Event{Deed: exam.Answered, Place: i, Answer: answer}})
	}
	after = min(after, limit-time.Minute)
	for i := range b.Events {
		b.Events[i].After = min(b.Events[i].After, after)
	}
	b.Ended = began.Add(after + 30*time.Second)
	return b, qualities
}
