package knowledge

import (
	"cmp"
	"slices"
	"time"

	"shifu/internal/fault"
	"shifu/training/bank"
)

// MustRead asks people to read a version of an article, and to answer a small
// quiz on what changed.
type MustRead struct {
	ID            string
	ArticleID     string
	Title         string
	Number        int // of the article's version
	Why           string
	Quiz          []bank.Question
	Organisations []string // whose people must read it; empty: everybody who can
	AskedAt       time.Time
	AskedBy       string
	DueAt         time.Time
}

// MostQuiz is how many questions a quiz has at the most.
const MostQuiz = 3

// Check returns an Invalid fault for the first thing wrong: no article, too
// many questions, one that can't be asked or that a person would have to mark.
func (m *MustRead) Check() error {
	if m.ArticleID == "" {
		return fault.New(fault.Invalid, "Say which article must be read.", nil)
	}
	if len(m.Quiz) > MostQuiz {
		return fault.New(fault.Invalid, "A quiz has 1 to {{.N}} questions, or none.", fault.Values{"N": MostQuiz})
	}
	for i := range m.Quiz {
		if err := m.Quiz[i].Check(); err != nil {
			return err
		}
		if !m.Quiz[i].Marked() {
			return fault.New(fault.Invalid, "Question {{.N}} of the quiz can't be marked by the program. Choose another kind.", fault.Values{"N": i + 1})
		}
	}
	return nil
}

// Missed are the indexes of the questions that the answers do not get wholly
// right; a receipt is given when there are none.
func (m *MustRead) Missed(answers []bank.Answer) []int {
	var out []int
	for i := range m.Quiz {
		var a bank.Answer
		if i < len(answers) {
			a = answers[i]
		}
		if f, _ := m.Quiz[i].Fraction(a); f < 1 {
			out = append(out, i)
		}
	}
	return out
}

// Receipt says that a person read what must be read.
type Receipt struct {
	PersonID, Name string
	OrganisationID string
	Organisation   string
	ReadAt         time.Time // zero: not yet
	Tries          int       // at the quiz
}

// Board is a must-read with who has read it.
type Board struct {
	MustRead
	Receipts []Receipt
}

// Tally counts receipts.
type Tally struct {
	Organisation string
	Read, All    int
}

// Tallies counts the receipts of each organisation, by name.
func (b Board) Tallies() []Tally {
	at := map[string]int{}
	var out []Tally
	for _, r := range b.Receipts {
		i, ok := at[r.OrganisationID]
		if !ok {
			i = len(out)
			at[r.OrganisationID], out = i, append(out, Tally{Organisation: r.Organisation})
		}
		out[i].All++
		if !r.ReadAt.IsZero() {
			out[i].Read++
		}
	}
	slices.SortFunc(out, func(a, b Tally) int { return cmp.Compare(a.Organisation, b.Organisation) })
	return out
}
