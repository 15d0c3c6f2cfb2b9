package intake_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/recordings"
	"shifu/recordings/intake"
	"shifu/recordings/speech"
)

func at(from, to float64) recordings.Hold {
	return recordings.Hold{From: time.Duration(from * float64(time.Second)), To: time.Duration(to * float64(time.Second))}
}

// heldIn are the holds of the only call.
func (h house) heldIn() []recordings.Hold {
	h.Helper()
	rows := h.list()
	if len(rows) != 1 {
		h.Fatalf("%d calls", len(rows))
	}
	holds, err := h.w.Calls().Holds(ctx, h.lead, rows[0].ID)
	h.must(err)
	return holds
}

func TestImport_TheRecordersHoldsComeFromColumnsAndFilesInEveryForm(t *testing.T) {
	for name, c := range map[string]struct{ file, text string }{
		"a list in a column":         {"t.csv", "file,holds\na.wav,0.2-0.4; 0:00.6-0:00.8\n"},
		"two columns of lists":       {"t.csv", "file,hold start,hold end\na.wav,0.2;0.6,0.4;0.8\n"},
		"a row for each":             {"t.csv", "callid,file,hold start,hold end\n7,a.wav,0.2,0.4\n7,a.wav,0.6,0.8\n"},
		"by the clock":               {"t.csv", "file,start,hold start,hold end\na.wav,2026-11-21T17:05:00Z,2026-11-21T17:05:00.2Z;2026-11-21T17:05:00.6Z,2026-11-21T17:05:00.4Z;2026-11-21T17:05:00.8Z\n"},
		"a CSV beside the recording": {"a.holds.csv", "start,end\n0.2,0.4\n0.6,0.8\n"},
		"a JSON beside it":           {"a.holds.json", `[{"start":0.2,"end":0.4},{"start":"0.6","end":"0.8"}]`},
		"a JSON with a name":         {"a.hold.json", `{"holds":[{"start":0.6,"end":0.8},{"start":0.2,"end":0.4}]}`},
		"Chinese headers":            {"t.csv", "文件名,保持时段\na.wav,0.2至0.4；0.6到0.8\n"},
	} {
		t.Run(name, func(t *testing.T) {
			h := build(t)
			h.sound("a.wav", 1)
			h.write(c.file, c.text)
			sum := h.bring(intake.Job{Paths: []string{h.dir}, Zone: time.UTC})
			if got := h.heldIn(); !slices.Equal(got, []recordings.Hold{at(.2, .4), at(.6, .8)}) || len(sum.Refused)+len(sum.Notes) != 0 {
				t.Errorf("%v, %v, %v", got, sum.Refused, sum.Notes)
			}
		})
	}
}

func TestImport_AHoldThatCannotBeIsSaidInASentenceAndKeepsNoCallOut(t *testing.T) {
	for name, c := range map[string]struct {
		holds, says string
		want        []recordings.Hold
	}{
		"backwards":             {"0.4-0.2", "ends before it begins", nil},
		"outside":               {"5-9", "lies outside of the call, which ends at 0:01", nil},
		"beyond":                {"0.5-9", "what lies within is taken", []recordings.Hold{at(.5, 1)}},
		"overlapping":           {"0.1-0.5; 0.4-0.7", "Two holds of a.wav overlap", []recordings.Hold{at(.1, .7)}},
		"no times":              {"long", "its holds can't be read", nil},
		"a second over, unsaid": {"0.5-1.8", "", []recordings.Hold{at(.5, 1)}},
		"touching ones, unsaid": {"0.1-0.5; 0.5-0.7", "", []recordings.Hold{at(.1, .7)}},
	} {
		t.Run(name, func(t *testing.T) {
			h := build(t)
			h.sound("a.wav", 1)
			h.write("t.csv", "file,holds\na.wav,"+c.holds+"\n")
			sum := h.bring(intake.Job{Paths: []string{h.dir}, Zone: time.UTC})
			said := ""
			for _, n := range sum.Notes {
				said += fault.Sentence(n.Reason)
			}
			if got := h.heldIn(); !slices.Equal(got, c.want) || !strings.Contains(said, c.says) || (c.says == "") != (said == "") {
				t.Errorf("%v, %q", got, said)
			}
		})
	}
}

func TestImport_AFileOfHoldsWithoutItsRecordingIsNamed(t *testing.T) {
	h := build(t)
	h.sound("a.wav", 1)
	h.write("b.holds.csv", "start,end\n1,2\n")
	h.write("c.holds.json", "nothing")
	sum := h.bring(intake.Job{Paths: []string{h.dir}, Zone: time.UTC})
	if sum.Imported != 1 || len(sum.Notes) != 2 || filepath.Base(sum.Notes[0].File) != "c.holds.json" || filepath.Base(sum.Notes[1].File) != "b.holds.csv" {
		t.Errorf("%+v", sum)
	}
}

func TestImport_AHoldIsNeitherTalkNorSilenceInThePreparedCall(t *testing.T) {
	h := build(t)
	h.sound("a.wav", 1)
	h.write("a.holds.csv", "start,end\n0.2,0.7\n")
	sum := h.bring(intake.Job{Paths: []string{h.dir}, Zone: time.UTC})
	intake.Prepare(ctx, h.lead, h.kept(), sum.Calls, nil)
	blob, err := h.w.Calls().Derived(ctx, h.lead, sum.Calls[0].ID, speech.Kind)
	h.must(err)
	a, err := speech.Unmarshal(blob)
	h.must(err)
	if len(a.Hold) != 1 || a.Hold[0] != (speech.Span{From: 200 * time.Millisecond, To: 700 * time.Millisecond}) || a.Corrected {
		t.Errorf("%v, corrected %t", a.Hold, a.Corrected)
	}
	for _, s := range a.Speech {
		if s.From < a.Hold[0].To && s.To > a.Hold[0].From {
			t.Errorf("talk %v within the hold %v", s, a.Hold[0])
		}
	}
}

func TestTry_ShowsWhatIsWrongWithTheHoldsOfARow(t *testing.T) {
	h := build(t)
	table, err := intake.ParseCSV("t.csv", []byte("callid,start,length,holds\n1,2026-11-21 17:05:00,60,50-40\n2,2026-11-21 17:05:00,60,10-20\n"))
	h.must(err)
	tried, err := intake.Try(ctx, h.lead, h.w.People(), table, intake.Guess(table.Header), time.UTC, 9)
	if err != nil || tried[0].Problem == nil || !tried[0].Problem.Taken || tried[1].Problem != nil {
		t.Errorf("%+v, %v", tried, err)
	}
}
