package report

// density is how closely a report is set: its styles and distances.
type density struct {
	pageTitle, subTitle, blockHead, body, strong, note, label, fine, foot style

	rowPad     float64 // above and below a row of the table
	blockGap   float64 // above a block
	laneHeight float64 // of a voice in the waveform
}

// densities are tried in turn until a report fits on one page; one that fits
// in none is set in the first. Below the last one print would be too small.
var densities = []density{newDensity(1, 1.6), newDensity(0.95, 1.2), newDensity(0.92, 0.8), newDensity(0.9, 0.4)}

func newDensity(k, rowPad float64) density {
	of := func(size float64, c colour, heavy bool) style { return style{size * k, c, heavy} }
	return density{
		pageTitle: of(15.5, ink, true), subTitle: of(10, ink2, false), blockHead: of(9, ink, true),
		body: of(8.5, ink, false), strong: of(8.5, ink, true), note: of(8, ink2, false),
		label: of(7, ink3, false), fine: of(6.8, ink2, false), foot: style{6.3, ink3, false},
		rowPad: rowPad, blockGap: 7 * k * k, laneHeight: 25 * k * k,
	}
}
