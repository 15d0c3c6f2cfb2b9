package parts

import (
	"image"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shifu/app/look"
	"shifu/internal/words"
)

// fakeStates is what the room doesn't show: mono, no sound, hover, causes, the
// states of the ring.
func fakeStates(zh tongue) (fyne.CanvasObject, func()) {
	mono, missing, hovered := NewWaveform(), NewWaveform(), NewWaveform()
	m := fakeWave(zh)
	m.Lanes = []Lane{{Name: zh.say("通话", "Call")}}
	mono.SetModel(m)
	m = fakeWave(zh)
	m.Source, m.Missing = nil, zh.say("录音还没有取回。请在录音库里重新导入。", "The recording isn't here. Import it again in the library.")
	missing.SetModel(m)
	m = fakeWave(zh)
	m.Lanes[1].Mute = true
	hovered.SetModel(m)
	form := NewForm()
	rubric := fakeRubric(zh)
	row := &rubric.Sections[4].Rows[0]
	row.Chosen, row.Problem, row.Cause = []int{2}, zh.say("扣了分，请写备注。", "Points were lost: write a note."), row.Causes[0]
	rubric.Sections[2].Failed = true
	rubric.Sections[3].Rows[0] = FormRow{Ref: "4.1", Number: "4.1", Question: zh.say("来电原因（可多选）", "Reasons of the call"), Kind: FormMultiple, Options: row.Options, Chosen: []int{0, 1}, Tone: StatePartly}
	rubric.Sections[3].Rows[1].Kind, rubric.Sections[3].Rows[1].Unit, rubric.Sections[3].Rows[1].Value = FormNumeric, zh.say("秒", "s"), "12"
	form.SetModel(rubric)
	second := NewForm()
	second.SetModel(rubric)
	mini := NewMiniWave()
	mini.SetModel(fakeWave(zh))
	mini.SetPosition(sec(80))
	talkers := canvas.NewImageFromImage(WhoTalks(sec(252), []Voice{VoiceAgent, VoiceCustomer}, fakeSpans(), []time.Duration{sec(90)}, 1))
	talkers.FillMode = canvas.ImageFillOriginal
	rings := Row(16)
	for _, s := range []Score{{Text: "86.7", Part: .867, Caption: zh.say("暂评", "so far"), State: StateGood}, {Text: "0", Raw: "86.7"},
		{Caption: zh.say("无分", "no score")}, {Text: "41.0", Part: .41, Caption: zh.say("最终", "final"), State: StateBad}} {
		r := NewScoreRing()
		r.Set(s)
		rings.Add(r)
	}
	rings.Add(Fix(132, 18, talkers))
	left := Stack(8, mono, missing, hovered, Fix(0, 64, mini))
	right := Stack(8, rings, Fix(0, 330, form), Fix(0, 330, second))
	sheet := Over(NewPlate(look.Surface), Inset(16, 16, 16, 16, FullRow(24, Grow(left), Fix(480, 0, right))))
	return sheet, func() {
		hovered.mouse.MouseMoved(hoverAt(fyne.NewPos(300, 70)))
		form.Wake("5.1")
		form.ToggleCauses()
		second.Wake("4.1")
		if line, ok := second.body.lines[second.find("3.2")]; ok {
			line.MouseIn(hoverAt(fyne.NewPos(20, 10)))
		}
		if line, ok := form.body.lines[form.find("5.2")]; ok {
			line.MouseIn(hoverAt(fyne.NewPos(20, 10)))
		}
	}
}

func fakeSpans() []TalkSpan {
	var out []TalkSpan
	for _, s := range fakeCall {
		lane := 1
		if s.agent {
			lane = 0
		}
		out = append(out, TalkSpan{lane, sec(s.from), sec(s.to)})
	}
	return out
}

func TestRoom_ShowsItsRarerStates(t *testing.T) {
	studio(t, look.ModeLight, 100, words.Chinese)
	sheet, after := fakeStates(true)
	win := onDesk(t, sheet, 1280, 960)
	after()
	keepShot(t, win, "room-fake-states.png")
	if img := win.Canvas().Capture(); img.Bounds() != image.Rect(0, 0, 1280, 960) {
		t.Errorf("%v", img.Bounds())
	}
}
