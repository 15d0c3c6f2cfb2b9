package assist

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"

	"github.com/sashabaranov/go-openai"

	"shifu/internal/fault"
	"shifu/qa/proposal"
)

// reason is why an answer was not to be had.
type reason int

const (
	slow     reason = iota // took longer than allowed
	garbled                // no JSON as asked for
	refused                // the model would not
	cutShort               // the answer ends in the middle
	busy                   // 429
	down                   // 5xx, or nobody at the address
	locked                 // the key is wrong or missing
	absent                 // no such model or address
	wrong                  // anything else that the server says
)

// failure is one try that failed. It never holds the key.
type failure struct {
	why     reason
	status  int
	seconds int
	words   string // of the server or the model
	cause   error
}

// Error is for the log of a test; people read explain's sentence.
func (f *failure) Error() string {
	return fmt.Sprintf("asking the model: %d %d %s", f.why, f.status, f.words)
}

// wrap sorts what go-openai returned.
func wrap(err error) error {
	f := &failure{why: down, cause: err}
	if own := (*failure)(nil); errors.As(err, &own) {
		return own
	}
	var api *openai.APIError
	var request *openai.RequestError
	var network net.Error
	switch {
	case errors.As(err, &api):
		f.status, f.words = api.HTTPStatusCode, api.Message
	case errors.As(err, &request):
		f.status = request.HTTPStatusCode
	case errors.As(err, &network):
		return f
	default:
		f.why = garbled // what came was no JSON of the protocol
		return f
	}
	f.why = byStatus(f.status)
	return f
}

func byStatus(status int) reason {
	switch {
	case status == http.StatusTooManyRequests:
		return busy
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return locked
	case status == http.StatusNotFound:
		return absent
	case status >= 500:
		return down
	case status == 200:
		return garbled
	}
	return wrong
}

// curable reports whether another try may help.
func curable(err error) bool {
	var f *failure
	return errors.As(err, &f) && (f.why == slow || f.why == garbled || f.why == busy || f.why == down)
}

// refusesSchema reports whether the server doesn't know JSON schemas.
func refusesSchema(err error) bool {
	var f *failure
	return errors.As(err, &f) && f.why == wrong && (strings.Contains(f.words, "response_format") || strings.Contains(f.words, "json_schema"))
}

// explainTries is the sentence for people after so many tries.
func explainTries(err error, n int) error {
	var f *failure
	if !errors.As(err, &f) {
		return err
	}
	return f.sentence(n)
}

func explain(_ proposal.Settings, err error) error { return explainTries(err, 1) }

const mostWords = 200

func (f *failure) sentence(n int) error {
	words := f.words
	if r := []rune(words); len(r) > mostWords {
		words = string(r[:mostWords]) + "…"
	}
	values := fault.Values{"Times": n, "Seconds": f.seconds, "Status": f.status, "Why": words}
	switch f.why {
	case slow:
		return noAnswer("The model took longer than {{.Seconds}} s, {{.Times}} times. Your form is untouched; try again later or allow more time in Settings.", values, f)
	case garbled:
		return noAnswer("The model did not answer in the form that was asked for, {{.Times}} times. Your form is untouched.", values, f)
	case refused:
		return noAnswer("The model refuses to answer: {{.Why}} Your form is untouched.", values, f)
	case cutShort:
		return noAnswer("The model's answer is cut off in the middle: the call is too long for it. Your form is untouched.", values, f)
	case busy:
		return noAnswer("The model's server is busy (429), {{.Times}} times. Your form is untouched; try again in a minute.", values, f)
	case locked:
		return noAnswer("The model's server refuses the key ({{.Status}}). Enter it anew in Settings.", values, f)
	case absent:
		return noAnswer("There is no such model or address ({{.Status}}). Look at both in Settings.", values, f)
	case down:
		return noAnswer("The model's server can't be reached, {{.Times}} times. Your form is untouched; look at the address in Settings.", values, f)
	}
	return noAnswer("The model's server refuses the question ({{.Status}}): {{.Why}}", values, f)
}
