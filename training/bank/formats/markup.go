package formats

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// markup gathers marked-up text as plain lines: blocks and breaks become lines,
// items of lists get their sign, cells of a table a bar between them.
type markup struct {
	b       strings.Builder
	space   bool // a space is due before the next word
	fresh   bool // the line has nothing yet
	lists   []int
	cells   int
	skipped int // within script or style
	keep    int // within pre
	images  []string
}

func newMarkup() *markup { return &markup{fresh: true} }

var blocks = map[string]bool{
	"p": true, "div": true, "ul": true, "ol": true, "li": true, "table": true, "tr": true, "blockquote": true, "pre": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "dl": true, "dt": true, "dd": true,
	"section": true, "article": true, "center": true, "hr": true, "prompt": true, "qti-prompt": true, "itemBody": true,
	"rubricBlock": true, "qti-rubric-block": true, "feedbackBlock": true, "caption": true, "figure": true,
}

func (m *markup) open(tag string) {
	switch tag {
	case "script", "style":
		m.skipped++
	case "br":
		m.newline()
	case "td", "th":
		if m.cells++; m.cells > 1 {
			m.write(" | ")
		}
	case "ul":
		m.lists = append(m.lists, -1)
	case "ol":
		m.lists = append(m.lists, 0)
	case "pre":
		m.keep++
	}
	if blocks[tag] {
		m.block(tag)
	}
	switch tag {
	case "tr":
		m.cells = 0
	case "li":
		m.item()
	}
}

func (m *markup) item() {
	n := len(m.lists) - 1
	if n < 0 || m.lists[n] < 0 {
		m.write("- ")
		return
	}
	m.lists[n]++
	m.write(strconv.Itoa(m.lists[n]) + ". ")
}

func (m *markup) close(tag string) {
	switch tag {
	case "script", "style":
		m.skipped = max(m.skipped-1, 0)
	case "ul", "ol":
		m.lists = m.lists[:max(len(m.lists)-1, 0)]
	case "pre":
		m.keep = max(m.keep-1, 0)
	}
	if blocks[tag] {
		m.block(tag)
	}
}

// text adds words; white space between them counts as one space.
func (m *markup) text(s string) {
	if m.skipped > 0 {
		return
	}
	if m.keep > 0 {
		m.write(s)
		return
	}
	words := strings.Fields(s)
	if len(words) == 0 {
		m.space = m.space || s != ""
		return
	}
	m.space = m.space || strings.TrimLeft(s, " \t\r\n\f") != s
	if m.space && !m.fresh {
		m.b.WriteByte(' ')
	}
	m.b.WriteString(strings.Join(words, " "))
	m.fresh, m.space = false, strings.TrimRight(s, " \t\r\n\f") != s
}

func (m *markup) write(s string) {
	m.b.WriteString(s)
	m.space, m.fresh = false, s == "" || strings.HasSuffix(s, " ") || strings.HasSuffix(s, "\n")
}

func (m *markup) newline() {
	m.b.WriteByte('\n')
	m.space, m.fresh = false, true
}

// block begins a new line, if there is something on this one. Within a cell of
// a table it is a space.
func (m *markup) block(tag string) {
	if tag == "tr" || tag == "table" {
		m.cells = 0
	}
	if m.cells > 0 {
		m.space = true
		return
	}
	if !m.fresh {
		m.newline()
	}
	m.space, m.fresh = false, true
}

// String is the text, without empty lines at its ends and spaces at those of lines.
func (m *markup) String() string {
	rows := strings.Split(m.b.String(), "\n")
	for i := range rows {
		rows[i] = strings.TrimRight(rows[i], " \t\r")
	}
	return strings.TrimSpace(strings.Join(rows, "\n"))
}

// fromHTML is the text of HTML.
func fromHTML(source string) string {
	text, _ := readHTML(source)
	return text
}

// readHTML is the text of HTML, and the pictures in it, which are not carried over.
func readHTML(source string) (text string, images []string) {
	m := newMarkup()
	if !strings.ContainsAny(source, "<&") {
		m.text(source)
		return m.String(), nil
	}
	t := html.NewTokenizer(strings.NewReader(source))
	for {
		switch t.Next() {
		case html.ErrorToken:
			return m.String(), m.images
		case html.TextToken:
			m.text(string(t.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			m.tag(t)
		case html.EndTagToken:
			name, _ := t.TagName()
			m.close(string(name))
		}
	}
}

func (m *markup) tag(t *html.Tokenizer) {
	name, more := t.TagName()
	m.open(string(name))
	for is := string(name) == "img"; is && more; {
		var key, value []byte
		key, value, more = t.TagAttr()
		if string(key) == "src" {
			m.images = append(m.images, strings.TrimPrefix(string(value), "@@PLUGINFILE@@/"))
		}
	}
}
