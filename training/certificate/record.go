package certificate

import (
	"fmt"
	"strconv"
	"strings"

	"shifu/internal/fault"
	"shifu/qa/indicators"
	"shifu/training/proof"
)

// Record is a certificate as it was issued. It never changes.
type Record struct {
	Number       string
	Holder       string
	StaffNumber  string
	Organisation string
	Name         string // of the programme
	English      string
	Skill        string
	Papers       []Paper // none: issued by hand
	Completed    Day     // on which it was earned
	Issued       Day
	Expires      Day // the last day on which it is valid
	Issuer       string
}

// Paper is one exam that was passed for it.
type Paper struct {
	Exam   string
	Form   int // of the parallel forms; 0: a draw of one's own
	Points float64
	Most   float64
	Cut    float64 // points that were needed
}

// head is the first line of the canonical text; the number is that of its form.
const head = "shifu-certificate 1"

// fields are the lines of the canonical text that hold one text each.
func (r *Record) fields() []struct {
	key  string
	text *string
} {
	return []struct {
		key  string
		text *string
	}{{"number", &r.Number}, {"holder", &r.Holder}, {"staff", &r.StaffNumber}, {"organisation", &r.Organisation},
		{"name", &r.Name}, {"english", &r.English}, {"skill", &r.Skill}, {"issuer", &r.Issuer}}
}

func (r *Record) dates() []struct {
	key string
	day *Day
} {
	return []struct {
		key string
		day *Day
	}{{"completed", &r.Completed}, {"issued", &r.Issued}, {"expires", &r.Expires}}
}

// Canonical is the one text that stands for the record: a line a fact, in a
// fixed order, line ends and backslashes escaped.
func (r Record) Canonical() string {
	var b strings.Builder
	b.WriteString(head + "\n")
	for _, f := range r.fields() {
		fmt.Fprintf(&b, "%s: %s\n", f.key, escape.Replace(*f.text))
	}
	for _, p := range r.Papers {
		fmt.Fprintf(&b, "paper: %s | %d | %s | %s | %s\n", escape.Replace(p.Exam), p.Form, decimal(p.Points), decimal(p.Most), decimal(p.Cut))
	}
	for _, d := range r.dates() {
		fmt.Fprintf(&b, "%s: %s\n", d.key, d.day)
	}
	return b.String()
}

// Hash is the SHA-256 of the canonical text, in hexadecimal digits.
func (r Record) Hash() string { return proof.Hash(r.Canonical()) }

// QR is what the picture on the certificate says: the record and its hash, so
// that it can be checked without any network.
func (r Record) QR() string { return r.Canonical() + "sha256: " + r.Hash() + "\n" }

var (
	escape   = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`, "|", `\p`)
	unescape = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r", `\p`, "|")
)

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

var errRecord = fault.New(fault.Invalid, "This is no record of a certificate, or a part of it is missing.", nil)

// ErrChanged says that a record does not fit its hash.
var ErrChanged = fault.New(fault.Invalid, "The certificate was changed: its contents don't fit its hash.", nil)

// MostText is how long the text of a record is at the most, in bytes.
const MostText = 16 << 10

// ReadQR reads what QR wrote and checks the hash. It is refused (Invalid) if
// anything was changed.
func ReadQR(text string) (Record, error) {
	body, hash, ok := strings.Cut(text, "sha256: ")
	if !ok || len(text) > MostText {
		return Record{}, errRecord
	}
	r, err := Read(body)
	if err != nil {
		return Record{}, err
	}
	if strings.TrimSpace(hash) != r.Hash() {
		return r, ErrChanged
	}
	return r, nil
}

// Read reads a canonical text. What Read takes, Canonical gives back.
func Read(text string) (r Record, err error) {
	lines := strings.Split(text, "\n")
	if len(text) > MostText || lines[0] != head {
		return Record{}, errRecord
	}
	at := 1
	next := func(key string) (string, bool) {
		if at >= len(lines) || !strings.HasPrefix(lines[at], key+": ") {
			return "", false
		}
		at++
		return lines[at-1][len(key)+2:], true
	}
	for _, f := range r.fields() {
		raw, ok := next(f.key)
		if !ok {
			return Record{}, errRecord
		}
		*f.text = unescape.Replace(raw)
	}
	for raw, ok := next("paper"); ok; raw, ok = next("paper") {
		p, err := readPaper(raw)
		if err != nil {
			return Record{}, err
		}
		r.Papers = append(r.Papers, p)
	}
	for _, d := range r.dates() {
		raw, _ := next(d.key)
		if *d.day, err = indicators.ParseDate(raw); err != nil {
			return Record{}, errRecord
		}
	}
	if r.Canonical() != text {
		return Record{}, errRecord
	}
	return r, nil
}

func readPaper(raw string) (p Paper, err error) {
	parts := strings.Split(raw, " | ")
	if len(parts) != 5 {
		return p, errRecord
	}
	p.Exam = unescape.Replace(parts[0])
	if p.Form, err = strconv.Atoi(parts[1]); err != nil {
		return p, errRecord
	}
	for i, into := range []*float64{&p.Points, &p.Most, &p.Cut} {
		if *into, err = strconv.ParseFloat(parts[2+i], 64); err != nil {
			return p, errRecord
		}
	}
	return p, nil
}

// Number is the number of the n-th certificate of a year: SF-2026-000042-7.
// The last digit checks the others (ISO 7064, MOD 11-10), so that a number
// that was copied wrongly is told from one that isn't kept.
func Number(year, n int) string {
	body := fmt.Sprintf("%04d-%06d", year, n)
	return fmt.Sprintf("SF-%s-%d", body, checkDigit(body))
}

// IsNumber reports whether text is written like a number, with its check digit.
func IsNumber(text string) bool {
	rest, ok := strings.CutPrefix(text, "SF-")
	if !ok || len(rest) < 13 || rest[len(rest)-2] != '-' {
		return false
	}
	body, digit := rest[:len(rest)-2], rest[len(rest)-1]
	for i, c := range body {
		if (c < '0' || c > '9') != (i == 4) || i == 4 && c != '-' {
			return false
		}
	}
	return int(digit-'0') == checkDigit(body)
}

// checkDigit is that of ISO/IEC 7064, MOD 11-10, over the digits of s.
func checkDigit(s string) int {
	p := 10
	for _, c := range s {
		if c < '0' || c > '9' {
			continue
		}
		t := (p + int(c-'0')) % 10
		if t == 0 {
			t = 10
		}
		p = t * 2 % 11
	}
	return (11 - p) % 10
}
