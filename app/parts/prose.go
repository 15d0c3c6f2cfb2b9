package parts

import (
	"regexp"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shifu/app/look"
)

// Prose lays Markdown out in a column of a width: headings, paragraphs, lists,
// bold words, `keys` as key badges, and fenced files line by line. That is all
// that guide and articles use.
func Prose(markdown string, width float32) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	fenced := false
	for _, line := range strings.Split(markdown, "\n") {
		row := line
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "```"):
			fenced = !fenced
		case fenced:
			out = append(out, fileLine(row))
		case line == "":
		case strings.HasPrefix(line, "# "):
			out = append(out, PageHead(line[2:]), Room(0, 4))
		case strings.HasPrefix(line, "## "):
			out = append(out, Room(0, 8), PanelHead(line[3:]))
		default:
			mark, text := listMark(line)
			out = append(out, proseItem(mark, text, width))
		}
	}
	return out
}

// fileLine is a line of a file as it stands there, indented as there.
func fileLine(row string) fyne.CanvasObject {
	text := strings.TrimLeft(row, " ")
	indent := 12 + 8*float32(len(row)-len(text))
	return Over(NewPlate(look.Well), High(lineHigh-4, Inset(0, 12, 0, indent, Row(0, Second(text)))))
}

var numbered = regexp.MustCompile(`^\d+\. `)

// listMark splits a line of a list into what stands before it and its text.
func listMark(line string) (mark, text string) {
	if rest, ok := strings.CutPrefix(line, "- "); ok {
		return "•", rest
	}
	if n := numbered.FindString(line); n != "" {
		return strings.TrimSpace(n), line[len(n):]
	}
	return "", line
}

func proseItem(mark, text string, width float32) fyne.CanvasObject {
	flow := container.New(&flow{width: width}, prosePieces(text)...)
	if mark == "" {
		return flow
	}
	sign := NewText(mark, look.TextReading, look.Ink3, false)
	return FullRow(0, Fix(look.Scaled(20), 0, Stack(0, High(lineHigh, sign))), Grow(flow))
}

var inline = regexp.MustCompile("\\*\\*[^*]+\\*\\*|`[^`]+`")

// prosePieces are the words of a text, so that lines can break between them.
func prosePieces(text string) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for text != "" {
		at := inline.FindStringIndex(text)
		if at == nil {
			return append(out, chunks(text, false)...)
		}
		out = append(out, chunks(text[:at[0]], false)...)
		if found := text[at[0]:at[1]]; found[0] == '`' {
			out = append(out, NewKeyBadge(strings.Trim(found, "`")))
		} else {
			out = append(out, chunks(strings.Trim(found, "*"), true)...)
		}
		text = text[at[1]:]
	}
	return out
}

func chunks(text string, bold bool) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, w := range proseBreaks(text) {
		out = append(out, NewText(w, look.TextReading, look.Ink, bold))
	}
	return out
}

// proseBreaks cuts a text where a line may end: after spaces, and after each Han
// character that no closing mark follows.
func proseBreaks(text string) []string {
	var out []string
	from := 0
	runes := []rune(text)
	for i, r := range runes {
		last := i == len(runes)-1
		if last || r == ' ' || wideRune(r) && !closes(runes[i+1]) || !wideRune(r) && wideRune(runes[i+1]) && !closes(runes[i+1]) {
			out = append(out, string(runes[from:i+1]))
			from = i + 1
		}
	}
	return out
}

func wideRune(r rune) bool { return r >= 0x2E80 }

func closes(r rune) bool {
	return strings.ContainsRune("，。、；：？！）》”’％", r) || unicode.Is(unicode.Pe, r)
}

// lineHigh is the height of a line of prose at 100 %.
const lineHigh = 24

// flow sets pieces beside each other and goes on in the next line where there
// is no room.
type flow struct{ width, high float32 }

// MinSize is for Fyne: as high as the lines were at the last width.
func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if f.high == 0 {
		f.high = f.run(objects, f.width-look.Scaled(20), false)
	}
	return fyne.NewSize(look.Scaled(200), f.high)
}

// Layout is for Fyne.
func (f *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.high = f.run(objects, size.Width, true)
}

// run goes through the pieces and returns the height; it places them if asked.
func (f *flow) run(objects []fyne.CanvasObject, width float32, placing bool) float32 {
	x, y, line := float32(0), float32(0), look.Scaled(lineHigh)
	for _, o := range objects {
		size := o.MinSize()
		_, key := o.(*KeyBadge)
		if key {
			size.Width += 6
		}
		if x > 0 && x+size.Width > width {
			x, y = 0, y+line
		}
		if placing {
			least := o.MinSize()
			o.Resize(least)
			left := x
			if key {
				left += 3
			}
			o.Move(fyne.NewPos(left, y+(line-least.Height)/2))
		}
		x += size.Width
	}
	return y + line
}
