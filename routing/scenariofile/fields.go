package scenariofile

import (
	"github.com/goccy/go-yaml/ast"

	"shifu/internal/fault"
	"shifu/internal/yamlfile"
	"shifu/routing"
)

func (r *reader) horizon(h *routing.Horizon) setter {
	return func(n ast.Node, path string) error {
		return r.Fields(n, path, map[string]setter{
			"duration": r.positive(&h.Duration),
			"interval": r.positive(&h.Interval),
			"warm_up":  r.seconds(&h.WarmUp),
			"closing":  yamlfile.Into(&r.Source, &h.Closing),
			"calls": func(n ast.Node, path string) error {
				if err := r.whole(&h.Calls)(n, path); err != nil || h.Calls > 0 {
					return err
				}
				return r.Broken(yamlfile.Line(n), path, "{{.Have}} does not lie between {{.Least}} and {{.Most}}.",
					fault.Values{"Have": h.Calls, "Least": 1, "Most": routing.MostCalls})
			},
		})
	}
}

func (r *reader) callType(n ast.Node, path string, t *routing.Type) error {
	t.Within = 20
	return r.Fields(n, path, map[string]setter{
		"name":     yamlfile.Into(&r.Source, &t.Name),
		"project":  yamlfile.Into(&r.Source, &t.Project),
		"business": yamlfile.Into(&r.Source, &t.Business),
		"arrivals": r.arrivals(&t.Arrivals),
		"service":  r.dist(&t.Service, nil),
		"wrap_up":  r.dist(&t.WrapUp, nil),
		"patience": r.dist(&t.Patience, &t.Balk),
		"redial":   r.redial(&t.Redial),
		"hasty": func(n ast.Node, path string) error {
			return r.Fields(n, path, map[string]setter{"share": r.number(&t.Hasty.Share), "patience": r.dist(&t.Hasty.Patience, nil)})
		},
		"announcements": yamlfile.Each(&r.Source, &t.Announcements, r.announcement),
		"repeat":        r.redial(&t.Repeat),
		"hold":          r.hold(&t.Hold),
		"help":          r.help(&t.Help),
		"transfers":     yamlfile.Each(&r.Source, &t.Transfers, r.transfer),
		"call_back":     r.callBack(&t.CallBack),
		"within":        r.seconds(&t.Within),
		"priority":      r.whole(&t.Priority),
		"age_shift":     r.seconds(&t.AgeShift),
		"queueing":      r.queueing(&t.Queueing),
		"criteria":      yamlfile.Each(&r.Source, &t.Criteria, r.criterion),
		"sheds":         yamlfile.Each(&r.Source, &t.Sheds, func(n ast.Node, path string, to *[]string) error { return yamlfile.OneOrMore(&r.Source, to)(n, path) }),
		"preferred":     r.preferred(&t.Preferred),
		"blend":         r.blend(&t.Blend),
		"personal":      yamlfile.Truth(&r.Source, &t.Personal),
		"conditions":    yamlfile.Each(&r.Source, &t.Conditions, r.condition),
		"dissuade": func(n ast.Node, path string) error {
			t.Dissuade = &routing.Dissuade{}
			return r.Fields(n, path, map[string]setter{"waiting": r.whole(&t.Dissuade.Waiting), "estimated": r.positive(&t.Dissuade.Estimated), "hang_up": r.number(&t.Dissuade.HangUp)})
		},
		"postponed":  yamlfile.Truth(&r.Source, &t.Postponed),
		"requires":   byName(r, &t.Requires, r.whole),
		"attributes": byName(r, &t.Attributes, func(to *[]string) setter { return yamlfile.OneOrMore(&r.Source, to) }),
	})
}

func (r *reader) announcement(n ast.Node, path string, a *routing.Announcement) error {
	return r.Fields(n, path, map[string]setter{"at": r.positive(&a.At), "leave": r.number(&a.Leave)})
}

func (r *reader) condition(n ast.Node, path string, c *routing.Condition) error {
	return r.Fields(n, path, map[string]setter{"groups": yamlfile.OneOrMore(&r.Source, &c.Groups), "of": yamlfile.Into(&r.Source, &c.Of), "measure": yamlfile.Into(&r.Source, &c.Measure),
		"above": r.number(&c.Above), "below": r.number(&c.Below)})
}

func (r *reader) arrivals(a *routing.Arrivals) setter {
	return func(n ast.Node, path string) error {
		return r.Fields(n, path, map[string]setter{
			"per_min":        oneOrMore(r, &a.PerMinute, r.number),
			"busyness_gamma": r.number(&a.Busyness),
		})
	}
}

func (r *reader) redial(d *routing.Redial) setter {
	return func(n ast.Node, path string) error {
		if r.isNone(n) {
			return nil
		}
		return r.Fields(n, path, map[string]setter{"share": r.number(&d.Share), "after": r.dist(&d.After, nil)})
	}
}

func (r *reader) callBack(to **routing.CallBackOffer) setter {
	return func(n ast.Node, path string) error {
		b := &routing.CallBackOffer{}
		*to = b
		return r.Fields(n, path, map[string]setter{"from": r.small(&b.From), "share": r.number(&b.Share), "reach": r.number(&b.Reach), "tries": r.small(&b.Tries),
			"dial": r.seconds(&b.Dial), "again": r.seconds(&b.Again), "slot": r.positive(&b.Slot), "per_slot": r.small(&b.PerSlot)})
	}
}

// overload takes on for what practice reports suggest, or numbers.
func (r *reader) overload(to **routing.Overload) setter {
	return func(n ast.Node, path string) error {
		if text, err := r.Text(n, path); err == nil && (text == "on" || text == "true") {
			all := routing.Overloaded
			*to = &all
			return nil
		}
		o := &routing.Overload{}
		*to = o
		return r.Fields(n, path, map[string]setter{"above": r.number(&o.Above), "factor": r.number(&o.Factor), "below": r.number(&o.Below), "slack": r.number(&o.Slack), "unsettled": r.number(&o.Unsettled)})
	}
}

func (r *reader) isNone(n ast.Node) bool {
	text, err := r.Text(n, "")
	return err == nil && (text == "none" || text == "")
}

// parameters are the fields that each law needs, and no other.
var parameters = map[routing.Law][]string{
	routing.Exponential: {"mean"}, routing.Lognormal: {"mean", "sd"}, routing.Gamma: {"mean", "sd"}, routing.Weibull: {"shape", "mean"},
	routing.Uniform: {"low", "high"}, routing.Deterministic: {"mean"}, routing.Erlang: {"k", "mean"},
}

// dist sets a distribution, or the word none; balk is nil where nobody can balk.
func (r *reader) dist(d *routing.Dist, balk *float64) setter {
	return func(n ast.Node, path string) error {
		if r.isNone(n) {
			return nil
		}
		given := map[string]bool{}
		note := func(name string, set setter) setter {
			return func(n ast.Node, path string) error {
				given[name] = true
				return set(n, path)
			}
		}
		fields := map[string]setter{
			"dist": yamlfile.Into(&r.Source, &d.Law),
			"mean": note("mean", r.seconds(&d.Mean)), "sd": note("sd", r.seconds(&d.SD)), "shape": note("shape", r.number(&d.Shape)),
			"low": note("low", r.seconds(&d.Low)), "high": note("high", r.seconds(&d.High)), "k": note("k", r.whole(&d.K)),
		}
		if balk != nil {
			fields["balk"] = r.number(balk)
		}
		if err := r.Fields(n, path, fields); err != nil {
			return err
		}
		err := r.fits(n, path, d.Law, given)
		if d.Law == "none" {
			d.Law = routing.None
		}
		return err
	}
}

// fits refuses a parameter that is missing or that the law does not know.
func (r *reader) fits(n ast.Node, path string, law routing.Law, given map[string]bool) error {
	needed, known := parameters[law]
	switch {
	case law == routing.None && len(given) > 0:
		return r.Broken(yamlfile.Line(n), yamlfile.Join(path, "dist"), "The name of the distribution is missing.", nil)
	case !known && law != "none":
		return nil // the check of the scenario says it
	}
	for _, name := range needed {
		if !given[name] {
			return r.Broken(yamlfile.Line(n), yamlfile.Join(path, name), "The distribution {{.Law}} needs {{.Name}}.", fault.Values{"Law": string(law), "Name": name})
		}
		delete(given, name)
	}
	for _, name := range []string{"mean", "sd", "shape", "low", "high", "k"} {
		if given[name] {
			at := yamlfile.Join(path, name)
			return r.Broken(r.LineOf(at), at, "The distribution {{.Law}} has no {{.Name}}.", fault.Values{"Law": string(law), "Name": name})
		}
	}
	return nil
}

func (r *reader) group(n ast.Node, path string, g *routing.Group) error {
	return r.Fields(n, path, map[string]setter{
		"name":    yamlfile.Into(&r.Source, &g.Name),
		"project": yamlfile.Into(&r.Source, &g.Project),
		"agents":  oneOrMore(r, &g.Agents, r.whole),
		"factor":  byName(r, &g.Factor, r.number),
		"skills":  byName(r, &g.Skills, r.whole),
		"seats":   r.whole(&g.Seats),
		"tier":    r.whole(&g.Tier),
		"helps":   yamlfile.Into(&r.Source, &g.Helps),
		"learns":  r.whole(&g.Learns),
		"novices": func(n ast.Node, path string) error {
			return r.Fields(n, path, map[string]setter{"share": r.number(&g.Novices.Share), "factor": r.number(&g.Novices.Factor)})
		},
		"fatigue": func(n ast.Node, path string) error {
			return r.Fields(n, path, map[string]setter{"after": r.positive(&g.Fatigue.After), "factor": r.number(&g.Fatigue.Factor)})
		},
		"absent": r.number(&g.Absent),
		"late": func(n ast.Node, path string) error {
			return r.Fields(n, path, map[string]setter{"share": r.number(&g.Late.Share), "by": r.dist(&g.Late.By, nil)})
		},
		"breaks": yamlfile.Each(&r.Source, &g.Breaks, func(n ast.Node, path string, b *routing.Break) error {
			return r.Fields(n, path, map[string]setter{"at": r.seconds(&b.At), "for": r.positive(&b.For), "people": r.whole(&b.People), "reason": yamlfile.Into(&r.Source, &b.Reason)})
		}),
		"ring":       r.dist(&g.Ring, nil),
		"miss":       r.number(&g.Miss),
		"ring_limit": r.seconds(&g.Limit),
		"misses":     r.whole(&g.Misses),
		"rest":       r.seconds(&g.Rest),
		"after_miss": r.seconds(&g.AfterMiss),
		"reject":     r.number(&g.Reject), "after_reject": r.seconds(&g.AfterReject),
		"busy": r.number(&g.Busy), "after_busy": r.seconds(&g.AfterBusy),
	})
}

func (r *reader) policy(p *routing.Policy) setter {
	return func(n ast.Node, path string) error {
		return r.Fields(n, path, map[string]setter{
			"preset":                       yamlfile.Into(&r.Source, &p.Preset),
			"call_chooses":                 r.table(&p.CallChooses, r.number),
			"agent_chooses":                r.table(&p.AgentChooses, r.number),
			"delays":                       r.table(&p.Delays, r.seconds),
			"reserve":                      r.table(&p.Reserve, r.number),
			"call_weights":                 r.table(&p.CallWeights, r.number),
			"agent_weights":                r.table(&p.AgentWeights, r.number),
			"order":                        yamlfile.Into(&r.Source, &p.Order),
			"overflow":                     yamlfile.Truth(&r.Source, &p.Overflow),
			"autofill":                     yamlfile.Truth(&r.Source, &p.Autofill),
			"retry":                        r.seconds(&p.Retry),
			"ring_in_use":                  yamlfile.Truth(&r.Source, &p.RingInUse),
			"progress":                     r.positive(&p.Progress),
			"tiers":                        r.tiers(&p.Tiers),
			"scan":                         r.seconds(&p.Scan),
			"priority_only":                yamlfile.Truth(&r.Source, &p.PriorityOnly),
			"outbound_exempt":              yamlfile.Truth(&r.Source, &p.OutboundExempt),
			"evaluation":                   yamlfile.Into(&r.Source, &p.Evaluation),
			"workflow":                     yamlfile.Each(&r.Source, &p.Workflow, r.filter),
			"penalty_members_limit":        r.whole(&p.MembersLimit),
			"force_longest_waiting_caller": yamlfile.Truth(&r.Source, &p.ForceLongest),
		})
	}
}

func (r *reader) table(to *routing.Table, cell func(to *float64) setter) setter {
	return byName(r, (*map[string]map[string]float64)(to), func(row *map[string]float64) setter { return byName(r, row, cell) })
}
