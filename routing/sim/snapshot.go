package sim

// Snapshot is a run as it stood at a moment.
type Snapshot struct{ run Run }

// Snapshot copies the run, the journal apart.
func (r *Run) Snapshot() *Snapshot {
	s := &Snapshot{}
	s.run.copy(r)
	return s
}

// Restore puts the run back to where the snapshot was taken. It goes on from
// there as it did then; who listens stays the same.
func (r *Run) Restore(s *Snapshot) {
	journal, why := r.journal, r.why
	r.copy(&s.run)
	r.journal, r.why = journal, why
}

// Copy makes r the same run as from, at the same moment; who listens to r stays.
func (r *Run) Copy(from *Run) {
	journal, why := r.journal, r.why
	r.copy(from)
	r.journal, r.why = journal, why
}

func (r *Run) copy(from *Run) {
	mine := *r
	*r = *from
	r.calendar.events = append(mine.calendar.events[:0], from.calendar.events...)
	r.arrivals.events = append(mine.arrivals.events[:0], from.arrivals.events...)
	r.calls = append(mine.calls[:0], from.calls...)
	r.line, r.bench = append(mine.line[:0], from.line...), append(mine.bench[:0], from.bench...)
	r.lines, r.spare = append(mine.lines[:0], from.lines...), append(mine.spare[:0], from.spare...)
	r.unused = append(mine.unused[:0], from.unused...)
	r.agents = append(mine.agents[:0], from.agents...)
	r.turns = append(mine.turns[:0], from.turns...)
	r.queues = append(mine.queues[:0], from.queues...)
	r.teams = append(mine.teams[:0], from.teams...)
	r.flows = append(mine.flows[:0], from.flows...)
	r.bells, r.miss = append(mine.bells[:0], from.bells...), append(mine.miss[:0], from.miss...)
	r.late, r.delay = append(mine.late[:0], from.late...), append(mine.delay[:0], from.delay...)
	r.pending = append(mine.pending[:0], from.pending...)
	r.lonely = append(mine.lonely[:0], from.lonely...)
	r.open = append(mine.open[:0], from.open...)
	r.cursor = append(mine.cursor[:0], from.cursor...)
	r.notes = append(mine.notes[:0], from.notes...)
	r.moves = append(mine.moves[:0], from.moves...)
	r.pauses = append(mine.pauses[:0], from.pauses...)
	r.tallies = append(mine.tallies[:0], from.tallies...)
	r.received = append(mine.received[:0], from.received...)
	r.times = append(mine.times[:0], from.times...)
	r.rolls = append(mine.rolls[:0], from.rolls...)
	r.away = append(mine.away[:0], from.away...)
	r.waited = append(mine.waited[:0], from.waited...)
	r.spans = append(mine.spans[:0], from.spans...)
	r.journal, r.why = nil, nil
}
