package cards

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Aim is an exam that a person learns for.
type Aim struct {
	ExamID    string
	Name      string
	At        time.Time
	PassShare float64
	Points    map[string]Worth // by knowledge point
}

// Worth is what an exam asks about one knowledge point.
type Worth struct {
	Questions int
	Marks     float64
}

// Outlook is how an exam is expected to go if nothing more is learned: the
// expected score Σ w·R(T) ÷ Σ w, where the marks of a point are shared out among
// its cards. Low and High hold the share of marks with 95 %: the questions are
// taken as independent, each got right with the recall of its point's cards at
// the exam, so that the variance is Σ m²·n·R(1−R).
type Outlook struct {
	Aim
	Score, Low, High float64 // shares of the marks that cards speak for
	Known            bool    // one of the cards was seen: before that nothing can be expected
	Covers           float64 // the share of the exam's marks that cards speak for
	By               []PointOutlook
}

// PointOutlook is how one point stands, and what reviewing its cards now brings.
type PointOutlook struct {
	Point  string
	Cards  int
	Ready  int     // of them worth a review now
	Recall float64 // at the exam
	Weight float64 // of the marks that cards speak for
	Gain   float64 // on the expected score, if the ready ones are remembered

	seen bool
}

// z95 spans 95 % of a normal distribution.
const z95 = 1.959964

// worthwhile is the least that a review raises the recall of a card by to be
// counted: less is lost in the noise of forgetting.
const worthwhile = 0.02

// Outlook is how the exam is expected to go with these cards. Those that are
// frozen or suspended do not count.
func (p *Plan) Outlook(all []Entry, a Aim, now time.Time) *Outlook {
	v := p.view(all, a, now)
	return v.outlook(all)
}

func (v *view) outlook(all []Entry) *Outlook {
	o, at := &Outlook{Aim: v.Aim}, map[string]*PointOutlook{}
	for i := range all {
		if l := v.of[i]; l.asked {
			x := at[all[i].Point]
			if x == nil {
				x = &PointOutlook{Point: all[i].Point}
				at[x.Point] = x
			}
			x.Cards, x.Recall, x.seen = x.Cards+1, x.Recall+l.recall, x.seen || !all[i].Seen.IsZero()
			if l.brings > worthwhile {
				x.Ready, x.Gain = x.Ready+1, x.Gain+l.brings
			}
		}
	}
	for _, x := range at {
		o.By = append(o.By, *x)
	}
	slices.SortFunc(o.By, func(x, y PointOutlook) int { return cmp.Compare(x.Point, y.Point) })
	o.sum()
	return o
}

// sum turns the sums of the points into means and shares, and adds them up.
func (o *Outlook) sum() {
	marks, covered, variance := 0.0, 0.0, 0.0
	for _, w := range o.Points {
		marks += w.Marks
	}
	for i := range o.By {
		x := &o.By[i]
		w, n := o.Points[x.Point], float64(x.Cards)
		x.Recall, x.Gain = x.Recall/n, w.Marks*x.Gain/n
		o.Known = o.Known || x.seen
		covered, o.Score = covered+w.Marks, o.Score+w.Marks*x.Recall
		variance += w.Marks * w.Marks / float64(max(w.Questions, 1)) * x.Recall * (1 - x.Recall)
	}
	if covered == 0 {
		return
	}
	half := z95 * math.Sqrt(max(variance, 0)) / covered
	o.Score /= covered
	o.Low, o.High, o.Covers = max(o.Score-half, 0), min(o.Score+half, 1), covered/marks
	for i := range o.By {
		o.By[i].Weight, o.By[i].Gain = o.Points[o.By[i].Point].Marks/covered, o.By[i].Gain/covered
	}
	slices.SortStableFunc(o.By, func(x, y PointOutlook) int { return cmp.Compare(y.Gain, x.Gain) })
}
