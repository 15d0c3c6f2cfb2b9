package parts

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shifu/app/look"
)

func TestPill_EveryJudgementHasAShapeOfItsOwn(t *testing.T) {
	seen := map[string]State{}
	for _, s := range []State{StateGood, StatePartly, StateWarn, StateBad, StateCritical, StateNA, StateOpen} {
		icon, _ := s.Mark()
		if other, taken := seen[icon]; icon == "" || taken {
			t.Errorf("state %d has the shape %q of state %d: colour alone would tell them apart", s, icon, other)
		}
		seen[icon] = s
	}
}

func TestPill_TooFewIsHatched(t *testing.T) {
	p := NewPill("too few", StateFew)
	onWindow(t, p, 100, 20)
	if p.hatch.Hidden || p.hatch.Image == nil {
		t.Error("no hatch")
	}
	p.Set("met", StateGood)
	if !p.hatch.Hidden {
		t.Error("the hatch stays")
	}
}

func TestPill_CriticalStandsAloneInItsTextColour(t *testing.T) {
	if _, tone := StateCritical.Mark(); tone != look.Crit {
		t.Errorf("without a pill, critical is %s: white on white", tone)
	}
}

func TestPill_Markup(t *testing.T) {
	w := onWindow(t, NewPill("Not met", StateBad), 80, 20)
	test.AssertRendersToMarkup(t, "pill_bad.xml", w.Canvas())
}

func TestChip_CrossRemovesTheRestChanges(t *testing.T) {
	changed, removed := 0, 0
	c := NewChip("Length", "over 2 min", func() { changed++ }, func() { removed++ })
	onWindow(t, c, c.MinSize().Width, 26)
	c.Tapped(at(10, 10))
	c.Tapped(at(c.Size().Width-12, 10))
	c.TypedKey(press(fyne.KeyDelete))
	if changed != 1 || removed != 2 {
		t.Errorf("changed %d, removed %d", changed, removed)
	}
}

func TestChip_Markup(t *testing.T) {
	c := NewChip("Length", "2 min", nil, nil)
	w := onWindow(t, c, c.MinSize().Width, 26)
	test.AssertRendersToMarkup(t, "chip.xml", w.Canvas())
}
