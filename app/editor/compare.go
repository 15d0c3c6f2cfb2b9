package editor

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/qa"
	"shifu/qa/revision"
	"shifu/qa/score"
)

// Comparison shows two versions of a rubric side by side.
type Comparison struct {
	d     *desk.Desk
	ctx   context.Context
	leave context.CancelFunc

	left, right qa.Version
	heads       []revision.Head // the versions that can be chosen
	leftID      string
	rightID     string
	all         bool // also what is the same
	made        revision.Comparison

	bar, body *fyne.Container
	whole     fyne.CanvasObject
}

// NewComparison opens the two versions or drafts that the route names.
func NewComparison(d *desk.Desk, r desk.Route) desk.Screen {
	c := &Comparison{d: d, leftID: r.Beside, rightID: r.ID, bar: parts.Over(), body: parts.Over()}
	c.ctx, c.leave = context.WithCancel(context.Background())
	c.whole = parts.Dock(c.bar, nil, nil, nil, c.body)
	c.load()
	return c
}

// Content is the comparison.
func (c *Comparison) Content() fyne.CanvasObject { return c.whole }

// Wide folds the rail.
func (c *Comparison) Wide() bool { return true }

// Close stops reading.
func (c *Comparison) Close() { c.leave() }

// Actions are what can be done in a comparison.
func (c *Comparison) Actions() []desk.Action {
	return []desk.Action{
		{Menu: desk.ViewMenu, Label: lang.L("Changes only, or everything"), Key: fyne.KeyT, Mod: ctrl, Do: c.turnAll},
		{Menu: desk.ViewMenu, Label: lang.L("Change sides"), Key: fyne.KeyJ, Mod: ctrl, Do: c.swap},
	}
}

type twoVersions struct {
	left, right qa.Version
	heads       []revision.Head
}

func (c *Comparison) load() {
	leftID, rightID := c.leftID, c.rightID
	background.Run(c.ctx, c.d.Stage, func(ctx context.Context) (t twoVersions, err error) {
		if t.left, err = versionOf(ctx, c.d, leftID); err != nil {
			return t, err
		}
		if t.right, err = versionOf(ctx, c.d, rightID); err != nil {
			return t, err
		}
		shelf, err := c.d.Revisions.Shelf(ctx, c.d.Actor)
		for _, r := range shelf {
			if r.ID == t.right.RubricID {
				t.heads = r.Versions
			}
		}
		return t, err
	}, func(t twoVersions, err error) {
		if err != nil {
			c.d.Fail(err)
			return
		}
		c.left, c.right, c.heads = t.left, t.right, t.heads
		c.made = revision.Compare(&c.left, &c.right)
		c.show()
	})
}

// versionOf is a published version or a draft.
func versionOf(ctx context.Context, d *desk.Desk, id string) (qa.Version, error) {
	v, err := d.Quality.Version(ctx, d.Actor, id)
	if !fault.Is(err, fault.NotFound) {
		return v, err
	}
	draft, draftErr := d.Revisions.Draft(ctx, d.Actor, id)
	if draftErr != nil {
		return v, err
	}
	return draft.Version, nil
}

func (c *Comparison) turnAll() { c.all = !c.all; c.show() }

func (c *Comparison) swap() { c.leftID, c.rightID = c.rightID, c.leftID; c.load() }

func (c *Comparison) show() {
	c.showBar()
	c.body.Objects = []fyne.CanvasObject{c.sheet()}
	c.body.Refresh()
	t := c.made.Totals
	c.d.Trace("compared", map[string]any{"added": t.Added, "removed": t.Removed, "changed": t.Changed, "moved": t.Moved})
}

func (c *Comparison) showBar() {
	shown := 0
	if c.all {
		shown = 1
	}
	left := []fyne.CanvasObject{
		parts.NewButton(lang.L("Back"), parts.Quiet, c.d.Back).WithIcon("back").WithKey("Esc"),
		parts.NewUpright(look.Scaled(24)), parts.Room(0, 0),
		parts.NewText(c.right.Title, look.TextPanel, look.Ink, true),
		parts.Second(changesText(&c.made)),
	}
	right := []fyne.CanvasObject{
		parts.NewSegments([]string{lang.L("Changes"), lang.L("Everything")}, shown, func(i int) { c.all = i == 1; c.show() }), parts.NewKeyBadge("Ctrl T"),
		parts.NewButton(lang.L("Change sides"), parts.Quiet, c.swap).WithKey("Ctrl J"),
	}
	c.bar.Objects = []fyne.CanvasObject{parts.ToolBar(left, right)}
	c.bar.Refresh()
}

// sheet is both versions in two columns under a head each.
func (c *Comparison) sheet() fyne.CanvasObject {
	head := pair(c.choice(c.leftID, func(id string) { c.leftID = id }), c.choice(c.rightID, func(id string) { c.rightID = id }))
	top := parts.Stack(0, parts.Over(parts.NewPlate(look.Well), parts.Inset(8, 24, 8, 24, head)), parts.NewHairline())
	rows := c.rows()
	if len(rows) == 0 {
		return parts.Dock(top, nil, nil, nil, parts.EmptyState("okcircle", lang.L("Nothing differs"), lang.L("Both versions ask and score alike. Choose other versions above.")))
	}
	return parts.Dock(top, nil, nil, nil, parts.Scrolling(parts.Inset(0, 24, 24, 24, parts.Stack(0, rows...))))
}

// choice is the version at one side, to change.
func (c *Comparison) choice(now string, set func(id string)) fyne.CanvasObject {
	var names []string
	at := -1
	for i, h := range c.heads {
		names = append(names, headName(c.d, h))
		if h.ID == now {
			at = i
		}
	}
	return parts.NewSelect(names, at, func(i int) { set(c.heads[i].ID); c.load() })
}

// headName names a version: number, state, day.
func headName(d *desk.Desk, h revision.Head) string {
	return lang.L("Version {{.N}}", map[string]any{"N": h.Number}) + "  " + StateWord(h.State) + "  " + d.Day(h.At)
}

// StateWord is the word for a state of a version.
func StateWord(s qa.VersionState) string {
	switch s {
	case qa.VersionDraft:
		return lang.L("draft")
	case qa.VersionActive:
		return lang.L("in use")
	}
	return lang.L("retired")
}

// changesText counts what differs.
func changesText(c *revision.Comparison) string {
	if c.Equal() {
		return lang.L("nothing differs")
	}
	t := c.Totals
	return lang.L("{{.Added}} added, {{.Removed}} removed, {{.Changed}} changed, {{.Moved}} moved",
		map[string]any{"Added": t.Added, "Removed": t.Removed, "Changed": t.Changed, "Moved": t.Moved})
}

// valueText puts a value of a field into words.
func valueText(d *desk.Desk, key, value string) string {
	switch key {
	case "mode":
		return score.ModeText(qa.Mode(value)).In(d.Settings.Language)
	case "na_policy":
		return score.NAText(qa.NAPolicy(value)).In(d.Settings.Language)
	case "kind":
		return wordOf(kinds(), qa.Kind(value))
	case "class":
		return wordOf(classes(), qa.Class(value))
	case "comment":
		return wordOf(comments(), orNever(qa.CommentRule(value)))
	case "na", "evidence", "excluded", "bonus_may_exceed":
		return map[bool]string{true: lang.L("yes"), false: lang.L("no")}[value == "true"]
	}
	return value
}

func place(at qa.QuestionAt) string {
	return strconv.Itoa(at.Section+1) + "." + strconv.Itoa(at.Question+1)
}
