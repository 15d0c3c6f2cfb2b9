package assist_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"shifu/internal/assist"
	"shifu/internal/fault"
	"shifu/recordings"
	"shifu/recordings/formats"
	"shifu/recordings/speech"
	"shifu/recordings/transcribe"
)

// dialects answer "power outage" as each server writes it.
var dialects = map[string]string{
	"OpenAI":      `{"task":"transcribe","language":"english","duration":1.0,"text":"power outage","segments":[{"id":0,"start":0.0,"end":1.0,"text":" power outage"}],"words":[{"word":"power","start":0.0,"end":0.4}]}`,
	"diarizing":   `{"duration":1.0,"text":"power outage","segments":[{"id":"seg_0","start":0,"end":1,"text":"power outage","speaker":"A"}]}`,
	"speaches":    `{"language":"en","duration":1,"text":"power outage","segments":[{"id":1,"start":0,"end":1,"text":" power outage","words":null}]}`,
	"whisper.cpp": `{"text":" power outage\n","segments":[{"id":0,"text":" power outage","start":0.0,"end":1.0,"words":[{"word":" pow","start":0,"end":0.2},{"word":"er","start":0.2,"end":0.4}]}]}`,
	"LocalAI":     `{"text":"power outage","segments":[{"id":0,"start":0,"end":1,"text":" power outage","words":[{"start":0,"end":0.4,"text":"power"}]}]}`,
	"vLLM":        `{"duration":"1.0","language":"en","text":"power outage","segments":[{"id":0,"start":0,"end":1,"text":" power outage"}],"words":null}`,
}

// ear is a server that answers as told, and what it was sent.
type ear struct {
	*httptest.Server
	mu    sync.Mutex
	forms []map[string][]string
	keys  []string
	paths []string
	bytes []int
}

func listener(t *testing.T, answer func(n int, w http.ResponseWriter, r *http.Request)) *ear {
	t.Helper()
	h := &ear{}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseMultipartForm(64 << 20); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		h.mu.Lock()
		h.forms, h.keys, h.paths = append(h.forms, r.MultipartForm.Value), append(h.keys, r.Header.Get("Authorization")), append(h.paths, r.URL.Path)
		if f, _, err := r.FormFile("file"); err == nil {
			n, _ := io.Copy(io.Discard, f)
			h.bytes = append(h.bytes, int(n))
		}
		n := len(h.forms)
		h.mu.Unlock()
		answer(n, w, r)
	}))
	t.Cleanup(h.Close)
	return h
}

func atOnce(context.Context, time.Duration) error { return nil }

func TestHear_EveryDialectIsUnderstood(t *testing.T) {
	for name, body := range dialects {
		h := listener(t, func(_ int, w http.ResponseWriter, _ *http.Request) { io.WriteString(w, body) })
		model := map[bool]string{true: "gpt-4o-transcribe-diarize", false: "whisper-1"}[name == "diarizing"]
		said, err := transcribe.Run(context.Background(), &assist.Hearing{Key: "k", Sleep: atOnce}, transcribe.Folder(t.TempDir()), job(h.URL+"/v1", model))
		if err != nil || len(said) != 2 || said[0].Text != "power outage" || said[0].Lane != 0 || said[1].Lane != 1 {
			t.Errorf("%s: %+v, %v", name, said, err)
		}
		if h.paths[0] != "/v1/audio/transcriptions" || h.keys[0] != "Bearer k" || h.bytes[0] < 8000 {
			t.Errorf("%s was asked at %s with %q", name, h.paths[0], h.keys[0])
		}
		f := h.forms[0]
		if diarized := name == "diarizing"; diarized != (f["chunking_strategy"] != nil) || !diarized && len(f["timestamp_granularities[]"]) != 2 {
			t.Errorf("%s was sent %v", name, f)
		}
	}
}

func TestHear_WordsOfEveryDialectComeAsOne(t *testing.T) {
	pieces := map[string]string{
		"whisper-1":                 `{"task":"transcribe","language":"chinese","duration":2.2,"text":"停电了 power","segments":[{"id":0,"seek":0,"start":0.0,"end":2.2,"text":"停电了 power","tokens":[50364],"temperature":0.0,"avg_logprob":-0.3,"compression_ratio":0.9,"no_speech_prob":0.02}],"words":[{"word":"停电","start":0.3,"end":0.9},{"word":"了","start":0.9,"end":1.0},{"word":"power","start":1.2,"end":1.8}],"usage":{"type":"duration","seconds":3}}`,
		"speaches":                  `{"task":"transcribe","language":"zh","duration":2.2,"text":"停电了 power","words":[{"start":0.3,"end":0.9,"word":"停电","probability":0.9},{"start":0.9,"end":1.0,"word":"了","probability":0.9},{"start":1.2,"end":1.8,"word":" power","probability":0.9}],"segments":[{"id":1,"seek":220,"start":0.0,"end":2.2,"text":"停电了 power","words":null}]}`,
		"whisper.cpp":               `{"task":"transcribe","language":"chinese","duration":2.2,"text":"停电了 power","segments":[{"id":0,"text":"停电了 power","start":0.0,"end":2.2,"tokens":[1,2],"words":[{"word":"停电","start":0.3,"end":0.9,"t_dtw":-1,"probability":0.9},{"word":"了","start":0.9,"end":1.0},{"word":" pow","start":1.2,"end":1.5},{"word":"er","start":1.5,"end":1.8}],"temperature":0,"avg_logprob":-0.2,"no_speech_prob":0}]}`,
		"LocalAI":                   `{"task":"transcribe","text":"停电了 power","segments":[{"id":0,"start":0,"end":2200000000,"text":"停电了 power","words":[]}],"words":[{"start":0.3,"end":0.9,"text":"停电"},{"start":0.9,"end":1.0,"text":"了"},{"start":1.2,"end":1.8,"text":"power"}]}`,
		"vLLM":                      `{"duration":"2.2","language":"zh","text":"停电了 power","segments":[{"id":0,"avg_logprob":-0.1,"start":0.0,"end":2.2,"text":"停电了 power"}],"words":null}`,
		"gpt-4o-transcribe-diarize": `{"task":"transcribe","duration":2.2,"text":"停电了 power","segments":[{"type":"transcript.text.segment","id":"seg_001","start":0.0,"end":2.2,"text":"停电了 power","speaker":"A"}],"usage":{"type":"tokens"}}`,
	}
	for name, body := range pieces {
		path := map[bool]string{true: "/inference", false: "/v1"}[name == "whisper.cpp"]
		h := listener(t, func(_ int, w http.ResponseWriter, _ *http.Request) { io.WriteString(w, body) })
		said, err := transcribe.Run(context.Background(), &assist.Hearing{Sleep: atOnce}, transcribe.Folder(t.TempDir()), job(h.URL+path, name))
		if err != nil || len(said) != 2 || said[0].Text != "停电了 power" {
			t.Errorf("%s: %+v, %v", name, said, err)
			continue
		}
		if want := map[bool]string{true: "/inference", false: "/v1/audio/transcriptions"}[name == "whisper.cpp"]; h.paths[0] != want {
			t.Errorf("%s was asked at %s", name, h.paths[0])
		}
		ms := time.Millisecond // the piece begins 0.3 s before its speech, at 0.7 s
		want := []recordings.Word{{From: 0, To: 2, Start: 1000 * ms, End: 1600 * ms}, {From: 2, To: 3, Start: 1600 * ms, End: 1700 * ms}, {From: 4, To: 9, Start: 1900 * ms, End: 2500 * ms}}
		if timed := name != "vLLM" && name != "gpt-4o-transcribe-diarize"; timed && !reflect.DeepEqual(said[0].Words, want) || !timed && said[0].Words != nil {
			t.Errorf("%s: %+v", name, said[0].Words)
		}
	}
}

func TestHear_AServerThatIsNotAskedForWordsIsNot(t *testing.T) {
	h := listener(t, func(_ int, w http.ResponseWriter, _ *http.Request) { io.WriteString(w, dialects["vLLM"]) })
	set := transcribe.Settings{Address: h.URL, Model: "m", Language: "zh", Prompt: "95598 户号"}
	if _, err := (&assist.Hearing{Sleep: atOnce}).Hear(context.Background(), set, []byte("wav")); err != nil {
		t.Fatal(err)
	}
	f := h.forms[0]
	if g := f["timestamp_granularities[]"]; len(g) != 1 || g[0] != "segment" || f["prompt"][0] != "95598 户号" || f["language"][0] != "zh" || f["model"][0] != "m" {
		t.Errorf("%v", f)
	}
}

func TestHear_NoRedirectCarriesSoundElsewhere(t *testing.T) {
	elsewhere := listener(t, func(_ int, w http.ResponseWriter, _ *http.Request) { io.WriteString(w, dialects["vLLM"]) })
	h := listener(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL+"/v1/audio/transcriptions", http.StatusTemporaryRedirect)
	})
	_, err := (&assist.Hearing{Sleep: atOnce}).Hear(context.Background(), transcribe.Settings{Address: h.URL, Model: "m"}, []byte("wav"))
	if err == nil || len(elsewhere.forms) != 0 || !strings.Contains(fault.Sentence(err), "307") {
		t.Errorf("%v, and the other server was sent %d pieces", err, len(elsewhere.forms))
	}
}

func TestHear_TheVaultsKeyIsForItsAddressAlone(t *testing.T) {
	keyring.MockInit()
	h := listener(t, func(_ int, w http.ResponseWriter, _ *http.Request) { io.WriteString(w, dialects["vLLM"]) })
	v := assist.NewVault()
	if _, err := v.SetKey(h.URL+"/v1", "sk-hear"); err != nil {
		t.Fatal(err)
	}
	ear := &assist.Hearing{Vault: v, Sleep: atOnce}
	for _, path := range []string{"/v1", ""} {
		if _, err := ear.Hear(context.Background(), transcribe.Settings{Address: h.URL + path, Model: "m"}, []byte("wav")); err != nil {
			t.Fatal(err)
		}
	}
	if h.keys[0] != "Bearer sk-hear" || h.keys[1] != "" {
		t.Errorf("%q", h.keys)
	}
}

func TestHear_BusyAndDownIsTriedAgainAndARefusalIsNot(t *testing.T) {
	for _, c := range []struct {
		code, asked int
		works       bool
	}{{429, 3, true}, {503, 3, true}, {400, 1, false}, {413, 1, false}, {401, 1, false}} {
		h := listener(t, func(n int, w http.ResponseWriter, _ *http.Request) {
			if n < 3 {
				w.Header().Set("Retry-After", "1")
				w.WriteHeader(c.code)
				io.WriteString(w, `{"error":{"message":"not now"}}`)
				return
			}
			io.WriteString(w, dialects["vLLM"])
		})
		_, err := (&assist.Hearing{Sleep: atOnce}).Hear(context.Background(), transcribe.Settings{Address: h.URL, Model: "m"}, []byte("wav"))
		if (err == nil) != c.works || len(h.forms) != c.asked {
			t.Errorf("%d: asked %d times, %v", c.code, len(h.forms), err)
		}
		if !c.works && (!fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), fmt.Sprint(c.code, "): not now"))) {
			t.Errorf("%d: %v", c.code, err)
		}
	}
}

func TestHear_NonsenseNothingAndTooLateAreSaid(t *testing.T) {
	for name, answer := range map[string]func(int, http.ResponseWriter, *http.Request){
		"no transcript": func(_ int, w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<html>hello</html>") },
		"within 60 s":   func(_ int, _ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"answered with something that is no transcript": func(_ int, w http.ResponseWriter, _ *http.Request) {},
		"failed to read audio": func(_ int, w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, `{"error":"failed to read audio"}`)
		},
	} {
		h := listener(t, answer)
		asked := time.Duration(0)
		aMinute := func(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) { // which passes at once
			asked = d
			return context.WithTimeout(ctx, d/300)
		}
		_, err := (&assist.Hearing{Sleep: atOnce, Limit: aMinute}).Hear(context.Background(), transcribe.Settings{Address: h.URL, Model: "m", Seconds: 60}, []byte("wav"))
		if asked != time.Minute {
			t.Errorf("%s: the server may take %v", name, asked)
		}
		if err == nil || !strings.Contains(fault.Sentence(err), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, address := range []string{"", "host/v1", "ftp://host"} {
		if _, err := (&assist.Hearing{}).Hear(context.Background(), transcribe.Settings{Address: address}, nil); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", address, err)
		}
	}
	h := listener(t, nil)
	h.Close()
	if _, err := (&assist.Hearing{Sleep: atOnce}).Hear(context.Background(), transcribe.Settings{Address: h.URL}, nil); err == nil || !strings.Contains(fault.Sentence(err), "can't be reached") {
		t.Error(err)
	}
}

func TestRun_GoesOnAtTheFirstMissingPiece(t *testing.T) {
	down := true
	h := listener(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		if n >= 2 && down {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		io.WriteString(w, dialects["OpenAI"])
	})
	kept := transcribe.Folder(t.TempDir())
	if _, err := transcribe.Run(context.Background(), &assist.Hearing{Sleep: atOnce}, kept, job(h.URL, "m")); err == nil {
		t.Fatal("the second piece was refused, and yet it worked")
	}
	down = false
	said, err := transcribe.Run(context.Background(), &assist.Hearing{Sleep: atOnce}, kept, job(h.URL, "m"))
	if err != nil || len(said) != 2 || len(h.forms) != 3 {
		t.Errorf("%+v, %v, asked %d times", said, err, len(h.forms))
	}
	if _, err := transcribe.Run(context.Background(), &assist.Hearing{Sleep: atOnce}, kept, job(h.URL, "other")); err != nil || len(h.forms) != 5 {
		t.Errorf("another model: %v, asked %d times", err, len(h.forms))
	}
}

// job is a call of two lanes in which each says something once.
func job(address, model string) transcribe.Job {
	const rate = 8000
	s := speech.Source{Channels: 2, SampleRate: rate, Frames: 20 * rate, ReadFrames: func(dst []int16, from int64) (int, error) {
		n := min(int64(len(dst)/2), 20*rate-from)
		if n <= 0 {
			return 0, io.EOF
		}
		return int(n), nil
	}}
	a := speech.Activity{Duration: 20 * time.Second, SampleRate: rate,
		Lanes: [][]speech.Span{{{From: time.Second, To: 3 * time.Second}}, {{From: 4 * time.Second, To: 6 * time.Second}}}}
	return transcribe.Job{Hash: "x", Sound: s, Activity: a, Settings: transcribe.Settings{Address: address, Model: model, Words: true}}
}

// minutes is a WAV of one channel that is large.
func minutes(t *testing.T, samples int) []byte {
	t.Helper()
	var wav bytes.Buffer
	tone := make([]int16, samples)
	for i := range tone {
		tone[i] = int16(9000 * math.Sin(float64(i)/9))
	}
	if err := formats.WriteSamples(&wav, 8000, 1, tone); err != nil {
		t.Fatal(err)
	}
	return wav.Bytes()
}

func TestHear_ALargePieceGoesAsFLACAndASmallOneAsWAV(t *testing.T) {
	for samples, ending := range map[int]string{8000: ".wav", 900_000: ".flac"} {
		wav := minutes(t, samples)
		h := listener(t, func(_ int, w http.ResponseWriter, r *http.Request) {
			if name := r.MultipartForm.File["file"][0].Filename; !strings.HasSuffix(name, ending) {
				t.Errorf("%d samples are sent as %s", samples, name)
			}
			fmt.Fprint(w, dialects["OpenAI"])
		})
		if _, err := (&assist.Hearing{}).Hear(t.Context(), transcribe.Settings{Address: h.URL, Model: "m", Seconds: 60}, wav); err != nil {
			t.Fatal(err)
		}
		if ending == ".flac" && h.bytes[0] > len(wav)*3/4 {
			t.Errorf("%d bytes of %d are sent", h.bytes[0], len(wav))
		}
	}
}

func TestHear_AServerThatRefusesFLACIsSentTheSameAsWAV(t *testing.T) {
	var names []string
	h := listener(t, func(n int, w http.ResponseWriter, r *http.Request) {
		names = append(names, r.MultipartForm.File["file"][0].Filename)
		if n == 1 {
			http.Error(w, `{"error":"unknown format"}`, http.StatusBadRequest)
			return
		}
		fmt.Fprint(w, dialects["whisper.cpp"])
	})
	raw, err := (&assist.Hearing{}).Hear(t.Context(), transcribe.Settings{Address: h.URL, Model: "m", Seconds: 60}, minutes(t, 900_000))
	if err != nil || len(raw) == 0 || strings.Join(names, " ") != "piece.flac piece.wav" {
		t.Error(names, err)
	}
}
