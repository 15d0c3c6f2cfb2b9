package app

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/hanzi"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/recordings"
	"shifu/training/knowledge"
)

// mostFound is how many results of one kind are offered.
const mostFound = 6

// hit is one thing that was found.
type hit struct {
	icon, word, note, key string
	open                  func()
}

// finder is the box in which anything can be typed: an act, a call, a person.
type finder struct {
	shell  *Shell
	entry  *parts.Entry
	list   *parts.List
	says   *parts.Text // where nothing was found, or what stood against looking
	popUp  *widget.PopUp
	hits   []hit
	cancel context.CancelFunc
}

// find opens the box.
func (s *Shell) find() {
	f := &finder{shell: s, entry: parts.NewEntry(lang.L("Type what you look for: an act, a call, an article, a person")).WithIcon("search")}
	f.cancel = func() {}
	f.list = parts.NewList(func() int { return len(f.hits) }, newHitRow, f.fill)
	f.list.OnOpened = f.choose
	f.says = parts.Label("")
	f.entry.Width = look.Scaled(520)
	f.entry.OnChanged = f.search
	f.entry.OnSubmitted = func(string) { f.choose(max(f.list.Chosen, 0)) }
	f.entry.OnEscape = f.close
	f.entry.Claims = f.move
	found := parts.Over(f.list, parts.Stack(0, parts.Inset(8, 12, 0, 12, f.says)))
	box := parts.Stack(8, f.entry, parts.Fix(look.Scaled(520), look.Scaled(look.HeightRow)*11, found))
	f.popUp = widget.NewModalPopUp(parts.Inset(12, 12, 12, 12, box), s.window.Canvas())
	f.search("")
	f.popUp.Show()
	f.entry.Focus()
}

func (f *finder) close() {
	f.cancel()
	f.popUp.Hide()
}

// move takes the arrow keys while typing.
func (f *finder) move(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyDown:
		f.list.Choose(min(f.list.Chosen+1, len(f.hits)-1))
	case fyne.KeyUp:
		f.list.Choose(max(f.list.Chosen-1, 0))
	default:
		return false
	}
	return true
}

func (f *finder) choose(i int) {
	if i < 0 || i >= len(f.hits) {
		return
	}
	open := f.hits[i].open
	f.close()
	open()
}

// search shows acts at once and what is kept as soon as it is read.
func (f *finder) search(text string) {
	f.cancel()
	acts := f.acts(strings.ToLower(strings.TrimSpace(text)))
	f.show(acts)
	if strings.TrimSpace(text) == "" {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	f.cancel = cancel
	background.Run(ctx, f.shell.out.Stage, func(ctx context.Context) ([]hit, error) {
		return f.kept(ctx, text)
	}, func(kept []hit, err error) {
		f.show(append(acts, kept...))
		switch {
		case err != nil:
			f.says.Set(words.Sentence(f.shell.desk.Settings.Language, err))
		case len(f.hits) == 0:
			f.says.Set(lang.L("Nothing is called that."))
		}
	})
}

func (f *finder) show(hits []hit) {
	f.hits = hits
	f.says.Set("")
	f.list.Chosen = 0
	f.list.Refresh()
}

func (f *finder) acts(text string) []hit {
	var out []hit
	for _, a := range f.shell.actions() {
		if a.Off || len(out) >= mostFound && text != "" || !called(a.Label, text) {
			continue
		}
		out = append(out, hit{"right", a.Label, "", a.Badge(false), a.Do})
	}
	return out
}

// called tells whether a label is meant: by its words, or by their sound in pinyin.
func called(label, typed string) bool {
	sounds := func(sound string) bool { return len(typed) > 1 && strings.HasPrefix(sound, typed) }
	return strings.Contains(strings.ToLower(label), typed) || slices.ContainsFunc(strings.Fields(hanzi.Sounds(label)), sounds)
}

// kept finds calls and persons; it runs in the background.
func (f *finder) kept(ctx context.Context, text string) ([]hit, error) {
	d := f.shell.desk
	var out []hit
	rows, err := d.Calls.List(ctx, d.Actor, recordings.Filter{Text: text}, recordings.Order{By: recordings.ByStart, Descending: true}, 0, mostFound)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		out = append(out, f.call(r))
	}
	found, err := d.Articles.Search(ctx, d.Actor, knowledge.Ask{Text: text, Most: mostFound})
	if err != nil {
		return nil, err
	}
	for _, h := range found.Hits {
		out = append(out, hit{"book", h.Title, h.Category, "", func() { d.Go(desk.Route{Place: desk.Knowledge, ID: h.ID}) }})
	}
	if !d.Actor.May(people.KeepPeople) {
		return out, nil
	}
	ps, err := d.People.Persons(ctx, d.Actor, people.Find{Text: text})
	for i, p := range ps {
		if i < mostFound {
			out = append(out, hit{"account", p.Name, p.StaffNumber, "", func() { d.Go(desk.Route{Place: desk.People, ID: p.ID}) }})
		}
	}
	return out, err
}

func (f *finder) call(r recordings.Row) hit {
	d := f.shell.desk
	title := r.Title
	if title == "" {
		title = r.BusinessLine
	}
	note := r.StartedAt.In(d.Zone).Format("01-02 15:04") + "  " + r.AgentName
	return hit{"wave", title, note, "", func() { d.Go(desk.Route{Place: desk.Library, ID: r.ID}) }}
}

func newHitRow() fyne.CanvasObject {
	return parts.Inset(0, 12, 0, 12, parts.Row(10, parts.NewIcon("right", 16, look.Ink3), parts.Body(""), parts.Grow(parts.Label("").Cutting()), parts.NewKeyBadge("").AsChosen()))
}

func (f *finder) fill(i int, o fyne.CanvasObject) {
	row := o.(*fyne.Container).Objects[0].(*fyne.Container)
	h := f.hits[i]
	row.Objects[0].(*parts.Icon).Set(h.icon, look.Ink3)
	row.Objects[1].(*parts.Text).Set(h.word)
	row.Objects[2].(*fyne.Container).Objects[0].(*parts.Text).Set(h.note)
	badge := row.Objects[3].(*parts.KeyBadge)
	badge.Hidden = h.key == ""
	badge.Set(h.key)
	row.Refresh()
}
