package score_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/rubricfile"
	"shifu/qa/score"
)

func TestExplain_EveryLineHasChineseWords(t *testing.T) {
	for _, c := range byHand {
		for _, answer := range []int{half, failSection, failAll} {
			v, a := twoSections(c.mode, c.policy), heard()
			v.Sections[0].Questions[0].Bonus, v.Sections[0].Questions[0].BonusPoints = true, dec("120")
			a["c"] = qa.Choose(answer)
			delete(a, "d")
			r := score.Score(v, a)
			for _, line := range score.Explain(v, a, &r) {
				text := line.In(words.Chinese)
				if line.Key != "{{.Formula}} = {{.Total}}" && !strings.ContainsFunc(text, func(c rune) bool { return unicode.Is(unicode.Han, c) || c == '，' || c == '：' }) {
					t.Errorf("no Chinese for %q", line.Key)
				}
			}
		}
	}
}

func Example() {
	v, err := rubricfile.Read("example", []byte(`
title: Greeting
sections:
  - title: Opening
    weight: 1
    questions:
      - {ref: greeting, text: Greets, weight: 2, kind: yes_no}
      - {ref: name, text: Says the name, weight: 3, kind: yes_no, na: true}
      - {ref: listens, text: Listens, weight: 6, kind: yes_no}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	a := qa.Answers{"greeting": qa.Choose(0), "name": qa.NotApplicable(), "listens": qa.Choose(1)}
	r := score.Score(&v, a)
	fmt.Print(score.English(score.Explain(&v, a, &r)))
	// Output:
	// Mode: section percent (the share reached in each section, times its weight)
	// N/A: proportional (leaves the sum)
	//   Opening: 2 of 8 = 25 % at weight 1
	//     greeting Greets: Yes, 1 x 2 = 2
	//     name Says the name: N/A, weight 3 left out
	//     listens Listens: No, 0 x 6 = 0, loss 75
	// 100 x (1 x 25 %) / (1) = 25
	// Final score: 25.00
}
