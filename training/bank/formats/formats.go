// Package formats reads and writes the files in which banks of questions are
// kept elsewhere: GIFT, Aiken, Moodle XML, QTI, Excel, plain Chinese text and
// Word. A reader never stops at the first error when it can go on; it returns
// what it understood, and for the rest the line and the reason.
package formats

import (
	"slices"
	"sort"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/bank"
)

// Format is a kind of bank file.
type Format string

// The formats. QTI writes 2.2 and QTI3 writes 3.0; either reads both. Text is
// plain text in any usual encoding, or a Word document (.docx).
const (
	GIFT      Format = "gift"
	Aiken     Format = "aiken"
	MoodleXML Format = "moodle-xml"
	QTI       Format = "qti"
	QTI3      Format = "qti3"
	Excel     Format = "xlsx"
	Text      Format = "text"
)

// Formats lists them in the order in which people are asked.
var Formats = []Format{Excel, Text, GIFT, Aiken, MoodleXML, QTI, QTI3}

// Trouble is something in a file that was not understood or not carried over.
type Trouble struct {
	File   string // within a package; empty otherwise
	Line   int    // from 1; in Excel the row, in Word the paragraph; 0: the whole file
	Reason words.Text
}

// Found is what a file holds.
type Found struct {
	Questions []bank.Question
	Lines     []int // where each question begins
	Errors    []Trouble
}

func (f *Found) add(line int, q bank.Question) {
	f.Questions, f.Lines = append(f.Questions, q), append(f.Lines, line)
}

func (f *Found) fail(line int, reason words.Text) {
	f.Errors = append(f.Errors, Trouble{Line: line, Reason: reason})
}

// checked moves the questions that can't be asked to the errors, and sorts the
// errors by line.
func (f *Found) checked() {
	kept := Found{Errors: f.Errors}
	for i := range f.Questions {
		if err, bad := f.Questions[i].Check().(*fault.Fault); bad {
			kept.fail(f.Lines[i], words.T(err.Key, err.Values))
			continue
		}
		kept.add(f.Lines[i], f.Questions[i])
	}
	*f = kept
	sort.SliceStable(f.Errors, func(i, j int) bool {
		a, b := f.Errors[i], f.Errors[j]
		return a.File < b.File || a.File == b.File && a.Line < b.Line
	})
}

// readers and writers by format. A reader fails only if the file can't be read
// at all; a writer's file is called name.
var (
	readers = map[Format]func(name string, raw []byte) (Found, error){
		GIFT: readGIFT, Aiken: readAiken, MoodleXML: readMoodle, QTI: readQTI, QTI3: readQTI, Excel: readSheet, Text: readText,
	}
	writers = map[Format]func(name string, qs []bank.Question) ([]byte, error){
		GIFT: writeGIFT, Aiken: writeAiken, MoodleXML: writeMoodle, QTI: writeQTI2, QTI3: writeQTI3, Excel: writeSheet, Text: writeText,
	}
)

// MostFile is the largest bank file that is read, in bytes.
const MostFile = 256 << 20

// Read reads the file called name. It fails if the file can't be read at all;
// what is wrong within it stands in Found.Errors.
func Read(f Format, name string, raw []byte) (Found, error) {
	read, ok := readers[f]
	if !ok {
		return Found{}, unknown(f)
	}
	if len(raw) > MostFile {
		return Found{}, fault.New(fault.Invalid, "{{.File}} is larger than 256 MB. Split it.", fault.Values{"File": name})
	}
	found, err := read(name, raw)
	if err != nil {
		return Found{}, err
	}
	found.checked()
	return found, nil
}

// Write returns the questions as a file of format f that will be called name
// (its ending decides between .txt and .docx, and between a QTI item and a
// package), and what of them the format can't hold.
func Write(f Format, name string, qs []bank.Question) (file []byte, left []Loss, err error) {
	write, ok := writers[f]
	if !ok {
		return nil, nil, unknown(f)
	}
	var kept []bank.Question
	for i, q := range qs {
		fits, lost := Reduce(f, q)
		for _, l := range lost {
			left = append(left, Loss{Question: i + 1, Name: q.Name, What: l})
		}
		if fits != nil {
			kept = append(kept, *fits)
		}
	}
	if len(kept) == 0 {
		return nil, left, fault.New(fault.Invalid, "None of the questions can be written in this format.", nil)
	}
	file, err = write(name, kept)
	return file, left, err
}

func unknown(f Format) error {
	return fault.New(fault.Invalid, "There is no bank format {{.Have}}.", fault.Values{"Have": string(f)})
}

// Known reports whether f is one of the Formats.
func Known(f Format) bool { return slices.Contains(Formats, f) }
