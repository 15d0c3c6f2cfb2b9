package intake_test

import (
	"slices"
	"testing"
	"time"

	"shifu/recordings"
	"shifu/recordings/intake"
	"shifu/recordings/speech"
)

func TestImport_HoldsThatComeAfterTheirCallAreAddedToIt(t *testing.T) {
	for name, file := range map[string][2]string{
		"a file beside it":               {"a.holds.csv", "start,end\n0.2,0.4\n"},
		"a JSON":                         {"a.holds.json", `[{"start":0.2,"end":0.4}]`},
		"a file by its id":               {"PBX-7.holds.csv", "start,end\n0.2,0.4\n"},
		"a table of files":               {"later.csv", "file,holds\na.wav,0.2-0.4\n"},
		"a table of ids":                 {"later.csv", "callid,hold start,hold end\nPBX-7,0.2,0.4\n"},
		"a table that tells of it again": {"later.csv", "callid,file,start,holds\nPBX-7,a.wav,2026-11-21 17:05:00,0.2-0.4\n"},
	} {
		t.Run(name, func(t *testing.T) {
			h := build(t)
			first := []string{h.sound("a.wav", 1), h.write("t.csv", "callid,file,start,holds\nPBX-7,a.wav,2026-11-21 17:05:00,0.7-0.9\n")}
			sum := h.bring(intake.Job{Paths: first, Zone: time.UTC})
			intake.Prepare(ctx, h.lead, h.kept(), sum.Calls, nil)
			later := intake.Job{Paths: []string{h.write(file[0], file[1])}, Zone: time.UTC}
			sum = h.bring(later)
			if got := h.heldIn(); !slices.Equal(got, []recordings.Hold{at(.2, .4), at(.7, .9)}) || sum.Held != 1 || sum.Imported != 0 || len(sum.Notes)+len(sum.Refused) != 0 {
				t.Fatalf("%v, %+v", got, sum)
			}
			blob, err := h.w.Calls().Derived(ctx, h.lead, h.list()[0].ID, speech.Kind)
			h.must(err)
			a, err := speech.Unmarshal(blob)
			h.must(err)
			if len(a.Hold) != 2 || a.Corrected {
				t.Errorf("its speech knows %v", a.Hold)
			}
			if sum = h.bring(later); sum.Held != 0 {
				t.Error("the same holds are added twice")
			}
		})
	}
}

func TestImport_LateHoldsOfAnotherSourceOrNameFindNoCall(t *testing.T) {
	h := build(t)
	h.bring(intake.Job{Paths: []string{h.sound("a.b.wav", 1)}, Zone: time.UTC})
	for name, job := range map[string]intake.Job{
		"another source": {Paths: []string{h.write("a.b.holds.csv", "start,end\n0.2,0.4\n")}, Source: "PBX"},
		"part of a name": {Paths: []string{h.write("a.holds.csv", "start,end\n0.2,0.4\n")}},
	} {
		job.Zone = time.UTC
		if sum := h.bring(job); sum.Held != 0 || len(sum.Alone) != 1 || len(sum.Notes) != 1 || h.heldIn() != nil {
			t.Errorf("%s: %+v", name, sum)
		}
	}
}

func TestImport_TagsComeInAColumnAndWhatIsNoneKeepsNoCallOut(t *testing.T) {
	h := build(t)
	h.sound("a.wav", 1)
	h.write("t.csv", "file,callid,start,tags\na.wav,1,2026-11-21 17:05:00,\"投诉升级，开头好; 投诉升级\"\n,2,2026-11-21 17:06:00,a tag that is much longer than twenty\n,3,2026-11-21 17:07:00,\n")
	sum := h.bring(intake.Job{Paths: []string{h.dir}, Zone: time.UTC})
	says(t, sum.Notes, "Line 3 of t.csv: its tags can't be taken")
	tags := map[string][]string{}
	for _, c := range h.list() {
		tags[c.ExternalID] = c.Tags
	}
	if len(tags) != 3 || !slices.Equal(tags["1"], []string{"开头好", "投诉升级"}) || tags["2"] != nil || tags["3"] != nil {
		t.Errorf("%q", tags)
	}
	if found, err := h.w.Calls().Count(ctx, h.lead, recordings.Filter{Tags: []string{"开头好"}}); err != nil || found != 1 {
		t.Error("found by its tag:", found, err)
	}
}
