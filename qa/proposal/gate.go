package proposal

// The trust gate: so many proposals have to be compared with people's answers
// before agreement over the latest ones may open it.
const (
	GateLeast  = 20
	GateLatest = 25
)

// Standing is how the proposals for one question fare beside people's answers.
type Standing struct {
	Ref          string
	N, Agreed    int // all compared
	Blind        int // of which the person did not see the proposal
	Latest, Same int // of the latest, at most GateLatest
	Target       float64
	Pairs        []Pair // newest first
}

// Open reports whether the question may be filled in beforehand: at least
// GateLeast compared, and agreement over the latest GateLatest above the target.
func (s Standing) Open() bool {
	return s.N >= GateLeast && float64(s.Same) > s.Target*float64(s.Latest)
}

// Share is the agreement over all, 0 if nothing was compared.
func (s Standing) Share() float64 { return share(s.Agreed, s.N) }

// LatestShare is the agreement over the latest.
func (s Standing) LatestShare() float64 { return share(s.Same, s.Latest) }

func share(k, n int) float64 {
	if n == 0 {
		return 0
	}
	return float64(k) / float64(n)
}

// Standings sums pairs up by question; pairs come newest first.
func Standings(pairs []Pair, targets func(ref string) float64) map[string]Standing {
	out := map[string]Standing{}
	for _, p := range pairs {
		s := out[p.Ref]
		s.Ref, s.Target = p.Ref, targets(p.Ref)
		s.add(p)
		out[p.Ref] = s
	}
	return out
}

func (s *Standing) add(p Pair) {
	s.N++
	if p.Blind {
		s.Blind++
	}
	agrees := 0
	if p.Agrees() {
		agrees = 1
	}
	s.Agreed += agrees
	if s.Latest < GateLatest {
		s.Latest++
		s.Same += agrees
	}
	s.Pairs = append(s.Pairs, p)
}
