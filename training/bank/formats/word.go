package formats

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"

	"shifu/internal/fault"
)

// wordLines are the paragraphs of a Word document (Office Open XML,
// word/document.xml), those of tables cell by cell, with the numbers that Word
// gives them by itself.
func wordLines(name string, raw []byte) ([]string, error) {
	files, err := unpack(name, raw, func(n string) bool { return n == "word/document.xml" || n == "word/numbering.xml" })
	if err != nil {
		return nil, err
	}
	var body *node
	var numbers *numbering
	for _, f := range files {
		root, trouble := parseXML(f.raw)
		if f.name == "word/numbering.xml" {
			numbers = readNumbering(root.child("numbering"))
			continue
		}
		if body = root.child("document").child("body"); body == nil || trouble != nil {
			return nil, noDocument(name)
		}
	}
	if body == nil {
		return nil, noDocument(name)
	}
	var rows []string
	body.visit(func(n *node) bool {
		if n.name != "p" {
			return true
		}
		rows = append(rows, numbers.label(n)+paragraph(n))
		return false
	})
	return rows, nil
}

func noDocument(name string) error {
	return fault.New(fault.Invalid, "{{.File}} is no Word document (.docx), or it is broken.", fault.Values{"File": name})
}

// ticks are signs of Wingdings in which Word keeps a tick and a cross.
var ticks = map[string]string{"F0FC": "√", "F050": "√", "F0FE": "√", "F0FB": "×", "F04F": "×", "F0FD": "×"}

func paragraph(p *node) string {
	var b strings.Builder
	p.visit(func(n *node) bool {
		switch n.name {
		case "t":
			b.WriteString(n.raw())
			return false
		case "tab":
			b.WriteByte('\t')
		case "br", "cr":
			b.WriteByte('\n')
		case "noBreakHyphen":
			b.WriteByte('-')
		case "sym":
			b.WriteString(ticks[strings.ToUpper(n.attr("char"))])
		case "pPr", "rPr", "del", "delText", "instrText", "AlternateContent":
			return false
		}
		return true
	})
	return b.String()
}

func wordFile(rows []string) ([]byte, error) {
	var body strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&body, `<w:p><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>`, escaped(r))
	}
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body.String() + `</w:body></w:document>`},
	} {
		w, err := z.Create(part[0])
		if err == nil {
			_, err = w.Write([]byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + part[1]))
		}
		if err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return file.Bytes(), err
}
