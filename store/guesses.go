package store

import (
	"strings"
	"sync"
	"time"

	"shifu/internal/fault"
)

// Who types a wrong password freeGuesses times, each within guessesLast of the
// one before, waits; each further wrong one doubles the wait up to longestWait.
const (
	freeGuesses = 5
	guessesLast = time.Minute
	firstWait   = 15 * time.Second
	longestWait = 15 * time.Minute
	mostGuessed = 10_000 // logins remembered
)

// guesses counts wrong passwords by login. The zero value is ready for use by
// several goroutines.
type guesses struct {
	mu sync.Mutex
	by map[string]guessed
}

type guessed struct {
	wrong int
	last  time.Time
	until time.Time // refused before
}

func guessKey(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

// allow returns nil if a password may be tried now.
func (g *guesses) allow(login string, now time.Time) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	left := g.by[guessKey(login)].until.Sub(now)
	if left <= 0 || left > longestWait { // more: the clock was set back
		return nil
	}
	return fault.New(fault.Conflict, "Too many wrong passwords. Try again in {{.Seconds}} s.",
		fault.Values{"Seconds": int((left + time.Second - 1) / time.Second)})
}

// wrong counts a wrong password.
func (g *guesses) wrong(login string, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.by == nil || len(g.by) >= mostGuessed {
		g.by = map[string]guessed{}
	}
	one := g.by[guessKey(login)]
	if now.Sub(one.last) > guessesLast && now.Sub(one.until) > guessesLast {
		one = guessed{}
	}
	one.wrong, one.last = one.wrong+1, now
	if over := one.wrong - freeGuesses; over >= 0 {
		one.until = now.Add(min(firstWait<<min(over, 10), longestWait))
	}
	g.by[guessKey(login)] = one
}

// forget begins anew after the right password.
func (g *guesses) forget(login string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.by, guessKey(login))
}
