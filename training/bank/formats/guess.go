package formats

import (
	"bytes"
	"path"
	"regexp"
	"strings"
)

var (
	aikenKey   = regexp.MustCompile(`(?m)^ANSWER: ?[A-Z]\s*$`)
	giftAnswer = regexp.MustCompile(`(?m)\{\s*(=|~|#|T\}|F\}|TRUE|FALSE|\})`)
	giftNamed  = regexp.MustCompile(`(?m)^::.*?::`)
)

// Guess tells which format a file most likely has, from its name and what is in
// it. A person may know better.
func Guess(name string, raw []byte) Format {
	switch end := strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/"))); {
	case end == ".xlsx":
		return Excel
	case end == ".docx":
		return Text
	case end == ".gift":
		return GIFT
	case end == ".zip":
		return QTI
	case end == ".xml" && bytes.Contains(raw, []byte("<quiz")):
		return MoodleXML
	case end == ".xml":
		return QTI
	}
	head := raw[:min(len(raw), 64<<10)]
	switch {
	case aikenKey.Match(head):
		return Aiken
	case giftNamed.Match(head), giftAnswer.Match(head):
		return GIFT
	}
	return Text
}

// Ending is the usual ending of a file of format f.
func Ending(f Format) string {
	switch f {
	case Excel:
		return ".xlsx"
	case Text:
		return ".docx"
	case GIFT:
		return ".gift"
	case MoodleXML:
		return ".xml"
	case QTI, QTI3:
		return ".zip"
	}
	return ".txt"
}
