package parts

// Awake is the question that is awake, empty for none.
func (f *Form) Awake() string { return f.refOf(f.awake) }

// Wake wakes a question and brings it into view; an unknown or empty ref puts
// all to sleep. It reports nothing.
func (f *Form) Wake(ref string) { f.wake(f.find(ref), false) }

func (f *Form) wake(entry int, report bool) {
	if entry == f.awake {
		f.showAwake()
		return
	}
	y := f.top(entry) - f.scroll.Offset.Y
	f.open.leave()
	f.awake = entry
	f.open.bind()
	if entry >= 0 {
		// What was awake above has folded: the row stays under the mouse.
		f.scroll.Offset.Y = f.top(entry) - y
	}
	f.resized()
	f.showAwake()
	if report {
		tell(f.OnWake, f.Awake())
	}
}

// Next wakes the following question, at the end it stays. OnWake reports it.
func (f *Form) Next() { f.step(1) }

// Prev wakes the question before.
func (f *Form) Prev() { f.step(-1) }

func (f *Form) step(by int) {
	from := f.awake
	if from < 0 && by < 0 {
		from = len(f.entries)
	}
	for i := from + by; i >= 0 && i < len(f.entries); i += by {
		if f.entries[i].row >= 0 {
			f.wake(i, true)
			return
		}
	}
}

// NextOpen wakes the next question without an answer, from the one awake on
// and then from the top; it says whether there is one.
func (f *Form) NextOpen() bool {
	for k := 1; k <= len(f.entries); k++ {
		i := (max(f.awake, -1) + k) % len(f.entries)
		if row := f.row(i); row != nil && !row.answered() {
			f.wake(i, true)
			return true
		}
	}
	return false
}
