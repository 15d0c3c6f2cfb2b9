package peaks

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"testing"
)

func dat(t testing.TB, channels int, samples []int16, o DatOptions) *Dat {
	t.Helper()
	d, err := NewDat(audio(t, channels, samples), o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestNewDat_TheLastBinMayBePartial(t *testing.T) {
	d := dat(t, 1, []int16{1, -2, 3, 4, 5, -6, 7}, DatOptions{Zoom: 3})
	if !slices.Equal(d.Values, []int16{-2, 3, -6, 5, 7, 7}) || d.Length() != 3 {
		t.Error(d.Values)
	}
}

func TestNewDat_ChannelsAreMixedTowardZero(t *testing.T) {
	s := []int16{1, 2, -1, -2, 32767, 32767, -32768, -32768}
	if d := dat(t, 2, s, DatOptions{Zoom: 2}); !slices.Equal(d.Values, []int16{-1, 1, -32768, 32767}) || d.Channels != 1 {
		t.Error(d.Values)
	}
	if d := dat(t, 2, s, DatOptions{Zoom: 2, Split: true}); !slices.Equal(d.Values, []int16{-1, 1, -2, 2, -32768, 32767, -32768, 32767}) || d.Channels != 2 {
		t.Error(d.Values)
	}
}

func TestNewDat_EightBitsAreRoundedTowardZero(t *testing.T) {
	d := dat(t, 1, []int16{-255, 255, -256, 511, -32768, 32767}, DatOptions{Zoom: 2, Bits: 8})
	if !slices.Equal(d.Values, []int16{0, 0, -1, 1, -128, 127}) {
		t.Error(d.Values)
	}
}

func TestDat_HeaderIsTwentyFourBytes(t *testing.T) {
	d := dat(t, 2, noise(2*1000), DatOptions{Split: true, Bits: 8})
	var b bytes.Buffer
	if n, err := d.WriteTo(&b); err != nil || n != 24+4*2*2 {
		t.Fatal(n, err)
	}
	var head [6]uint32
	_ = binary.Read(bytes.NewReader(b.Bytes()), binary.LittleEndian, &head)
	if head != [6]uint32{2, 1, 8000, 256, 4, 2} {
		t.Error(head)
	}
}

func TestReadDat_ReadsWhatWasWritten(t *testing.T) {
	for _, o := range []DatOptions{{}, {Bits: 8}, {Split: true}, {Zoom: 100, Bits: 8, Split: true}} {
		want := dat(t, 2, noise(2*1000), o)
		var b bytes.Buffer
		if _, err := want.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		got, err := ReadDat(&b)
		if err != nil || !slices.Equal(got.Values, want.Values) || got.Zoom != want.Zoom || got.Bits != want.Bits || got.Channels != want.Channels {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

func TestReadDat_VersionOneHasOneChannel(t *testing.T) {
	var b bytes.Buffer
	_ = binary.Write(&b, binary.LittleEndian, []uint32{1, 0, 8000, 256, 1})
	_ = binary.Write(&b, binary.LittleEndian, []int16{-5, 6})
	if d, err := ReadDat(&b); err != nil || !slices.Equal(d.Values, []int16{-5, 6}) || d.Channels != 1 {
		t.Error(d, err)
	}
}

func TestReadDat_DoesNotBelieveAnEnormousLength(t *testing.T) {
	var b bytes.Buffer
	_ = binary.Write(&b, binary.LittleEndian, []uint32{2, 0, 8000, 256, 0xFFFFFFFF, 2})
	if _, err := ReadDat(&b); !errors.Is(err, ErrDat) {
		t.Error(err)
	}
}

func TestNewDat_RefusesAnImpossibleZoom(t *testing.T) {
	a := audio(t, 1, noise(100))
	for _, o := range []DatOptions{{Zoom: 1}, {Zoom: -5}, {Bits: 12}} {
		if _, err := NewDat(a, o); !errors.Is(err, ErrDatOptions) {
			t.Error(o, err)
		}
	}
}

func FuzzReadDat(f *testing.F) {
	var b bytes.Buffer
	_, _ = dat(f, 2, noise(2*1000), DatOptions{}).WriteTo(&b)
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := ReadDat(bytes.NewReader(data))
		if err != nil {
			return
		}
		if _, err := d.WriteTo(&bytes.Buffer{}); err != nil {
			t.Error(err)
		}
	})
}
