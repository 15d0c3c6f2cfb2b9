package analysis

import (
	"math"

	"shifu/internal/words"
	"shifu/qa/interval"
	"shifu/training/bank"
	"shifu/training/exam/stats"
)

// Item is what one question shows. Of a question that not everybody had, N is
// smaller than the exam's and the weights are nil.
type Item struct {
	stats.Item
	Number     int // on the screen: 1, 2, 3 …
	Question   bank.Question
	Mark       float64
	N          int
	Share      *Estimate // facility
	Pull       *Estimate // discrimination: correlation with the rest, -1…1
	UpperLower *float64
	Without    *float64 // alpha if the question were left out
	Guess      float64  // share that a blind answer is expected to give
	Picked     *Picked  // how its options were chosen; nil: it has none
}

// Picked is how the options of a question were chosen.
type Picked struct {
	stats.Pulled
	Groups []int       // persons by ascending total: how many in each group
	Trace  [][]float64 // by option, then group: the share who chose it
}

// items are the questions with what they show.
func (l *layout) items(a *Analysis) []Item {
	var without []*float64
	if l.same {
		without = stats.Without(l.sheet)
	}
	out := make([]Item, 0, len(l.order))
	for i, e := range l.order {
		it := l.item(e)
		it.Number = i + 1
		if l.same {
			it.Item, it.Without = a.Test.Items[i], without[i]
		}
		it.sure(l.column(e))
		out = append(out, it)
	}
	return out
}

// column are the marks of those who had a question, as shares, and their totals.
func (l *layout) column(entry string) (x, totals []float64) {
	for _, g := range l.given[entry] {
		x, totals = append(x, g.points/g.most), append(totals, l.totals[g.at])
	}
	return x, totals
}

func (l *layout) item(entry string) Item {
	q := l.question(entry)
	x, totals := l.column(entry)
	it := Item{Question: q, N: len(x), Mark: l.given[entry][0].most, Guess: q.Guess(), Item: stats.Drawn(x, totals, 1)}
	it.UpperLower = stats.UpperLower(x, totals)
	if q.Chosen() || q.Kind == bank.Multiple {
		it.Picked = l.picked(entry, &q, totals)
	}
	if it.SD != nil {
		sd := *it.SD * it.Mark
		it.SD = &sd
	}
	return it
}

func (l *layout) picked(entry string, q *bank.Question, totals []float64) *Picked {
	c := stats.Choices{Totals: totals}
	for _, o := range q.Options {
		c.Right = append(c.Right, o.Fraction > 0)
	}
	for _, g := range l.given[entry] {
		c.Picks = append(c.Picks, l.sat[g.at].Answers[g.place].Options)
	}
	out := &Picked{Pulled: stats.Pull(c)}
	groups := stats.Groups(totals, groupsOf(len(totals)))
	for _, g := range groups {
		out.Groups = append(out.Groups, len(g))
	}
	out.Trace = c.Trace(groups)
	return out
}

// groupsOf is in how many groups by score people are parted: three, or five
// where each still has ten.
func groupsOf(n int) int {
	if n >= 50 {
		return 5
	}
	return 3
}

// sure computes the intervals: Wilson's of a question that is right or wrong,
// otherwise that of a mean; Fisher's of a correlation.
func (it *Item) sure(x, totals []float64) {
	if it.Facility == nil {
		return
	}
	hits, whole := 0, true
	for _, v := range x {
		whole = whole && (v == 0 || v == 1)
		if v == 1 {
			hits++
		}
	}
	e := Estimate{Value: *it.Facility}
	switch {
	case whole:
		e.Low, e.High = interval.Wilson(hits, len(x))
	case it.SD != nil:
		half := interval.Half(len(x), *it.SD/it.Mark)
		e.Low, e.High = max(e.Value-half, 0), min(e.Value+half, 1)
	default:
		e.High = 1
	}
	it.Share = &e
	if it.DiscriminationIndex != nil {
		r := *it.DiscriminationIndex / 100
		low, high := interval.Correlation(r, len(x))
		it.Pull = &Estimate{r, low, high}
	}
}

// Flag is something about a question that its author should look at.
type Flag string

// The flags, the gravest first.
const (
	WrongKey   Flag = "wrong_key"  // a distractor goes with the total more than the key does
	Against    Flag = "against"    // the better people do worse on it
	Dubious    Flag = "dubious"    // an efficiency below 15 %
	Guessed    Flag = "guessed"    // not better than a blind answer
	TooEasy    Flag = "too_easy"   // 95 % and more
	TooHard    Flag = "too_hard"   // 20 % and less
	Idle       Flag = "idle"       // a distractor that hardly anybody chooses
	Weak       Flag = "weak"       // discrimination below 20 %
	Unreliable Flag = "unreliable" // without it alpha would be higher by 0.01 and more
)

// Flags are what a question shows, from 30 answers on; the alarm of a wrong key
// alone is told from ten.
func (it *Item) Flags(alpha *Estimate) []Flag {
	var out []Flag
	add := func(f Flag, is bool) {
		if is {
			out = append(out, f)
		}
	}
	if it.N < interval.Enough || it.Share == nil {
		return nil
	}
	add(WrongKey, it.Picked != nil && it.Picked.WrongKey)
	if it.N < stats.LabelledFrom {
		return out
	}
	pull := it.DiscriminationIndex
	add(Against, pull != nil && *pull < 0)
	add(Dubious, it.Dubious() && (pull == nil || *pull >= 0))
	add(Weak, pull != nil && *pull >= 0 && *pull < 20 && !it.Dubious())
	add(Guessed, it.Guess > 0 && it.Share.Low <= it.Guess && it.Share.Value < 0.5)
	add(TooHard, it.Share.Value <= .20)
	add(TooEasy, it.Share.Value >= .95)
	add(Unreliable, alpha != nil && it.Without != nil && *it.Without-alpha.Value >= .01)
	add(Idle, it.Picked != nil && it.idle() && it.Share.Value < .95)
	return out
}

// idle reports whether a distractor is chosen by fewer than one in twenty.
func (it *Item) idle() bool {
	for i, o := range it.Picked.Options {
		if it.Question.Options[i].Fraction <= 0 && o.Proportion < stats.FunctionsFrom {
			return true
		}
	}
	return false
}

var flagWords = map[Flag]words.Text{
	WrongKey: words.T("Wrong key?", nil), Against: words.T("Pulls against the rest", nil), Dubious: words.T("Dubious", nil),
	Guessed: words.T("As by guessing", nil), TooEasy: words.T("Too easy", nil), TooHard: words.T("Too hard", nil),
	Idle: words.T("Idle distractor", nil), Weak: words.T("Separates weakly", nil), Unreliable: words.T("Lowers alpha", nil),
}

// Word is what a flag is called.
func (f Flag) Word() words.Text { return flagWords[f] }

// Grave reports whether the question should be looked at before the marks count.
func (f Flag) Grave() bool { return f == WrongKey || f == Against }

// Round brings a share to a whole per cent, as bands are read.
func Round(share float64) float64 { return math.Round(share * 100) }
