package library

import (
	"fyne.io/fyne/v2/lang"

	"shifu/recordings"
)

var kinds = []recordings.Direction{recordings.Inbound, recordings.Outbound, recordings.Online}

// kindName is the word for how a conversation came.
func kindName(k recordings.Direction) string {
	switch k {
	case recordings.Inbound:
		return lang.L("Inbound")
	case recordings.Outbound:
		return lang.L("Outbound")
	case recordings.Online:
		return lang.L("Chat")
	}
	return ""
}

func (s *Screen) kindValue() string {
	var names []string
	for _, k := range s.asks.Kinds {
		names = append(names, kindName(k))
	}
	return several(names)
}

func (s *Screen) askKind() {
	var all []option
	var chosen []string
	for _, k := range kinds {
		all = append(all, option{string(k), kindName(k)})
	}
	for _, k := range s.asks.Kinds {
		chosen = append(chosen, string(k))
	}
	s.pickThen(lang.L("Which kinds?"), all, chosen, func(ids []string) {
		s.asks.Kinds = nil
		for _, id := range ids {
			s.asks.Kinds = append(s.asks.Kinds, recordings.Direction(id))
		}
		s.asked()
	})
}
