package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestTranscribe_WritesWhatTranscriptReads(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		_, _ = io.WriteString(w, `{"duration":"2","text":"您好","segments":[{"start":0,"end":1,"text":"您好"}]}`)
	}))
	defer server.Close()
	out := filepath.Join(t.TempDir(), "x.json")
	var said, errs bytes.Buffer
	d := &desk{Context: context.Background(), json: true, out: &said, err: &errs}
	err := (transcribeCmd{File: filepath.Join("..", "..", "demo", "audio", "c33.wav"), Server: server.URL + "/v1", Model: "m", Agent: "left", Timeout: time.Minute, Out: out}).Run(d)
	if err != nil || !strings.Contains(errs.String(), "minutes of speech go to "+server.URL) {
		t.Fatal(err, errs.String())
	}
	if _, err := os.Stat(out + ".parts"); err == nil {
		t.Error("the answers are still kept")
	}
	if err := (transcriptCmd{File: out}).Run(d); err != nil {
		t.Fatal(err)
	}
	voices := map[any]bool{}
	for _, s := range object(t, said.String())["segments"].([]any) {
		voices[s.(map[string]any)["speaker"]] = true
	}
	if !voices["agent"] || !voices["customer"] || len(voices) != 2 {
		t.Errorf("%v", voices)
	}
}
