package sim

import "shifu/routing"

// newSkip makes a skip_if ready: nil where there is none.
func newSkip(t *routing.Type, text string) routing.Workers {
	rule, err := routing.NewTaskRule(text)
	if text == "" || err != nil { // the check of the scenario refuses what is wrong
		return nil
	}
	return rule.Counting(t.Attribute)
}

// queues are the steps of a type whose task queue the group belongs to.
func (p *Plan) queues(g *routing.Group, t *routing.Type) (mask uint64) {
	if p.policy.Preset != routing.Twilio {
		return 0
	}
	for i, x := range p.Scenario.Steps(t) {
		if x.Asks(g) {
			mask |= 1 << i
		}
	}
	return mask
}
