package formats

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/bank"
)

// qtiReader reads items of QTI 2.2 and 3.0, one in a file or many in a package
// (1EdTech, Question & Test Interoperability).
type qtiReader struct{ Found }

func readQTI(name string, raw []byte) (Found, error) {
	r := &qtiReader{}
	if !bytes.HasPrefix(raw, []byte("PK")) {
		root, trouble := parseXML(raw)
		if item := root.item(); item != nil && item.whole {
			r.item(item)
			return r.Found, nil
		}
		why := words.T("its first element is not assessmentItem", nil)
		if trouble != nil {
			why = trouble.Reason
		}
		return Found{}, fault.New(fault.Invalid, "{{.File}} is no QTI item: {{.Why}}.", fault.Values{"File": name, "Why": why})
	}
	files, err := unpack(name, raw, func(n string) bool { return strings.EqualFold(path.Ext(n), ".xml") })
	if err != nil {
		return Found{}, err
	}
	for _, f := range files {
		r.file(f)
	}
	if len(r.Questions)+len(r.Errors) == 0 {
		return Found{}, fault.New(fault.Invalid, "The package {{.File}} holds no QTI item.", fault.Values{"File": name})
	}
	return r.Found, nil
}

func (n *node) item() *node { return n.child("assessmentItem") }

// packed is a file of a package.
type packed struct {
	name string
	raw  []byte
}

// unpack returns the wanted files of a zip, at most MostFile bytes together.
func unpack(name string, raw []byte, want func(string) bool) ([]packed, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, fault.New(fault.Invalid, "{{.File}} is a broken package: it can't be unpacked.", fault.Values{"File": name}).Because(err)
	}
	var out []packed
	left := int64(MostFile)
	for _, f := range z.File {
		if !want(f.Name) {
			continue
		}
		in, err := f.Open()
		if err != nil {
			return nil, fault.New(fault.Invalid, "{{.File}} is a broken package: it can't be unpacked.", fault.Values{"File": name}).Because(err)
		}
		content, err := io.ReadAll(io.LimitReader(in, left+1))
		_ = in.Close()
		if left -= int64(len(content)); err != nil || left < 0 {
			return nil, fault.New(fault.Invalid, "{{.File}} is a broken package: it can't be unpacked.", fault.Values{"File": name}).Because(err)
		}
		out = append(out, packed{f.Name, content})
	}
	return out, nil
}

// beside are the roots of files that lie beside the items of a package.
var beside = []string{"manifest", "assessmentTest", "assessmentSection", "assessmentStimulus", "responseProcessing", "lom"}

func (r *qtiReader) file(f packed) {
	root, trouble := parseXML(f.raw)
	before := len(r.Errors)
	switch item := root.item(); {
	case item != nil && item.whole:
		r.item(item)
	case trouble != nil:
		r.Errors = append(r.Errors, *trouble)
	case !slices.ContainsFunc(beside, func(b string) bool { return root.child(b) != nil }):
		r.fail(1, words.T("The file is no QTI item.", nil))
	}
	for i := before; i < len(r.Errors); i++ {
		r.Errors[i].File = f.name
	}
}

func interaction(n *node) bool {
	return strings.HasSuffix(n.name, "Interaction") || strings.HasPrefix(n.name, "qti-") && strings.HasSuffix(n.name, "-interaction")
}

var readable = []string{"choiceInteraction", "matchInteraction", "orderInteraction", "textEntryInteraction", "extendedTextInteraction"}

func (r *qtiReader) item(n *node) {
	if n.attr("adaptive") == "true" {
		r.fail(n.line, words.T("The item {{.Have}} is adaptive; such items can't be read.", fault.Values{"Have": n.attr("title")}))
		return
	}
	if t := n.child("templateDeclaration"); t != nil {
		r.fail(t.line, words.T("{{.Have}} can't be read.", fault.Values{"Have": t.name}))
		return
	}
	asked, ok := r.asked(n)
	if !ok {
		return
	}
	q := bank.Question{Name: n.attr("title"), Mark: 1, Text: bodyText(n.child("itemBody"))}
	if asked == nil {
		q.Kind, q.Mark = bank.Description, 0
	} else if !r.answers(n, asked, &q) {
		return
	}
	var general []string
	for _, m := range n.all("modalFeedback") {
		if text := bodyText(m); text != "" {
			general = append(general, text)
		}
	}
	q.Feedback = strings.Join(general, "\n")
	r.add(n.line, q)
}

// asked is the one interaction of an item, nil if it has none; not ok if it has
// several or one that can't be read.
func (r *qtiReader) asked(n *node) (*node, bool) {
	var found []*node
	n.child("itemBody").visit(func(c *node) bool {
		if interaction(c) {
			found = append(found, c)
		}
		return true
	})
	named, ok := map[string]bool{}, true
	for _, f := range found {
		known := slices.ContainsFunc(readable, f.is)
		if !known && !named[f.name] {
			named[f.name], ok = true, false
			r.fail(f.line, words.T("The interaction {{.Have}} can't be read.", fault.Values{"Have": f.name}))
		}
	}
	switch {
	case !ok || len(found) == 0:
		return nil, ok
	case len(found) > 1:
		r.fail(n.line, words.T("The item {{.Have}} asks {{.N}} things at once. Split it.", fault.Values{"Have": n.attr("title"), "N": len(found)}))
		return nil, false
	}
	return found[0], true
}

// hidden are the elements whose text is not part of what is asked.
var hidden = []string{"feedbackInline", "feedbackBlock", "templateInline", "templateBlock", "simpleChoice", "simpleMatchSet"}

// gap stands for the place of a text entry.
const gap = "_____"

// bodyText is the text of an element as lines, without choices and feedback.
func bodyText(n *node) string {
	m := newMarkup()
	if n != nil {
		writeBody(m, n)
	}
	return strings.TrimSpace(strings.TrimSuffix(m.String(), "\n"+gap))
}

func writeBody(m *markup, n *node) {
	for _, c := range n.children {
		switch {
		case c.name == "":
			m.text(c.text)
		case slices.ContainsFunc(hidden, c.is), c.is("rubricBlock") && !strings.Contains(c.attr("view"), "candidate"):
		case c.is("textEntryInteraction"):
			m.text(gap)
		default:
			tag := c.name
			if interaction(c) {
				tag = "div"
			}
			m.open(tag)
			writeBody(m, c)
			m.close(tag)
		}
	}
}

// feedback is what a choice says when it was chosen.
func feedback(choice *node) string {
	var out []string
	choice.visit(func(c *node) bool {
		if c.is("feedbackInline") || c.is("feedbackBlock") {
			out = append(out, bodyText(c))
			return false
		}
		return true
	})
	return strings.Join(out, "\n")
}
