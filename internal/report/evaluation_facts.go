package report

import (
	"strconv"
	"strings"

	"shifu/internal/fault"
	"shifu/qa"
	"shifu/recordings"
)

type fact struct{ name, value string }

const factColumns = 5

func (p *page) facts() {
	facts := p.callFacts()
	p.hairline(left, p.y, width, line2)
	p.y += 6
	w := width / factColumns
	for ; len(facts) > 0; facts = facts[min(factColumns, len(facts)):] {
		height := 0.0
		for i, f := range facts[:min(factColumns, len(facts))] {
			x := left + float64(i)*w
			p.text(x, p.y, p.label, f.name)
			end := p.lines(x, p.y+p.label.line()+0.5, p.body, p.wrap(p.body, w-10, f.value))
			height = max(height, end-p.y)
		}
		p.y += height + 4
	}
	p.hairline(left, p.y, width, line2)
	p.y += 2
}

func (p *page) callFacts() []fact {
	c, e := &p.e.Call, &p.e.Evaluation
	agentName := c.AgentName
	if c.StaffNumber != "" {
		agentName = strings.TrimSpace(agentName + " " + c.StaffNumber)
	}
	return []fact{
		{p.say("Agent", nil), orNone(agentName)},
		{p.say("Team", nil), orNone(c.TeamName)},
		{p.say("Organisation", nil), orNone(c.OrganisationName)},
		{p.say("Start of call", nil), p.instant(c.StartedAt)},
		{p.say("Length", nil), clock(c.Duration)},
		{p.say("Caller", nil), orNone(recordings.MaskCaller(c.Caller))},
		{p.say("Satisfaction", nil), p.satisfaction()},
		{p.say("Reviewer", nil), p.reviewer(e)},
		{p.say("Submitted at", nil), p.instant(e.SubmittedAt)},
		{p.say("State", nil), p.state(e.State)},
	}
}

func (p *page) reviewer(e *qa.Evaluation) string {
	name := orNone(e.ReviewerName)
	if key, ok := purposes[e.Purpose]; ok {
		return p.say("{{.Name}} ({{.Purpose}})", fault.Values{"Name": name, "Purpose": p.say(key, nil)})
	}
	return name
}

var purposes = map[qa.Purpose]string{qa.Double: "second scoring", qa.Self: "by the agent", qa.Joint: "mentor and mentee together"}

func (p *page) satisfaction() string {
	if n := p.e.Call.Satisfaction; n > 0 {
		return p.say("{{.N}} of 5", fault.Values{"N": strconv.Itoa(n)})
	}
	return p.say("not given", nil)
}

var states = map[qa.State]string{
	qa.Draft: "Draft", qa.Submitted: "Submitted", qa.Released: "Released", qa.Acknowledged: "Acknowledged",
	qa.Appealed: "Appealed", qa.InReview: "In review", qa.Upheld: "Upheld", qa.Revised: "Revised",
	qa.Closed: "Closed", qa.Voided: "Voided",
}

func (p *page) state(s qa.State) string {
	if key, ok := states[s]; ok {
		return p.say(key, nil)
	}
	return orNone(string(s))
}
