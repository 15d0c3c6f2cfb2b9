package agreement

import (
	"shifu/internal/fault"
	"shifu/internal/words"
)

var (
	oneRater = words.T("Only one rater: there is nothing to compare.", nil)
	noPair   = words.T("No unit has two ratings.", nil)
	oneUnit  = words.T("Only one unit has two ratings: that is too little to generalise from.", nil)
	allSame  = words.T("All ratings are the same: chance alone would agree as well.", nil)
	noWhole  = words.T("Fewer than two units were rated by every rater.", nil)
	noSpread = words.T("The units don't differ: there is nothing to tell apart.", nil)
	noBounds = words.T("The units differ too little for an interval.", nil)
	negative = words.T("The ratio level needs numbers from 0 up.", nil)
	skipped  = words.T("The interval needs a bootstrap, which was not asked for.", nil)
)

// unpaired says why nothing can be compared; zero: something can.
func (t *table) unpaired() words.Text {
	switch {
	case t.raters < 2:
		return oneRater
	case len(t.paired) == 0:
		return noPair
	}
	return words.Text{}
}

// chanceless says why there is no telling agreement from chance; zero: there is.
func (t *table) chanceless() words.Text {
	why := t.unpaired()
	switch {
	case !why.IsZero():
		return why
	case len(t.paired) == 1:
		return oneUnit
	case len(t.names) < 2:
		return allSame
	}
	return words.Text{}
}

// needing measures what needs numbers.
func (t *table) needing(measure func() Coefficient) Coefficient {
	if t.word != "" {
		return t.undefined(t.wordy())
	}
	return measure()
}

func (t *table) wordy() words.Text {
	return words.T("This needs numbers, and \"{{.Word}}\" (unit {{.Row}}, rater {{.Column}}) is none.",
		fault.Values{"Word": t.word, "Row": t.row + 1, "Column": t.column + 1})
}

// levelled measures what needs numbers above the nominal level, and numbers
// from 0 up at that of ratios.
func (t *table) levelled(l Level, measure func() Coefficient) Coefficient {
	switch {
	case l == Nominal:
		return measure()
	case l == Ratio && len(t.numbers) > 0 && t.numbers[0] < 0:
		return t.undefined(negative)
	}
	return t.needing(measure)
}
