// Package rawread asks how a recording without a header is read.
package rawread

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/recordings/formats"
)

// Fields are codec, rate and channels.
type Fields struct {
	As      formats.Raw
	Changed func() // a person chose otherwise; nil: nobody listens

	row      *fyne.Container
	rate     *parts.Select
	channels *parts.Segments
}

// New makes the fields.
func New(as formats.Raw, changed func()) *Fields {
	f := &Fields{As: as, Changed: changed, row: parts.Row(0)}
	f.draw()
	return f
}

// Content is one line.
func (f *Fields) Content() fyne.CanvasObject { return f.row }

// Set shows another reading.
func (f *Fields) Set(as formats.Raw) {
	f.As = as
	f.draw()
}

func (f *Fields) draw() {
	codecs := formats.RawCodecs()
	names := make([]string, len(codecs))
	for i, c := range codecs {
		names[i] = Codec(c)
	}
	codec := parts.NewSelect(names, max(slices.Index(codecs, f.As.Codec), 0), func(i int) { f.choose(codecs[i]) }).Wide(150)
	rates := formats.RawRates(f.As.Codec)
	each := make([]string, len(rates))
	for i, r := range rates {
		each[i] = lang.L("{{.N}} Hz", map[string]any{"N": chart.Count(r)})
	}
	f.rate = parts.NewSelect(each, max(slices.Index(rates, f.As.SampleRate), 0), func(i int) { f.As.SampleRate = rates[i]; f.tell() }).Wide(110)
	lanes := []string{lang.L("one lane"), lang.L("two lanes")}[:formats.RawChannels(f.As.Codec)]
	f.channels = parts.NewSegments(lanes, f.As.Channels-1, func(i int) { f.As.Channels = i + 1; f.tell() })
	f.row.Objects = []fyne.CanvasObject{parts.Row(8, codec, f.rate, f.channels)}
	f.row.Refresh()
}

// choose takes a codec; what it can't have changes with it.
func (f *Fields) choose(c formats.Codec) {
	f.As.Codec = c
	if rates := formats.RawRates(c); !slices.Contains(rates, f.As.SampleRate) {
		f.As.SampleRate = rates[0]
	}
	f.As.Channels = min(f.As.Channels, formats.RawChannels(c))
	f.draw()
	f.tell()
}

func (f *Fields) tell() {
	if f.Changed != nil {
		f.Changed()
	}
}

// Codec is what people call a codec.
func Codec(c formats.Codec) string {
	if c == formats.PCMS16 {
		return lang.L("PCM, 16 bit")
	}
	return c.Title()
}

// Say is how a recording is read, in a few words.
func Say(r formats.Raw) string {
	lanes := lang.L("one lane")
	if r.Channels == 2 {
		lanes = lang.L("two lanes")
	}
	return Codec(r.Codec) + lang.L(", ") + strconv.FormatFloat(float64(r.SampleRate)/1000, 'f', -1, 64) + " kHz" + lang.L(", ") + lanes
}
