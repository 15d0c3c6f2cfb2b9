package door

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
)

// focusSoon is how long the window needs to lay a new page out before a field
// in it can take the focus.
const focusSoon = 50 * time.Millisecond

// FirstRun offers to fill an empty workspace with the demo, or to begin with
// oneself as its only person. begun is called when somebody can sign in.
func FirstRun(d Doorway, demo func(context.Context, func(done, total int)) error,
	found func(ctx context.Context, name string) error, begun func()) fyne.CanvasObject {
	refused := newWrong()
	bar := parts.NewProgressLine(0, look.Scaled(formWidth))
	bar.Hide()
	said := parts.Label("")
	ctx, stop := context.WithCancel(context.Background())
	make := parts.NewButton(lang.L("Open the demo"), parts.Main, nil).WithIcon("play")
	alone := parts.NewButton(lang.L("Start empty"), parts.Plain, nil)
	make.OnTapped = func() {
		make.Disable()
		alone.Disable()
		bar.Show()
		fill(ctx, d, demo, bar, said, func(err error) {
			make.Enable()
			alone.Enable()
			refused.say(d.Language, err)
			if err == nil {
				stop()
				begun()
			}
		})
	}
	name := parts.NewEntry(lang.L("Your name")).WithIcon("account").Wide(formWidth)
	alone.OnTapped = func() { firstPerson(d, found, name.Text(), refused, begun) }
	return leaf(d, lang.L("Welcome"), lang.L("This workspace is empty. The demo shows everything with 40 invented calls; you can also begin with your own."),
		parts.Row(8, make, parts.Gap()), bar, said, parts.Room(0, 16),
		parts.Strong(lang.L("Or begin with your own calls")), name, parts.Row(8, alone, parts.Gap()), refused.room)
}

func fill(ctx context.Context, d Doorway, demo func(context.Context, func(done, total int)) error,
	bar *parts.ProgressLine, said *parts.Text, ended func(error)) {
	said.Set(lang.L("Making calls, people and a year of scores ..."))
	background.Run(ctx, d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, demo(ctx, func(done, total int) {
			d.Stage.Show(func() { bar.Set(float64(done) / float64(max(total, 1))) })
		})
	}, func(_ struct{}, err error) { ended(err) })
}

func firstPerson(d Doorway, found func(ctx context.Context, name string) error, name string, refused *wrong, begun func()) {
	background.Run(context.Background(), d.Stage, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, found(ctx, name)
	}, func(_ struct{}, err error) {
		refused.say(d.Language, err)
		if err == nil {
			begun()
		}
	})
}

// Statement asks a vendor's person to confirm the confidentiality statement
// before the first call opens.
func Statement(d Doorway, by people.Actor, confirmed func(people.Actor), refusedToSign func()) fyne.CanvasObject {
	refused := newWrong()
	confirm := parts.NewButton(lang.L("I confirm"), parts.Main, func() {
		background.Run(context.Background(), d.Stage, func(ctx context.Context) (people.Actor, error) {
			return d.Door.Confirm(ctx, by)
		}, func(by people.Actor, err error) {
			refused.say(d.Language, err)
			if err == nil {
				confirmed(by)
			}
		})
	})
	leave := parts.NewButton(lang.L("Not now"), parts.Plain, refusedToSign)
	points := parts.Stack(8)
	for _, sentence := range []string{
		lang.L("I use recordings, transcripts and customer data only for my work here."),
		lang.L("I copy, photograph and pass on nothing of them, in no form."),
		lang.L("I report at once when I see that data got into the wrong hands."),
		lang.L("I know that every opening of a call is logged under my name."),
	} {
		p := parts.NewParagraph(sentence, look.TextBody, look.Ink)
		p.Width = look.Scaled(formWidth)
		points.Add(parts.FullRow(8, parts.Stack(0, parts.Room(0, 2), parts.NewIcon("check", 16, look.Accent)), parts.Grow(p)))
	}
	return leaf(d, lang.L("Confidentiality"), lang.L("{{.Name}}, you work for a vendor. Confirm this before the first call opens.", map[string]any{"Name": by.Name}),
		points, parts.Room(0, 8), parts.Row(8, confirm, leave, parts.Gap()), refused.room)
}
