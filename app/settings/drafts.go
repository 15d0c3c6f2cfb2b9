package settings

import "shifu/app/parts"

// typed is a field whose content is kept until it is saved, although the page is
// left or the window speaks another language meanwhile.
type typed struct {
	get func() string
	set func(string)
	was string // when it was filled or saved
}

func entries(es ...*parts.Entry) (out []typed) {
	for _, e := range es {
		out = append(out, typed{get: e.Text, set: e.SetText})
	}
	return out
}

func checks(cs ...*parts.Check) (out []typed) {
	for _, c := range cs {
		out = append(out, typed{get: func() string {
			if c.Checked {
				return "on"
			}
			return ""
		}, set: func(text string) { c.Set(text != "") }})
	}
	return out
}

// drafts is what was typed and not saved, by page and by the field's place.
type drafts map[string]map[int]string

// keepTyped fills the fields of a page with what was typed before, and keeps
// from now on what is typed.
func (s *Screen) keepTyped(page string, fields ...[]typed) {
	var all []typed
	for _, f := range fields {
		all = append(all, f...)
	}
	for i := range all {
		all[i].was = all[i].get()
	}
	s.fields[page] = all
	s.fill(page)
}

func (s *Screen) fill(page string) {
	for i, text := range s.drafts[page] {
		if fields := s.fields[page]; i < len(fields) {
			fields[i].set(text)
		}
	}
}

// gather notes what is typed and not saved.
func (s *Screen) gather() {
	for page, fields := range s.fields {
		s.drafts[page] = map[int]string{}
		for i, f := range fields {
			if now := f.get(); now != f.was {
				s.drafts[page][i] = now
			}
		}
	}
}

// saved forgets the drafts of a page: what stands in its fields is what is kept.
func (s *Screen) saved(page string) {
	for i := range s.fields[page] {
		s.fields[page][i].was = s.fields[page][i].get()
	}
	delete(s.drafts, page)
}

// Drafts are what was typed and not saved, for the same place built anew.
func (s *Screen) Drafts() any {
	s.gather()
	return s.drafts
}

// Redraft fills in what was typed before the place was built anew.
func (s *Screen) Redraft(before any) {
	kept, ok := before.(drafts)
	if !ok {
		return
	}
	s.drafts = kept
	for page := range s.fields {
		s.fill(page)
	}
}
