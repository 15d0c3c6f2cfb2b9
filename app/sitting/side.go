package sitting

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/bank"
)

// side is the map of the paper at the left, with its legend.
type side struct {
	s      *Screen
	paper  *parts.PaperMap
	legend *fyne.Container
	bring  parts.Bring
	all    fyne.CanvasObject
}

// sideWide is the width of the map; large text leaves more to the question.
func sideWide() float32 { return min(look.Scaled(288), 360) }

func newSide(s *Screen) *side {
	sd := &side{s: s, paper: parts.NewPaperMap(), legend: parts.Stack(6)}
	sd.paper.OnChosen = s.goTo
	foot := parts.Stack(12, parts.NewHairline(), sd.legend)
	scroll, bring := parts.ScrollingTo(parts.Inset(18, 24, 8, 24, sd.paper))
	sd.bring = bring
	body := parts.Dock(nil, parts.Inset(8, 24, 16, 24, foot), nil, nil, scroll)
	sd.all = parts.FullRow(0, parts.Fix(sideWide(), 0, container.NewStack(parts.NewPlate(look.Well), body)), parts.NewUpright(1))
	return sd
}

func (sd *side) show() {
	sd.paper.SetGroups(sd.groups())
	sd.showLegend()
	sd.follow()
}

// follow brings the question where one is into view.
func (sd *side) follow() {
	top, height := sd.paper.CurrentAt()
	sd.bring(top, height+18+24)
}

// groups are the questions by kind: those with a clip together, as the paper is laid.
func (sd *side) groups() []parts.PaperGroup {
	s := sd.s
	var out []parts.PaperGroup
	last := bank.Kind("")
	done, all := 0, 0
	end := func() {
		if len(out) > 0 && last != bank.Description {
			out[len(out)-1].Count = share(done, all)
		}
	}
	for i := range s.sit.Questions {
		if kind := s.sit.Questions[i].Kind; kind != last {
			end()
			last, done, all = kind, 0, 0
			out = append(out, parts.PaperGroup{Title: desk.KindName(kind)})
		}
		all++
		if s.given(i) {
			done++
		}
		g := &out[len(out)-1]
		g.Cells = append(g.Cells, sd.cell(i))
	}
	end()
	return out
}

func (sd *side) cell(i int) parts.PaperCell {
	s := sd.s
	off := s.sit.Rules.Sequential && i != s.a.Here && i != s.a.Here+1
	return parts.PaperCell{Number: number(i), Done: s.given(i), Flagged: s.a.Flags[i], Current: i == s.a.Here, Off: off}
}

func (sd *side) showLegend() {
	done, all := sd.s.answered()
	sign := func(c parts.PaperCell, word string, n int) fyne.CanvasObject {
		row := parts.Row(8, parts.PaperSign(c), parts.Second(word))
		if n >= 0 {
			row.Add(parts.Second(number(n - 1)))
		}
		return row
	}
	half := (sideWide() - 48) / 2
	two := func(a, b fyne.CanvasObject) fyne.CanvasObject { return parts.Row(0, parts.Fix(half, 0, a), b) }
	sd.legend.Objects = []fyne.CanvasObject{
		two(sign(parts.PaperCell{Done: true}, lang.L("Filled in"), done), sign(parts.PaperCell{}, lang.L("Empty"), all-done)),
		two(sign(parts.PaperCell{Flagged: true}, lang.L("Doubtful"), sd.s.flagged()), sign(parts.PaperCell{Current: true}, lang.L("This one"), -1)),
	}
	sd.legend.Refresh()
}
