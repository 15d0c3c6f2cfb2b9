package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"shifu/cmd/internal/wiring"
	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/store"
)

// place names a workspace and who works in it.
type place struct {
	Workspace string `help:"The workspace folder." env:"SHIFU_WORKSPACE" default:"~/Shifu" type:"path"`
	As        string `help:"The login to work as; the password is asked for, or taken from SHIFU_PASSWORD." env:"SHIFU_LOGIN"`
}

// open opens the workspace, prepares it and signs in.
func (p place) open(d *desk, prepare func(*store.Workspace) error) (*store.Workspace, people.Actor, error) {
	ws, err := store.Open(d, p.Workspace, store.Options{})
	if err != nil {
		return nil, people.Actor{}, err
	}
	if err := prepare(ws); err != nil {
		return nil, people.Actor{}, errors.Join(err, ws.Close())
	}
	actor, err := p.signIn(d, ws)
	if err != nil {
		return nil, people.Actor{}, errors.Join(err, ws.Close())
	}
	return ws, actor, nil
}

func (p place) signIn(d *desk, ws *store.Workspace) (people.Actor, error) {
	logins, open, err := ws.People().Logins(d)
	if err != nil {
		return people.Actor{}, err
	}
	if p.As == "" {
		if !open || len(logins) != 1 {
			return people.Actor{}, fault.New(fault.Invalid, "Say who works: --as LOGIN.", nil)
		}
		return ws.People().SignIn(d, logins[0], "")
	}
	password, told := os.LookupEnv("SHIFU_PASSWORD")
	if !told {
		if password, err = ask(d.err, os.Stdin); err != nil {
			return people.Actor{}, err
		}
	}
	return ws.People().SignIn(d, p.As, password)
}

// ask reads a password: unseen from a terminal, a line from anything else.
func ask(prompt io.Writer, in *os.File) (string, error) {
	fmt.Fprint(prompt, "Password: ")
	if term.IsTerminal(int(in.Fd())) {
		typed, err := term.ReadPassword(int(in.Fd()))
		fmt.Fprintln(prompt)
		return string(typed), err
	}
	line, err := bufio.NewReader(in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("reading the password: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// within opens the workspace, does work and closes it again.
func (p place) within(d *desk, work func(*store.Workspace, people.Actor) error) error {
	return p.prepared(d, func(*store.Workspace) error { return nil }, work)
}

// founding is within, but a workspace in which nobody is yet gets its first
// person, as the window's first run does: one who needs no password while alone.
func (p place) founding(d *desk, work func(*store.Workspace, people.Actor) error) error {
	return p.prepared(d, func(ws *store.Workspace) error {
		empty, err := wiring.Empty(d, ws)
		if err != nil || !empty || p.As != "" {
			return err
		}
		return wiring.Found(d, ws, words.Say(d.lang, "Our hotline", nil), words.Say(d.lang, "Me", nil))
	}, work)
}

func (p place) prepared(d *desk, prepare func(*store.Workspace) error, work func(*store.Workspace, people.Actor) error) error {
	ws, actor, err := p.open(d, prepare)
	if err != nil {
		return err
	}
	return errors.Join(work(ws, actor), ws.Close())
}
