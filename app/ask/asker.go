package ask

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/fault"
)

// Wide is the width of a field that fills the dialog.
const Wide = 428

// Asker asks on one desk, as long as ctx lives.
type Asker struct {
	Ctx  context.Context
	Desk *desk.Desk
	Done func() // after something was kept; nil: nothing
}

// Work is what an answer asks for.
type Work = func(ctx context.Context) error

// Do does something that is kept and says so; failed hears what stood against
// it, or nil.
func (a Asker) Do(said string, work Work, failed func(error)) {
	background.Run(a.Ctx, a.Desk.Stage, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		failed(err)
		if err != nil {
			return
		}
		a.Desk.Toast(said, nil)
		a.Desk.Trace("done", map[string]any{"what": said})
		if a.Done != nil {
			a.Done()
		}
	})
}

// Fields asks a question with fields, the first of which (nil: none) has the
// keyboard; read makes work of them.
func (a Asker) Fields(q parts.Question, fields fyne.CanvasObject, first *parts.Entry, said string, read func() (Work, error)) {
	if q.Kind != parts.Delete {
		q.Kind = parts.Main
	}
	q.Width = look.Scaled(Wide + 40)
	Form(a.Desk, q, first, fields, func(done func(error)) {
		work, err := read()
		if err != nil {
			done(err)
			return
		}
		a.Do(said, work, done)
	})
}

// Why asks for a reason.
func (a Asker) Why(title, text, verb, said string, do func(ctx context.Context, why string) error) {
	why := parts.NewEntry(lang.L("Reason")).Wide(Wide)
	a.Fields(parts.Question{Title: title, Text: text, Act: verb}, why, why, said, func() (Work, error) {
		given := why.Text()
		return func(ctx context.Context) error { return do(ctx, given) }, nil
	})
}

// Labelled is a field with its label at the left.
func Labelled(label string, o fyne.CanvasObject) fyne.CanvasObject {
	return parts.High(36, parts.Row(8, parts.Fix(look.Scaled(96), 0, parts.Label(label)), o))
}

// Day reads a date as 2026-11-27 in zone.
func Day(typed string, zone *time.Location) (time.Time, error) {
	at, err := time.ParseInLocation(time.DateOnly, strings.TrimSpace(typed), zone)
	if err != nil {
		return at, fault.New(fault.Invalid, "\"{{.Have}}\" is no day. Write it as 2026-11-27.", fault.Values{"Have": typed})
	}
	return at, nil
}

// Minute reads a day and time as 2026-11-27 14:00 in zone.
func Minute(typed string, zone *time.Location) (time.Time, error) {
	at, err := time.ParseInLocation(MinuteLayout, strings.TrimSpace(typed), zone)
	if err != nil {
		return at, fault.New(fault.Invalid, "\"{{.Have}}\" is no day and time. Write it as 2026-11-27 14:00.", fault.Values{"Have": typed})
	}
	return at, nil
}

// MinuteLayout is how a day and time is typed.
const MinuteLayout = "2006-01-02 15:04"
