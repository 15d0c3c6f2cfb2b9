package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"os/exec"
	"strconv"

	"shifu/demo/spoken"
)

const (
	rate       = 8000  // of the telephone
	voiceRate  = 22050 // of the synthesiser
	speechRMS  = 0.085 // level of the agent's words, full scale 1
	loudGain   = 1.75
	quietShare = 0.012 // of the peak: below this a word has not begun
)

// say speaks text and returns it at telephone rate, without silence at either
// end, levelled to gain times speechRMS.
func say(ctx context.Context, text, language string, v spoken.Voice, loud bool) ([]float64, error) {
	raw, err := synthesise(ctx, text, language, v, loud)
	if err != nil {
		return nil, err
	}
	gain := math.Pow(10, v.Level/20)
	if loud {
		gain *= loudGain
	}
	return level(trim(resample(raw)), gain*speechRMS), nil
}

func synthesise(ctx context.Context, text, language string, v spoken.Voice, loud bool) ([]float64, error) {
	name := "cmn-latn-pinyin"
	if language == "en" {
		name = "en-gb"
	}
	pitch, speed := v.Pitch, v.Speed
	if loud {
		pitch, speed = pitch+10, speed+12
	}
	cmd := exec.CommandContext(ctx, "espeak-ng", "-v", name+"+"+v.Variant, "-p", strconv.Itoa(pitch),
		"-s", strconv.Itoa(speed), "--stdout", spoken.Spaced(text))
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	wav, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("speaking %q: %w: %s", text, err, complaint.String())
	}
	if len(wav) < 44+voiceRate/10 {
		return nil, fmt.Errorf("speaking %q: nothing came out", text)
	}
	return samples(wav[44:]), nil
}

func samples(pcm []byte) []float64 {
	out := make([]float64, len(pcm)/2)
	for i := range out {
		out[i] = float64(int16(binary.LittleEndian.Uint16(pcm[2*i:]))) / 32768
	}
	return out
}

// The synthesiser's rate over the telephone's is 441 over 160: the filter has
// 160 phases.
const (
	up, down = 160, 441
	half     = 48 // of the filter, in samples of the synthesiser
	cut      = 2 * 3600.0 / voiceRate
)

var phases = func() [up][2 * half]float64 {
	var out [up][2 * half]float64
	for p := range up {
		for k := range 2 * half {
			out[p][k] = kernel(float64(p)/up - float64(k-half+1))
		}
	}
	return out
}()

// resample goes from the synthesiser's rate to the telephone's with a windowed
// sinc that cuts at 3,600 Hz.
func resample(in []float64) []float64 {
	out := make([]float64, len(in)*up/down)
	for i := range out {
		whole, phase := i*down/up, i*down%up
		for k, weight := range phases[phase] {
			if j := whole + k - half + 1; j >= 0 && j < len(in) {
				out[i] += in[j] * weight
			}
		}
	}
	return out
}

func kernel(x float64) float64 {
	window := 0.5 + 0.5*math.Cos(math.Pi*x/half)
	if x == 0 {
		return cut
	}
	return math.Sin(math.Pi*cut*x) / (math.Pi * x) * window
}

func trim(in []float64) []float64 {
	var peak float64
	for _, s := range in {
		peak = math.Max(peak, math.Abs(s))
	}
	from, to := 0, len(in)
	for from < to && math.Abs(in[from]) < peak*quietShare {
		from++
	}
	for to > from && math.Abs(in[to-1]) < peak*quietShare {
		to--
	}
	return in[from:to]
}

// level scales so that the louder half of the samples' energy has the given
// root mean square: pauses inside a sentence don't count.
func level(in []float64, rms float64) []float64 {
	var sum float64
	var n int
	for i := 0; i+80 <= len(in); i += 80 {
		var e float64
		for _, s := range in[i : i+80] {
			e += s * s
		}
		if e/80 > 1e-4 {
			sum, n = sum+e, n+80
		}
	}
	if n == 0 {
		return in
	}
	gain := rms / math.Sqrt(sum/float64(n))
	for i := range in {
		in[i] *= gain
	}
	return in
}
