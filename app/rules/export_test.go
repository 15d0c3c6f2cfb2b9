package rules

// Text is the rule as it stands in its field.
func (s *Screen) Text() string { return s.rule.text.Text() }

// Type replaces the text as if it were typed.
func (s *Screen) Type(text string) { s.rule.text.SetText(text); s.rule.changed(text) }
