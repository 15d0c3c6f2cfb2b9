// Package fault names the four ways in which Shifu refuses work, and turns any
// error into one clear sentence for people. It knows no other package.
package fault

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"text/template"
)

// Kind says why work was refused.
type Kind int

// The kinds of refusal.
const (
	Unexpected Kind = iota // none of the others: disk, driver, defect
	NotFound               // it does not exist, or the asker may not know that it does
	Conflict               // it exists or was changed meanwhile
	Invalid                // what was given can't be taken
	Forbidden              // the asker may not do this
)

// Values fill the {{.Name}} places of a text.
type Values map[string]any

// Fault is a refusal with a text for people. Key is the English text and the
// key of the catalogues; Values fill its places.
type Fault struct {
	Kind   Kind
	Key    string
	Values Values
	Cause  error
}

// New returns a refusal of kind k whose text is key filled with values (nil for none).
func New(k Kind, key string, values Values) *Fault {
	return &Fault{Kind: k, Key: key, Values: values}
}

// Because returns a copy of f that wraps cause.
func (f *Fault) Because(cause error) *Fault {
	g := *f
	g.Cause = cause
	return &g
}

// Error is the English sentence, and the cause if there is one.
func (f *Fault) Error() string {
	if f.Cause == nil {
		return Fill(f.Key, f.Values)
	}
	return fmt.Sprintf("%s (%v)", Fill(f.Key, f.Values), f.Cause)
}

// Unwrap returns the cause.
func (f *Fault) Unwrap() error { return f.Cause }

// Is reports whether err is, or wraps, a fault of kind k.
func Is(err error, k Kind) bool { return KindOf(err) == k }

// KindOf returns the kind of the outermost fault in err's chain, Unexpected if there is none.
func KindOf(err error) Kind {
	var f *Fault
	if errors.As(err, &f) {
		return f.Kind
	}
	return Unexpected
}

// Sentence is the English sentence that a person should read for err: that of
// the outermost fault in its chain, otherwise the error's own text.
func Sentence(err error) string {
	var f *Fault
	if errors.As(err, &f) {
		return Fill(f.Key, f.Values)
	}
	if err == nil {
		return ""
	}
	return err.Error()
}

// Fill puts values into the {{.Name}} places of text. A text that is no valid
// template is returned as it stands, so that no message is ever lost.
func Fill(text string, values Values) string {
	if !strings.Contains(text, "{{") {
		return text
	}
	t, err := template.New("").Option("missingkey=zero").Parse(text)
	if err != nil {
		return text
	}
	var b strings.Builder
	if err := t.Execute(&b, readable(values)); err != nil {
		return text
	}
	return b.String()
}

// readable are the values with numbers as people read them.
func readable(values Values) map[string]any {
	out := make(map[string]any, len(values))
	for name, v := range values {
		if x, ok := v.(float64); ok {
			v = number(x)
		}
		out[name] = v
	}
	return out
}

// digits is how many of a number are told: more than anybody types, fewer than
// those in which sums of binary fractions differ.
const digits = 9

// number is a number in a sentence: whole ones as they are, others to nine
// significant digits, without an exponent.
func number(x float64) string {
	if x != math.Trunc(x) {
		x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64)
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}
