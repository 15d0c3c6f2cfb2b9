package assist_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"shifu/internal/assist"
	"shifu/internal/fault"
	"shifu/qa/proposal"
	"shifu/qa/rubrics"
	"shifu/recordings"
)

const key = "sk-very-secret"

// server speaks the protocol: each request is answered by the next reply, the
// last one for all that follow.
type server struct {
	*httptest.Server
	asked   []map[string]any
	raw     []string
	keys    []string
	pauses  []time.Duration
	replies []func(w http.ResponseWriter, r *http.Request)
}

func serve(t *testing.T, replies ...func(http.ResponseWriter, *http.Request)) *server {
	t.Helper()
	s := &server{replies: replies}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var asked map[string]any
		if err != nil || json.Unmarshal(body, &asked) != nil || r.URL.Path != "/v1/chat/completions" || r.Method != http.MethodPost {
			t.Errorf("%s %s %v", r.Method, r.URL.Path, err)
		}
		s.asked, s.raw, s.keys = append(s.asked, asked), append(s.raw, string(body)), append(s.keys, r.Header.Get("Authorization"))
		s.replies[min(len(s.asked), len(s.replies))-1](w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// says answers with a message.
func says(content string) func(http.ResponseWriter, *http.Request) {
	return message(map[string]any{"role": "assistant", "content": content}, "stop")
}

func message(m map[string]any, finish string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"id": "1", "object": "chat.completion", "created": 1, "model": "m",
			"choices": []any{map[string]any{"index": 0, "message": m, "finish_reason": finish}}})
	}
}

func status(code int, retryAfter, words string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		w.WriteHeader(code)
		fmt.Fprintf(w, `{"error":{"message":%q,"type":"x"}}`, words)
	}
}

const good = `{"answers":[{"ref":"5.1","applicable":true,"option":"未做到","confidence":0.9,"reason":"保证了修复时间","evidence":[{"turn":1,"start":5,"end":9,"quote":"二十分钟之内一定修好"}]}]}`

func (s *server) model(t *testing.T) (*assist.Server, proposal.Settings) {
	t.Helper()
	keyring.MockInit()
	v := assist.NewVault()
	set := proposal.Settings{On: true, Address: s.URL + "/v1", Model: "m", Seconds: 30, Target: .9}
	if place, err := v.SetKey(set.Address, key); err != nil || place != proposal.InKeyring {
		t.Fatal(place, err)
	}
	m := assist.New(v)
	m.Now = func() time.Time { return time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC) }
	m.Sleep = func(_ context.Context, d time.Duration) error {
		s.pauses = append(s.pauses, d)
		return nil
	}
	return m, set
}

func question(t *testing.T) proposal.Ask {
	t.Helper()
	v, err := rubrics.Shipped("95598", "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	said := []recordings.Utterance{{Lane: 0, End: 4 * time.Second, Text: "您好，我是林小满。"}, {Lane: 0, Start: 5 * time.Second, End: 9 * time.Second, Text: "二十分钟之内一定修好。"}}
	return proposal.NewAsk(&v, recordings.Row{Call: recordings.Call{AgentName: "林小满"}, TeamName: "云杉二班"}, said, nil)
}

func TestAnswer_AsksWithASchemaAndTheKeyAndNoName(t *testing.T) {
	s := serve(t, says(good))
	m, set := s.model(t)
	got, err := m.Answer(context.Background(), set, question(t))
	if err != nil || len(got) != 1 || got[0].Option != "未做到" || got[0].Evidence[0].Turn != 1 {
		t.Fatal(got, err)
	}
	format, _ := s.asked[0]["response_format"].(map[string]any)
	if format["type"] != "json_schema" || s.keys[0] != "Bearer "+key || s.asked[0]["model"] != "m" {
		t.Errorf("%v %s", format, s.keys[0])
	}
	for _, secret := range []string{"林小满", "云杉", key} {
		if strings.Contains(s.raw[0], secret) {
			t.Errorf("%s was sent in the body", secret)
		}
	}
}

func TestAnswer_JSONAmongWordsIsFound(t *testing.T) {
	for name, text := range map[string]string{"fenced": "```json\n" + good + "\n```", "after words": "Sure {here}: " + good + " I hope it helps {}", "after thinking": "<think>{\"a\":1}</think>\n" + good} {
		s := serve(t, says(text))
		m, set := s.model(t)
		set.Plain = true
		got, err := m.Answer(context.Background(), set, question(t))
		if err != nil || len(got) != 1 {
			t.Error(name, got, err)
		}
		if _, asked := s.asked[0]["response_format"]; asked {
			t.Error(name, "a schema was asked of a plain server")
		}
	}
}

func TestAnswer_AServerWithoutSchemasIsAskedInWords(t *testing.T) {
	s := serve(t, status(400, "", "response_format json_schema is not supported"), says(good))
	m, set := s.model(t)
	got, err := m.Answer(context.Background(), set, question(t))
	if err != nil || len(got) != 1 || len(s.asked) != 2 {
		t.Fatal(got, err)
	}
	if _, asked := s.asked[1]["response_format"]; asked {
		t.Error("it was asked for a schema again")
	}
}

func TestAnswer_WaitsLongerEachTimeAndAsLongAsTheServerSays(t *testing.T) {
	s := serve(t, status(429, "", "slow down"), status(503, "", "later"), status(429, "7", "slow down"), says(good))
	m, set := s.model(t)
	if got, err := m.Answer(context.Background(), set, question(t)); err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	if want := []time.Duration{time.Second, 2 * time.Second, 7 * time.Second}; !slices.Equal(s.pauses, want) {
		t.Errorf("paused %v, want %v", s.pauses, want)
	}
	date := serve(t, status(429, "Wed, 18 Nov 2026 00:00:30 GMT", ""), says(good))
	m, set = date.model(t)
	if _, err := m.Answer(context.Background(), set, question(t)); err != nil || date.pauses[0] != 30*time.Second {
		t.Error(date.pauses, err)
	}
}

func TestAnswer_SaysInASentenceWhyThereIsNone(t *testing.T) {
	for name, c := range map[string]struct {
		reply func(http.ResponseWriter, *http.Request)
		say   string
		tries int
	}{
		"429 without end":     {status(429, "", "slow down"), "is busy (429), 4 times", 4},
		"broken JSON":         {says(`{"answers":[{"ref":`), "did not answer in the form", 4},
		"no JSON at all":      {says("I'd rather talk about the weather."), "did not answer in the form", 4},
		"an empty answer":     {says(""), "did not answer in the form", 4},
		"a web page":          {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") }, "did not answer in the form", 4},
		"no choices":          {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"choices":[]}`) }, "did not answer in the form", 4},
		"a refusal":           {message(map[string]any{"role": "assistant", "refusal": "I can't judge people."}, "stop"), "refuses to answer: I can't judge people.", 1},
		"a content filter":    {message(map[string]any{"role": "assistant", "content": ""}, "content_filter"), "refuses to answer", 1},
		"cut short":           {message(map[string]any{"role": "assistant", "content": good[:40]}, "length"), "cut off in the middle", 1},
		"a wrong key":         {status(401, "", "Incorrect API key provided: "+key), "refuses the key (401)", 1},
		"no such model":       {status(404, "", "no model"), "no such model or address (404)", 1},
		"a server that broke": {status(500, "", "oops"), "can't be reached, 4 times", 4},
		"a wrong question":    {status(400, "", "context too long"), "refuses the question (400): context too long", 1},
		"a redirect": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/v1/elsewhere", http.StatusTemporaryRedirect)
		}, "(307)", 1},
	} {
		s := serve(t, c.reply)
		m, set := s.model(t)
		got, err := m.Answer(context.Background(), set, question(t))
		if got != nil || !fault.Is(err, fault.Conflict) || !strings.Contains(fault.Sentence(err), c.say) || len(s.asked) != c.tries {
			t.Errorf("%s: %d tries, %v, %v", name, len(s.asked), got, err)
		}
		if strings.Contains(fmt.Sprintf("%v %+v", err, err), key) && name != "a wrong key" || strings.Contains(fault.Sentence(err), key) {
			t.Errorf("%s: the key is in the error", name)
		}
	}
}

func TestAnswer_ASlowServerIsLeftAndTriedAgain(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	s := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-release:
		}
	}, says(good))
	m, set := s.model(t)
	set.Seconds = 1
	if got, err := m.Answer(context.Background(), set, question(t)); err != nil || len(got) != 1 || len(s.asked) != 2 {
		t.Error(got, err)
	}
}

func TestAnswer_WhoLeavesTheCallStopsTheQuestion(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	m, set := s.model(t)
	if _, err := m.Answer(ctx, set, question(t)); err == nil || len(s.asked) != 1 {
		t.Error(len(s.asked), err)
	}
}

// TestAnswer_WhatAModelInventsIsVoid takes the whole way from the server to the
// checked proposals.
func TestAnswer_WhatAModelInventsIsVoid(t *testing.T) {
	answer := func(ref, option, quote string) string {
		return fmt.Sprintf(`{"ref":%q,"applicable":true,"option":%q,"confidence":0.8,"reason":"r","evidence":[{"turn":1,"start":0,"end":1,"quote":%q}]}`, ref, option, quote)
	}
	all := []string{answer("5.1", "未做到", "二十分钟之内一定修好"), answer("5.2", "未做到", "三天之内一定修好"), answer("6.1", "优秀", "一定修好"), answer("9.9", "做到", "一定修好")}
	s := serve(t, says(`{"answers":[`+strings.Join(all, ",")+`]}`))
	m, set := s.model(t)
	ask := question(t)
	got, err := m.Answer(context.Background(), set, ask)
	if err != nil {
		t.Fatal(err)
	}
	c := ask.Check(set.Model, got)
	counts := map[string]bool{}
	for _, p := range c.Proposals {
		counts[p.Ref] = p.Counts()
	}
	if !counts["5.1"] || counts["5.2"] || counts["6.1"] || len(c.Proposals) != 3 || !slices.Equal(c.Extra, []string{"9.9"}) || len(c.Missing) != len(ask.Questions)-3 {
		t.Errorf("%v, extra %v, missing %v", counts, c.Extra, c.Missing)
	}
}

func TestTest_SaysWhetherTheServerAnswers(t *testing.T) {
	s := serve(t, says("yes"))
	m, set := s.model(t)
	if err := m.Test(context.Background(), set); err != nil {
		t.Error(err)
	}
	s.Close()
	if err := m.Test(context.Background(), set); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
}

func TestVault_WithoutAKeyringTheKeyLastsAsLongAsTheProgram(t *testing.T) {
	keyring.MockInitWithError(fmt.Errorf("no keyring here"))
	v := assist.NewVault()
	if place, err := v.SetKey("https://a/v1", key); err != nil || place != proposal.InThisRun || v.Key("https://a/v1") != proposal.InThisRun {
		t.Fatal(place, err)
	}
	if v.Key("https://b/v1") != proposal.NoKey {
		t.Error("a key is sent to another address")
	}
	if assist.NewVault().Key("https://a/v1") != proposal.NoKey {
		t.Error("the key outlived the program")
	}
	if place, err := v.SetKey("https://a/v1", ""); err != nil || place != proposal.NoKey || v.Key("https://a/v1") != proposal.NoKey {
		t.Error("the key was not forgotten", place, err)
	}
}

// FuzzParse: whatever a model writes is answers or a sentence.
func FuzzParse(f *testing.F) {
	f.Add(good)
	f.Add("```json\n" + good)
	f.Add(`{"answers":[{"ref":1}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := assist.Parse(text)
		if (err == nil) == (got == nil) {
			t.Errorf("%v %v", got, err)
		}
	})
}
