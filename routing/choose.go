package routing

// Choose sets the preset and takes out the rules that it does not know, which
// nobody could take out by hand where they are not shown.
func (s *Scenario) Choose(preset string) {
	p := &s.Policy
	p.Preset = preset
	if p.IsHotline() {
		p.CallChooses, p.AgentChooses = nil, nil
	}
	if !p.IsAsterisk() {
		p.Autofill, p.Retry, p.ForceLongest, p.MembersLimit, p.RingInUse = false, 0, false, 0, false
	}
	if !p.IsFreeSWITCH() {
		p.Tiers, p.Scan = Tiers{}, 0
	}
	if preset != SwitchProgressively {
		p.Progress = 0
	}
	if preset != Bullseye {
		p.Evaluation, p.PriorityOnly = "", false
	}
	p.OutboundExempt = p.OutboundExempt && preset == Connect
	if preset != Twilio {
		p.Workflow = nil
	}
	if preset != Ranks {
		p.Overflow, p.Order = false, ""
	}
	for i := range s.Types {
		s.Types[i].choose(p)
	}
	if !p.IsFreeSWITCH() {
		for i := range s.Groups {
			g := &s.Groups[i]
			g.AfterMiss, g.AfterReject, g.AfterBusy = 0, 0, 0
		}
	}
}

func (t *Type) choose(p *Policy) {
	q := &t.Queueing
	switch {
	case p.IsAsterisk():
		q.NoAgentWait, q.NoAgentCheck, q.ResumeWithin = 0, 0, 0
	case p.IsFreeSWITCH():
		*q = Queueing{MaxWait: q.MaxWait, NoAgentWait: q.NoAgentWait, NoAgentCheck: q.NoAgentCheck, ResumeWithin: q.ResumeWithin}
	default:
		*q = Queueing{}
	}
	if t.Personal = t.Personal && p.Preset == Connect; p.Preset != Connect {
		t.Criteria = nil
	}
	if p.Preset != Bullseye {
		t.Sheds = nil
	}
	if p.Preset != Twilio {
		t.Attributes = nil
	}
	if p.Preset != Bullseye && p.Preset != Ranks {
		t.Preferred, t.Conditions = Preferred{}, nil
	}
	if p.Preset != Ranks {
		t.Dissuade = nil
	}
}
