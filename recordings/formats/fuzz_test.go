package formats

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// fuzzOpen feeds whole files, seeded with real ones made by ffmpeg if it is there.
func fuzzOpen(f *testing.F, start string, seeds ...[]string) {
	f.Add([]byte(start))
	if _, err := exec.LookPath("ffmpeg"); err == nil {
		for _, args := range seeds {
			if data, err := os.ReadFile(converted(f, 8000, 2, 0.4, args[0], args[1:]...)); err == nil {
				f.Add(data)
			}
		}
	}
	w := newWAV()
	f.Add(w.bytes())
	path := filepath.Join(f.TempDir(), "x")
	f.Fuzz(func(t *testing.T, data []byte) {
		if !strings.HasPrefix(string(data), start) || len(data) > 1<<16 {
			return
		}
		if start == "OggS" {
			sealOgg(data)
		}
		playDamaged(t, "fuzz", writeFile(t, path, data))
	})
}

func FuzzOpen(f *testing.F)    { fuzzOpen(f, "") }
func FuzzOpenWAV(f *testing.F) { fuzzOpen(f, "RIFF", []string{"x.wav", "-c:a", "adpcm_ms"}) }
func FuzzOpenFLAC(f *testing.F) {
	fuzzOpen(f, "fLaC", []string{"x.flac"}, []string{"x.flac", "-sample_fmt", "s32"})
}
func FuzzOpenVorbis(f *testing.F) { fuzzOpen(f, "OggS", []string{"x.ogg", "-c:a", "libvorbis"}) }
func FuzzOpenMP3(f *testing.F) {
	fuzzOpen(f, "\xFF", []string{"x.mp3", "-c:a", "libmp3lame", "-id3v2_version", "0"}, []string{"x.mp3", "-write_xing", "0", "-id3v2_version", "0"})
}

func FuzzOpenOpus(f *testing.F) { fuzzOpen(f, "OggS", []string{"x.opus", "-c:a", "libopus"}) }
func FuzzOpenWebM(f *testing.F) {
	fuzzOpen(f, "\x1A\x45\xDF\xA3", []string{"x.webm", "-c:a", "libopus"})
}
func FuzzOpenAU(f *testing.F) { fuzzOpen(f, ".snd", []string{"x.au", "-c:a", "pcm_mulaw"}) }

func FuzzNibbles(f *testing.F) {
	f.Add([]byte{0, 0x80, 0xFF})
	f.Fuzz(func(_ *testing.T, data []byte) {
		g, v := newG722(), vox{}
		for _, b := range data {
			g.step(b)
			v.step(b)
		}
	})
}

func FuzzAMRFrames(f *testing.F) {
	f.Add([]byte("#!AMR\n\x3c\x08"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if n := amrFrames(bytes.NewReader(data), 8000); n < 0 || n > int64(len(data))*160 {
			t.Error(n)
		}
	})
}

func FuzzGSMBlock(f *testing.F) {
	f.Add(make([]byte, 65))
	f.Fuzz(func(_ *testing.T, block []byte) {
		var g gsm
		g.reset()
		g.decodeBlock(make([]int16, gsmBlockFrames), block)
		g.bare = true
		g.decodeBlock(make([]int16, gsmFrame), block)
	})
}

func FuzzADPCMBlock(f *testing.F) {
	f.Add(make([]byte, 64), true)
	f.Fuzz(func(_ *testing.T, block []byte, stereo bool) {
		c := 1
		if stereo {
			c = 2
		}
		for _, codec := range []Codec{IMAADPCM, MSADPCM} {
			l := layout{codec: codec, channels: c}
			dst := make([]int16, l.framesIn(len(block))*c)
			if codec == IMAADPCM {
				ima{c}.decodeBlock(dst, block)
			} else {
				msADPCM{c}.decodeBlock(dst, block)
			}
		}
	})
}
