package lab

import (
	"context"
	"math"
	"slices"

	"shifu/internal/fault"
	"shifu/routing"
	"shifu/routing/scenariofile"
	"shifu/routing/sim"
)

// Lever is a parameter of a scenario that can be varied.
type Lever string

// The levers. Each multiplies what it names, in all types or groups or in one.
const (
	Volume   Lever = "volume"   // calls that come
	Handling Lever = "handling" // talk and wrap-up
	Patience Lever = "patience"
	Agents   Lever = "agents" // rounded to whole people
	Redials  Lever = "redials"
	Ringing  Lever = "ringing"
)

// Levers lists them.
var Levers = []Lever{Volume, Handling, Patience, Agents, Redials, Ringing}

// OfGroups reports whether the lever moves groups, not types.
func (l Lever) OfGroups() bool { return l == Agents || l == Ringing }

// The bounds of a factor.
const (
	LeastFactor = 0.05
	MostFactor  = 20
)

// Turned returns s with a lever turned by a factor, in the type or group of a
// name (all without one). It reports false where the lever moves nothing.
func (l Lever) Turned(s *routing.Scenario, only string, factor float64) (*routing.Scenario, bool, error) {
	if !(factor >= LeastFactor && factor <= MostFactor) {
		return nil, false, fault.New(fault.Invalid, "The factor {{.Have}} does not lie between {{.Least}} and {{.Most}}.", fault.Values{"Have": factor, "Least": LeastFactor, "Most": MostFactor})
	}
	out, err := Clone(s)
	if err != nil {
		return nil, false, err
	}
	moved := false
	for i := range out.Types {
		if t := &out.Types[i]; !l.OfGroups() && (only == "" || only == t.Name) {
			moved = l.turnType(t, factor) || moved
		}
	}
	for i := range out.Groups {
		if g := &out.Groups[i]; l.OfGroups() && (only == "" || only == g.Name) {
			moved = l.turnGroup(g, factor) || moved
		}
	}
	return out, moved, out.Check()
}

func (l Lever) turnType(t *routing.Type, factor float64) bool {
	switch l {
	case Volume:
		for i := range t.Arrivals.PerMinute {
			t.Arrivals.PerMinute[i] *= factor
		}
		return true
	case Handling:
		t.Service, t.WrapUp = longer(t.Service, factor), longer(t.WrapUp, factor)
		return true
	case Patience:
		t.Patience = longer(t.Patience, factor)
		return t.Patience.Law != routing.None
	case Redials:
		t.Redial.Share = math.Min(t.Redial.Share*factor, 1)
		return t.Redial.Share > 0
	}
	return false
}

func (l Lever) turnGroup(g *routing.Group, factor float64) bool {
	if l == Ringing {
		g.Ring = longer(g.Ring, factor)
		return g.Ring.Law != routing.None
	}
	for i, n := range g.Agents {
		g.Agents[i] = int(math.Round(float64(n) * factor))
	}
	return true
}

func longer(d routing.Dist, factor float64) routing.Dist {
	d.Mean, d.SD, d.Low, d.High = d.Mean*factor, d.SD*factor, d.Low*factor, d.High*factor
	return d
}

// Clone is a copy that shares nothing with s.
func Clone(s *routing.Scenario) (*routing.Scenario, error) {
	return scenariofile.Read(s.Name, scenariofile.Write(s))
}

// Point is one value of a varied parameter.
type Point struct {
	Factor  float64 `json:"factor"`
	Figures Figures `json:"figures"`
}

// Curve is how the figures move with one lever.
type Curve struct {
	Lever  Lever   `json:"lever"`
	Only   string  `json:"only"` // a type or group; empty: all
	Runs   int     `json:"runs"`
	Seed   uint64  `json:"seed"`
	Points []Point `json:"points"`
}

// Vary runs a scenario at each factor of one lever, all under the same seeds.
func Vary(ctx context.Context, s *routing.Scenario, l Lever, only string, factors []float64, runs int, seed uint64, move func(done, total int)) (Curve, error) {
	out := Curve{Lever: l, Only: only, Runs: runs, Seed: seed}
	for i, f := range factors {
		turned, moved, err := l.Turned(s, only, f)
		if err != nil {
			return Curve{}, err
		}
		if !moved {
			return Curve{}, fault.New(fault.Invalid, "This scenario has nothing that could be varied there.", nil)
		}
		p, err := figuresOf(ctx, turned, runs, seed, func(done int) { told(move, i*runs+done, len(factors)*runs) })
		if err != nil {
			return Curve{}, err
		}
		out.Points = append(out.Points, Point{f, p.figures()})
	}
	return out, nil
}

func told(move func(done, total int), done, total int) {
	if move != nil {
		move(done, total)
	}
}

func figuresOf(ctx context.Context, s *routing.Scenario, runs int, seed uint64, move func(done int)) (pairs, error) {
	plan, err := sim.NewPlan(s)
	if err != nil {
		return nil, err
	}
	return pairsOf(ctx, plan, runs, seed, move)
}

// Turn is what one lever does when it is turned down and up.
type Turn struct {
	Lever Lever                  `json:"lever"`
	Only  string                 `json:"only"`
	Less  map[Measure]Difference `json:"less"`
	More  map[Measure]Difference `json:"more"`
}

// Tornado is what each lever does by itself, the others held.
type Tornado struct {
	By    float64 `json:"by"` // share by which each was turned down and up
	Runs  int     `json:"runs"`
	Seed  uint64  `json:"seed"`
	Base  Figures `json:"base"`
	Turns []Turn  `json:"turns"`
}

// Sorted returns the turns by how far they move a measure, the farthest first.
func (t Tornado) Sorted(m Measure) []Turn {
	out := slices.Clone(t.Turns)
	slices.SortStableFunc(out, func(a, b Turn) int {
		x, y := a.Reach(m), b.Reach(m)
		switch {
		case x > y:
			return -1
		case x < y:
			return +1
		}
		return 0
	})
	return out
}

// Reach is how far apart a measure lies between down and up.
func (t Turn) Reach(m Measure) float64 {
	return math.Max(math.Abs(t.Less[m].Mean), math.Abs(t.More[m].Mean))
}

// Twist turns every lever that moves anything down and up by a share, one at a
// time, and compares with the scenario as it is, under the same seeds.
func Twist(ctx context.Context, s *routing.Scenario, by float64, runs int, seed uint64, move func(done, total int)) (Tornado, error) {
	if !(by >= 0.01 && by <= 0.9) {
		return Tornado{}, fault.New(fault.Invalid, "A parameter is varied by between 1 % and 90 %.", nil)
	}
	levers, err := movable(s, by)
	if err != nil {
		return Tornado{}, err
	}
	total, done := (1+2*len(levers))*runs, 0
	ran := func(s *routing.Scenario) (pairs, error) {
		from := done
		p, err := figuresOf(ctx, s, runs, seed, func(n int) { told(move, from+n, total) })
		done += runs
		return p, err
	}
	base, err := ran(s)
	if err != nil {
		return Tornado{}, err
	}
	out := Tornado{By: by, Runs: runs, Seed: seed, Base: base.figures()}
	for _, l := range levers {
		t := Turn{Lever: l}
		if t.Less, err = turned(s, l, 1-by, base, ran); err != nil {
			return Tornado{}, err
		}
		if t.More, err = turned(s, l, 1+by, base, ran); err != nil {
			return Tornado{}, err
		}
		out.Turns = append(out.Turns, t)
	}
	return out, nil
}

func turned(s *routing.Scenario, l Lever, factor float64, base pairs, ran func(*routing.Scenario) (pairs, error)) (map[Measure]Difference, error) {
	other, _, err := l.Turned(s, "", factor)
	if err != nil {
		return nil, err
	}
	p, err := ran(other)
	if err != nil {
		return nil, err
	}
	return p.against(base), nil
}

// movable are the levers that move something in s.
func movable(s *routing.Scenario, by float64) (out []Lever, err error) {
	for _, l := range Levers {
		_, moved, err := l.Turned(s, "", 1+by)
		if err != nil {
			return nil, err
		}
		if moved {
			out = append(out, l)
		}
	}
	return out, nil
}
