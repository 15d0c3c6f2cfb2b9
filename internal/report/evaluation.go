// Package report writes what people take away from Shifu: the evaluation
// report as a PDF, and lists as Excel or CSV tables. It takes domain values
// and knows neither window nor database.
package report

import (
	"io"
	"time"

	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/score"
	"shifu/recordings"
	"shifu/recordings/peaks"
)

// Evaluation is all that an evaluation report shows.
type Evaluation struct {
	Call       recordings.Row
	Evaluation qa.Evaluation
	Version    qa.Version      // of the rubric, the one that the evaluation names
	Result     score.Result    // of the answers under Version; left empty it is computed
	Earlier    []qa.Evaluation // earlier editions, oldest first
	Peaks      *peaks.Pyramid  // nil: no waveform
	Stamp      Stamp
}

// Stamp says who took a document out of which workspace, and when.
type Stamp struct {
	By        string // name of the person who prints or exports
	Workspace string
	AuditHead string // hash of the newest row of the audit log, hex
	At        time.Time
	Zone      *time.Location // in which instants are shown; nil: UTC
}

func (s Stamp) zone() *time.Location {
	if s.Zone == nil {
		return time.UTC
	}
	return s.Zone
}

// WriteEvaluation writes the report of one evaluation as a PDF of A4 pages in
// language l: head and score, facts, waveform with moments, every answer, the
// derivation, versions and signatures, and on every page the foot with rubric
// version, edition, Hash, audit head, and who printed it when. Characters that
// the typeface lacks appear as [U+1F600]. It fails only if w does.
func WriteEvaluation(w io.Writer, l words.Language, e Evaluation) error {
	s, err := newSheet()
	if err != nil {
		return err
	}
	if !e.scoredHere() {
		e.Result = score.Score(&e.Version, e.Evaluation.Answers)
	}
	p := fit(s, l, &e)
	return p.write(w, info{title: p.title() + " - " + p.callTitle(), author: e.Stamp.By,
		subject: p.say("Evaluation report", nil), stamp: e.Stamp})
}

// fit lays the report out as closely as needed for one page, if that helps.
func fit(s *sheet, l words.Language, e *Evaluation) *page {
	var first *page
	for _, d := range densities {
		p := &page{layout: layout{sheet: s.empty(), density: d, l: l, zone: e.Stamp.zone()}, e: e}
		p.layOut()
		if len(p.pages) == 1 {
			return p
		}
		if first == nil {
			first = p
		}
		if len(p.pages) > 2 {
			break
		}
	}
	return first
}

func (p *page) layOut() {
	p.turn()
	p.head()
	p.facts()
	p.wave()
	p.answers()
	p.remarks()
	p.derivation()
	p.editions()
	p.signatures()
	p.feet()
}
