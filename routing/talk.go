package routing

// Hold is the share of a type's talks in whose middle the caller is put on
// hold once, and for how long.
type Hold struct {
	Share float64
	For   Dist
}

// Help is the share of talks in which the agent asks for help, the caller being
// on hold for as long as it takes.
type Help struct {
	Share float64
	For   Dist
	From  []string // groups, of which somebody free is bound; none: somebody whom the scenario does not count
}

// Transfer passes a share of a type's calls on to another one when their talk
// ends. With an Announce the agent first tells the colleagues, the caller being
// on hold: an attended transfer.
type Transfer struct {
	To       string
	Share    float64
	Announce Dist // None: a blind transfer
}

// MostPassed is how often a call is passed on at most; then it stays.
const MostPassed = 3
