package stretch

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"shifu/internal/yardstick"
)

const benchSeconds = 300

// BenchmarkStretcher changes the speed of five minutes of stereo, and says how
// many times as long it takes as sox's tempo and ffmpeg's atempo in the same run.
func BenchmarkStretcher(b *testing.B) {
	for _, rate := range []int{8000, 44100} {
		in := noise(2 * rate * benchSeconds)
		raw := rawFile(b, in)
		for _, v := range []float64{0.5, 1.5, 3} {
			b.Run(fmt.Sprintf("%dHz_%gx", rate, v), func(b *testing.B) {
				source := []string{"-r", fmt.Sprint(rate), "-c", "2", "-e", "signed", "-b", "16", "-t", "raw", raw}
				sox, hasSox := yardstick.Program(b, "sox", append(source, "-n", "tempo", "-s", fmt.Sprint(v))...)
				ffmpeg, hasFFmpeg := yardstick.Program(b, "ffmpeg", "-nostdin", "-v", "error", "-f", "s16le", "-ar", fmt.Sprint(rate), "-ac", "2", "-i", raw,
					"-af", fmt.Sprintf("atempo=%g", v), "-f", "null", "-")
				for b.Loop() {
					stretchAll(at(v, 2, rate), in)
				}
				yardstick.Report(b, "sox_tempo", sox, hasSox)
				yardstick.Report(b, "ffmpeg_atempo", ffmpeg, hasFFmpeg)
				yardstick.RealTime(b, benchSeconds)
			})
		}
	}
}

// stretchAll is what the player does: it writes blocks and reads what there is.
func stretchAll(s *Stretcher, in []float32) {
	out := make([]float32, 2400)
	for ; len(in) > 0; in = in[min(len(in), 4800):] {
		s.Write(in[:min(len(in), 4800)])
		for n := s.Read(out); n > 0; n = s.Read(out) {
		}
	}
}

// rawFile writes samples as 16 bits.
func rawFile(b *testing.B, in []float32) string {
	b.Helper()
	data := make([]byte, 2*len(in))
	for i, x := range in {
		binary.LittleEndian.PutUint16(data[2*i:], uint16(int16(32767*x)))
	}
	path := filepath.Join(b.TempDir(), "in.raw")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		b.Fatal(err)
	}
	return path
}
