package transcribe

import (
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
)

func TestSettings_CheckSaysWhatIsWrong(t *testing.T) {
	good := Settings{On: true, Address: "https://host/v1", Model: "whisper-1", Seconds: 60}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for says, change := range map[string]func(*Settings){
		"https://host/v1":   func(s *Settings) { s.Address = "host" },
		"without a name":    func(s *Settings) { s.Address = "https://me:secret@host/v1" },
		"Name the model":    func(s *Settings) { s.Model = " " },
		"1,800 seconds":     func(s *Settings) { s.Seconds = 0 },
		"price of a":        func(s *Settings) { s.PerMinute = -1 },
		"900 characters":    func(s *Settings) { s.Prompt = strings.Repeat("停", 901) },
		"language in short": func(s *Settings) { s.Language = "Mandarin Chinese" },
	} {
		s := good
		change(&s)
		if err := s.Check(); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
	if err := Standard().Check(); err != nil {
		t.Error("nothing chosen:", err)
	}
}

func TestSettings_SayWhereSoundGoes(t *testing.T) {
	for _, c := range []struct {
		s    Settings
		says string
	}{
		{Settings{Address: "https://api.example.com/v1"}, "nothing leaves"},
		{Settings{On: true}, "No server has an address yet"},
		{Settings{On: true, Address: "hear.example.com"}, "No server has an address yet"},
		{Settings{On: true, Address: "http://127.0.0.1:8080/inference"}, "nothing leaves"},
		{Settings{On: true, Address: "http://[::1]:8080/v1"}, "nothing leaves"},
		{Settings{On: true, Address: "http://localhost/v1"}, "nothing leaves"},
		{Settings{On: true, Address: "http://127.0.0.1.example.com/v1"}, "goes to 127.0.0.1.example.com"},
		{Settings{On: true, Address: "http://10.0.0.5:9000/v1"}, "goes to 10.0.0.5:9000"},
	} {
		if got := c.s.Where().In(words.English); !strings.Contains(got, c.says) {
			t.Errorf("%s: %s", c.s.Address, got)
		}
	}
}

func TestSettings_PriceIsRoundedUpToAFen(t *testing.T) {
	s := Settings{PerMinute: 43} // 4.3 fen
	for sound, want := range map[time.Duration]int64{0: 0, time.Second: 1, time.Minute: 5, 10 * time.Minute: 43, time.Hour: 258} {
		if got := s.Price(sound); got != want {
			t.Errorf("%v costs %d fen, want %d", sound, got, want)
		}
	}
}

func TestTry_SaysWhatTheServerAnswered(t *testing.T) {
	at := time.Unix(0, 0)
	now := func() time.Time { at = at.Add(800 * time.Millisecond); return at }
	tried, err := Try(t.Context(), clock{}, Settings{}, now)
	if err != nil || tried.Took != 800*time.Millisecond {
		t.Fatal(tried, err)
	}
	if say := tried.Say().In(words.English); !strings.Contains(say, "0.8 s") || !strings.Contains(say, "您好 hello") || !strings.Contains(say, "3 words") {
		t.Error(say)
	}
}
