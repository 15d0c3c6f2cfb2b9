package practice

import (
	"fmt"
	"sync"
)

// shelf keeps what the references came to in a session's reviews: they don't
// depend on what the trainee did, so who tries again and reviews again waits
// for the own re-runs only. It is safe for several goroutines.
type shelf struct {
	mutex sync.Mutex
	of    string // what was played, for how long, how thoroughly
	look  script
	runs  map[Reference][]outcomeOf
}

// subject is what the references depend on.
func (w *reviewer) subject() string {
	return fmt.Sprint(string(w.c.scenario.Write()), w.seed, w.until, w.begun, w.given, w.options.Runs, w.options.Reruns)
}

// take returns what is known of a subject; nothing if it is another.
func (s *shelf) take(of string) (runs map[Reference][]outcomeOf, look script) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	runs = map[Reference][]outcomeOf{}
	if s.of == of {
		for ref, all := range s.runs {
			runs[ref] = all
		}
		look = s.look
	}
	return runs, look
}

// put keeps what was found, but not the trainee's own runs.
func (s *shelf) put(of string, runs map[Reference][]outcomeOf, look script) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.of, s.look, s.runs = of, look, map[Reference][]outcomeOf{}
	for ref, all := range runs {
		if ref != Mine {
			s.runs[ref] = all
		}
	}
}
