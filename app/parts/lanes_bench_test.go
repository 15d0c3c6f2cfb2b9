package parts

import (
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/look"
	"shifu/internal/words"
)

// hourLong is a call of 60 minutes in two lanes.
func hourLong() WaveModel {
	talk := make([][][2]float64, 2)
	for s := 0.0; s < 3600; s += 9 {
		talk[0] = append(talk[0], [2]float64{s, s + 4})
	}
	m := WaveModel{Rate: 8000, Length: 8000 * 3600, Source: newFakeSound(3600, [][][2]float64{talk[0][:40], talk[0][:40]}),
		Lanes: []Lane{{Name: "Agent", Voice: VoiceAgent}, {Name: "Customer", Voice: VoiceCustomer}}}
	for i := range 120 {
		at := sec(float64(i) * 30)
		m.Bands = append(m.Bands, WaveBand{BandKind(i % 3), at, at + sec(8), "Silence 8 s"})
		m.Flags = append(m.Flags, WaveFlag{"x", "3.1", at, StateBad})
	}
	return m
}

// benchWave is the whole answer of an hour-long call at 1,100 px: the step, and
// both images drawn as the painter asks for them. The budget is 16 ms.
func benchWave(b *testing.B, step func(*Waveform, int)) {
	studio(b, look.ModeLight, 100, words.English)
	w := NewWaveform()
	w.SetModel(hourLong())
	win := onDesk(b, w, 1208, 270)
	win.Canvas().Capture()
	draw := func() {
		w.surface.waveImage(1100, 140)
		w.surface.bandsImage(1100, 138)
	}
	draw()
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		step(w, i)
		draw()
		i++
	}
}

func BenchmarkWaveform_Zoom60Minutes(b *testing.B) {
	benchWave(b, func(w *Waveform, i int) {
		dy := float32(10)
		if i/8%2 == 1 {
			dy = -10
		}
		w.mouse.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(400, 60)}, Scrolled: fyne.NewDelta(0, dy)})
	})
}

func BenchmarkWaveform_Scroll60Minutes(b *testing.B) {
	first := true
	benchWave(b, func(w *Waveform, i int) {
		if first {
			w.SetView(0, sec(300))
			first = false
		}
		w.SetView(sec(float64(i%300)*10), sec(float64(i%300)*10+300))
	})
}

func BenchmarkWaveform_Cursor60Minutes(b *testing.B) {
	benchWave(b, func(w *Waveform, i int) { w.SetPosition(sec(float64(i%36000) / 10)) })
}

func BenchmarkForm_ScrollTenThousandQuestions(b *testing.B) {
	f, _ := newTestForm(b, 700)
	f.SetModel(longRubric())
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		f.scroll.Offset.Y = float32(i%6000) * 40
		f.body.arrange()
		i++
	}
}

func BenchmarkForm_AnswerOneOfTenThousand(b *testing.B) {
	f, _ := newTestForm(b, 700)
	m := longRubric()
	f.SetModel(m)
	f.Wake("50.50")
	i := 0
	for b.Loop() {
		next := longShallow(m)
		next.Sections[49].Rows[49].Chosen = []int{i % 2}
		f.SetModel(next)
		i++
	}
}

// longShallow is a model with one section copied, as a screen would build it.
func longShallow(m FormModel) FormModel {
	out := FormModel{Sections: append([]FormSection(nil), m.Sections...)}
	out.Sections[49].Rows = append([]FormRow(nil), m.Sections[49].Rows...)
	return out
}

func BenchmarkForm_NextOfTenThousand(b *testing.B) {
	f, _ := newTestForm(b, 700)
	f.SetModel(longRubric())
	for b.Loop() {
		f.Next()
	}
}

func BenchmarkTranscript_OpenAnHour(b *testing.B) {
	l := newTestTranscript(b, 400)
	lines := longTranscript()
	for b.Loop() {
		l.SetLines(lines)
	}
}

func BenchmarkTranscript_FollowAnHour(b *testing.B) {
	l := newTestTranscript(b, 400)
	l.SetLines(longTranscript())
	i := 0
	for b.Loop() {
		l.SetPosition(sec(float64(i%36000) / 10))
		i++
	}
}
