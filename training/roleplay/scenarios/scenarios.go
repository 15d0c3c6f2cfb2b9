// Package scenarios holds the scenarios that ship with Shifu, and their spoken lines.
package scenarios

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"shifu/internal/words"
	"shifu/training/roleplay"
)

//go:embed *.roleplay.yaml
var files embed.FS

// Shipped is a scenario with its file.
type Shipped struct {
	*roleplay.Scenario
	Source []byte
}

var all = sync.OnceValue(func() []Shipped {
	names, err := fs.Glob(files, "*"+roleplay.Suffix)
	if err != nil {
		panic("training/roleplay/scenarios: " + err.Error())
	}
	var out []Shipped
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			panic("training/roleplay/scenarios: " + err.Error())
		}
		s, err := roleplay.Parse(name, data)
		if err != nil {
			panic("training/roleplay/scenarios: " + err.Error())
		}
		out = append(out, Shipped{s, data})
	}
	slices.SortStableFunc(out, func(a, b Shipped) int {
		return cmp.Compare(slices.Index(roleplay.Lines, a.Line), slices.Index(roleplay.Lines, b.Line))
	})
	return out
})

// All returns the shipped scenarios, by business line and file name. Read only.
func All() []Shipped { return all() }

// Find returns the one of that ID; ok is false if there is none.
func Find(id string) (s Shipped, ok bool) {
	i := slices.IndexFunc(all(), func(s Shipped) bool { return s.ID == id })
	if i < 0 {
		return s, false
	}
	return all()[i], true
}

//go:embed all:spoken
var spoken embed.FS

// Spoken returns the WAV (GSM 06.10) in which the caller of a scenario, as it is
// played with a variant, says the line of a state in l, and at how many per cent
// of its speed it is played. ok is false if nobody has spoken these words.
func Spoken(as *roleplay.Scenario, variant int, state string, l words.Language) (wav []byte, rate int, ok bool) {
	s, ok := Find(as.ID)
	if !ok {
		return nil, 0, false
	}
	line, its := as.State(state), s.As(variant, 0).State(state)
	if line == nil || its == nil || line.Says.In(l) != its.Says.In(l) {
		return nil, 0, false // an organisation's own scenario of that ID
	}
	tongue, _, _ := strings.Cut(string(l), "-")
	wav, err := spoken.ReadFile("spoken/" + tongue + "/" + s.ID + "/" + File(s.Scenario, variant, state, l))
	return wav, cmp.Or(as.Persona.Rate, 100), err == nil
}

// File names the sound of a line. A variant has sounds of its own for the lines
// that it says in other words, or for all with a voice of its own.
func File(s *roleplay.Scenario, variant int, state string, l words.Language) string {
	variant %= len(s.Variants) + 1
	as := s.As(variant, 0)
	if variant == 0 || as.Persona.Voice == s.Persona.Voice && as.State(state).Says.In(l) == s.State(state).Says.In(l) {
		return state + ".wav"
	}
	return fmt.Sprintf("%s.%d.wav", state, variant)
}
