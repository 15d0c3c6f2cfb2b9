package assist

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
	"time"

	"shifu/internal/fault"
	"shifu/recordings/formats"
	"shifu/recordings/transcribe"
	"shifu/recordings/transcript"
)

// Hearing has sound written down by any server that speaks OpenAI's protocol
// for transcription. It fits transcribe.Hearer. The form and the answers are
// done by hand: go-openai loses what servers write in their own way.
type Hearing struct {
	Key   string // sent with every piece; empty: the vault's for the address, if any
	Vault *Vault // may be nil
	Sleep func(ctx context.Context, d time.Duration) error
	// Limit makes the context of one try; nil: as long as the settings allow.
	Limit func(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc)
}

var _ transcribe.Hearer = (*Hearing)(nil)

const (
	hearTries  = 4
	mostAnswer = 64 << 20
)

// largeWAV is the size from which a piece is sent as FLAC, which is about half
// as large: a minute at 8 kHz.
const largeWAV = 1 << 20

// Hear sends a piece, and again after a pause where the server is busy or down:
// three times. What it refuses is not sent again, except that a server which
// refuses FLAC is sent the same as WAV.
func (h *Hearing) Hear(ctx context.Context, set transcribe.Settings, wav []byte) ([]byte, error) {
	where, err := set.Endpoint()
	if err != nil {
		return nil, err
	}
	if flac, err := packed(wav); err == nil && flac != nil {
		raw, err := h.patiently(ctx, where, set, piece{"piece.flac", flac})
		if !refusesForm(err) {
			return raw, err
		}
	}
	return h.patiently(ctx, where, set, piece{"piece.wav", wav})
}

// piece is a file as it is sent.
type piece struct {
	name string
	data []byte
}

// packed is a large WAV as FLAC, nil for one that isn't large.
func packed(wav []byte) ([]byte, error) {
	if len(wav) < largeWAV {
		return nil, nil
	}
	rate, samples, err := formats.MonoOf(wav)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = formats.WriteFLAC(&out, rate, samples)
	return out.Bytes(), err
}

// refusesForm reports whether a server refused what was sent for what it is.
func refusesForm(err error) bool {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return false
	}
	code, _ := f.Values["Code"].(int)
	return code == http.StatusBadRequest || code == http.StatusUnsupportedMediaType || code == http.StatusUnprocessableEntity
}

// patiently sends a file, and again after a pause where that may help.
func (h *Hearing) patiently(ctx context.Context, where string, set transcribe.Settings, p piece) ([]byte, error) {
	pause := firstPause
	for try := 1; ; try++ {
		raw, wait, err := h.once(ctx, where, set, p)
		if err == nil || wait == 0 || try == hearTries {
			return raw, err
		}
		if wait = max(wait, pause); wait > longestPause {
			return nil, err
		}
		rest := h.Sleep
		if rest == nil {
			rest = sleep
		}
		if err := rest(ctx, wait); err != nil {
			return nil, err
		}
		pause *= 2
	}
}

// once sends a piece. wait is above nought if trying again may help.
func (h *Hearing) once(ctx context.Context, where string, set transcribe.Settings, p piece) (raw []byte, wait time.Duration, err error) {
	limit, limited := set.Timeout(), h.Limit
	if limited == nil {
		limited = context.WithTimeout
	}
	within, stop := limited(ctx, limit)
	defer stop()
	body, kind, err := hearingForm(set, p)
	if err != nil {
		return nil, 0, err
	}
	request, err := http.NewRequestWithContext(within, http.MethodPost, where, body)
	if err != nil {
		return nil, 0, fmt.Errorf("asking for a transcript: %w", err)
	}
	request.Header.Set("Content-Type", kind)
	if key := h.key(set.Address); key != "" {
		request.Header.Set("Authorization", "Bearer "+key)
	}
	answer, err := unredirected.Do(request)
	if err == nil {
		defer answer.Body.Close()
		raw, err = io.ReadAll(io.LimitReader(answer.Body, mostAnswer))
	}
	switch {
	case ctx.Err() != nil:
		return nil, 0, ctx.Err()
	case errors.Is(within.Err(), context.DeadlineExceeded):
		return nil, firstPause, fault.New(fault.Unexpected, "The server for transcription gave no answer within {{.Seconds}} s.", fault.Values{"Seconds": int(limit.Seconds())})
	case err != nil:
		return nil, firstPause, fault.New(fault.Unexpected, "The server for transcription can't be reached. Check the address and the network.", nil).Because(err)
	}
	return hearingAnswer(answer, raw)
}

func (h *Hearing) key(address string) string {
	if h.Key != "" || h.Vault == nil {
		return h.Key
	}
	return h.Vault.read(address)
}

// unredirected follows no redirect, which would carry sound to where nobody
// agreed to.
var unredirected = http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

func hearingAnswer(answer *http.Response, raw []byte) ([]byte, time.Duration, error) {
	code := answer.StatusCode
	if code == http.StatusOK {
		_, err := transcript.ParseHeard(raw)
		return raw, 0, err
	}
	why := http.StatusText(code)
	if _, err := transcript.ParseHeard(raw); err != nil {
		var f *fault.Fault
		if errors.As(err, &f) && f.Values["Why"] != nil {
			why = fmt.Sprint(f.Values["Why"])
		}
	}
	err := fault.New(fault.Invalid, "The server for transcription refused ({{.Code}}): {{.Why}}", fault.Values{"Code": code, "Why": why})
	if code != http.StatusTooManyRequests && code < 500 {
		return nil, 0, err
	}
	wait := firstPause
	if s, bad := strconv.Atoi(answer.Header.Get("Retry-After")); bad == nil && s > 0 {
		wait = time.Duration(s) * time.Second
	}
	return nil, wait, err
}

// hearingForm is what every dialect takes; a diarizing model has a format of
// its own and cuts for itself.
func hearingForm(set transcribe.Settings, p piece) (*bytes.Buffer, string, error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	fields := [][2]string{{"model", set.Model}, {"language", set.Language}, {"prompt", set.Prompt}, {"temperature", "0"}}
	if set.Diarizes() {
		fields = append(fields, [2]string{"response_format", "diarized_json"}, [2]string{"chunking_strategy", "auto"})
	} else {
		fields = append(fields, [2]string{"response_format", "verbose_json"}, [2]string{"timestamp_granularities[]", "segment"})
		if set.Words {
			fields = append(fields, [2]string{"timestamp_granularities[]", "word"})
		}
	}
	var err error
	for _, f := range fields {
		if f[1] != "" {
			err = errors.Join(err, form.WriteField(f[0], f[1]))
		}
	}
	part, bad := form.CreateFormFile("file", p.name)
	if bad == nil {
		_, bad = part.Write(p.data)
	}
	return &body, form.FormDataContentType(), errors.Join(err, bad, form.Close())
}
