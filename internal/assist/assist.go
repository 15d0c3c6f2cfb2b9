// Package assist fits language models to what quality review needs of them:
// any server that speaks the OpenAI protocol, over go-openai. It keeps nothing
// and writes no log; the key lies in the system's keyring.
package assist

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/sashabaranov/go-openai"

	"shifu/internal/fault"
	"shifu/qa/proposal"
)

// Server asks models. It fits proposal.Asked.
type Server struct {
	Vault *Vault
	Sleep func(ctx context.Context, d time.Duration) error // between two tries
	Now   func() time.Time
}

var _ proposal.Asked = (*Server)(nil)

// New asks models with keys from the vault and the clock of the machine.
func New(v *Vault) *Server { return &Server{Vault: v, Sleep: sleep, Now: time.Now} }

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// tries is how often one question is put to a server that is busy, slow or
// answers nonsense.
const tries = 4

// The pauses between tries double; a server that says how long to wait is
// believed up to longestPause.
const (
	firstPause   = time.Second
	longestPause = time.Minute
)

// Answer asks the model and returns what it said, unchecked.
func (s *Server) Answer(ctx context.Context, set proposal.Settings, a proposal.Ask) ([]proposal.Answer, error) {
	request, err := newRequest(set, a)
	if err != nil {
		return nil, err
	}
	var out []proposal.Answer
	err = s.again(ctx, func() (time.Duration, error) {
		text, wait, err := s.once(ctx, set, request)
		if refusesSchema(err) && request.ResponseFormat != nil {
			request.ResponseFormat = nil
			text, wait, err = s.once(ctx, set, request)
		}
		if err == nil {
			out, err = parse(text)
		}
		return wait, err
	})
	return out, err
}

// Test asks for one word, to see whether address, model and key work.
func (s *Server) Test(ctx context.Context, set proposal.Settings) error {
	request := openai.ChatCompletionRequest{Model: set.Model, Messages: []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: "Answer with the word yes."}}}
	_, _, err := s.once(ctx, set, request)
	return explain(set, err)
}

// again tries until it works, the error can't be cured by trying, or there were
// enough tries.
func (s *Server) again(ctx context.Context, try func() (wait time.Duration, err error)) error {
	pause := firstPause
	for n := 1; ; n++ {
		wait, err := try()
		if err == nil || n == tries || !curable(err) || ctx.Err() != nil {
			return explainTries(err, n)
		}
		if err := s.Sleep(ctx, min(max(wait, pause), longestPause)); err != nil {
			return err
		}
		pause *= 2
	}
}

// once puts one request and returns the text of the answer, and how long the
// server asked to wait.
func (s *Server) once(ctx context.Context, set proposal.Settings, r openai.ChatCompletionRequest) (string, time.Duration, error) {
	limited, cancel := context.WithTimeout(ctx, set.Timeout())
	defer cancel()
	door := &door{now: s.Now}
	config := openai.DefaultConfig(s.Vault.read(set.Address))
	config.BaseURL, config.HTTPClient = set.Address, door
	got, err := openai.NewClientWithConfig(config).CreateChatCompletion(limited, r)
	switch {
	case ctx.Err() != nil:
		return "", 0, ctx.Err()
	case limited.Err() != nil:
		return "", 0, &failure{why: slow, cause: err, seconds: set.Seconds}
	case err != nil:
		return "", door.wait, wrap(err)
	case len(got.Choices) == 0:
		return "", 0, &failure{why: garbled, cause: errors.New("no choice")}
	}
	choice := got.Choices[0]
	if choice.Message.Refusal != "" || choice.FinishReason == openai.FinishReasonContentFilter {
		return "", 0, &failure{why: refused, words: choice.Message.Refusal}
	}
	if choice.FinishReason == openai.FinishReasonLength {
		return "", 0, &failure{why: cutShort}
	}
	return choice.Message.Content, 0, nil
}

// door is the way to the server. It notes how long the server asks to wait and
// bounds how much is read. A redirect would carry the transcript to where
// nobody agreed to, so none is followed.
type door struct {
	now  func() time.Time
	wait time.Duration
}

const mostRead = 4 << 20 // bytes

// Do is for go-openai.
func (d *door) Do(r *http.Request) (*http.Response, error) {
	got, err := unredirected.Do(r)
	if err != nil {
		return nil, err
	}
	if got.StatusCode >= 300 && got.StatusCode < 400 {
		return nil, errors.Join(&failure{why: wrong, status: got.StatusCode, words: got.Header.Get("Location")}, got.Body.Close())
	}
	d.wait = retryAfter(got.Header.Get("Retry-After"), d.now())
	got.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(got.Body, mostRead), got.Body}
	return got, nil
}

// retryAfter reads seconds or a date (RFC 9110, 10.2.3); 0 for neither.
func retryAfter(header string, now time.Time) time.Duration {
	if n, err := strconv.Atoi(header); err == nil && n >= 0 {
		return min(time.Duration(n)*time.Second, longestPause)
	}
	if at, err := http.ParseTime(header); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}

func noAnswer(key string, values fault.Values, cause error) error {
	return fault.New(fault.Conflict, key, values).Because(cause)
}
