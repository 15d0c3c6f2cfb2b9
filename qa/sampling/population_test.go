package sampling_test

import (
	"testing"

	"shifu/internal/fault"
	"shifu/qa/sampling"
	"shifu/recordings/intake"
)

func population(t *testing.T, csv, by string) (sampling.Population, error) {
	t.Helper()
	table, err := intake.ParseCSV("n.csv", []byte(csv))
	if err != nil {
		return sampling.Population{}, err
	}
	return sampling.ReadPopulation(table, by)
}

func TestReadPopulation_TakesTheColumnIDOrElseTheFirst(t *testing.T) {
	p, err := population(t, "坐席,ID\n林小满,a\n周谷雨,b\n", "坐席")
	if err != nil || p.Guessed || len(p.Calls) != 2 || p.Calls[1].ID != "b" || p.Calls[1].Stratum != "周谷雨" {
		t.Errorf("%+v, %v", p, err)
	}
	p, err = population(t, "call;team\n7;x\n8;\n", "team")
	if err != nil || !p.Guessed || p.IDColumn != "call" || p.Calls[0].ID != "7" || p.Calls[1].Stratum != "" {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestReadPopulation_RefusesWithTheLine(t *testing.T) {
	for csv, want := range map[string]string{
		"id,team\na,x\nb,y\na,z\n":     "The ID a stands in lines 2 and 4 of n.csv. Leave one of them out.",
		"id,team\na,x\n,y\n":           "Line 3 of n.csv has nothing in the column id. Each call needs an ID.",
		"id,group\na,x\n":              "n.csv has no column team. It has: id, group.",
		"id,team,team\na,x,y\n":        "n.csv has two columns team. Rename one of them.",
		"id,team\n":                    "The table n.csv has no rows below its header.",
		"":                             "The table n.csv has no rows below its header.",
		"id,team\n\xff\xff\xff,\x81\n": "The encoding of n.csv is neither UTF-8, UTF-16 nor GB18030. Save it as CSV UTF-8 and import it again.",
	} {
		if _, err := population(t, csv, "team"); !fault.Is(err, fault.Invalid) || fault.Sentence(err) != want {
			t.Errorf("%q: %v, want %s", csv, err, want)
		}
	}
}

func FuzzReadPopulation(f *testing.F) {
	f.Add([]byte("id,team\na,x\nb,y\n"), "team", 1)
	f.Add([]byte("call\n1\n2\n3\n"), "", 2)
	f.Add([]byte("\xff\xfei\x00d\x00\n\x001\x00"), "id", 1)
	f.Fuzz(func(t *testing.T, raw []byte, by string, n int) {
		table, err := intake.ParseCSV("n.csv", raw)
		if err != nil {
			return
		}
		p, err := sampling.ReadPopulation(table, by)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Errorf("refused without a sentence: %v", err)
			}
			return
		}
		s, err := sampling.DrawStratified(p.Calls, n, 1)
		switch {
		case err == nil && (len(s.Picks) != n || s.Candidates != len(table.Rows)):
			t.Errorf("%d picks of %d candidates for %d", len(s.Picks), s.Candidates, n)
		case err != nil && !fault.Is(err, fault.Invalid):
			t.Errorf("refused without a sentence: %v", err)
		}
	})
}
