package watch

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Patience keeps a folder that doesn't answer, as a network folder whose server
// is away, from holding up the others.
type Patience struct {
	// Limit ends how long a look may take; nil: after twenty seconds.
	Limit func() <-chan time.Time

	mu   sync.Mutex
	away map[string]bool // paths that are still being waited for
}

// errAway says that a folder doesn't answer.
var errAway = errors.New("the folder doesn't answer")

// listed lists a folder, or gives up. A folder that was given up is not asked
// anew until it has answered.
func (p *Patience) listed(ctx context.Context, root string, list func() ([]File, error)) ([]File, error) {
	if p == nil {
		return list()
	}
	if !p.begin(root) {
		return nil, errAway
	}
	type found struct {
		files []File
		err   error
	}
	answer := make(chan found, 1)
	go func() {
		files, err := list()
		p.end(root)
		answer <- found{files, err}
	}()
	select {
	case f := <-answer:
		return f.files, f.err
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-p.limit():
		return nil, errAway
	}
}

func (p *Patience) limit() <-chan time.Time {
	if p.Limit != nil {
		return p.Limit()
	}
	return time.After(20 * time.Second)
}

func (p *Patience) begin(root string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.away[root] {
		return false
	}
	if p.away == nil {
		p.away = map[string]bool{}
	}
	p.away[root] = true
	return true
}

func (p *Patience) end(root string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.away, root)
}
