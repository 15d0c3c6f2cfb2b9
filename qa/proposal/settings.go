package proposal

import (
	"net/netip"
	"net/url"
	"strings"
	"time"

	"shifu/internal/fault"
)

// Settings are how a language model is used. The key is no part of them: it
// lies in the system's keyring. The zero value asks no model.
type Settings struct {
	On      bool               `json:"on"`
	Address string             `json:"address"` // of a server that speaks the OpenAI protocol, up to /v1
	Model   string             `json:"model"`
	Plain   bool               `json:"plain,omitempty"`   // the server knows no JSON schema: JSON is asked for in words
	Seconds int                `json:"seconds"`           // how long an answer may take
	Trial   bool               `json:"trial"`             // it runs silently, to compare
	Prefill bool               `json:"prefill"`           // questions whose gate is open may be filled in
	Target  float64            `json:"target"`            // agreement that opens the gate, 0 … 1
	Persona bool               `json:"persona,omitempty"` // it may play callers in role-plays
	Targets map[string]float64 `json:"targets,omitempty"` // by question, where it differs
}

// Standard are the settings of a workspace in which nothing was chosen.
func Standard() Settings { return Settings{Seconds: 60, Trial: true, Target: .9} }

// TargetOf is the agreement that opens the gate of a question.
func (s Settings) TargetOf(ref string) float64 {
	if t, ok := s.Targets[ref]; ok {
		return t
	}
	return s.Target
}

// Timeout is how long an answer may take.
func (s Settings) Timeout() time.Duration { return time.Duration(s.Seconds) * time.Second }

// Check returns nil if the settings can be used.
func (s Settings) Check() error {
	if s.Seconds < 1 || s.Seconds > 600 {
		return fault.New(fault.Invalid, "An answer may take between 1 and 600 seconds.", nil)
	}
	for _, t := range s.targets() {
		if !(t >= .5 && t <= 1) {
			return fault.New(fault.Invalid, "A target lies between 50 and 100 %.", nil)
		}
	}
	if !s.On && s.Address == "" {
		return nil
	}
	u, err := url.Parse(s.Address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || u.RawQuery != "" {
		return fault.New(fault.Invalid, "The address has to look like https://host/v1, without a name or a key in it.", nil)
	}
	if s.On && strings.TrimSpace(s.Model) == "" {
		return fault.New(fault.Invalid, "Name the model.", nil)
	}
	return nil
}

func (s Settings) targets() []float64 {
	out := []float64{s.Target}
	for _, t := range s.Targets {
		out = append(out, t)
	}
	return out
}

// Local reports whether the address is on this machine: nothing leaves it then.
func (s Settings) Local() bool {
	u, err := url.Parse(s.Address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && ip.IsLoopback()
}
