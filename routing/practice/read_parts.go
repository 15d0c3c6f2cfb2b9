package practice

import (
	"time"

	"github.com/goccy/go-yaml/ast"

	"shifu/internal/fault"
	"shifu/internal/yamlfile"
)

func (r *reader) event(n ast.Node, path string, e *Event) error {
	e.Shape = Pulse
	err := r.Fields(n, path, map[string]setter{
		"at": r.span(&e.At, 0, Longest), "what": word(r, &e.What, []Happening{Storm, Policy, Press, Green, Down, Sick, Notice}),
		"project": r.project(&e.Project), "kind": yamlfile.Into(&r.Source, &e.Kind), "factor": r.number(&e.Factor, 0.05, MostSize),
		"shape": word(r, &e.Shape, []Shape{Pulse, Decay, Lag}), "after": r.span(&e.After, 0, Longest), "rise": r.span(&e.Rise, 0, Longest),
		"hold": r.span(&e.Hold, 0, Longest), "fall": r.span(&e.Fall, 0, Longest), "for": r.span(&e.For, 0, Longest),
		"people": whole(r, &e.People, 1, 1000), "silent": yamlfile.Truth(&r.Source, &e.Silent), "text": yamlfile.Into(&r.Source, &e.Text),
	})
	if err != nil {
		return err
	}
	return r.enough(n, path, e)
}

// enough refuses an event that says too little.
func (r *reader) enough(n ast.Node, path string, e *Event) error {
	if p := Problem(*e); p != nil {
		return r.Broken(yamlfile.Line(n), path, p.Key, p.Values)
	}
	return nil
}

// Problem tells why an event can't happen, nil if it can.
func Problem(e Event) *fault.Fault {
	lacks := func(field string) *fault.Fault {
		return fault.New(fault.Invalid, "An event of this sort needs {{.Field}}.", fault.Values{"Field": field})
	}
	kind := e.Kind == ""
	for _, p := range Projects {
		for _, k := range p.Kinds {
			kind = kind || (k.Key == e.Kind && (p.Key == e.Project || e.Project == ""))
		}
	}
	switch {
	case e.What == "":
		return lacks("what")
	case !kind:
		return fault.New(fault.Invalid, "There is no call type \"{{.Name}}\".", fault.Values{"Name": e.Kind})
	case e.Project != "" && Index(e.Project) < 0:
		return fault.New(fault.Invalid, "There is no project \"{{.Name}}\".", fault.Values{"Name": e.Project})
	case e.What == Sick && e.People == 0:
		return lacks("people")
	case e.What == Sick && e.Project == "":
		return lacks("project")
	case e.What != Sick && e.What != Notice && e.Factor == 0:
		return lacks("factor")
	case !(e.Factor >= 0 && e.Factor <= MostSize):
		return fault.New(fault.Invalid, "{{.Have}} does not lie between {{.Least}} and {{.Most}}.", fault.Values{"Have": e.Factor, "Least": 0, "Most": MostSize})
	}
	return nil
}

func (r *reader) limit(n ast.Node, path string, l *Limit) error {
	l.Project, l.Weight = Emergency, 0.001
	return r.Fields(n, path, map[string]setter{
		"gauge": word(r, &l.Gauge, Gauges), "project": r.project(&l.Project), "least": r.number(&l.Least, 0, 1e6), "most": r.number(&l.Most, 0, 1e6),
		"weight": r.number(&l.Weight, 0, 1), "abort": r.span(&l.Abort, 0, Longest),
	})
}

// deedNames are the words for deeds in files.
var deedNames = []string{"", "open_tier", "close_tier", "lend", "give_back", "recall_breaks", "move_breaks", "put_off_training", "keep_longer", "put_off_callbacks", "notice", "offer_callback", "preset", "urgent"}

// String is the word for a deed in files.
func (d Deed) String() string { return deedNames[d] }

func (r *reader) task(n ast.Node, path string, t *Task) error {
	x := &t.Test
	x.Within = 15 * time.Minute
	err := r.Fields(n, path, map[string]setter{
		"name": yamlfile.Into(&r.Source, &t.Name), "significance": yamlfile.Into(&r.Source, &t.Significance), "cue": yamlfile.Into(&r.Source, &t.Cue),
		"standard": yamlfile.Into(&r.Source, &t.Standard), "feedback": yamlfile.Into(&r.Source, &t.Feedback),
		"act": one(r, &x.Deed, deedNames), "never": yamlfile.Truth(&r.Source, &x.Never), "tier": whole(r, &x.Tier, 0, tiers-1),
		"project": r.project(&x.Project), "from": r.project(&x.From), "ratio": r.number(&x.Ratio, 0, MostSize), "at": r.span(&x.At, 0, Longest), "within": r.span(&x.Within, 0, Longest),
		"answer_rate": r.number(&x.AnswerRate, 0, 1), "lost": whole(r, &x.Lost, 1, 1e6), "spent": whole(r, &x.Spent, 1, 1e7), "back_by": r.span(&x.BackBy, 0, Longest),
	})
	if err == nil && (t.Name == "" || t.Significance == "" || t.Cue == "" || t.Standard == "" || t.Feedback == "") {
		return r.Broken(yamlfile.Line(n), path, "A critical task needs a name, its significance, its cue, its standard and its feedback.", nil)
	}
	if err == nil && x.Deed == 0 && x.AnswerRate == 0 && x.Lost == 0 && x.Spent == 0 && x.BackBy == 0 {
		return r.Broken(yamlfile.Line(n), path, "A critical task is measured by an act, a figure at the end, or people who are back in time.", nil)
	}
	return err
}
