package formats

import (
	"regexp"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/hanzi"
	"shifu/internal/words"
	"shifu/training/bank"
)

// giftReader reads Moodle's GIFT format: blocks of lines between empty ones,
// read as Moodle's own importer reads them (docs.moodle.org, "GIFT format").
type giftReader struct {
	Found
	category string
}

func readGIFT(name string, raw []byte) (Found, error) {
	text, err := decoded(name, raw)
	if err != nil {
		return Found{}, err
	}
	r := &giftReader{}
	rows := strings.Split(text, "\n")
	for i := 0; i < len(rows); i++ {
		from := i
		for i < len(rows) && strings.TrimSpace(rows[i]) != "" {
			i++
		}
		if i > from {
			r.block(from+1, rows[from:i])
		}
	}
	return r.Found, nil
}

// decoded is the text of a file with Unix line ends.
func decoded(name string, raw []byte) (string, error) {
	text, _, err := hanzi.Decode(raw)
	if err != nil {
		return "", fault.New(fault.Invalid, "The encoding of {{.File}} is neither UTF-8, UTF-16 nor GB18030. Save it as UTF-8 and try again.", fault.Values{"File": name}).Because(err)
	}
	clean := strings.ToValidUTF8(strings.TrimPrefix(string(text), "\ufeff"), "�")
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(clean), nil
}

var giftTag = regexp.MustCompile(`\[tag:((?:\\\]|[^\]])+)\]`)

// block reads the lines of one question, the first of which is line number at.
func (r *giftReader) block(at int, rows []string) {
	var tags []string
	text, start := "", 0
	for i, row := range rows {
		row = strings.TrimSpace(row)
		if strings.HasPrefix(row, "//") {
			for _, m := range giftTag.FindAllStringSubmatch(row, -1) {
				tags = append(tags, strings.TrimSpace(strings.ReplaceAll(m[1], `\]`, `]`)))
			}
			text += " \n" // Moodle leaves a space for a comment
			continue
		}
		if path, found := strings.CutPrefix(row, "$CATEGORY:"); found {
			r.category = categoryPath(path)
			continue
		}
		if start == 0 && row != "" {
			start = at + i
		}
		text += rows[i] + "\n"
	}
	if text = strings.TrimSpace(text); text != "" {
		r.question(start, giftEscaped.Replace(text), tags)
	}
}

// categoryPath takes Moodle's context ($course$) and the nameless top off a path.
func categoryPath(path string) string {
	path = strings.TrimSpace(path)
	if strings.HasPrefix(path, "$") {
		_, path, _ = strings.Cut(path, "/")
	}
	if path == "top" {
		return ""
	}
	return strings.TrimPrefix(path, "top/")
}

// The escaped characters stand aside as private runes while the others are read.
var (
	giftEscaped = strings.NewReplacer(`\\`, "\uf8f7", `\:`, "\uf8f0", `\#`, "\uf8f1", `\=`, "\uf8f2", `\{`, "\uf8f3", `\}`, "\uf8f4", `\~`, "\uf8f5", `\n`, "\uf8f6")
	giftPlain   = strings.NewReplacer("\uf8f7", `\`, "\uf8f0", ":", "\uf8f1", "#", "\uf8f2", "=", "\uf8f3", "{", "\uf8f4", "}", "\uf8f5", "~", "\uf8f6", "\n")
	giftForm    = regexp.MustCompile(`^\[(html|markdown|plain|moodle)\]`)
)

// piece is a text with its own format, as a question text, an option or feedback.
func piece(text, form string) (plain, of string) {
	text = strings.TrimSpace(text)
	if m := giftForm.FindStringSubmatch(text); m != nil {
		form, text = m[1], text[len(m[0]):]
	}
	text = strings.TrimSpace(giftPlain.Replace(text))
	if form == "html" {
		text = fromHTML(text)
	}
	return text, form
}

func (r *giftReader) question(at int, text string, tags []string) {
	q := bank.Question{Mark: 1, Category: r.category, Tags: bank.Tags{Free: tags}}
	if rest, named := strings.CutPrefix(text, "::"); named {
		if name, after, ended := strings.Cut(rest, "::"); ended {
			q.Name, text = strings.TrimSpace(giftPlain.Replace(name)), strings.TrimSpace(after)
		}
	}
	open, shut := strings.Index(text, "{"), strings.Index(text, "}")
	if open < 0 && shut < 0 {
		q.Kind, q.Mark = bank.Description, 0
		q.Text, _ = piece(text, "")
		r.add(at, q)
		return
	}
	if open < 0 || shut < open {
		r.fail(at, words.T("The braces of the question don't match: every { needs its }.", nil))
		return
	}
	key, tail := strings.TrimSpace(text[open+1:shut]), text[shut+1:]
	blank := ""
	if strings.TrimSpace(tail) != "" {
		blank = "_____" // a missing word
	}
	form := ""
	q.Text, form = piece(text[:open]+blank+tail, "")
	if i := strings.LastIndex(key, "####"); i >= 0 {
		q.Feedback, _ = piece(key[i+4:], form)
		key = strings.TrimSpace(key[:i])
	}
	if reason := giftKey(&q, key, form); !reason.IsZero() {
		r.fail(at, reason)
		return
	}
	r.add(at, q)
}
