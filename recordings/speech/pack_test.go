package speech

import (
	"bytes"
	"errors"
	"reflect"
	"testing"
)

func TestMarshal_ComesBackAsItWas(t *testing.T) {
	for _, a := range []Activity{
		made(40.000125, sec(10, 20), sec(0, 25.01), sec(30, 40.000125)),
		made(12, nil, sec(1, 2)),
		made(0, nil, nil, nil),
		made(40, sec(10, 20), sec(0, 25), nil).Correct([][]Span{sec(2, 2.02)}, nil),
	} {
		got, err := Unmarshal(a.Marshal())
		if err != nil || !reflect.DeepEqual(got.Summary(0), a.Summary(0)) || !bytes.Equal(got.Marshal(), a.Marshal()) || got.Mono != a.Mono {
			t.Errorf("%v\n%+v\n%+v", err, got, a)
		}
	}
}

func TestUnmarshal_OldDetectionsAreMadeAgainAndCorrectionsKept(t *testing.T) {
	a := made(40, nil, sec(0, 25), sec(30, 35))
	a.Version = Version + 1
	if _, err := Unmarshal(a.Marshal()); !errors.Is(err, ErrPacked) {
		t.Errorf("another version: %v", err)
	}
	if _, err := Unmarshal(a.Correct(nil, nil).Marshal()); err != nil {
		t.Errorf("a reviewer's spans of another version: %v", err)
	}
}

func FuzzUnmarshal(f *testing.F) {
	f.Add(made(40, sec(10, 20), sec(0, 25), sec(30, 35)).Marshal())
	f.Add(made(12, nil, sec(1, 2)).Marshal())
	f.Add([]byte(`{"version":1,"duration":5,"sample_rate":8000,"lanes":[[[3,2]],[[0,9]]]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Unmarshal(data)
		if err != nil {
			if !errors.Is(err, ErrPacked) {
				t.Fatal(err)
			}
			return
		}
		m := a.Metrics(1)
		if m.Speech+m.Hold+Total(a.gaps()) != a.Duration && m.Speech+m.Hold+Total(a.gaps()) != 0 {
			t.Fatalf("speech, hold and gaps make %v of %v", m.Speech+m.Hold+Total(a.gaps()), a.Duration)
		}
		again, err := Unmarshal(a.Marshal())
		if err != nil || !reflect.DeepEqual(again.Lanes, a.Lanes) {
			t.Fatalf("%v: %v, %v", err, again.Lanes, a.Lanes)
		}
	})
}
