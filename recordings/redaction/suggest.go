package redaction

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"shifu/recordings"
)

// Kind is what a piece of talk gives away.
type Kind string

// The kinds.
const (
	Mobile       Kind = "mobile"
	Landline     Kind = "landline"
	IdentityCard Kind = "identity-card"
	BankCard     Kind = "bank-card"
	Household    Kind = "household" // the number of a place of supply
	Plate        Kind = "plate"
	EMail        Kind = "e-mail"
	Address      Kind = "address"
	ByHand       Kind = "by-hand" // a reviewer marked it
)

// Mark is one thing to be taken out: a stretch of sound, and the piece of the
// transcript that says it.
type Mark struct {
	Span
	Kind      Kind
	Utterance int // of the transcript, -1: none
	Begin     int // characters of its text: they stay when others become stars
	End       int
}

// joined is how far apart two utterances of a lane may be for a number to go on
// from one into the other.
const joined = 4 * time.Second

// guess is by how much a stretch that is only known by its place in the text
// may be earlier or later.
const guess = 400 * time.Millisecond

// Suggest finds what names somebody in a transcript: numbers with their check
// digits, also when they are said in Chinese or across several utterances,
// number plates, e-mail and addresses. A person decides about each.
func Suggest(said []recordings.Utterance) []Mark {
	var out []Mark
	lanes := map[int]bool{}
	for _, u := range said {
		lanes[u.Lane] = true
	}
	for lane := range lanes {
		out = append(out, newTalk(said, lane).find()...)
	}
	slices.SortFunc(out, func(a, b Mark) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Begin, b.Begin)) })
	return out
}

// talk is all that one lane says, in one text of plain digits.
type talk struct {
	said  []recordings.Utterance
	runes []rune
	at    []place // of each rune
}

type place struct{ utterance, begin, end int }

func newTalk(said []recordings.Utterance, lane int) *talk {
	t := &talk{said: said}
	last := -1
	for i, u := range said {
		if u.Lane != lane {
			continue
		}
		if last >= 0 {
			between := '\n'
			if u.Start-said[last].End <= joined {
				between = ' '
			}
			t.add(between, place{-1, 0, 0})
		}
		last = i
		for at, r := range []rune(u.Text) {
			t.add(plain(r), place{i, at, at + 1})
		}
	}
	return t
}

func (t *talk) add(r rune, p place) {
	t.runes, t.at = append(t.runes, r), append(t.at, p)
}

const han = `\p{Han}`

var patterns = []struct {
	kind Kind
	form *regexp.Regexp
}{
	{EMail, regexp.MustCompile(`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`)},
	{Plate, regexp.MustCompile(`[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•. ]?[A-HJ-NP-Z]{0,4}[0-9][A-HJ-NP-Z0-9]{2,5}`)},
	{Address, regexp.MustCompile(`(?:` + han + `{1,9}(?:省|市|区|县|镇|乡|村|街道|路|街|巷|胡同|小区|花园|新村|家园|苑|里|坊) ?){1,6}[0-9]{1,5} ?(?:号|弄|栋|幢|座|组|楼)(?: ?[0-9]{1,5} ?(?:号楼|号|栋|幢|座|单元|室|楼|层|户|门))*`)},
}

// find marks what it knows. A number inside of an address or plate belongs to it.
func (t *talk) find() []Mark {
	text := string(t.runes)
	var out []Mark
	taken := make([]bool, len(t.runes))
	mark := func(kind Kind, from, to int) {
		if slices.Contains(taken[from:to], true) {
			return
		}
		for i := from; i < to; i++ {
			taken[i] = true
		}
		out = append(out, t.marks(kind, from, to)...)
	}
	runeAt := runeIndex(text)
	for _, m := range digitRun.FindAllStringIndex(text, -1) {
		from, to := runeAt[m[0]], runeAt[m[1]]
		digits := strings.ToUpper(onlyDigits.Replace(text[m[0]:m[1]]))
		if kind := sort(digits, string(t.runes[max(0, from-24):from])); kind != "" {
			mark(kind, from, to)
		}
	}
	for _, p := range patterns {
		for _, m := range p.form.FindAllStringIndex(text, -1) {
			mark(p.kind, runeAt[m[0]], runeAt[m[1]])
		}
	}
	return out
}

var onlyDigits = strings.NewReplacer(" ", "", "-", "", ",", "", ".", "", "、", "")

// runeIndex is the number of the rune that begins at a byte.
func runeIndex(text string) map[int]int {
	out := make(map[int]int, len(text)+1)
	n := 0
	for at := range text {
		out[at] = n
		n++
	}
	out[len(text)] = n
	return out
}

// marks are the stretches of each utterance between two runes.
func (t *talk) marks(kind Kind, from, to int) []Mark {
	var out []Mark
	for _, p := range t.at[from:to] {
		if p.utterance < 0 {
			continue
		}
		if last := len(out) - 1; last >= 0 && out[last].Utterance == p.utterance {
			out[last].End = p.end
			continue
		}
		out = append(out, Mark{Kind: kind, Utterance: p.utterance, Begin: p.begin, End: p.end})
	}
	for i := range out {
		u := t.said[out[i].Utterance]
		out[i].Span = Span{From: max(u.Start, u.SaidAt(out[i].Begin)-guess), To: min(u.End, u.SaidAt(out[i].End)+guess), Lane: BothLanes}
	}
	return out
}
