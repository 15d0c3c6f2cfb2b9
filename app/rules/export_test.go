package rules

// Text is the rule as it stands in its field.
func (s *Screen) Text() string { return s.rule.text.Text() }

// Type replaces the text as if it were typed.
func (s *Screen) Type(text string) { s.rule.text.SetText(text); s.rule.changed(text) }

// Compare opens the comparison.
func (s *Screen) Compare() { s.tabs.Choose(1) }

// Trusted tells which questions may be filled in.
func (s *Screen) Trusted() map[string]bool {
	out := map[string]bool{}
	for _, r := range s.sides.rows {
		out[r.number] = r.s.Open()
	}
	return out
}

// OpenPair opens a pair of the question chosen.
func (s *Screen) OpenPair(i int) { s.sides.list.OnOpened(i) }
