package report

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/training/certificate"
)

func sampleCertificate() Certificate {
	return Certificate{Stamp: Stamp{By: "温秋分", At: monday, Zone: beijing}, Record: certificate.Record{Number: certificate.Number(2026, 42),
		Holder: "徐芒种", StaffNumber: "70311", Organisation: "海棠（外包）", Name: "95598 普通话务", English: "95598 general calls", Skill: "普通话务",
		Papers:    []certificate.Paper{{Exam: "普通话务上机考试", Form: 2, Points: 86.5, Most: 100, Cut: 80}, {Exam: "普通话务听音考试", Points: 41, Most: 50, Cut: 37.5}},
		Completed: indicators.On(2026, 3, 10), Issued: indicators.On(2026, 3, 10), Expires: indicators.On(2027, 3, 10), Issuer: "栖云市供电服务热线"}}
}

func certificateFile(t testing.TB, l words.Language) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteCertificate(&b, l, sampleCertificate()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCertificate_IsReadBackFromItsOwnFileInBothLanguages(t *testing.T) {
	for _, l := range []words.Language{words.Chinese, words.English} {
		file := certificateFile(t, l)
		r, err := ReadCertificate(file)
		if err != nil || r.Hash() != sampleCertificate().Record.Hash() {
			t.Fatal(l, err)
		}
		if dir := os.Getenv("SHIFU_KEEP"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, "certificate-"+string(l)+".pdf"), file, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestCertificate_AChangedFileIsRefused(t *testing.T) {
	file := certificateFile(t, words.Chinese)
	for at := 0; at < len(file); at += max(len(file)/400, 1) {
		changed := bytes.Clone(file)
		changed[at] ^= 0x10
		if _, err := ReadCertificate(changed); !fault.Is(err, fault.Invalid) {
			t.Fatalf("a changed byte at %d of %d was taken: %v", at, len(file), err)
		}
	}
	for name, bad := range map[string][]byte{"nothing": nil, "another PDF": []byte("%PDF-1.4\n%%EOF\n"), "cut off": file[:len(file)-20], "longer": append(bytes.Clone(file), "x"...)} {
		if _, err := ReadCertificate(bad); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whoever seals a file anew still has to change the record with its hash.
func TestCertificate_ARecordThatDoesNotFitItsHashIsRefusedUnderAGoodSeal(t *testing.T) {
	c := sampleCertificate()
	c.Record.Expires += 365
	forged := strings.ReplaceAll(c.Record.QR(), c.Record.Hash(), sampleCertificate().Record.Hash())
	if _, err := certificate.ReadQR(forged); err != certificate.ErrChanged {
		t.Fatal(err)
	}
}

func TestCertificate_LongNamesAndRareCharactersStayOnThePage(t *testing.T) {
	c := sampleCertificate()
	c.Record.Name, c.Record.Holder = strings.Repeat("用电检查与计量", 11), "徐😀𠮷"
	for range 12 {
		c.Record.Papers = append(c.Record.Papers, c.Record.Papers[0])
	}
	var b bytes.Buffer
	if err := WriteCertificate(&b, words.Chinese, c); err != nil {
		t.Fatal(err)
	}
	if r, err := ReadCertificate(b.Bytes()); err != nil || r.Holder != c.Record.Holder || len(r.Papers) != 14 {
		t.Fatal(err)
	}
	c.Record.Papers = make([]certificate.Paper, 400)
	if err := WriteCertificate(&b, words.Chinese, c); !fault.Is(err, fault.Invalid) {
		t.Fatal("more than a QR code holds:", err)
	}
}

func FuzzReadCertificate(f *testing.F) {
	f.Add(certificateFile(f, words.English))
	f.Add([]byte("%PDF-<shifu:record></shifu:record>\n%shifu-seal sha256 "))
	f.Fuzz(func(t *testing.T, file []byte) {
		if r, err := ReadCertificate(file); err == nil && r.Hash() != sampleCertificate().Record.Hash() {
			t.Fatal("read a certificate that was never written")
		}
	})
}
