package transcript

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
	textunicode "golang.org/x/text/encoding/unicode"

	"shifu/internal/fault"
	"shifu/recordings"
)

var call = Call{Length: time.Minute, AgentLane: 0}

func ms(n int) time.Duration { return time.Duration(n) * time.Millisecond }

func read(t *testing.T, text string) []recordings.Utterance {
	t.Helper()
	said, notes, err := Read([]byte(text), call)
	if err != nil || len(notes) > 0 {
		t.Fatal(err, notes)
	}
	return said
}

// talk is what every form below says.
var talk = []recordings.Utterance{
	{Lane: 0, Start: ms(500), End: ms(2500), Text: "您好，请讲。"}, {Lane: 1, Start: ms(3000), End: ms(5250), Text: "我家停电了 two hours。"},
}

func TestRead_EveryFormSaysTheSame(t *testing.T) {
	for name, text := range map[string]string{
		"WebVTT": "WEBVTT\n\nNOTE made by hand\n\n1\n00:00.500 --> 00:02.500 align:start\n<v 坐席>您好，<00:01.000><c>请讲。</c>\n\n00:00:03.000 --> 00:00:05.250\n<v Customer>我家停电了\ntwo hours。\n",
		"SRT":    "1\r\n00:00:00,500 --> 00:00:02,500\r\n坐席：您好，请讲。\r\n\r\n2\r\n00:00:03,000 --> 00:00:05,250\r\n客户: 我家停电了 two hours。\r\n",
		"text":   "[00:00.5-00:02.5] 坐席：您好，请讲。\n[0:03 - 0:05.25] 客户：我家停电了\ntwo hours。\n",
		"Whisper JSON": `{"text":"x","segments":[{"id":0,"start":0.5,"end":2.5,"text":" 您好，请讲。","speaker":"agent"},
			{"id":1,"start":3,"end":5.25,"text":"我家停电了 two hours。","speaker":"customer"}]}`,
		"whisper.cpp": `{"transcription":[{"offsets":{"from":500,"to":2500},"text":" 您好，请讲。","speaker":"0"},{"offsets":{"from":3000,"to":5250},"text":"我家停电了 two hours。","speaker":"1"}]}`,
		"Contact Lens": `{"Participants":[{"ParticipantId":"a1","ParticipantRole":"AGENT"},{"ParticipantId":"CUSTOMER"}],"Transcript":[
			{"ParticipantId":"a1","Content":"您好，请讲。","BeginOffsetMillis":500,"EndOffsetMillis":2500},{"ParticipantId":"CUSTOMER","Content":"我家停电了 two hours。","BeginOffsetMillis":3000,"EndOffsetMillis":5250}]}`,
		"Amazon Transcribe": `{"results":{"channel_labels":{"channels":[
			{"channel_label":"ch_1","items":[{"type":"pronunciation","start_time":"3.0","end_time":"4.0","alternatives":[{"content":"我家停电了 two"}]},{"type":"pronunciation","start_time":"4.1","end_time":"5.25","alternatives":[{"content":"hours"}]},{"type":"punctuation","alternatives":[{"content":"。"}]}]},
			{"channel_label":"ch_0","items":[{"type":"pronunciation","start_time":"0.5","end_time":"1.2","alternatives":[{"content":"您好"}]},{"type":"punctuation","alternatives":[{"content":"，"}]},{"type":"pronunciation","start_time":"1.3","end_time":"2.5","alternatives":[{"content":"请讲"}]},{"type":"punctuation","alternatives":[{"content":"。"}]}]}]}}}`,
	} {
		want := talk
		if name == "text" {
			want = []recordings.Utterance{talk[0], talk[1]}
			want[1].Text = "我家停电了two hours。"
		}
		if name == "WebVTT" {
			want = []recordings.Utterance{talk[0], talk[1]}
			want[1].Text = "我家停电了two hours。"
		}
		if got := unworded(read(t, text)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func unworded(said []recordings.Utterance) []recordings.Utterance {
	for i := range said {
		said[i].Words = nil
	}
	return said
}

func TestRead_WordTimesComeAlong(t *testing.T) {
	want := []recordings.Word{{From: 0, To: 2, Start: ms(500), End: ms(1200)}, {From: 3, To: 5, Start: ms(1300), End: ms(2500)}}
	for name, text := range map[string]string{
		"WebVTT":       "WEBVTT\n\n00:00.500 --> 00:02.500\n<v 坐席><00:00.500>您好<00:01.200>，<00:01.300><c>请讲</c>\n",
		"Whisper JSON": `{"segments":[{"start":0.5,"end":2.5,"text":"您好，请讲","words":[{"word":"您好","start":0.5,"end":1.2},{"word":"请讲","start":1.3,"end":2.5},{"word":"没说","start":2.5,"end":2.5}]}]}`,
		"on top":       `{"segments":[{"start":0.5,"end":2.5,"text":"您好，请讲"}],"words":[{"word":"您好","start":"0.5","end":"1.2"},{"text":"请讲","start":1.3,"end":2.5}]}`,
		"whisper.cpp":  `{"transcription":[{"offsets":{"from":500,"to":2500},"text":" 您好，请讲","tokens":[{"text":"[_BEG_]","offsets":{"from":0,"to":0}},{"text":"您好","offsets":{"from":500,"to":1200}},{"text":"请讲","offsets":{"from":1300,"to":2500}}]}]}`,
		"Amazon Transcribe": `{"results":{"items":[{"type":"pronunciation","start_time":"0.5","end_time":"1.2","alternatives":[{"content":" 您好"}]},{"type":"punctuation","alternatives":[{"content":"，"}]},
			{"type":"pronunciation","start_time":"1.3","end_time":"2.5","alternatives":[{"content":"请讲"}]}]}}`,
	} {
		got := read(t, text)[0].Words
		if name == "WebVTT" && len(got) == 3 { // the comma has a time of its own
			got = []recordings.Word{got[0], got[2]}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestRead_WordsBehindTheEndOfTheCallAreLeftOut(t *testing.T) {
	said, _, err := Read([]byte(`{"segments":[{"start":59,"end":61,"text":"您好请讲","words":[{"word":"您好","start":59,"end":60.5},{"word":"请讲","start":60.5,"end":61}]}]}`), call)
	if err != nil || len(said[0].Words) != 1 || said[0].Words[0].End != time.Minute {
		t.Errorf("%+v, %v", said, err)
	}
}

func TestRead_EveryEncoding(t *testing.T) {
	text := "[00:00.5-00:02.5] 坐席：您好，请讲。\n"
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String(text)
	utf16, _ := textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM).NewEncoder().String(text)
	for _, data := range []string{text, "\xEF\xBB\xBF" + text, gb, utf16} {
		if got := read(t, data); len(got) != 1 || !reflect.DeepEqual(got[0], talk[0]) {
			t.Errorf("%q: %+v", data, got)
		}
	}
	if _, _, err := Read([]byte("[00:01] \x80\xFF\xFF\xFE x"), call); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), "UTF-8") {
		t.Error(err)
	}
}

func TestRead_BadTimesAreToldOrPutRight(t *testing.T) {
	for _, c := range []struct{ text, says string }{
		{"[00:05-00:03] 坐席：您好", "ends before it begins"}, {"[05:00] 坐席：您好", "another call"}, {"", "Nothing is said"}, {"just words", "Nothing is said"},
		{`{"segments":[{"start":"x"}]}`, "damaged JSON"}, {`{"a":1}`, "no transcript"}, {`{"segments":[]}`, "Nothing is said"},
	} {
		if _, _, err := Read([]byte(c.text), call); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), c.says) {
			t.Errorf("%q: %v", c.text, err)
		}
	}
	said, notes, err := Read([]byte("[00:10-00:12] 坐席：二\n[00:05-00:11] 坐席：一\n[00:58-01:01] 客户：三"), call)
	if err != nil || len(notes) != 3 || said[0].Text != "一" || said[2].End != time.Minute {
		t.Errorf("%+v, %v, %v", said, notes, err)
	}
}

func TestRead_TextWithoutEndsIsSaidAtAPaceUntilTheNext(t *testing.T) {
	said := read(t, "00:01 坐席：您好您好您好您好您好\n00:02 客户：好")
	if said[0].End != 2*time.Second || said[1].End != 2*time.Second+pace {
		t.Errorf("%+v", said)
	}
}

func TestParseHeard_EveryDialect(t *testing.T) {
	words := []Word{{ms(0), ms(400), "power"}, {ms(500), ms(900), "outage"}}
	for name, body := range map[string]string{
		"OpenAI":      `{"task":"transcribe","language":"english","duration":1.0,"text":"power outage","segments":[{"id":0,"start":0.0,"end":1.0,"text":" power outage","avg_logprob":-0.2,"no_speech_prob":0.01}],"words":[{"word":"power","start":0.0,"end":0.4},{"word":"outage","start":0.5,"end":0.9}]}`,
		"speaches":    `{"language":"en","duration":1,"text":"power outage","segments":[{"id":1,"start":0,"end":1,"text":" power outage","words":null}],"words":[{"word":" power","start":0,"end":0.4},{"word":" outage","start":0.5,"end":0.9}]}`,
		"whisper.cpp": `{"task":"transcribe","language":"english","duration":1.0,"text":" power outage\n","segments":[{"id":0,"text":" power outage","start":0.0,"end":1.0,"tokens":[1],"words":[{"word":" power","start":0,"end":0.4,"t_dtw":-1,"probability":0.9},{"word":" out","start":0.5,"end":0.7},{"word":"age","start":0.7,"end":0.9}],"temperature":0,"avg_logprob":-0.2,"no_speech_prob":0}]}`,
		"LocalAI":     `{"text":"power outage","segments":[{"id":0,"start":0,"end":1,"text":" power outage","words":[{"start":0,"end":0.4,"text":"power"},{"start":0.5,"end":0.9,"text":"outage"}]}]}`,
		"vLLM":        `{"duration":"1.0","language":"en","text":"power outage","segments":[{"id":0,"start":0,"end":1,"text":" power outage"}],"words":null}`,
		"diarizing":   `{"duration":1.0,"text":"power outage","segments":[{"id":"seg_0","type":"transcript.text.segment","start":0,"end":1,"text":"power outage","speaker":"A"}]}`,
	} {
		h, err := ParseHeard([]byte(body))
		if err != nil || len(h.Segments) != 1 {
			t.Errorf("%s: %+v, %v", name, h, err)
			continue
		}
		s := h.Segments[0]
		if s.Text != "power outage" || s.End != time.Second || h.Text != "power outage" || s.Doubtful {
			t.Errorf("%s: %+v", name, s)
		}
		if withWords := name != "vLLM" && name != "diarizing"; withWords && !reflect.DeepEqual(s.Words, words) {
			t.Errorf("%s: words %+v", name, s.Words)
		}
		if name == "diarizing" && s.Speaker != "A" {
			t.Errorf("the speaker is %q", s.Speaker)
		}
	}
}

func TestParseHeard_WhatIsNoTranscriptIsSaid(t *testing.T) {
	for _, c := range []struct{ body, says string }{
		{"", "no transcript"}, {"<html>", "no transcript"}, {"[]", "no transcript"}, {"{}", "no transcript"},
		{`{"error":"failed to read audio"}`, "failed to read audio"}, {`{"error":{"message":"model not found","code":404}}`, "model not found"},
	} {
		if _, err := ParseHeard([]byte(c.body)); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), c.says) {
			t.Errorf("%q: %v", c.body, err)
		}
	}
	if h, err := ParseHeard([]byte(`{"text":""}`)); err != nil || len(h.Segments) != 0 {
		t.Error("silence is a transcript too:", h, err)
	}
}

func TestParseHeard_WhatTheModelTookForSilenceIsDoubtful(t *testing.T) {
	h, err := ParseHeard([]byte(`{"segments":[{"start":0,"end":1,"text":"谢谢观看","no_speech_prob":0.9,"avg_logprob":-1.4},{"start":1,"end":2,"text":"好","no_speech_prob":0.9,"avg_logprob":-0.4}]}`))
	if err != nil || !h.Segments[0].Doubtful || h.Segments[1].Doubtful {
		t.Error(h, err)
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"WEBVTT\n\n00:00.500 --> 00:02.500\n<v 坐席>您好", "[00:05] 客户：好", `{"segments":[{"start":"1","end":2,"text":"x","words":[{"word":"x"}]}]}`,
		`{"results":{"items":[{"type":"pronunciation","start_time":"0.5","alternatives":[{"content":"x"}]}]}}`, `{"Transcript":[{"Content":"x"}]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		said, _, err := Read(data, call)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatal(err)
			}
			return
		}
		for i, u := range said {
			if u.Text == "" || u.End > call.Length || i > 0 && u.Start < said[i-1].Start && u.Start != call.Length {
				t.Fatalf("%+v", said)
			}
		}
	})
}

func FuzzParseHeard(f *testing.F) {
	f.Add([]byte(`{"duration":"1.0","segments":[{"id":"a","speaker":0,"words":[{"text":"x"}]}],"words":[{"word":" y","start":"1"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := ParseHeard(data); err != nil && !fault.Is(err, fault.Invalid) {
			t.Fatal(err)
		}
	})
}
