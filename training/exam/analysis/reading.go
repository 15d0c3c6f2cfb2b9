package analysis

import "shifu/internal/words"

// Verdict says how a figure lies in its band.
type Verdict int

// The verdicts.
const (
	Unknown Verdict = iota
	Fine
	Watch
	Bad
)

// Reading is a figure in words.
type Reading struct {
	Verdict Verdict
	Word    words.Text
	Band    words.Text // where it should lie
}

// The bands in which the figures of an exam should lie, after Moodle's
// documentation "Quiz report statistics".
var (
	bandMean     = words.T("50 to 75 %", nil)
	bandSD       = words.T("12 to 18 %", nil)
	bandSkewness = words.T("about -1", nil)
	bandKurtosis = words.T("0 to 1", nil)
	bandAlpha    = words.T("above 75 %, hardly above 90 %", nil)
	bandRatio    = words.T("50 % at the most", nil)
	bandError    = words.T("5 to 8 % at the most", nil)
)

func read(v Verdict, key string, band words.Text) Reading {
	return Reading{v, words.T(key, nil), band}
}

// ReadMean reads the mean as a share of all marks.
func ReadMean(share float64) Reading {
	switch {
	case share < .50:
		return read(Watch, "hard", bandMean)
	case share > .75:
		return read(Watch, "easy", bandMean)
	}
	return read(Fine, "as it should be", bandMean)
}

// ReadSD reads the standard deviation as a share of all marks.
func ReadSD(share float64) Reading {
	switch {
	case share < .12:
		return read(Watch, "marks lie too close together", bandSD)
	case share > .18:
		return read(Watch, "marks lie far apart", bandSD)
	}
	return read(Fine, "as it should be", bandSD)
}

// ReadSkewness reads the skewness.
func ReadSkewness(x float64) Reading {
	switch {
	case x < -1.5:
		return read(Watch, "tells the good from the best hardly", bandSkewness)
	case x > 1:
		return read(Watch, "tells people at the pass mark apart hardly", bandSkewness)
	}
	return read(Fine, "as it should be", bandSkewness)
}

// ReadKurtosis reads the kurtosis.
func ReadKurtosis(x float64) Reading {
	switch {
	case x > 1:
		return read(Watch, "marks crowd in the middle", bandKurtosis)
	case x < -1:
		return read(Watch, "marks lie flat or in two heaps", bandKurtosis)
	}
	return read(Fine, "as it should be", bandKurtosis)
}

// ReadAlpha reads alpha, which is the coefficient of internal consistency.
func ReadAlpha(a float64) Reading {
	switch {
	case a < .64:
		return read(Bad, "unsatisfactory", bandAlpha)
	case a <= .75:
		return read(Watch, "just sufficient", bandAlpha)
	}
	return read(Fine, "satisfactory", bandAlpha)
}

// ReadRatio reads the error ratio, a share: how much of the spread of marks is
// chance.
func ReadRatio(share float64) Reading {
	if share > .6 {
		return read(Bad, "chance weighs too much", bandRatio)
	}
	if share > .5 {
		return read(Watch, "chance weighs much", bandRatio)
	}
	return read(Fine, "as it should be", bandRatio)
}

// ReadError reads the standard error as a share of all marks.
func ReadError(share float64) Reading {
	if share > .08 {
		return read(Watch, "single marks are uncertain", bandError)
	}
	return read(Fine, "as it should be", bandError)
}

// ReadFacility reads the share of its mark that a question gives.
func ReadFacility(share float64) Reading {
	for _, band := range []struct {
		from    float64
		verdict Verdict
		key     string
	}{{95, Watch, "extremely easy"}, {90, Watch, "very easy"}, {81, Fine, "easy"}, {66, Fine, "fairly easy"}, {35, Fine, "about right"},
		{21, Fine, "fairly hard"}, {11, Watch, "hard"}, {6, Watch, "very hard"}} {
		if Round(share) >= band.from {
			return Reading{Verdict: band.verdict, Word: words.T(band.key, nil)}
		}
	}
	return Reading{Verdict: Bad, Word: words.T("extremely hard, or a wrong key", nil)}
}

// ReadPull reads the discrimination index, a share.
func ReadPull(share float64) Reading {
	switch {
	case share < 0:
		return Reading{Verdict: Bad, Word: words.T("probably invalid", nil)}
	case Round(share) < 20:
		return Reading{Verdict: Watch, Word: words.T("very weak", nil)}
	case Round(share) < 30:
		return Reading{Verdict: Watch, Word: words.T("weak", nil)}
	case Round(share) < 50:
		return Reading{Verdict: Fine, Word: words.T("adequate", nil)}
	}
	return Reading{Verdict: Fine, Word: words.T("very good", nil)}
}
