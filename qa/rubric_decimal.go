package qa

import (
	"encoding/json"
	"errors"
	"strconv"
)

// ErrDecimal says that a text is no plain decimal number.
var ErrDecimal = errors.New("no plain decimal number")

const maxDecimal = 40 // characters

// Decimal is a number kept exactly as it was written: "5", "5.0" and "05" are
// three texts of one value. The zero Decimal is "not set" and has the value 0.
type Decimal struct {
	text  string
	value float64
}

// ParseDecimal takes digits with at most one point among them and, in front, a
// minus: no exponent, no infinity, 40 characters at most. Otherwise ErrDecimal.
func ParseDecimal(text string) (Decimal, error) {
	if !plain(text) {
		return Decimal{}, ErrDecimal
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return Decimal{}, ErrDecimal
	}
	return Decimal{text, value}, nil
}

func plain(text string) bool {
	if text == "" || len(text) > maxDecimal {
		return false
	}
	if text[0] == '-' {
		text = text[1:]
	}
	digits, points := 0, 0
	for _, c := range []byte(text) {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == '.':
			points++
		default:
			return false
		}
	}
	return digits > 0 && points <= 1
}

// Whole returns n as a Decimal.
func Whole(n int) Decimal { return Decimal{strconv.Itoa(n), float64(n)} }

// String returns the text as it was written, "" if not set.
func (d Decimal) String() string { return d.text }

// Float returns the nearest float64, 0 if not set.
func (d Decimal) Float() float64 { return d.value }

// IsSet reports whether there is a number.
func (d Decimal) IsSet() bool { return d.text != "" }

// IsZero reports whether there is no number (encoding/json's omitzero).
func (d Decimal) IsZero() bool { return d.text == "" }

// Equal reports whether both are written alike.
func (d Decimal) Equal(o Decimal) bool { return d.text == o.text }

// MarshalJSON writes the text as a JSON string, so that "05.0" survives.
func (d Decimal) MarshalJSON() ([]byte, error) { return json.Marshal(d.text) }

// UnmarshalJSON takes a string or a number.
func (d *Decimal) UnmarshalJSON(data []byte) error {
	text := string(data)
	if len(data) > 0 && data[0] == '"' {
		if err := json.Unmarshal(data, &text); err != nil {
			return err
		}
	}
	if text == "" || text == "null" {
		*d = Decimal{}
		return nil
	}
	parsed, err := ParseDecimal(text)
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
