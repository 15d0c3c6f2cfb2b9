// Package cut finds the mark from which an exam is passed: by judges' ratings
// of the questions (Angoff), and by compromise between what judges demand and
// how people did (Beuk, Hofstee).
package cut

import (
	"math"
	"strconv"
	"strings"

	"shifu/internal/fault"
	"shifu/qa/agreement"
	"shifu/qa/interval"
	"shifu/recordings/intake"
)

// Ratings are judges' estimates: p[j][i] is the chance, 0…1, that a
// just-competent agent answers question i rightly. Marks weigh the questions;
// nil: 1 each.
type Ratings struct {
	Judges []string
	Items  []string
	P      [][]float64
	Marks  []float64
}

// Angoff is what the judges say together.
type Angoff struct {
	Judges []Judge  `json:"judges"`
	Cut    *float64 `json:"cut"` // mean of the judges' cuts, in marks
	SE     *float64 `json:"se"`  // SD of the judges' cuts ÷ √J
	Low    *float64 `json:"low"` // 95 % interval by Student's t with J − 1
	High   *float64 `json:"high"`
	ICC    *float64 `json:"icc_a_k"` // agreement of the judges' mean, 0.80 and more is good
}

// Judge is one judge's cut: the sum of their estimates.
type Judge struct {
	Name string  `json:"name"`
	Cut  float64 `json:"cut"`
}

// Judged computes the cut (Angoff, in Thorndike (ed.), Educational Measurement,
// 1971, 514-515). The agreement is ICC(A,k) of questions by judges (McGraw &
// Wong 1996).
func Judged(r Ratings) Angoff {
	var out Angoff
	cuts := make([]float64, len(r.P))
	for j, row := range r.P {
		for i, p := range row {
			cuts[j] += p * r.mark(i)
		}
		out.Judges = append(out.Judges, Judge{r.Judges[j], cuts[j]})
	}
	mean, sd := spread(cuts)
	out.Cut = &mean
	if n := len(cuts); n > 1 {
		se := sd / math.Sqrt(float64(n))
		half := interval.Half(n, sd)
		low, high := mean-half, mean+half
		out.SE, out.Low, out.High = &se, &low, &high
	}
	out.ICC = r.icc()
	return out
}

func (r Ratings) mark(i int) float64 {
	if r.Marks == nil {
		return 1
	}
	return r.Marks[i]
}

func spread(xs []float64) (mean, sd float64) {
	for _, x := range xs {
		mean += x / float64(len(xs))
	}
	for _, x := range xs {
		sd += (x - mean) * (x - mean)
	}
	if len(xs) < 2 {
		return mean, 0
	}
	return mean, math.Sqrt(sd / float64(len(xs)-1))
}

func (r Ratings) icc() *float64 {
	cells := agreement.Ratings{Raters: r.Judges}
	for i, item := range r.Items {
		row := make([]string, len(r.P))
		for j := range r.P {
			row[j] = strconv.FormatFloat(r.P[j][i], 'g', -1, 64)
		}
		cells.Units, cells.Cells = append(cells.Units, item), append(cells.Cells, row)
	}
	return agreement.Measure(cells, agreement.Options{Level: agreement.Interval}).ICC.AgreementMean.Value
}

// RatingsFrom reads a table: the judge in the first column, then a column a
// question with chances from 0 to 1.
func RatingsFrom(t intake.Table) (Ratings, error) {
	refuse := func(key string, v fault.Values) (Ratings, error) {
		v["File"] = t.Name
		return Ratings{}, fault.New(fault.Invalid, key, v)
	}
	if len(t.Header) < 2 {
		return refuse("{{.File}} has {{.Have}} columns; at least {{.Want}} are needed.", fault.Values{"Have": len(t.Header), "Want": 2})
	}
	r := Ratings{Items: t.Header[1:]}
	for _, line := range t.Rows {
		if len(line.Cells) != len(t.Header) {
			return refuse("Line {{.Line}} of {{.File}} has {{.Have}} cells, the header has {{.Want}}.",
				fault.Values{"Line": line.Number, "Have": len(line.Cells), "Want": len(t.Header)})
		}
		row := make([]float64, len(r.Items))
		for i, cell := range line.Cells[1:] {
			p, err := strconv.ParseFloat(strings.TrimSpace(cell), 64)
			if err != nil || !(p >= 0 && p <= 1) {
				return refuse("Line {{.Line}} of {{.File}}, column {{.Column}}: {{.Have}} is no chance from 0 to 1, such as 0.65.",
					fault.Values{"Line": line.Number, "Column": t.Header[i+1], "Have": cell})
			}
			row[i] = p
		}
		r.Judges, r.P = append(r.Judges, line.Cells[0]), append(r.P, row)
	}
	if len(r.P) == 0 {
		return refuse("{{.File}} has a header and nothing below it.", fault.Values{})
	}
	return r, nil
}
