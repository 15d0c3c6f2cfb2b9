package keys

import (
	_ "embed"
	"encoding/json"
	"slices"
	"sync"
)

// Act is something that can be done, with the keys that the house gives it.
type Act struct {
	Place string `json:"place"` // Everywhere, or a desk.Place
	Label string `json:"label"` // the key in the catalogue; of one that was seen, as it was shown
	Keys  string `json:"keys"`  // as Pair writes them
}

// ID is the act's within its place.
func (a Act) ID() string { return ID(a.Place, ParsePair(a.Keys), a.Label) }

// listed is written by tools/keylist from what the screens' sources say.
//
//go:embed acts.json
var listed []byte

// Listed are the acts that the sources of the screens name. Those whose keys
// are only known when a screen is open are missing.
var Listed = sync.OnceValue(func() []Act {
	var all []Act
	if err := json.Unmarshal(listed, &all); err != nil {
		panic("app/keys/acts.json: " + err.Error())
	}
	return all
})

// Clash is the act among all that has key c in reach of place: there, and
// everywhere. except is the act that wants it.
func Clash(all []Act, chosen Chosen, place, except string, c Chord) (Act, bool) {
	i := slices.IndexFunc(all, func(a Act) bool {
		reach := a.Place == place || a.Place == Everywhere || place == Everywhere
		return reach && !(a.Place == place && a.ID() == except) && chosen.Of(a.Place, a.ID(), ParsePair(a.Keys)).Has(c)
	})
	if i < 0 {
		return Act{}, false
	}
	return all[i], true
}
