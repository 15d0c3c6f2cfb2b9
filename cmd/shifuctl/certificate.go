package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/report"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/store"
	"shifu/training/certificate"
)

type certificateCmd struct {
	Verify certificateVerifyCmd `cmd:"" help:"Check a certificate: its file or the text of its QR code without any network, and against what a workspace keeps."`
}

type certificateVerifyCmd struct {
	What      string `arg:"" name:"file|number" help:"The PDF, a text file with what its QR code says, or a certificate number."`
	Workspace string `help:"The workspace in which to look it up; needed for a number." type:"path"`
	As        string `help:"The login to work as; the password is asked for, or taken from SHIFU_PASSWORD." env:"SHIFU_LOGIN"`
}

// verified is what certificate verify prints as JSON.
type verified struct {
	Valid        bool          `json:"valid"`
	Reason       *string       `json:"reason"`
	Number       string        `json:"number"`
	Holder       string        `json:"holder"`
	StaffNumber  string        `json:"staff_number"`
	Organisation string        `json:"organisation"`
	Name         string        `json:"name"`
	Skill        string        `json:"skill"`
	Papers       []verifyPaper `json:"papers"`
	Issued       string        `json:"issued"`
	Expires      string        `json:"expires"`
	Issuer       string        `json:"issuer"`
	Hash         string        `json:"sha256"`
	Kept         *bool         `json:"kept"` // null: no workspace was asked
}

type verifyPaper struct {
	Exam   string  `json:"exam"`
	Form   int     `json:"form"`
	Points float64 `json:"points"`
	Most   float64 `json:"most"`
	Cut    float64 `json:"cut"`
}

// Run checks one certificate: exit code 0 if it is valid, 1 with the reason if not.
func (c certificateVerifyCmd) Run(d *desk) error {
	r, kept, err := c.check(d)
	if r.Number == "" && err != nil {
		return err
	}
	if printing := d.print(c.result(d, r, kept, err), func(out io.Writer) {
		fmt.Fprintf(out, "%s\n%s  %s  %s\n%s  %s\n%s – %s\nSHA-256 %s\n", r.Number, r.Holder, r.StaffNumber, r.Organisation, r.Name, r.Skill, r.Issued, r.Expires, r.Hash())
		if err == nil {
			fmt.Fprintln(out, words.Say(d.lang, "Valid.", nil))
		}
	}); printing != nil {
		return printing
	}
	return err
}

func (c certificateVerifyCmd) result(d *desk, r certificate.Record, kept *bool, err error) verified {
	v := verified{Valid: err == nil, Number: r.Number, Holder: r.Holder, StaffNumber: r.StaffNumber, Organisation: r.Organisation, Name: r.Name, Skill: r.Skill,
		Papers: []verifyPaper{}, Issued: r.Issued.String(), Expires: r.Expires.String(), Issuer: r.Issuer, Hash: r.Hash(), Kept: kept}
	for _, p := range r.Papers {
		v.Papers = append(v.Papers, verifyPaper(p))
	}
	if err != nil {
		why := words.Sentence(d.lang, err)
		v.Reason = &why
	}
	return v
}

// check returns the record with the first reason why it is not valid today.
func (c certificateVerifyCmd) check(d *desk) (r certificate.Record, kept *bool, err error) {
	number := certificate.IsNumber(c.What)
	if !number {
		if r, err = readCertificate(c.What); err != nil {
			return r, nil, err
		}
	}
	if c.Workspace != "" {
		err = place{Workspace: c.Workspace, As: c.As}.within(d, func(ws *store.Workspace, by people.Actor) error {
			r, kept, err = lookUp(d, ws, by, r, c.What, number)
			return err
		})
		return r, kept, err
	}
	if number {
		return r, nil, fault.New(fault.Invalid, "Say in which workspace to look for a number: --workspace DIR.", nil)
	}
	today := indicators.DateOf(time.Now())
	switch {
	case today > r.Expires:
		err = errExpired(r)
	case today < r.Issued:
		err = fault.New(fault.Invalid, "This certificate is dated {{.Day}}, a day to come.", fault.Values{"Day": r.Issued.String()})
	}
	return r, nil, err
}

func errExpired(r certificate.Record) error {
	return fault.New(fault.Invalid, "This certificate has expired: it was valid through {{.Day}}.", fault.Values{"Day": r.Expires.String()})
}

// mostCertificate is how large a file is read at the most.
const mostCertificate = 16 << 20

// readCertificate reads a PDF of ours, or a text with what its QR code says.
func readCertificate(path string) (certificate.Record, error) {
	f, err := os.Open(path)
	if os.IsNotExist(err) {
		return certificate.Record{}, fault.New(fault.Invalid, "{{.What}} is neither a file nor a certificate number. A number looks like {{.Like}}.",
			fault.Values{"What": path, "Like": certificate.Number(2026, 42)})
	}
	if err != nil {
		return certificate.Record{}, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, mostCertificate))
	if err != nil {
		return certificate.Record{}, fmt.Errorf("reading %s: %w", path, err)
	}
	if bytes.HasPrefix(content, []byte("shifu-certificate")) {
		return certificate.ReadQR(strings.ReplaceAll(strings.TrimRight(string(content), "\r\n"), "\r\n", "\n") + "\n")
	}
	return report.ReadCertificate(content)
}

// lookUp compares with the workspace: kept as it is, not suspended, valid today.
func lookUp(ctx context.Context, ws *store.Workspace, by people.Actor, r certificate.Record, number string, alone bool) (certificate.Record, *bool, error) {
	no, yes := false, true
	if !alone {
		number = r.Number
	}
	h, err := ws.Certificates().Certificate(ctx, by, number)
	if err != nil {
		return r, &no, err
	}
	var own certificate.Issue
	for _, i := range h.Issues {
		if i.Record.Number == number {
			own = i
		}
	}
	if own.Record.Hash() != own.Hash || !alone && own.Hash != r.Hash() {
		return r, &no, fault.New(fault.Conflict, "The workspace keeps another certificate under the number {{.Number}}.", fault.Values{"Number": number})
	}
	today := indicators.DateOf(time.Now())
	if s := h.Suspended(today); s != nil {
		return own.Record, &yes, fault.New(fault.Conflict, "This certificate has been suspended since {{.Day}}: {{.Why}}", fault.Values{"Day": s.From.String(), "Why": s.Why})
	}
	if today > own.Record.Expires {
		return own.Record, &yes, errExpired(own.Record)
	}
	return own.Record, &yes, nil
}
