package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shifu/demo"
	"shifu/recordings/formats"
)

// call runs one command and returns what it printed.
func call(args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	code = run(args, &o, &e)
	return code, o.String(), e.String()
}

// tone writes two seconds of 440 Hz on the left, silence on the right, at 8 kHz.
func tone(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tone.wav")
	samples := make([]int16, 2*16000)
	for i := range 16000 {
		samples[2*i] = int16(16000 * math.Sin(2*math.Pi*440*float64(i)/8000))
	}
	err := formats.WriteFile(path, func(w io.Writer) error { return formats.WriteSamples(w, 8000, 2, samples) })
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func object(t *testing.T, text string) map[string]any {
	t.Helper()
	v := map[string]any{}
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	return v
}

func TestCommand_WrongUseExitsWithTwo(t *testing.T) {
	for _, args := range [][]string{{"bogus"}, {"info"}, {"info", "--bogus", "x"}, {"peaks", "x", "--out", "y", "--bits", "9"},
		{"stretch", "x", "--speed", "9", "--out", "y"}, {"play", "x", "--speed", "0.1"}} {
		if code, out, errs := call(args...); code != 2 || out != "" || errs == "" {
			t.Errorf("%v: exit %d, stdout %q, stderr %q", args, code, out, errs)
		}
	}
}

func TestCommand_WrongUseNamesTheCommandToReadOnAt(t *testing.T) {
	for want, args := range map[string][]string{"shifuctl info --help": {"info"}, "shifuctl erlang --help": {"erlang", "--bogus"}, "shifuctl --help": {"bogus"}} {
		if _, _, errs := call(args...); !strings.Contains(errs, want) {
			t.Errorf("%v: %q", args, errs)
		}
	}
}

func TestCommand_NumbersBelowZeroAndNotANumberAreRefusedByTheirMeaning(t *testing.T) {
	src, out := tone(t), filepath.Join(t.TempDir(), "x.wav")
	for want, args := range map[string][]string{
		"The handling time is -1":  {"erlang", "c", "--calls-per-hour", "10", "--aht", "-1", "--agents", "5"},
		"The mean patience is 0":   {"erlang", "a", "--calls-per-hour", "10", "--aht", "60", "--agents", "5", "--patience", "0"},
		"“-1-2” is no span":        {"redact", src, "--spans", "-1-2", "--out", out},
		"--speed goes from 0.5":    {"stretch", src, "--speed", "NaN", "--out", out},
		"--from and --for are not": {"play", src, "--from", "NaN"},
	} {
		code, _, errs := call(args...)
		if code == 0 || !strings.Contains(errs, want) {
			t.Errorf("%v: exit %d, %q", args, code, errs)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%v wrote a file", args)
		}
	}
}

func TestImport_AFreshWorkspaceNeedsNoLoginAndEveryFileCountsOnce(t *testing.T) {
	dir, ws := t.TempDir(), filepath.Join(t.TempDir(), "new")
	sound, err := os.ReadFile(tone(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{"a.wav": sound, "b.wav": sound, "bad.wav": []byte("no sound at all")} {
		if err := os.WriteFile(filepath.Join(dir, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []float64{1, 0} {
		code, out, errs := call("import", dir, "--workspace", ws, "--json")
		v := object(t, out)
		if code != 0 || v["imported"] != want || v["duplicates"] != 2-want || len(v["refused"].([]any)) != 1 {
			t.Errorf("exit %d, %s %s", code, out, errs)
		}
	}
}

func TestCommand_RefusalExitsWithOneAndASentence(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty.wav")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"info", empty}, {"info", "--json", empty}, {"info", "missing.wav"}, {"rubric", "check", "missing.yaml"}} {
		code, out, errs := call(args...)
		if code != 1 || out != "" || !strings.HasSuffix(strings.TrimSpace(errs), ".") {
			t.Errorf("%v: exit %d, stdout %q, stderr %q", args, code, out, errs)
		}
	}
}

func TestCommand_WithJSONPrintsOneValueEach(t *testing.T) {
	src, dir := tone(t), t.TempDir()
	for _, args := range [][]string{{"info", src}, {"decode", src, "--out", filepath.Join(dir, "a.wav")},
		{"peaks", src, "--out", filepath.Join(dir, "a.dat")}, {"stretch", src, "--speed", "2", "--out", filepath.Join(dir, "b.wav")},
		{"speech", src}, {"demo", "--sample", filepath.Join(dir, "sample")}} {
		code, out, errs := call(append(args, "--json")...)
		in := json.NewDecoder(strings.NewReader(out))
		var v any
		if err := in.Decode(&v); err != nil || in.More() || code != 0 {
			t.Errorf("%v: exit %d, %q %s", args, code, out, errs)
		}
	}
}

func TestInfo_PrintsTheContract(t *testing.T) {
	code, out, _ := call("info", tone(t), "--json")
	v := object(t, out)
	if code != 0 || v["container"] != "wav" || v["codec"] != "pcm_s16" || v["channels"] != 2.0 || v["sample_rate"] != 8000.0 ||
		v["frames"] != 16000.0 || v["duration_s"] != 2.0 {
		t.Errorf("exit %d: %s", code, out)
	}
	if w, ok := v["warnings"].([]any); !ok || len(w) != 0 {
		t.Errorf("warnings should be an empty list: %s", out)
	}
}

func TestDecode_KeepsEverySample(t *testing.T) {
	src, out := tone(t), filepath.Join(t.TempDir(), "out.wav")
	if code, _, errs := call("decode", src, "--out", out); code != 0 {
		t.Fatal(errs)
	}
	a, _ := os.ReadFile(src)
	b, _ := os.ReadFile(out)
	if !bytes.Equal(a, b) {
		t.Error("the decoded copy of a PCM16 file differs from it")
	}
}

func TestPeaks_WritesVersionTwoWithItsHeader(t *testing.T) {
	out := filepath.Join(t.TempDir(), "x.dat")
	if code, _, errs := call("peaks", tone(t), "--out", out, "--split-channels"); code != 0 {
		t.Fatal(errs)
	}
	raw, err := os.ReadFile(out)
	if err != nil || len(raw) < 24 {
		t.Fatal(err, len(raw))
	}
	want := []uint32{2, 0, 8000, 256, 63, 2}
	for i, w := range want {
		if got := binary.LittleEndian.Uint32(raw[4*i:]); got != w {
			t.Errorf("header field %d is %d, want %d", i, got, w)
		}
	}
	if len(raw) != 24+63*2*2*2 {
		t.Errorf("%d bytes", len(raw))
	}
}

func TestStretch_HalvesTheLengthAtDoubleSpeed(t *testing.T) {
	out := filepath.Join(t.TempDir(), "fast.wav")
	if code, _, errs := call("stretch", tone(t), "--speed", "2", "--out", out); code != 0 {
		t.Fatal(errs)
	}
	i, err := formats.Inspect(out)
	if err != nil || math.Abs(i.Seconds()-1) > 0.05 {
		t.Errorf("%v s, %v", i.Seconds(), err)
	}
}

func TestScore_PrintsTheContract(t *testing.T) {
	data := filepath.Join("..", "..", "qa", "testdata")
	code, out, errs := call("score", filepath.Join(data, "kinds.rubric.yaml"), filepath.Join(data, "kinds.answers.yaml"), "--json")
	if code != 0 {
		t.Fatal(errs)
	}
	v := object(t, out)
	for _, k := range []string{"mode", "na_policy", "raw", "final", "score_percent", "failed", "sections", "questions", "complete"} {
		if _, ok := v[k]; !ok {
			t.Errorf("%s is missing in %s", k, out)
		}
	}
}

func TestWorkspace_ImportBackupRestoreVerify(t *testing.T) {
	dir := t.TempDir()
	ws, sample := filepath.Join(dir, "ws"), filepath.Join(dir, "sample")
	if code, _, errs := call("demo", "--workspace", ws); code != 0 {
		t.Fatal(errs)
	}
	if code, _, errs := call("demo", "--sample", sample); code != 0 {
		t.Fatal(errs)
	}
	t.Setenv("SHIFU_WORKSPACE", ws)
	t.Setenv("SHIFU_PASSWORD", demo.Password)
	importTwice(t, sample)
	refuseVendor(t)
	showVendorNothing(t, ws)
	exportAnswers(t, dir)
	keepSafe(t, dir, ws)
}

// exportAnswers compares the two formats and two spans of time.
func exportAnswers(t *testing.T, dir string) {
	t.Helper()
	write := func(name string, more ...string) []byte {
		path := filepath.Join(dir, name)
		if code, _, errs := call(append([]string{"report", "answers", "--as", "wuqinghe", "--lang", "zh", "--out", path}, more...)...); code != 0 {
			t.Fatal(errs)
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	all, recent := write("all.csv"), write("recent.csv", "--from", time.Now().AddDate(0, 0, -40).Format(time.DateOnly))
	if a, b := bytes.Count(all, []byte("\n")), bytes.Count(recent, []byte("\n")); a < 300*15 || b < 16 || b > a/3 || !bytes.Contains(all, []byte(",吴清和\n")) {
		t.Errorf("%d and %d rows", a, b)
	}
	if head := write("all.xlsx"); !bytes.HasPrefix(head, []byte("PK")) {
		t.Error("no Excel file")
	}
	if code, _, errs := call("report", "answers", "--as", "jialichun", "--out", filepath.Join(dir, "x.csv"), "--from", "someday"); code != 1 || !strings.Contains(errs, "someday") {
		t.Errorf("exit %d, %s", code, errs)
	}
}

func importTwice(t *testing.T, sample string) {
	t.Helper()
	for i, want := range []map[string]float64{{"imported": 6, "duplicates": 0}, {"imported": 0, "duplicates": 6}} {
		code, out, errs := call("import", sample, "--as", "wuqinghe", "--json", "--zone", "Asia/Shanghai")
		v := object(t, out)
		if code != 0 || v["imported"] != want["imported"] || v["duplicates"] != want["duplicates"] || len(v["refused"].([]any)) != 0 {
			t.Errorf("import %d: exit %d, %s %s", i+1, code, out, errs)
		}
	}
}

func refuseVendor(t *testing.T) {
	t.Helper()
	for _, args := range [][]string{
		{"import", "x.wav"}, {"backup"}, {"check"}, {"audit", "verify"}, {"report", "evaluation", "x", "--out", "x.pdf"}, {"report", "answers", "--out", "x.csv"},
		{"rubric", "import", filepath.Join("..", "..", "qa", "testdata", "kinds.rubric.yaml")}, {"rubric", "export", "x", "--out", "x.yaml"},
	} {
		code, out, errs := call(append(args, "--as", "jialichun", "--json")...)
		if code != 1 || out != "" {
			t.Errorf("a vendor's supervisor may %v: exit %d, %q %q", args, code, out, errs)
		}
	}
	_, out, _ := call("people", "list", "--as", "jialichun", "--json")
	if strings.Contains(out, "本部") || !strings.Contains(out, "海棠") {
		t.Errorf("a vendor's supervisor sees others: %s", out)
	}
}

func keepSafe(t *testing.T, dir, ws string) {
	t.Helper()
	zip, back := filepath.Join(dir, "b.zip"), filepath.Join(dir, "back")
	code, out, errs := call("backup", "--as", "liangdongcang", "--out", zip, "--json")
	if code != 0 {
		t.Fatal(errs)
	}
	head := object(t, out)["head"].(string)
	if code, _, errs := call("restore", zip, "--to", back); code != 0 {
		t.Fatal(errs)
	}
	for _, w := range []string{ws, back} {
		if code, _, errs := call("audit", "verify", "--as", "liangdongcang", "--workspace", w, "--head", head); code != 0 {
			t.Errorf("%s: %s", w, errs)
		}
	}
	if code, _, _ := call("audit", "verify", "--as", "liangdongcang", "--head", strings.Repeat("0", 64)); code != 1 {
		t.Error("a head that was never in the log passes")
	}
	if code, _, errs := call("check", "--as", "liangdongcang", "--workspace", back); code != 0 {
		t.Error(errs)
	}
}
