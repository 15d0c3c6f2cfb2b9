package formats

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode"

	"shifu/internal/fault"
	"shifu/training/bank"
)

func writeQTI2(name string, qs []bank.Question) ([]byte, error) { return writeQTI(name, 2, qs) }
func writeQTI3(name string, qs []bank.Question) ([]byte, error) { return writeQTI(name, 3, qs) }

// writeQTI writes a package, or one item if the file is called .xml.
func writeQTI(name string, version int, qs []bank.Question) ([]byte, error) {
	if strings.EqualFold(path.Ext(name), ".xml") {
		if len(qs) > 1 {
			return nil, fault.New(fault.Invalid, "QTI keeps each question in a file of its own. Name the file .zip to write a package of {{.N}} questions.", fault.Values{"N": len(qs)})
		}
		return qtiItem(version, 1, &qs[0]), nil
	}
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	put := func(name string, content []byte) error {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(content)
		}
		return err
	}
	err := put("imsmanifest.xml", qtiManifest(version, len(qs)))
	for i := range qs {
		if err == nil {
			err = put(qtiFile(i+1), qtiItem(version, i+1, &qs[i]))
		}
	}
	if err == nil {
		err = z.Close()
	}
	return file.Bytes(), err
}

func qtiFile(number int) string { return fmt.Sprintf("items/item-%05d.xml", number) }

func qtiManifest(version, n int) []byte {
	space, kind := "http://www.imsglobal.org/xsd/imscp_v1p1", "imsqti_item_xmlv2p2"
	if version == 3 {
		space, kind = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1", "imsqti_item_xmlv3p0"
	}
	w := &xmlWriter{}
	w.line(`<?xml version="1.0" encoding="UTF-8"?>`)
	w.open(fmt.Sprintf(`manifest xmlns="%s" identifier="bank"`, space))
	w.line("<organizations/>")
	w.open("resources")
	for i := 1; i <= n; i++ {
		w.open(fmt.Sprintf(`resource identifier="item-%05d" type="%s" href="%s"`, i, kind, qtiFile(i)))
		w.line(fmt.Sprintf(`<file href="%s"/>`, qtiFile(i)))
		w.close("resource")
	}
	w.close("resources")
	w.close("manifest")
	return []byte(w.String())
}

// qtiWriter writes one item in the names of its version.
type qtiWriter struct {
	xmlWriter
	version int
}

// tag is an element with attributes (name, value, …) in the version's names.
func (w *qtiWriter) tag(name string, attrs ...string) string {
	var b strings.Builder
	b.WriteString(w.named(name))
	for i := 0; i+1 < len(attrs); i += 2 {
		key := attrs[i]
		if w.version == 3 {
			key = kebab(key)
		}
		fmt.Fprintf(&b, ` %s="%s"`, key, escaped(attrs[i+1]))
	}
	return b.String()
}

func (w *qtiWriter) named(name string) string {
	if w.version == 3 && !blocks[name] || name == "prompt" && w.version == 3 {
		return "qti-" + kebab(name)
	}
	return name
}

// kebab turns QTI 2's names into QTI 3's.
func kebab(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func (w *qtiWriter) begin(name string, attrs ...string) { w.open(w.tag(name, attrs...)) }
func (w *qtiWriter) end(name string)                    { w.close(w.named(name)) }
func (w *qtiWriter) empty(name string, attrs ...string) { w.line("<" + w.tag(name, attrs...) + "/>") }

// text writes an element that holds marked-up text.
func (w *qtiWriter) text(text, name string, attrs ...string) {
	w.line("<" + w.tag(name, attrs...) + ">" + text + "</" + w.named(name) + ">")
}

// xhtml is plain text as XHTML that reads back as the same lines.
func xhtml(text string) string { return strings.ReplaceAll(escaped(text), "&#xA;", "<br/>") }
