package formats

import (
	"strconv"
	"strings"
)

// numbering is what Word writes before the paragraphs of its lists by itself.
type numbering struct {
	levels map[string]map[string]level // by list and depth
	counts map[string]map[string]int
}

// level is how one depth of a list is numbered: its format, and the text in
// which %1 is the number.
type level struct {
	format, text string
	start        int
}

func readNumbering(root *node) *numbering {
	n := &numbering{levels: map[string]map[string]level{}, counts: map[string]map[string]int{}}
	kinds := map[string]map[string]level{}
	for _, a := range root.all("abstractNum") {
		of := map[string]level{}
		for _, l := range a.all("lvl") {
			start, err := strconv.Atoi(l.child("start").attr("val"))
			if err != nil {
				start = 1
			}
			of[l.attr("ilvl")] = level{l.child("numFmt").attr("val"), l.child("lvlText").attr("val"), start}
		}
		kinds[a.attr("abstractNumId")] = of
	}
	for _, num := range root.all("num") {
		n.levels[num.attr("numId")] = kinds[num.child("abstractNumId").attr("val")]
	}
	return n
}

// label is the number of a paragraph; empty if it has none.
func (n *numbering) label(p *node) string {
	set := p.child("pPr").child("numPr")
	if n == nil || set == nil {
		return ""
	}
	list, depth := set.child("numId").attr("val"), set.child("ilvl").attr("val")
	if depth == "" {
		depth = "0"
	}
	l, ok := n.levels[list][depth]
	if !ok || l.format == "bullet" || l.format == "none" {
		return ""
	}
	if n.counts[list] == nil {
		n.counts[list] = map[string]int{}
	}
	if _, begun := n.counts[list][depth]; !begun {
		n.counts[list][depth] = l.start - 1
	}
	n.counts[list][depth]++
	for d := range n.counts[list] { // what lies deeper begins anew
		if d > depth {
			delete(n.counts[list], d)
		}
	}
	depthNumber, _ := strconv.Atoi(depth)
	sign := "%" + strconv.Itoa(depthNumber+1)
	return strings.ReplaceAll(l.text, sign, l.write(n.counts[list][depth])) + " "
}

func (l level) write(n int) string {
	switch l.format {
	case "upperLetter":
		return letter((n - 1) % 26)
	case "lowerLetter":
		return strings.ToLower(letter((n - 1) % 26))
	case "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting":
		return numeral(n)
	}
	return strconv.Itoa(n)
}
