package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"image/color"
	"io"
	"strconv"

	"github.com/boombuler/barcode/qr"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/certificate"
)

// Certificate is what a certificate in print shows.
type Certificate struct {
	Record certificate.Record
	Stamp  Stamp
}

// Marks by which a certificate's file is read back.
var (
	recordBegin = []byte("<shifu:record>")
	recordEnd   = []byte("</shifu:record>")
	sealBegin   = []byte("\n%shifu-seal sha256 ")
)

// WriteCertificate writes a certificate as a PDF of one A4 page in language l:
// holder, what it certifies, exams with points and cut, dates, number, issuer,
// the record's hash, and the record as QR. The file carries the record in its
// metadata and a seal over all its bytes behind them, both read by
// ReadCertificate.
func WriteCertificate(w io.Writer, l words.Language, c Certificate) error {
	s, err := newSheet()
	if err != nil {
		return err
	}
	p := &diploma{sheet: s, l: l, r: &c.Record}
	p.newPage()
	if err := p.layOut(c.Stamp); err != nil {
		return err
	}
	var file bytes.Buffer
	about := info{title: p.say("Certificate") + " " + c.Record.Number, author: c.Record.Issuer, subject: c.Record.Name, stamp: c.Stamp, metadata: packet(c.Record)}
	if err := p.write(&file, about); err != nil {
		return err
	}
	sum := sha256.Sum256(file.Bytes())
	fmt.Fprintf(&file, "%s%x\n", sealBegin, sum)
	_, err = w.Write(file.Bytes())
	return err
}

// packet is the record as XMP metadata (ISO 16684-1).
func packet(r certificate.Record) []byte {
	return fmt.Appendf(nil, `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">`+
		`<rdf:Description rdf:about="" xmlns:shifu="urn:shifu:certificate">%s%s%s</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>`,
		recordBegin, base64.StdEncoding.EncodeToString([]byte(r.QR())), recordEnd)
}

var errNoCertificate = fault.New(fault.Invalid, "This file is no certificate written by Shifu.", nil)

// ReadCertificate reads the record out of a file that WriteCertificate wrote.
// It is refused (Invalid) if a single byte of the file was changed.
func ReadCertificate(file []byte) (r certificate.Record, err error) {
	at := bytes.LastIndex(file, sealBegin)
	if at < 0 || !bytes.HasPrefix(file, []byte("%PDF-")) {
		return r, errNoCertificate
	}
	sum := sha256.Sum256(file[:at])
	if string(file[at+len(sealBegin):]) != hex.EncodeToString(sum[:])+"\n" {
		return r, fault.New(fault.Invalid, "The file was changed after it was written: its contents don't fit its seal.", nil)
	}
	_, rest, ok := bytes.Cut(file[:at], recordBegin)
	coded, _, closed := bytes.Cut(rest, recordEnd)
	if !ok || !closed || len(coded) > 2*certificate.MostText {
		return r, errNoCertificate
	}
	text, err := base64.StdEncoding.Strict().DecodeString(string(coded))
	if err != nil {
		return r, errNoCertificate
	}
	return certificate.ReadQR(string(text))
}

// diploma lays a certificate out.
type diploma struct {
	*sheet
	l words.Language
	r *certificate.Record
	y float64
}

func (p *diploma) say(key string) string { return words.Say(p.l, key, nil) }

func (p *diploma) layOut(stamp Stamp) error {
	p.frame(28, 28, pageWidth-56, pageHeight-56, 0.8, line2)
	p.frame(33, 33, pageWidth-66, pageHeight-66, 0.4, line)
	const middle = pageWidth / 2
	p.centre(middle, 92, style{size: 13, ink: ink2}, p.r.Issuer)
	p.centre(middle, 124, style{size: 34, ink: ink, heavy: true}, p.say("Certificate"))
	p.fill(middle-24, 186, 48, 2, accent)
	p.centre(middle, 212, style{size: 26, ink: ink, heavy: true}, p.r.Holder)
	p.centre(middle, 254, style{size: 12, ink: ink2}, p.from())
	p.centre(middle, 286, style{size: 12, ink: ink2}, p.say("has passed what is asked for"))
	p.y = 308
	name, second := p.r.Name, p.r.English
	if p.l == words.English && second != "" {
		name, second = second, name
	}
	p.block(style{size: 20, ink: accent, heavy: true}, name)
	p.block(style{size: 12, ink: ink2}, second)
	p.facts()
	return p.foot(stamp)
}

// block sets wrapped text around the middle.
func (p *diploma) block(t style, text string) {
	for _, l := range p.wrap(t, width-80, text) {
		p.centre(pageWidth/2, p.y, t, l)
		p.y += t.line()
	}
}

func (p *diploma) from() string {
	if p.r.StaffNumber == "" {
		return p.r.Organisation
	}
	return p.r.Organisation + "   " + p.r.StaffNumber
}

// facts are the lines between the rules.
func (p *diploma) facts() {
	p.y = max(p.y+28, 400)
	p.fact("Certificate number", p.r.Number)
	p.fact("Skill", p.r.Skill)
	for _, paper := range p.shown() {
		p.fact("Exam", paper)
	}
	p.fact("Issued on", p.r.Issued.String())
	p.fact("Valid through", p.r.Expires.String())
	p.fill(left+40, p.y, width-80, 0.5, line2)
}

func (p *diploma) fact(label, value string) {
	small, own := style{size: 10.5, ink: ink3}, style{size: 11.5, ink: ink}
	p.fill(left+40, p.y, width-80, 0.5, line2)
	p.text(left+44, p.y+6, small, p.say(label))
	y := p.y + 5
	for _, l := range p.wrap(own, width-80-120, value) {
		p.text(left+40+116, y, own, l)
		y += own.line()
	}
	p.y = y + 6
}

// mostPapers is how many exams are printed; the QR holds them all.
const mostPapers = 5

// shown are the exams, each with its paper form, points and cut.
func (p *diploma) shown() []string {
	if len(p.r.Papers) == 0 {
		return []string{p.say("Issued by hand")}
	}
	var out []string
	for i, x := range p.r.Papers {
		if i == mostPapers {
			return append(out, words.Say(p.l, "and {{.N}} more exams", fault.Values{"N": len(p.r.Papers) - mostPapers}))
		}
		text := words.Say(p.l, "{{.Exam}}: {{.Points}} of {{.Most}}, pass mark {{.Cut}}", fault.Values{"Exam": x.Exam, "Points": number(x.Points), "Most": number(x.Most), "Cut": number(x.Cut)})
		if x.Form > 0 {
			text += words.Say(p.l, ", form {{.N}}", fault.Values{"N": strconv.Itoa(x.Form)})
		}
		out = append(out, text)
	}
	return out
}

// foot sets the QR with the hash beside it.
func (p *diploma) foot(stamp Stamp) error {
	const side, y = 132.0, pageHeight - 56 - 150
	if err := p.code(left+36, y, side); err != nil {
		return err
	}
	x, small := left+36+side+18, style{size: 9, ink: ink3}
	at := p.lines(x, y+2, style{size: 10.5, ink: ink2}, p.wrap(style{size: 10.5}, right-36-x, p.say("The code holds the whole certificate. It can be checked without a network: shifuctl certificate verify.")))
	at = p.lines(x, at+8, small, []string{"SHA-256", p.r.Hash()[:32], p.r.Hash()[32:]})
	p.lines(x, at+8, small, []string{words.Say(p.l, "Printed at {{.Time}}", fault.Values{"Time": stamp.At.In(stamp.zone()).Format("2006-01-02 15:04")})})
	return nil
}

// code draws the record as QR, module by module.
func (p *diploma) code(x, y, side float64) error {
	picture, err := qr.Encode(p.r.QR(), qr.L, qr.Unicode)
	if err != nil {
		return fault.New(fault.Invalid, "The certificate is too long for a QR code. Give it shorter names.", nil).Because(err)
	}
	n := picture.Bounds().Dx()
	m := side / float64(n)
	for row := range n {
		for from := 0; from < n; from++ {
			until := from
			for until < n && dark(picture.At(until, row)) {
				until++
			}
			if until > from {
				p.fill(x+float64(from)*m, y+float64(row)*m, float64(until-from)*m, m, ink)
				from = until
			}
		}
	}
	return nil
}

func dark(c color.Color) bool {
	r, _, _, _ := c.RGBA()
	return r < 0x8000
}
