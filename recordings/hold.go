package recordings

import "time"

// Hold is a stretch of a call in which the caller was kept waiting on the line,
// as the recorder tells it.
type Hold struct{ From, To time.Duration }

// Beside is what comes in together with a call.
type Beside struct {
	Said  []Utterance // nil: not known
	Holds []Hold      // in order and apart
}
