package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"shifu/internal/fault"
)

// A lock is a small file per process in the workspace's folder locks/, written
// anew every beatEvery. Processes of one machine share the folder (SQLite
// keeps them apart); a beat of another machine younger than beatLasts keeps
// this one out.
const (
	beatEvery = 20 * time.Second
	beatLasts = 2 * time.Minute
)

// beat is what a lock file says.
type beat struct {
	Host string    `json:"host"`
	Boot string    `json:"boot"`
	PID  int       `json:"pid"`
	At   time.Time `json:"at"`
}

type lock struct {
	dir  string
	own  string // path of the own file
	me   Machine
	now  func() time.Time
	stop chan struct{}
	done sync.WaitGroup

	mu   sync.Mutex
	lost error
}

// takeLock writes the own beat first and looks at the others then: of two
// machines that start at once at least one sees the other.
func takeLock(dir string, me Machine, now func() time.Time) (*lock, error) {
	name := fmt.Sprintf("%s-%d.lock", safeName(me.Host), me.PID)
	l := &lock{dir: dir, own: filepath.Join(dir, name), me: me, now: now, stop: make(chan struct{})}
	if err := l.write(); err != nil {
		return nil, err
	}
	if err := l.look(); err != nil {
		return nil, errors.Join(err, os.Remove(l.own))
	}
	l.done.Add(1)
	go l.keep()
	return l, nil
}

func safeName(host string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>| `, r) {
			return '_'
		}
		return r
	}, host)
}

func (l *lock) keep() {
	defer l.done.Done()
	t := time.NewTicker(beatEvery)
	defer t.Stop()
	for {
		select {
		case <-l.stop:
			return
		case <-t.C:
			l.beat()
		}
	}
}

// beat looks before it writes: a machine that slept while another took the
// folder must not go on.
func (l *lock) beat() {
	err := l.look()
	if err == nil {
		err = l.write()
	}
	l.mu.Lock()
	l.lost = err
	l.mu.Unlock()
}

// held returns nil while the lock is ours.
func (l *lock) held() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lost
}

func (l *lock) write() error {
	b, err := json.Marshal(beat{Host: l.me.Host, Boot: l.me.Boot, PID: l.me.PID, At: l.now().UTC()})
	if err != nil {
		return err
	}
	if err := writeWhole(l.own, b); err != nil {
		return folderFault(l.dir, err)
	}
	return nil
}

// look returns a Conflict if another machine's beat is fresh, and clears away
// what machines left behind that stopped without saying so.
func (l *lock) look() error {
	files, err := filepath.Glob(filepath.Join(l.dir, "*.lock"))
	if err != nil {
		return err
	}
	for _, f := range files {
		b, ok := readBeat(f)
		if !ok || f == l.own || b.Host == l.me.Host && b.Boot == l.me.Boot {
			continue
		}
		if b.Host != l.me.Host && l.now().Sub(b.At) < beatLasts {
			return fault.New(fault.Conflict, "This workspace is in use on the computer {{.Host}}. Close Shifu there, then try again.",
				fault.Values{"Host": b.Host})
		}
		if err := os.Remove(f); err != nil && !errors.Is(err, os.ErrNotExist) {
			return folderFault(l.dir, err)
		}
	}
	return nil
}

func readBeat(path string) (b beat, ok bool) {
	raw, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(raw, &b) != nil {
		return beat{}, false
	}
	return b, true
}

func (l *lock) release() error {
	close(l.stop)
	l.done.Wait()
	if err := os.Remove(l.own); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// writeWhole replaces path by a file with content b, or leaves it as it was.
func writeWhole(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
