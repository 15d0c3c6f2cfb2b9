package speech

import (
	"errors"
	"fmt"
	"io"
	"math"

	"gonum.org/v1/gonum/dsp/fourier"
)

// The spectral flatness (the geometric by the arithmetic mean of the power
// spectrum, Johnston, IEEE J. Sel. Areas Commun. 6, 1988) is taken here beside
// the spectrum's own surroundings, so that a noise of any colour has about 1.
// Chords and melodies have 0.1 to 0.7, a chattering crowd 0.7 to 0.85.
const (
	musicFlatness = 0.68 // at most
	noiseFlatness = 0.9  // at least
	linesFromHz   = 200
	linesToHz     = 3400
	aroundHz      = 165 // of a frequency to each side are its surroundings
	windowMS      = 64
)

// ear looks at the spectrum of one channel, a second at a time.
type ear struct {
	src       Source
	channel   int
	fft       *fourier.FFT
	window    []float64
	second    []int16
	powers    []float64
	from, to  int // of the bins looked at
	surrounds int
}

// newEar needs a rate at which speech can be heard; below it a sound is neither music nor noise.
func newEar(src Source, channel int) *ear {
	e := &ear{src: src, channel: channel}
	n := 1 << int(math.Log2(float64(src.SampleRate)*windowMS/1000)+0.5)
	hz := float64(src.SampleRate) / float64(n)
	e.from, e.to = int(linesFromHz/hz), int(min(linesToHz, 0.425*float64(src.SampleRate))/hz)
	e.surrounds = int(aroundHz / hz)
	if e.to-e.from < 4*e.surrounds {
		return e
	}
	e.fft, e.window = fourier.NewFFT(n), make([]float64, n)
	for i := range e.window {
		e.window[i] = 0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/float64(n))
	}
	e.second = make([]int16, src.SampleRate*src.Channels)
	e.powers = make([]float64, n/2+1)
	return e
}

// flatness of the spectrum of the second from a 10-ms frame on, in hundredths;
// silence has 0.
func (e *ear) flatness(at int) (float64, error) {
	if e.fft == nil {
		return (musicFlatness + noiseFlatness) / 2, nil
	}
	if err := e.read(int64(at) * int64(e.src.SampleRate) / int64(perSecond)); err != nil {
		return 0, err
	}
	e.spectrum()
	sum, n := 0.0, 0
	for k := e.from; k < e.to; k++ {
		around := 0.0
		for _, p := range e.powers[k-min(k, e.surrounds) : min(len(e.powers), k+e.surrounds+1)] {
			around += p
		}
		if p := e.powers[k]; p > 0 {
			sum += math.Log(p * float64(min(k, e.surrounds)+1+min(len(e.powers)-1-k, e.surrounds)) / around)
			n++
		}
	}
	if n == 0 {
		return 0, nil
	}
	return math.Round(100*math.Exp(sum/float64(n))) / 100, nil
}

// read takes the second from a position on; what lies beyond the end is silent.
func (e *ear) read(from int64) error {
	clear(e.second)
	for at := 0; at < len(e.second); {
		n, err := e.src.ReadFrames(e.second[at:], from)
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("looking for music: %w", err)
		}
		if n <= 0 {
			return nil
		}
		at += n * e.src.Channels
		from += int64(n)
	}
	return nil
}

// spectrum is the mean power of windows that overlap by half (Welch, IEEE Trans.
// Audio Electroacoust. 15, 1967).
func (e *ear) spectrum() {
	clear(e.powers)
	n := len(e.window)
	part := make([]float64, n)
	out := make([]complex128, n/2+1)
	for from := 0; from+n <= len(e.second)/e.src.Channels; from += n / 2 {
		for i := range part {
			part[i] = e.window[i] * float64(e.second[(from+i)*e.src.Channels+e.channel])
		}
		for k, c := range e.fft.Coefficients(out, part) {
			e.powers[k] += real(c)*real(c) + imag(c)*imag(c)
		}
	}
}
