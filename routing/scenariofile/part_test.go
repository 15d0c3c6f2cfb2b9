package scenariofile

import (
	"reflect"
	"strings"
	"testing"

	"shifu/internal/fault"
)

func TestParts_AreReadAsWhatTheyWere(t *testing.T) {
	for _, text := range append([]string{storm, small}, ruled...) {
		s, err := Read("x", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		for i := range s.Types {
			if got, err := ReadType("x", WriteType(&s.Types[i])); err != nil || !reflect.DeepEqual(got, s.Types[i]) {
				t.Errorf("%v %s", err, WriteType(&s.Types[i]))
			}
			for _, c := range s.Types[i].Criteria {
				if got, err := ReadNeed(WriteNeed(&c.Need)); err != nil || !reflect.DeepEqual(got, c.Need) {
					t.Errorf("%v %s", err, WriteNeed(&c.Need))
				}
			}
		}
		for i := range s.Groups {
			if got, err := ReadGroup("x", WriteGroup(&s.Groups[i])); err != nil || !reflect.DeepEqual(got, s.Groups[i]) {
				t.Errorf("%v %s", err, WriteGroup(&s.Groups[i]))
			}
		}
		if got, err := ReadPolicy("x", WritePolicy(&s.Policy)); err != nil || !reflect.DeepEqual(got, s.Policy) {
			t.Errorf("%v %s", err, WritePolicy(&s.Policy))
		}
	}
}

func TestReadType_SaysLineFieldAndReason(t *testing.T) {
	_, err := ReadType("fault", []byte("name: a\narrivals: {per_min: many}\n"))
	if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "2") || !strings.Contains(err.Error(), "arrivals.per_min") {
		t.Error(err)
	}
	if _, err := ReadType("fault", []byte("")); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

func FuzzParts(f *testing.F) {
	f.Add([]byte("name: a\nservice: {dist: exponential, mean: 60s}\n"))
	f.Add([]byte("name: g\nagents: [1, 2]\n"))
	f.Add([]byte("{all: [{skill: x, level: 2}, {not: {groups: [g]}}]}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if k, err := ReadType("x", data); err == nil {
			if again, err := ReadType("x", WriteType(&k)); err != nil || string(WriteType(&again)) != string(WriteType(&k)) {
				t.Errorf("%v\n%s", err, WriteType(&k))
			}
		}
		if g, err := ReadGroup("x", data); err == nil {
			if again, err := ReadGroup("x", WriteGroup(&g)); err != nil || string(WriteGroup(&again)) != string(WriteGroup(&g)) {
				t.Errorf("%v\n%s", err, WriteGroup(&g))
			}
		}
		if _, err := ReadNeed(string(data)); err != nil && fault.KindOf(err) != fault.Invalid {
			t.Error(err)
		}
		if _, err := ReadPolicy("x", data); err != nil && fault.KindOf(err) != fault.Invalid {
			t.Error(err)
		}
	})
}
