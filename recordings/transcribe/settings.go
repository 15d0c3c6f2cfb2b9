package transcribe

import (
	"net/netip"
	"net/url"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// Settings are how a server is asked. The key is no part of them: it lies in
// the vault.
type Settings struct {
	On       bool   `json:"on"`
	Address  string `json:"address"` // up to /v1, or the whole path of a server that has another
	Model    string `json:"model"`
	Language string `json:"language"` // "zh"; empty: the server finds out
	Prompt   string `json:"prompt"`   // words that it should know
	Seconds  int    `json:"seconds"`  // how long it may take over a piece; 0: as long as Standard
	Words    bool   `json:"words"`    // it is asked when each word is said
	// PerMinute is what a minute of sound costs, in thousandths of a yuan, since
	// a minute costs a few fen at the most; 0: nothing, or it isn't known.
	PerMinute int `json:"per_minute"`
}

// Standard are the settings of a workspace in which nothing was chosen.
func Standard() Settings { return Settings{Language: "zh", Seconds: 300, Words: true} }

// mostPrompt is as much as models look at; they cut the rest off unsaid.
const mostPrompt = 900

// Check returns nil if the settings can be used.
func (s Settings) Check() error {
	switch {
	case s.Seconds < 1 || s.Seconds > 1800:
		return fault.New(fault.Invalid, "A piece may take between 1 and 1,800 seconds.", nil)
	case s.PerMinute < 0 || s.PerMinute > 1_000_000:
		return fault.New(fault.Invalid, "The price of a minute lies between 0 and 1,000 yuan.", nil)
	case len([]rune(s.Prompt)) > mostPrompt:
		return fault.New(fault.Invalid, "The prompt has at most {{.Most}} characters: models cut the rest off.", fault.Values{"Most": mostPrompt})
	case len(s.Language) > 12:
		return fault.New(fault.Invalid, "Write the language in short, as zh or en.", nil)
	case !s.On && s.Address == "":
		return nil
	case s.On && strings.TrimSpace(s.Model) == "":
		return fault.New(fault.Invalid, "Name the model.", nil)
	}
	_, err := s.Endpoint()
	return err
}

// Endpoint is where to post to: below /v1, or the whole path of a server that
// has another, as whisper.cpp's /inference.
func (s Settings) Endpoint() (string, error) {
	u, err := url.Parse(strings.TrimRight(s.Address, "/"))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.RawQuery != "" {
		return "", fault.New(fault.Invalid, "The address has to look like https://host/v1, without a name or a key in it.", nil)
	}
	if strings.HasSuffix(u.Path, "/inference") || strings.HasSuffix(u.Path, "/transcriptions") {
		return u.String(), nil
	}
	return u.JoinPath("audio", "transcriptions").String(), nil
}

// Diarizes reports whether the model tells voices apart by itself.
func (s Settings) Diarizes() bool { return strings.Contains(strings.ToLower(s.Model), "diarize") }

// Local reports whether the server runs on this machine.
func (s Settings) Local() bool {
	u, err := url.Parse(s.Address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && ip.IsLoopback()
}

// Where says where sound goes under these settings.
func (s Settings) Where() words.Text {
	switch {
	case !s.On:
		return words.T("Transcription is off: nothing leaves this machine.", nil)
	case s.Local():
		return words.T("The server runs on this machine: nothing leaves it.", nil)
	}
	u, err := url.Parse(s.Address)
	if err != nil || u.Host == "" {
		return words.T("No server has an address yet: nothing leaves this machine.", nil)
	}
	return words.T("The sound of the calls that you choose goes to {{.Host}}, and nothing else does. Of a redacted call only the redacted recording goes.", map[string]any{"Host": u.Host})
}

// Timeout is how long a piece may take.
func (s Settings) Timeout() time.Duration {
	if s.Seconds <= 0 {
		return time.Duration(Standard().Seconds) * time.Second
	}
	return time.Duration(s.Seconds) * time.Second
}

// Price is what so much sound costs, in fen, rounded up.
func (s Settings) Price(sound time.Duration) int64 {
	thousandths := int64(s.PerMinute) * sound.Milliseconds()
	const perFen = 10 * 60_000
	return (thousandths + perFen - 1) / perFen
}
