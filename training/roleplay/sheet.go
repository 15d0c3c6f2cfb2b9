package roleplay

import "time"

// Sheet is the score of a call taken as on the floor: with work order,
// knowledge base, hold and wrap-up.
//
//	compliance  K of Score
//	fields      right entries / entries of the work order
//	knowledge   1 if an article was opened whose title has a word of Scenario.Reads
//	handling    1 within the band of handling time (talk, hold and wrap-up), else
//	            the nearer end of the band over the time taken, or the other way round
//	mood        mood at the end / 100
//	overall     100 · Σ w·part / Σ w · (1 − P), as Score has it
//
// The weights are 0.35, 0.20, 0.15, 0.15 and 0.15; a part with nothing to count
// leaves its share to the others. A missed critical point fails it all.
type Sheet struct {
	Compliance, Fields, Knowledge, Handling, Mood Part
	Penalty                                       float64
	Raw, Overall                                  float64
	Failed                                        bool
	Entries                                       []Entry
	Article                                       string        // the right one that was opened
	ArticleAt                                     time.Duration // when
	Took                                          time.Duration // talk, hold and wrap-up
}

// Entry is one entry of the work order with what became of it.
type Entry struct {
	Field Field
	Have  string
	Right bool
	At    time.Duration // of the last entry; 0: none
}

// Sheet scores the call with the wrap-up that followed it: the time until the
// last move.
func (r *Run) Sheet() Sheet {
	score := r.Score()
	s := Sheet{Compliance: score.Points, Penalty: score.Penalty, Failed: score.Failed, Took: r.At}
	for i, f := range r.S.Form {
		e := Entry{Field: f, Have: r.Entries[i], At: r.Filled[i]}
		if _, e.Right = f.Right.find(Plain(e.Have)); e.Right {
			s.Fields.Got++
		}
		s.Fields.Of++
		s.Entries = append(s.Entries, e)
	}
	if len(r.S.Reads) > 0 {
		s.Knowledge.Of = 1
		right := Pattern{Say: r.S.Reads}.ready()
		for i, title := range r.Read {
			if _, ok := right.find(Plain(title)); ok {
				s.Knowledge.Got, s.Article, s.ArticleAt = 1, title, r.ReadAt[i]
			}
		}
	}
	s.Handling = r.handling(s.Took)
	s.Mood = Part{Got: float64(r.Mood), Of: 100}
	s.add()
	return s
}

// handling holds the time taken against the band.
func (r *Run) handling(took time.Duration) Part {
	p := Part{Got: 1, Of: 1}
	switch {
	case r.S.Most == 0:
		return Part{}
	case took > r.S.Most:
		p.Got = float64(r.S.Most) / float64(took)
	case took < r.S.Least:
		p.Got = float64(took) / float64(r.S.Least)
	}
	return p
}

func (s *Sheet) add() {
	sum, weights := 0.0, 0.0
	for _, x := range []struct {
		p *Part
		w float64
	}{{&s.Compliance, .35}, {&s.Fields, .2}, {&s.Knowledge, .15}, {&s.Handling, .15}, {&s.Mood, .15}} {
		x.p.Weight = 0
		if x.p.Of == 0 {
			continue
		}
		x.p.rate()
		x.p.Weight = x.w
		sum += x.w * x.p.Value
		weights += x.w
	}
	if weights > 0 {
		s.Raw = 100 * sum / weights * (1 - s.Penalty)
	}
	if s.Overall = s.Raw; s.Failed {
		s.Overall = 0
	}
}
