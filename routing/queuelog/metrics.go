package queuelog

import (
	"slices"

	"shifu/routing/sim"
)

// Figures are the measures of a queue, or of all. A quotient of nothing by
// nothing is null.
type Figures struct {
	Offered       int64    `json:"offered"`
	Answered      int64    `json:"answered"`
	Abandoned     int64    `json:"abandoned"`
	Blocked       int64    `json:"blocked"` // a queue_log tells of none
	AnswerRate    *float64 `json:"answer_rate"`
	AbandonRate   *float64 `json:"abandon_rate"`
	SLa           *float64 `json:"sl_a"`
	SLb           *float64 `json:"sl_b"`
	SLc           *float64 `json:"sl_c"`
	SLd           *float64 `json:"sl_d"`
	SLe           *float64 `json:"sl_e"`
	SLf           *float64 `json:"sl_f"`
	PWait         *float64 `json:"p_wait"`
	ASA           *float64 `json:"asa_s"`
	WaitMean      *float64 `json:"wait_mean_s"`
	WaitAbandoned *float64 `json:"wait_abandoned_s"`
	QueueMean     *float64 `json:"queue_mean"` // over the time from the first to the last line
	Details       *Details `json:"details,omitempty"`
}

// Details are the figures beside those that simulations have too.
type Details struct {
	AnswerAll    *float64           `json:"answer_rate_with_blocked"` // the answer rate: no call is blocked in a queue_log
	Timely       *float64           `json:"timely_rate"`              // answered within the service level / offered
	Timely15     *float64           `json:"timely_rate_15s"`          // answered within 15 s / offered, and so on
	Timely20     *float64           `json:"timely_rate_20s"`
	Timely30     *float64           `json:"timely_rate_30s"`
	AbandonShort *float64           `json:"abandon_rate_short"` // short ones / offered
	TalkMean     *float64           `json:"talk_mean_s"`        // a queue_log tells of no wrap-up
	WaitLongest  *float64           `json:"wait_longest_s"`
	WaitP50      *float64           `json:"wait_p50_s"` // of answered and abandoned, by nearest rank
	WaitP90      *float64           `json:"wait_p90_s"`
	WaitP95      *float64           `json:"wait_p95_s"`
	TransferRate *float64           `json:"transfer_rate"` // passed on / answered, those included that came by a transfer
	Received     int64              `json:"received"`      // came by a transfer; they are offered where they came first
	ReceivedRate *float64           `json:"received_answer_rate"`
	ReceivedWait *float64           `json:"received_asa_s"`
	FCR          *float64           `json:"fcr"`            // matters that one answered call settled / matters of known callers
	NotReady     *float64           `json:"not_ready_rate"` // paused / time as a member
	ByReason     map[string]float64 `json:"not_ready_by"`
	Adherence    *float64           `json:"adherence"`   // null, as the two below: a queue_log holds no schedule
	Conformance  *float64           `json:"conformance"` // and tells nothing of who should have been there
	Shrinkage    *float64           `json:"shrinkage"`
}

// Report holds the figures of every queue that a call entered.
type Report struct {
	Queues map[string]Figures `json:"queues"`
	Total  Figures            `json:"total"`
}

// Measure computes the figures with a service level of within seconds; an
// abandoned call is short if it waited less than short seconds.
func (h *History) Measure(within, short float64) Report {
	tallies, received := make([]sim.Tally, len(h.Queues)), make([]sim.Tally, len(h.Queues))
	for i := range h.Visits {
		v := &h.Visits[i]
		t := &tallies[v.Queue]
		if v.Taken {
			t = &received[v.Queue]
		}
		count(t, v, int64(within*second), int64(short*second))
		work(&tallies[v.Queue], v)
	}
	r := Report{Queues: map[string]Figures{}}
	span := float64(h.Until-h.From) * second
	var total, moved sim.Tally
	for i := range tallies {
		if tallies[i].Offered+received[i].Offered > 0 {
			r.Queues[h.Queues[i]] = figures(&tallies[i], &received[i], span)
			total.Add(&tallies[i])
			moved.Add(&received[i])
		}
	}
	r.Total = figures(&total, &moved, span)
	for name, f := range r.Queues {
		queue := int32(slices.Index(h.Queues, name))
		h.details(f.Details, func(k int32) bool { return k == queue })
	}
	h.details(r.Total.Details, func(int32) bool { return true })
	return r
}

func count(t *sim.Tally, v *Visit, within, short int64) {
	t.Offered++
	wait := int64(v.Wait) * second
	switch v.Outcome {
	case Answered:
		t.Served(wait, within)
	case Abandoned:
		t.Left(wait, within, short)
	}
}

// work counts what is counted wherever a call came first.
func work(t *sim.Tally, v *Visit) {
	t.Queued += float64(v.Wait) * second
	if v.Outcome != Answered {
		return
	}
	if t.Taken++; v.Passed {
		t.Passed++
	}
}

func figures(t, received *sim.Tally, span float64) Figures {
	of := func(r sim.Ratio) *float64 { return quotient(r.Of(t)) }
	details := &Details{AnswerAll: of(sim.AnswerAll), Timely: of(sim.Timely), Timely15: of(sim.Timely15), Timely20: of(sim.Timely20), Timely30: of(sim.Timely30), AbandonShort: of(sim.AbandonShort), TransferRate: of(sim.TransferRate),
		Received: received.Offered, ReceivedRate: quotient(sim.AnswerRate.Of(received)), ReceivedWait: quotient(sim.ASA.Of(received))}
	return Figures{Details: details, Offered: t.Offered, Answered: t.Answered, Abandoned: t.Abandoned,
		AnswerRate: of(sim.AnswerRate), AbandonRate: of(sim.AbandonRate),
		SLa: of(sim.SLa), SLb: of(sim.SLb), SLc: of(sim.SLc), SLd: of(sim.SLd), SLe: of(sim.SLe), SLf: of(sim.SLf),
		PWait: of(sim.PWait), ASA: of(sim.ASA), WaitMean: of(sim.WaitMean), WaitAbandoned: of(sim.WaitAbandoned),
		QueueMean: quotient(t.Queued, span)}
}

func quotient(up, down float64) *float64 {
	if down == 0 {
		return nil
	}
	q := up / down
	return &q
}

// Brief leaves the details out.
func (r Report) Brief() Report {
	out := Report{map[string]Figures{}, r.Total}
	out.Total.Details = nil
	for name, f := range r.Queues {
		f.Details = nil
		out.Queues[name] = f
	}
	return out
}
