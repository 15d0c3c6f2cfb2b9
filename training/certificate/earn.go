package certificate

import "slices"

// Pass is an attempt at an exam that was passed.
type Pass struct {
	AttemptID string
	ExamID    string
	Day       Day // on which it was handed in
	Paper     Paper
}

// Earned returns the passes that make the next certificate, the last of each
// exam to pass, and the exams that are still missing. Passes from before the
// window opened, and those on which an earlier certificate rests, count no
// more. Which exams are to be passed is told by the day of the last pass:
// essays may be marked when the window has closed. Nothing is earned while a
// certificate is valid whose window is closed, or without exams.
func (p *Programme) Earned(h *Holding, today Day) (passes []Pass, missing []string) {
	if !h.Earnable(today) {
		return nil, nil
	}
	counting := h.counting(today)
	at := today
	if len(counting) > 0 {
		at = Completed(counting)
	}
	for _, id := range p.Paths(h.On(at)) {
		last := -1
		for i, x := range counting {
			if x.ExamID == id && (last < 0 || x.Day >= counting[last].Day) {
				last = i
			}
		}
		if last < 0 {
			missing = append(missing, id)
			continue
		}
		passes = append(passes, counting[last])
	}
	return passes, missing
}

// counting are the passes that count towards the next certificate.
func (h *Holding) counting(today Day) (out []Pass) {
	from := h.CountsFrom(today)
	for _, x := range h.Passed {
		used := slices.ContainsFunc(h.Issues, func(i Issue) bool { return slices.Contains(i.Attempts, x.AttemptID) })
		if x.Day >= from && x.Day <= today && !used {
			out = append(out, x)
		}
	}
	return out
}

// Completed is the day of the last of passes, 0 for none.
func Completed(passes []Pass) (d Day) {
	for _, p := range passes {
		d = max(d, p.Day)
	}
	return d
}
