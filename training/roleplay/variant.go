package roleplay

import (
	"fmt"
	"slices"
	"strings"

	"shifu/internal/fault"
)

// Variant is another caller with the same concern: who calls, from where and in
// which mood differ, and the words in which that shows.
type Variant struct {
	Name     Text
	Number   string
	Region   Text
	Mood     int      // 0: that of the persona
	Mistaken []Text   // what this caller believes wrongly; empty: as the persona
	Voice    Voice    // its zero value: that of the persona, at Rate
	Rate     int      // per cent of the speed and pitch at which the persona speaks; 0: 100
	Swap     []string // "old => new", in all that is said and all that is right
}

// A voice that is slowed down or sped up beyond these is none of a person's.
const leastRate, mostRate = 75, 130

// swapMark stands between what is replaced and what replaces it.
const swapMark = " => "

// As is the scenario with another caller: 0 is the persona of the scenario,
// from 1 the variants, round and round. ease is added to the mood at the
// beginning. The scenario itself does not change.
func (s *Scenario) As(variant, ease int) *Scenario {
	if variant %= len(s.Variants) + 1; variant < 0 {
		variant = 0
	}
	if variant == 0 && ease == 0 {
		return s
	}
	out := *s
	if variant > 0 {
		out.becomes(s.Variants[variant-1])
	}
	out.Persona.Mood = min(max(out.Persona.Mood+ease, 5), 95)
	return &out
}

// becomes puts a variant in the place of the persona.
func (s *Scenario) becomes(v Variant) {
	var pairs []string
	for _, swap := range v.Swap {
		before, after, _ := strings.Cut(swap, swapMark)
		pairs = append(pairs, before, after)
	}
	r := strings.NewReplacer(pairs...)
	s.Persona.Name, s.Persona.Number, s.Persona.Region = v.Name, v.Number, v.Region
	if v.Mood > 0 {
		s.Persona.Mood = v.Mood
	}
	if len(v.Mistaken) > 0 {
		s.Persona.Mistaken = v.Mistaken
	}
	if s.Persona.Rate = v.Rate; v.Voice != (Voice{}) {
		s.Persona.Voice = v.Voice
	}
	s.Title, s.Brief = swapped(r, s.Title), swapped(r, s.Brief)
	s.Persona.Goal = swapped(r, s.Persona.Goal)
	s.Persona.History, s.Persona.Knows, s.Persona.Mistaken = swappedAll(r, s.Persona.History), swappedAll(r, s.Persona.Knows), swappedAll(r, s.Persona.Mistaken)
	s.States = slices.Clone(s.States)
	for i := range s.States {
		x := &s.States[i]
		x.Says, x.Replies = swapped(r, x.Says), swappedAll(r, x.Replies)
	}
	s.Form = slices.Clone(s.Form)
	for i := range s.Form {
		f := &s.Form[i]
		f.Value, f.Right = swapped(r, f.Value), swappedPattern(r, f.Right)
	}
	s.Points = slices.Clone(s.Points)
	for i := range s.Points {
		p := &s.Points[i]
		p.What, p.Pattern = swapped(r, p.What), swappedPattern(r, p.Pattern)
	}
}

func swapped(r *strings.Replacer, t Text) Text { return Text{r.Replace(t.ZH), r.Replace(t.EN)} }

func swappedAll(r *strings.Replacer, all []Text) []Text {
	out := make([]Text, len(all))
	for i, t := range all {
		out[i] = swapped(r, t)
	}
	return out
}

func swappedPattern(r *strings.Replacer, p Pattern) Pattern {
	for _, list := range []*[]string{&p.Say, &p.And, &p.Not} {
		*list = slices.Clone(*list)
		for i, w := range *list {
			(*list)[i] = r.Replace(w)
		}
	}
	return p.ready()
}

// variants holds the variants to what holds for the scenario itself.
func (c *checker) variants() {
	whole := c.s
	for i, v := range whole.Variants {
		path := fmt.Sprintf("variants[%d]", i)
		if v.Name == (Text{}) {
			c.say(path+".name", "The caller of a variant has no name.", nil)
		}
		if v.Mood < 0 || v.Mood > 100 {
			c.say(path+".mood", "The mood at the beginning is {{.Have}}; it goes from 1 to 100.", fault.Values{"Have": v.Mood})
		}
		if v.Rate != 0 && (v.Rate < leastRate || v.Rate > mostRate) {
			c.say(path+".rate", "The caller speaks at {{.Have}} % of the persona's speed; {{.From}} to {{.To}} % can be.", fault.Values{"Have": v.Rate, "From": leastRate, "To": mostRate})
		}
		for _, swap := range v.Swap {
			if before, _, ok := strings.Cut(swap, swapMark); !ok || before == "" {
				c.say(path+".swap", "\"{{.Have}}\" replaces nothing: write what is replaced, =>, and what replaces it.", fault.Values{"Have": swap})
			}
		}
		before := len(c.found)
		c.s = whole.As(i+1, 0)
		for k := range c.s.States {
			c.model(&c.s.States[k], path)
		}
		for k := before; k < len(c.found); k++ {
			c.found[k].Path = path
		}
		c.s = whole
	}
}
