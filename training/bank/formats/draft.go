package formats

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/training/bank"
)

// draft is a question as people write it in a table or a text: options without
// marks, and the answer in words.
type draft struct {
	q       bank.Question // what needs no reading
	options []string
	answer  string
	part    string
}

// half brings full-width letters, digits, brackets and spaces to half width,
// rune by rune, so that places in both texts are the same.
func half(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFEE0
		case r == 0x3000 || r == 0xA0 || r == '\t':
			return ' '
		case r == '﹙' || r == '〔':
			return '('
		case r == '﹚' || r == '〕':
			return ')'
		}
		return r
	}, text)
}

// truthWords say whether a statement is true.
var truthWords = map[string]bool{
	"对": true, "√": true, "✓": true, "✔": true, "正确": true, "t": true, "true": true, "y": true, "yes": true, "是": true, "r": true,
	"错": false, "×": false, "✗": false, "✘": false, "错误": false, "f": false, "false": false, "n": false, "no": false, "否": false, "x": false, "不正确": false, "╳": false, "✕": false, "✖": false,
}

func truth(answer string) (isTrue, known bool) {
	isTrue, known = truthWords[strings.Trim(bank.Plain(answer), " .。;；()")]
	return isTrue, known
}

var (
	lettersOnly = regexp.MustCompile(`^[A-Za-z](?:[\s,、;/和与]*[A-Za-z])*[.。;]?$`)
	weighted    = regexp.MustCompile(`%(-?[0-9.]+)%\s*([A-Za-z])`)
	letterFirst = regexp.MustCompile(`^([A-Z]{1,8})\s*[.、:()]`)
	discussion  = regexp.MustCompile(`^[请试]?(?:简述|简答|简要|论述|阐述|叙述|试述|谈谈|列举|说明|分析|如何|怎样|怎么|为什么|什么是|什么叫)`)
	weightFirst = regexp.MustCompile(`^%(-?[0-9.]+)%\s*`)
	blankPlace  = regexp.MustCompile(`_{2,}|\(\s*\)`)
)

// chosen are the options that the letters of an answer name, with their fractions.
func (d *draft) chosen() (map[int]float64, bool) {
	out := map[int]float64{}
	h := strings.TrimSpace(half(d.answer))
	if all := weighted.FindAllStringSubmatch(h, -1); all != nil {
		for _, m := range all {
			percent, err := strconv.ParseFloat(m[1], 64)
			if i := place(m[2]); err == nil && i < len(d.options) {
				out[i] = roundFraction(percent / 100)
			} else {
				return nil, false
			}
		}
		return out, true
	}
	if lettersOnly.MatchString(h) {
		for _, r := range h {
			if i := place(string(r)); i >= 0 && i < len(d.options) {
				out[i] = 1
			} else if i >= 0 {
				return nil, false
			}
		}
		return out, true
	}
	for i, o := range d.options { // before letters: an option may begin with one
		if h != "" && bank.Plain(o) == bank.Plain(d.answer) {
			out[i] = 1
		}
	}
	if m := letterFirst.FindStringSubmatch(h); m != nil && len(out) == 0 {
		for _, r := range m[1] {
			if place(string(r)) >= len(d.options) {
				return nil, false
			}
			out[place(string(r))] = 1
		}
		return out, true
	}
	return out, len(out) == 1
}

// place is the index of the option with that letter; -1 for what is no letter.
func place(letter string) int {
	c := strings.ToUpper(letter)[0]
	if c < 'A' || c > 'Z' {
		return -1
	}
	return int(c - 'A')
}

// guess sets the kind where it was not said, or can't be.
func (d *draft) guess() {
	choice := d.q.Kind == bank.Single || d.q.Kind == bank.Multiple
	written := d.q.Kind == bank.Short || d.q.Kind == bank.Essay
	if len(d.options) >= 2 && written {
		if _, ok := d.chosen(); !ok || d.answer == "" {
			return
		}
		d.q.Kind = ""
	}
	if d.q.Kind != "" && (!choice || len(d.options) > 0) {
		return
	}
	chosen, ok := d.chosen()
	_, isTruth := truth(d.answer)
	switch {
	case len(d.options) > 0 && ok && len(chosen) > 1:
		d.q.Kind = bank.Multiple
	case len(d.options) > 0:
		d.q.Kind = bank.Single
	case isTruth:
		d.q.Kind = bank.TrueFalse
	case choice:
	case !blankPlace.MatchString(half(d.q.Text)) && discussion.MatchString(d.q.Text):
		d.q.Kind = bank.Essay
	case blankPlace.MatchString(half(d.q.Text)), d.answer != "" && len([]rune(d.answer)) <= 20:
		d.q.Kind = bank.Short
	default:
		d.q.Kind = bank.Essay
	}
}

// question reads the answer into the question, or says why it can't.
func (d *draft) question() (bank.Question, words.Text) {
	d.answer = strings.TrimSpace(d.answer)
	d.guess()
	q := d.q
	if q.Mark == 0 && q.Kind != bank.Description {
		q.Mark = 1
	}
	if d.answer == "" && !slices.Contains([]bank.Kind{bank.Essay, bank.Description, bank.Matching}, q.Kind) {
		return q, words.T("The question has no answer.", nil)
	}
	var why words.Text
	switch q.Kind {
	case bank.Single, bank.Multiple:
		why = d.choice(&q)
	case bank.TrueFalse:
		why = d.trueFalse(&q)
	case bank.Matching:
		why = d.matching(&q)
	case bank.Ordering:
		why = d.ordering(&q)
	case bank.Numerical, bank.Short:
		why = d.accepted(&q)
	case bank.Essay:
		q.Feedback = strings.TrimSpace(d.answer + "\n" + q.Feedback)
	}
	return q, why
}

func (d *draft) noneOf() words.Text {
	return words.T("The answer {{.Have}} is none of the options.", fault.Values{"Have": d.answer})
}

func (d *draft) choice(q *bank.Question) words.Text {
	chosen, ok := d.chosen()
	if !ok {
		return d.noneOf()
	}
	full, parts := 0, weighted.MatchString(half(d.answer))
	for _, f := range chosen {
		if f == 1 {
			full++
		}
	}
	if q.Kind == bank.Single && full > 1 {
		return words.T("A single choice has the answers {{.Have}}.", fault.Values{"Have": d.answer})
	}
	for i, o := range d.options {
		q.Options = append(q.Options, bank.Option{Text: o, Fraction: chosen[i]})
	}
	if q.Kind == bank.Multiple && !parts {
		q.Rule, q.Partial = bank.AllOrPart, 0.5
		if p, ok := parseNumber(d.part); ok {
			q.Partial = min(max(p, 0), 1)
		}
	}
	return words.Text{}
}

func (d *draft) trueFalse(q *bank.Question) words.Text {
	yes, known := truth(d.answer)
	if chosen, ok := d.chosen(); ok && len(d.options) == 2 && len(chosen) == 1 {
		first, said := truth(d.options[0])
		yes, known = (chosen[0] > 0) == first, said
	}
	if !known {
		return words.T("The answer {{.Have}} is neither true nor false.", fault.Values{"Have": d.answer})
	}
	q.Options = truths("正确", "错误", yes)
	return words.Text{}
}

// arrows part the halves of a pair.
var arrows = []string{"=>", "→", "->", "——", "—"}

func (d *draft) matching(q *bank.Question) words.Text {
	for _, o := range d.options {
		left, right, found := "", "", false
		for _, a := range arrows {
			if left, right, found = strings.Cut(o, a); found {
				break
			}
		}
		if !found {
			return words.T("A pair has no →: {{.Have}}", fault.Values{"Have": o})
		}
		q.Options = append(q.Options, paired(bank.Option{Text: strings.TrimSpace(left), Match: strings.TrimSpace(right)}))
	}
	return words.Text{}
}

func (d *draft) ordering(q *bank.Question) words.Text {
	h := strings.TrimSpace(half(d.answer))
	seen := map[int]bool{}
	for _, r := range h {
		if i := place(string(r)); i >= 0 && i < len(d.options) && !seen[i] && r < 128 {
			seen[i] = true
			q.Options = append(q.Options, bank.Option{Text: d.options[i], Fraction: 1})
		}
	}
	if len(q.Options) != len(d.options) || !lettersOnly.MatchString(h) {
		return words.T("The right order does not hold every item once.", nil)
	}
	return words.Text{}
}

// accepted reads answers between bars, each with its weight before it if it
// isn't whole: 24小时|%50%一天.
func (d *draft) accepted(q *bank.Question) words.Text {
	const bar = "\x00"
	for _, a := range strings.Split(strings.NewReplacer(`\|`, bar, "｜", "|").Replace(d.answer), "|") {
		a = strings.TrimSpace(strings.ReplaceAll(a, bar, "|"))
		o := bank.Option{Text: a, Fraction: 1}
		if m := weightFirst.FindStringSubmatch(a); m != nil {
			percent, err := strconv.ParseFloat(m[1], 64)
			if err == nil {
				o.Fraction, o.Text = roundFraction(percent/100), a[len(m[0]):]
			}
		}
		if q.Kind == bank.Numerical {
			n, ok := numeric(o.Text)
			if !ok {
				return words.T("{{.Have}} is no number, range or number with tolerance.", fault.Values{"Have": a})
			}
			n.Fraction = o.Fraction
			o = n
		}
		if o.Text != "" {
			q.Options = append(q.Options, o)
		}
	}
	return words.Text{}
}
