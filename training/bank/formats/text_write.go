package formats

import (
	"fmt"
	"path"
	"strings"

	"shifu/training/bank"
)

// writeText writes plain Chinese text, or a Word document if the file is called .docx.
func writeText(name string, qs []bank.Question) ([]byte, error) {
	var rows []string
	section, at, kind := 0, 0, bank.Kind("")
	for i := range qs {
		q := &qs[i]
		if q.Kind != kind {
			kind, section, at = q.Kind, section+1, 0
			rows = append(rows, fmt.Sprintf("%s、%s", numeral(section), kindTitle[kind]), "")
		}
		at++
		rows = append(append(rows, textQuestion(at, q)...), "")
	}
	if strings.EqualFold(path.Ext(name), ".docx") {
		return wordFile(rows)
	}
	return []byte(strings.Join(rows, "\n") + "\n"), nil
}

func textQuestion(at int, q *bank.Question) []string {
	options, answer, explanation := sketch(q)
	stem := fmt.Sprintf("%d．%s", at, q.Text)
	if q.Mark != 1 {
		stem += "（" + number(q.Mark) + "分）"
	}
	rows := []string{stem}
	for i, o := range options {
		rows = append(rows, letter(i)+"．"+o)
	}
	say := func(label, text string) {
		if text != "" {
			rows = append(rows, label+"："+text)
		}
	}
	say("答案", answer)
	say("解析", explanation)
	if q.Rule == bank.AllOrPart && q.Partial != 0.5 {
		say("少选得分", number(q.Partial))
	}
	say("业务线", q.Tags.BusinessLine)
	say("知识点", q.Tags.Point)
	say("难度", difficultyTitle[q.Tags.Difficulty])
	say("地区", q.Tags.Region)
	say("依据", q.Tags.Regulation)
	return rows
}

const digits = "一二三四五六七八九"

// numeral is a Chinese numeral up to 99.
func numeral(n int) string {
	d := []rune(digits)
	switch {
	case n > 99:
		return numeral(n % 100)
	case n < 1:
		return "十"
	case n < 10:
		return string(d[n-1])
	}
	out := "十"
	if n >= 20 {
		out = string(d[n/10-1]) + out
	}
	if n%10 > 0 {
		out += string(d[n%10-1])
	}
	return out
}
