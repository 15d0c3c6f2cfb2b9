package queuelog

import (
	"cmp"
	"slices"
	"strconv"

	"shifu/internal/fault"
)

func (r *reader) leaves(who [2]int32, at int64) {
	if from, ok := r.since[who]; ok {
		r.history.Members = append(r.history.Members, Span{who[0], who[1], from, at})
		delete(r.since, who)
	}
}

func (r *reader) pauses(e *record, reason []byte) {
	r.paused[r.member(e)] = Pause{Agent: r.agent(e), Queue: r.queue(e), Reason: r.intern(r.reasons, &r.history.Reasons, reason), From: e.at}
}

func (r *reader) unpauses(who [2]int32, at int64) {
	if p, ok := r.paused[who]; ok {
		p.Until = at
		r.history.Pauses = append(r.history.Pauses, p)
		delete(r.paused, who)
	}
}

func (r *reader) passes(e *record) {
	if i := r.stay(e); i >= 0 {
		r.history.Visits[i].Passed = true
		r.moved[string(e.call)] = r.history.Visits[i].Queue
	}
}

// caller is the number of a known caller, by the order in which they came.
func (r *reader) caller(id []byte) int32 {
	switch string(id) {
	case "", "unknown", "anonymous", "Anonymous", "NONE":
		return -1
	}
	if i, ok := r.callers[string(id)]; ok {
		return i
	}
	i := int32(len(r.callers))
	r.callers[string(id)] = i
	return i
}

// stay is the visit of a call that is under way, −1 if none is.
func (r *reader) stay(e *record) int32 {
	r.key = append(append(append(r.key[:0], e.call...), '|'), e.queue...)
	if i, ok := r.open[string(r.key)]; ok {
		return i
	}
	return -1
}

func (r *reader) enters(e *record) {
	r.stay(e)
	r.open[string(r.key)] = int32(len(r.history.Visits))
	v := Visit{Arrived: e.at, Queue: r.queue(e), Agent: -1, Talk: -1, Caller: r.caller(e.parameters[1])}
	if len(r.moved) > 0 {
		r.arrivesByTransfer(&v, e.call)
	}
	r.history.Visits = append(r.history.Visits, v)
}

// arrivesByTransfer notes where a call comes from that was passed on before.
func (r *reader) arrivesByTransfer(v *Visit, call []byte) {
	if from, ok := r.moved[string(call)]; ok {
		v.Taken, v.From = true, from
		delete(r.moved, string(call))
	}
}

func (r *reader) seconds(e *record, parameter int) (int32, error) {
	n, ok := number(e.parameters[parameter])
	if !ok || n > 1<<30 {
		return 0, r.broken(string(e.event), "Parameter {{.N}} is \"{{.Have}}\"; it should be a number of seconds.",
			fault.Values{"N": strconv.Itoa(parameter + 1), "Have": string(e.parameters[parameter])})
	}
	return int32(n), nil
}

func (r *reader) ends(e *record, parameter int, how Outcome) error {
	wait, err := r.seconds(e, parameter)
	if err != nil {
		return err
	}
	i := r.stay(e)
	if i < 0 {
		r.history.Earlier++
		return nil
	}
	v := &r.history.Visits[i]
	v.Wait, v.Outcome = wait, how
	if how == Answered {
		v.Agent = r.agent(e)
	} else {
		delete(r.open, string(r.key))
	}
	return nil
}

func (r *reader) talked(e *record, parameter int) error {
	talk, err := r.seconds(e, parameter)
	if err != nil {
		return err
	}
	if i := r.stay(e); i >= 0 {
		r.history.Visits[i].Talk = talk
		delete(r.open, string(r.key))
	}
	return nil
}

func (r *reader) finish() (*History, error) {
	if !r.any {
		return nil, fault.New(fault.Invalid, "{{.File}} is empty.", fault.Values{"File": r.name})
	}
	for who, from := range r.since {
		r.history.Members = append(r.history.Members, Span{who[0], who[1], from, r.history.Until})
	}
	for who := range r.paused {
		r.unpauses(who, r.history.Until)
	}
	slices.SortFunc(r.history.Pauses, func(a, b Pause) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Agent, b.Agent), cmp.Compare(a.Queue, b.Queue))
	})
	slices.SortFunc(r.history.Members, func(a, b Span) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Agent, b.Agent), cmp.Compare(a.Queue, b.Queue))
	})
	for _, i := range r.open {
		if v := &r.history.Visits[i]; v.Outcome == Unfinished {
			v.Wait = int32(r.history.Until - v.Arrived)
		}
	}
	return &r.history, nil
}
