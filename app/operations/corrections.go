package operations

import (
	"cmp"
	"context"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/app/parts"
	"shifu/qa/indicators"
)

// asking is the correction that is being typed.
type asking struct {
	choices *parts.Segments
	why     *parts.Entry
}

var allOutcomes = []indicators.Outcome{indicators.Upheld, indicators.Rejected, indicators.OpenOutcome}

// askOutcome asks how a complaint came out, and why that differs.
func (s *Screen) askOutcome(c indicators.Complaint) {
	var words []string
	at := 0
	for k, o := range allOutcomes {
		words = append(words, outcomeCell(o).Text)
		if o == c.Outcome {
			at = k
		}
	}
	set := func(ctx context.Context, k int, why string) error {
		return s.d.Corrections.CorrectComplaint(ctx, s.d.Actor, c.ID, allOutcomes[k], why)
	}
	s.askCorrection(lang.L("Correct complaint {{.Number}}", map[string]any{"Number": c.Number}), words, at, c.Correction, set)
}

// askVerdict asks whether a work order is faulty, and why that differs.
func (s *Screen) askVerdict(o indicators.Order) {
	at := 1
	if o.Faulty {
		at = 0
	}
	set := func(ctx context.Context, k int, why string) error {
		return s.d.Corrections.CorrectOrder(ctx, s.d.Actor, o.ID, k == 0, why)
	}
	s.askCorrection(lang.L("Correct work order {{.Number}}", map[string]any{"Number": o.Number}), []string{lang.L("faulty"), lang.L("without fault")}, at, o.Correction, set)
}

func verdictCell(o indicators.Order) parts.Cell {
	if o.Faulty {
		return parts.StateCell(lang.L("faulty"), parts.StateBad)
	}
	return parts.StateCell(lang.L("without fault"), parts.StateGood)
}

// askCorrection offers the verdicts and asks for a reason; the toast takes it
// back, with the reason that stood before.
func (s *Screen) askCorrection(title string, verdicts []string, at int, before string, set func(ctx context.Context, k int, why string) error) {
	chosen := at
	choices := parts.NewSegments(verdicts, at, func(k int) { chosen = k })
	why := parts.NewEntry(lang.L("Why, for the audit log")).Wide(470)
	s.asked = asking{choices, why}
	undo := func() {
		background.Run(s.kept, s.d.Stage, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, set(ctx, at, cmp.Or(before, lang.L("Undone")))
		}, func(_ struct{}, err error) { s.d.Fail(err) })
	}
	text := lang.L("Rates that rest on this list change with it; what the daily figures tell stays as it is.")
	s.form(title, text, parts.Stack(10, choices, why), why, func() (func(context.Context) error, error) {
		k, reason := chosen, why.Text()
		return func(ctx context.Context) error { return set(ctx, k, reason) }, nil
	}, nil, undo)
}
