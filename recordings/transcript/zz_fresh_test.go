package transcript

import (
	"math/rand/v2"
	"shifu/internal/fault"
	"testing"
	"time"
)

func TestFresh(t *testing.T) {
	r := rand.New(rand.NewPCG(445566, 1127))
	seeds := []string{"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>您好，国家电网。\n\n00:03.000 --> 00:05.500\n<v 客户>停电了\n", "1\n00:00:01,000 --> 00:00:02,000\nhello there\n\n2\n00:00:03,000 --> 00:00:04,000\nbye\n",
		`{"segments":[{"id":0,"start":0.5,"end":2,"text":" 您好","words":[{"word":"您","start":0.5,"end":1,"probability":0.9},{"word":"好","start":1,"end":2}]}],"text":"您好","language":"zh","duration":"3.5"}`,
		`{"results":{"items":[{"start_time":"0.1","end_time":"0.5","type":"pronunciation","alternatives":[{"confidence":"0.9","content":"hello"}]},{"type":"punctuation","alternatives":[{"content":"."}]}],"speaker_labels":{"segments":[{"start_time":"0.1","end_time":"0.5","speaker_label":"spk_0","items":[{"start_time":"0.1","end_time":"0.5","speaker_label":"spk_0"}]}]}}}`,
		`{"Transcript":[{"BeginOffsetMillis":100,"EndOffsetMillis":900,"Content":"您好","ParticipantId":"AGENT"},{"BeginOffsetMillis":1000,"EndOffsetMillis":1900,"Content":"停电","ParticipantId":"CUSTOMER"}]}`,
		"[00:01] 客服：您好\n[00:05] 客户：停电了\n0:09 客服：请稍等\n", "\ufeff00:01 坐席: a\n"}
	ok := 0
	for i := range 2000 {
		d := []byte(seeds[i%len(seeds)])
		for range 1 + r.IntN(5) {
			if len(d) < 2 {
				break
			}
			at := r.IntN(len(d))
			switch r.IntN(6) {
			case 0:
				d[at] = byte(r.Uint32())
			case 1:
				d[at] ^= 1 << r.IntN(8)
			case 2:
				d = append(d[:at:at], d[min(len(d), at+r.IntN(30)):]...)
			case 3:
				d = append(d[:at:at], append(append([]byte(nil), d[at:min(len(d), at+r.IntN(40))]...), d[at:]...)...)
			case 4:
				d = d[:max(1, at)]
			case 5:
				d = append(d[:at:at], append([]byte([]string{"999999999999", "-1", "NaN", "1e300", "\xff\xfe", "-->", "[[[[", "{"}[r.IntN(8)]), d[at:]...)...)
			}
		}
		c := Call{Length: time.Duration(r.IntN(3)) * 5 * time.Second}
		whole := time.AfterFunc(10*time.Second, func() { panic("hangs") })
		said, _, err := Read(d, c)
		whole.Stop()
		if err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", d, err)
		}
		if err == nil {
			ok++
		}
		for _, u := range said {
			if u.End < u.Start || c.Length > 0 && u.End > c.Length+2*time.Second || u.Start < 0 {
				t.Errorf("%q: %+v", d, u)
			}
		}
	}
	t.Logf("2000, %d still read", ok)
}
