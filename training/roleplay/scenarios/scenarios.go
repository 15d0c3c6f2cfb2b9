// Package scenarios holds the scenarios that ship with Shifu, and their spoken lines.
package scenarios

import (
	"cmp"
	"embed"
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

// Spoken returns the WAV (GSM 06.10) in which the customer says the line of a
// state in l; ok is false if nobody has spoken it.
func Spoken(scenario, state string, l words.Language) (wav []byte, ok bool) {
	tongue, _, _ := strings.Cut(string(l), "-")
	wav, err := spoken.ReadFile("spoken/" + tongue + "/" + scenario + "/" + state + ".wav")
	return wav, err == nil
}
