package watch

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestPatience_AFolderThatDoesNotAnswerIsGivenUpAndNotAskedTwiceAtOnce(t *testing.T) {
	over := make(chan time.Time, 1)
	p := &Patience{Limit: func() <-chan time.Time { return over }}
	answers, asked := make(chan struct{}), make(chan struct{}, 9)
	slow := func() ([]File, error) { asked <- struct{}{}; <-answers; return []File{{Path: "a"}}, nil }
	over <- time.Time{}
	if _, err := p.listed(context.Background(), "/share", slow); !errors.Is(err, errAway) {
		t.Fatal(err)
	}
	if _, err := p.listed(context.Background(), "/share", slow); !errors.Is(err, errAway) {
		t.Fatal("asked while it still hangs:", err)
	}
	if got, err := p.listed(context.Background(), "/other", func() ([]File, error) { return []File{{Path: "b"}}, nil }); err != nil || len(got) != 1 {
		t.Error("another folder waits for it:", got, err)
	}
	<-asked
	answers <- struct{}{}
	for p.waits("/share") { // its answer is dropped; then it may be asked anew
	}
	if got, err := p.listed(context.Background(), "/share", func() ([]File, error) { return []File{{Path: "a"}}, nil }); err != nil || len(got) != 1 {
		t.Error(got, err)
	}
}

func (p *Patience) waits(root string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.away[root]
}
