package formats

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/bank"
)

// textReader reads questions as trainers write them: a number, the question,
// options, and the answer in the question's brackets or on a line of its own.
type textReader struct {
	Found
	section struct {
		kind  bank.Kind
		mark  float64
		style string // how its questions are numbered: 、 ) ( or 第
	}
	d        *draft
	at       int    // the line of d; 0: none
	to       string // what the next line without a sign goes on with
	numbered bool   // d has a number
	any      bool   // some question has one
	number   int    // of d
	list     int    // the last number of a numbered list within an answer
	gap      bool   // an empty line came before
}

// olderOffice begins the files of Office before 2007 (.doc, .xls).
const olderOffice = "\xd0\xcf\x11\xe0"

func readText(name string, raw []byte) (Found, error) {
	var rows []string
	if bytes.HasPrefix(raw, []byte(olderOffice)) {
		return Found{}, fault.New(fault.Invalid, "{{.File}} is of an older Office. Save it as .docx or .xlsx and try again.", fault.Values{"File": name})
	}
	if bytes.HasPrefix(raw, []byte("PK")) {
		var err error
		if rows, err = wordLines(name, raw); err != nil {
			return Found{}, err
		}
	} else {
		text, err := decoded(name, raw)
		if err != nil {
			return Found{}, err
		}
		rows = strings.Split(text, "\n")
	}
	r := &textReader{}
	for i, row := range rows {
		for _, line := range strings.Split(row, "\n") { // a paragraph of Word may have several
			for _, p := range pieces(line) {
				r.row(i+1, strings.TrimSpace(p))
			}
		}
	}
	r.close()
	return r.Found, nil
}

func sorted(places []int) []int {
	slices.Sort(places)
	return places
}

// row reads one line, or one piece of a line.
func (r *textReader) row(at int, s string) {
	h := half(s)
	if strings.TrimSpace(h) == "" {
		r.gap = true
		return
	}
	defer func() { r.gap = false }()
	if m := sectionLine.FindStringSubmatch(h); m != nil {
		r.begin(m[1], h)
		return
	}
	if m := labelLine.FindStringSubmatch(h); m != nil && r.d != nil {
		r.label(m[1]+m[2]+m[3], after(s, h, len(m[0])))
		return
	}
	if m := bareAnswer.FindStringSubmatch(h); m != nil && r.d != nil {
		r.label(m[1], after(s, h, strings.Index(h, m[2])))
		return
	}
	if m := numberLine.FindStringSubmatch(h); m != nil {
		if n, ok := r.numberedLine(m, h); ok {
			r.open(at, after(s, h, len(m[0])), n)
			return
		}
	}
	r.more(at, s, h)
}

// begin opens a section; its line may say what each question is worth.
func (r *textReader) begin(kind, h string) {
	r.close()
	r.section.kind = kindOf(kind)
	r.section.style, r.section.mark, r.number = "", 0, 0
	if m := eachMark.FindStringSubmatch(h); m != nil {
		r.section.mark, _ = strconv.ParseFloat(m[1], 64)
	}
}

// numberedLine decides whether a line with a number begins a question. It
// doesn't if its number is of another style than the section's, if it is a
// decimal number, or if it goes on with a numbered list in an answer.
func (r *textReader) numberedLine(m []string, h string) (int, bool) {
	style := map[string]string{"、": "、", ".": "、", ":": "、", ")": ")"}[m[3]]
	if m[1] != "" {
		style = "第"
	} else if m[4] != "" {
		style = "("
	}
	n, _ := strconv.Atoi(m[1] + m[2] + m[4])
	rest := h[len(m[0]):]
	decimal := m[3] == "." && !strings.HasSuffix(m[0], " ") && rest != "" && rest[0] >= '0' && rest[0] <= '9'
	switch {
	case decimal && n != r.number+1:
		return 0, false
	case m[3] == ":" && rest != "" && rest[0] >= '0' && rest[0] <= '9': // a time of day
		return 0, false
	case r.section.style != "" && style != r.section.style:
		return 0, false
	case r.inList(n):
		return 0, false
	}
	r.section.style = style
	return n, true
}

// inList reports whether number n goes on with a list in an answer in words.
func (r *textReader) inList(n int) bool {
	if r.d == nil || r.to != "answer" && r.to != "explanation" || len(r.d.options) > 0 || !r.numbered {
		return false
	}
	goesOn := n == r.list+1 && (n != r.number+1 || !r.gap)
	if r.list == 0 {
		goesOn = n == 1
	}
	if goesOn {
		r.list = n
	}
	return goesOn
}

// open begins a question with number n.
func (r *textReader) open(at int, s string, n int) {
	r.close()
	r.d, r.at, r.to, r.number, r.numbered, r.any = &draft{}, at, "text", n, true, true
	r.stem(s)
}

// stem reads the kind and the mark off the question, and options on its line.
func (r *textReader) stem(s string) {
	d := r.d
	d.q.Kind, d.q.Mark = r.section.kind, r.section.mark
	if m := kindTag.FindStringSubmatch(half(s)); m != nil {
		d.q.Kind = kindOf(m[1])
		s = after(s, half(s), len(m[0]))
	}
	if marks := optionMarks(half(s), 0); len(marks) > 1 && marks[0].start > 0 {
		r.options(s, marks)
		s = strings.TrimSpace(upTo(s, marks[0].start))
	}
	d.q.Text = r.tail(s)
}

// tail takes "(2分)" and "(多选)" off the end of a question.
func (r *textReader) tail(s string) string {
	for {
		h := half(s)
		if m := markTag.FindStringSubmatchIndex(h); m != nil {
			r.d.q.Mark, _ = strconv.ParseFloat(h[m[2]:m[3]], 64)
			s = upTo(s, len([]rune(h[:m[0]])))
		} else if m := kindTagEnd.FindStringSubmatchIndex(h); m != nil {
			r.d.q.Kind = kindOf(h[m[2]:m[3]])
			s = upTo(s, len([]rune(h[:m[0]])))
		} else {
			return strings.TrimSpace(s)
		}
	}
}

// options reads the options of a line; s has the marks.
func (r *textReader) options(s string, marks []optionMark) {
	for i, m := range marks {
		end := len([]rune(s))
		if i+1 < len(marks) {
			end = marks[i+1].start
		}
		text := strings.TrimSpace(from(upTo(s, end), m.text))
		r.d.options = append(r.d.options, strings.TrimRight(text, "；;"))
	}
	r.to = "option"
}

// more reads a line without a sign: options, an answer by itself, or the next
// line of what came before.
func (r *textReader) more(at int, s, h string) {
	if r.d == nil || !r.numbered && r.gap && !r.any && (r.d.answer != "" || r.to == "explanation") {
		r.close()
		r.d, r.at, r.to, r.numbered = &draft{}, at, "text", false
		r.stem(s)
		return
	}
	if marks := optionMarks(h, len(r.d.options)); len(marks) > 0 && marks[0].start == 0 && r.to != "answer" && r.to != "explanation" {
		r.options(s, marks)
		return
	}
	_, isTruth := truth(s)
	switch {
	case r.to == "option" && lettersOnly.MatchString(h), r.to == "text" && isTruth:
		r.d.answer, r.to = s, "answer"
	case r.to == "option":
		r.d.options[len(r.d.options)-1] += "\n" + s
	case r.to == "answer":
		r.d.answer = strings.TrimSpace(r.d.answer + "\n" + s)
	case r.to == "explanation":
		r.d.q.Feedback = strings.TrimSpace(r.d.q.Feedback + "\n" + s)
	case r.to == "text":
		r.d.q.Text = r.tail(strings.TrimSpace(r.d.q.Text + "\n" + s))
	}
}

// label reads a line that says what it is.
func (r *textReader) label(name, s string) {
	d := r.d
	r.to = ""
	switch strings.ToLower(name) {
	case "答案解析", "试题解析", "解析", "详解", "说明", "分析":
		d.q.Feedback, r.to = strings.TrimSpace(d.q.Feedback+"\n"+s), "explanation"
	case "知识点", "考点":
		d.q.Tags.Point = s
	case "难度", "难易度", "难易程度":
		d.q.Tags.Difficulty = difficultyOf(s)
	case "分值", "分数":
		d.q.Mark = orNaN(half(s))
	case "少选得分":
		d.part = s
	case "分类", "类别":
		d.q.Category = s
	case "名称":
		d.q.Name = s
	case "业务线", "业务类型":
		d.q.Tags.BusinessLine = s
	case "依据", "出处", "文件依据", "命题依据":
		d.q.Tags.Regulation = s
	case "地区", "适用地区":
		d.q.Tags.Region = s
	default:
		d.answer, r.to, r.list = strings.TrimSpace(d.answer+"\n"+s), "answer", 0
		if strings.HasPrefix(half(s), "1、") || strings.HasPrefix(half(s), "1.") || strings.HasPrefix(half(s), "(1)") {
			r.list = 1
		}
	}
}

// close ends a question. A line without number, options and answer before the
// first question is the title of the file.
func (r *textReader) close() {
	d := r.d
	r.d, r.list = nil, 0
	if d == nil {
		return
	}
	if !r.numbered && len(d.options) == 0 && d.answer == "" && !filled(d) {
		return
	}
	inPlace(d)
	if strings.TrimSpace(d.q.Text) == "" {
		r.fail(r.at, words.T("The question has no text.", nil))
		return
	}
	q, why := d.question()
	if !why.IsZero() {
		r.fail(r.at, why)
		return
	}
	r.add(r.at, q)
}
