package desk

import (
	"time"

	"fyne.io/fyne/v2/lang"
)

// WorkingTime words working time that is left, or by which something is late;
// day is the length of a working day.
func WorkingTime(left, day time.Duration) string {
	late := left < 0
	if late {
		left = -left
	}
	days := 0
	if day > 0 {
		days = int(left / day)
		left -= time.Duration(days) * day
	}
	facts := map[string]any{"D": days, "H": int(left.Hours()), "M": int(left.Minutes()) % 60}
	switch {
	case late && days > 0:
		return lang.L("late by {{.D}} d {{.H}} h", facts)
	case late:
		return lang.L("late by {{.H}} h {{.M}} min", facts)
	case days > 0:
		return lang.L("{{.D}} d {{.H}} h left", facts)
	}
	return lang.L("{{.H}} h {{.M}} min left", facts)
}
