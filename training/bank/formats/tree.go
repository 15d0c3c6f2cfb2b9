package formats

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/hanzi"
	"shifu/internal/words"
)

// node is an element of an XML file, or a text (name empty).
type node struct {
	name     string // as it stands, without its prefix
	text     string
	line     int
	attrs    []xml.Attr
	children []*node
	whole    bool // its end was seen
}

// deepest is how far elements may lie within each other.
const deepest = 200

var errTooDeep = errors.New("elements lie too deep within each other")

// parseXML reads a file into a tree. On broken XML it returns what was read up
// to there with the trouble.
func parseXML(raw []byte) (*node, *Trouble) {
	root := &node{}
	text, _, err := hanzi.Decode(raw)
	if err != nil {
		return root, broken(0, err)
	}
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 by now
	d.Entity = xml.HTMLEntity
	err = grow(d, root)
	line, _ := d.InputPos()
	if err != nil {
		return root, broken(line, err)
	}
	return root, nil
}

func broken(line int, err error) *Trouble {
	why := err.Error()
	var se *xml.SyntaxError
	if errors.As(err, &se) {
		why, line = se.Msg, se.Line
	}
	return &Trouble{Line: line, Reason: words.T("The XML is broken here, and what follows can't be read: {{.Why}}.", fault.Values{"Why": why})}
}

func grow(d *xml.Decoder, root *node) error {
	open := []*node{root}
	for {
		line, _ := d.InputPos()
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		top := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			if len(open) > deepest {
				return errTooDeep
			}
			n := &node{name: t.Name.Local, line: line, attrs: append([]xml.Attr(nil), t.Attr...)}
			top.children = append(top.children, n)
			open = append(open, n)
		case xml.EndElement:
			top.whole = true
			open = open[:len(open)-1]
		case xml.CharData:
			top.children = append(top.children, &node{text: string(t), line: line})
		}
	}
}

// attr is the value of an attribute, in QTI 2's or 3's spelling; empty if absent.
func (n *node) attr(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.attrs {
		if a.Name.Local == name || strings.Contains(a.Name.Local, "-") && camel(a.Name.Local) == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// is reports whether n is the element name, in QTI 2's or 3's spelling.
func (n *node) is(name string) bool {
	return n.name == name || strings.HasPrefix(n.name, "qti-") && camel(n.name) == name
}

// camel turns QTI 3's names into QTI 2's: qti-choice-interaction, response-identifier.
func camel(name string) string {
	parts := strings.Split(strings.TrimPrefix(name, "qti-"), "-")
	for i := 1; i < len(parts); i++ {
		if parts[i] != "" {
			parts[i] = strings.ToUpper(parts[i][:1]) + parts[i][1:]
		}
	}
	return strings.Join(parts, "")
}

// child is the first child element of that name, nil if there is none.
func (n *node) child(name string) *node {
	if n == nil {
		return nil
	}
	for _, c := range n.children {
		if c.is(name) {
			return c
		}
	}
	return nil
}

// all are the child elements of that name.
func (n *node) all(name string) (out []*node) {
	if n == nil {
		return nil
	}
	for _, c := range n.children {
		if c.is(name) {
			out = append(out, c)
		}
	}
	return out
}

// visit walks the elements below n; within is told for each, and says whether to go into it.
func (n *node) visit(within func(*node) bool) {
	if n == nil {
		return
	}
	for _, c := range n.children {
		if c.name != "" && within(c) {
			c.visit(within)
		}
	}
}

// raw is all text below n as it stands.
func (n *node) raw() string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	n.writeRaw(&b)
	return b.String()
}

func (n *node) writeRaw(b *strings.Builder) {
	b.WriteString(n.text)
	for _, c := range n.children {
		c.writeRaw(b)
	}
}
