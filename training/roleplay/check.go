package roleplay

import (
	"fmt"
	"regexp"
	"slices"

	"shifu/internal/fault"
	"shifu/internal/words"
)

// Problem is one thing for which a scenario can't be played. Path says where.
type Problem struct {
	Path  string
	Fault *fault.Fault
}

// Error is the English sentence.
func (p Problem) Error() string { return p.Fault.Error() }

// Unwrap returns the fault.
func (p Problem) Unwrap() error { return p.Fault }

// Limits of a scenario.
const (
	MaxStates = 60
	MaxPoints = 60
	minLimit  = 3 // seconds for an answer
)

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,39}$`)

// Problems returns all that keeps s from being played, but for what Blind finds.
func (s *Scenario) Problems() []Problem {
	c := &checker{s: s}
	c.head()
	c.points()
	for i := range s.States {
		c.state(i)
	}
	c.variants()
	return c.found
}

// Blind returns the states to which no offered replies lead, and the critical
// points that a call can pass by on its way to a good ending: it plays the
// calls, which takes a moment. s must have no other problem.
func (s *Scenario) Blind() []Problem {
	c := &checker{s: s}
	c.ways()
	return c.found
}

type checker struct {
	s     *Scenario
	found []Problem
}

func (c *checker) say(path, key string, v fault.Values) {
	c.found = append(c.found, Problem{path, fault.New(fault.Invalid, key, v)})
}

func (c *checker) head() {
	s := c.s
	if !idForm.MatchString(s.ID) {
		c.say("id", "The ID \"{{.Have}}\" is none: small letters, digits and dashes, 40 at the most.", fault.Values{"Have": s.ID})
	}
	if s.Title == (Text{}) {
		c.say("title", "The scenario has no title.", nil)
	}
	if !slices.Contains(Lines, s.Line) {
		c.say("line", "There is no business line \"{{.Have}}\". The lines are new_connection, metering, tariff_bill and fault_repair.", fault.Values{"Have": string(s.Line)})
	}
	if len(s.Skills) == 0 {
		c.say("skills", "Name at least one knowledge point that the scenario practises.", nil)
	}
	if p := s.Persona; p.Mood < 1 || p.Mood > 100 {
		c.say("persona.mood", "The mood at the beginning is {{.Have}}; it goes from 1 to 100.", fault.Values{"Have": p.Mood})
	}
	if s.Persona.Patience.Seconds() < minLimit {
		c.say("persona.patience", "The patience must be at least {{.Limit}} s.", fault.Values{"Limit": minLimit})
	}
	if s.Most > 0 && s.Least >= s.Most {
		c.say("talk", "The talk time aimed at ends before it begins.", nil)
	}
	if w := s.Weights; w.Points+w.Clicks+w.Order+w.Time <= 0 {
		c.say("weights", "At least one weight must be more than 0.", nil)
	}
	if n := len(s.States); n == 0 || n > MaxStates {
		c.say("states", "The scenario has {{.Have}} states; 1 to {{.Limit}} can be.", fault.Values{"Have": n, "Limit": MaxStates})
	}
	if x := s.State(s.Start); x == nil || x.Ending != "" {
		c.say("start", "The state \"{{.Have}}\", with which the call begins, is not there or is an ending.", fault.Values{"Have": s.Start})
	}
	if x := s.State(s.Leaves); x == nil || x.Ending == "" || x.Ending.Good() {
		c.say("leaves", "The state \"{{.Have}}\", to which a caller out of patience goes, must be a bad ending.", fault.Values{"Have": s.Leaves})
	}
}

func (c *checker) points() {
	s := c.s
	if n := len(s.Points); n > MaxPoints {
		c.say("points", "The scenario has {{.Have}} points; {{.Limit}} is the most.", fault.Values{"Have": n, "Limit": MaxPoints})
	}
	seen := map[string]bool{}
	for i, p := range s.Points {
		path := fmt.Sprintf("points[%d]", i)
		switch {
		case !idForm.MatchString(p.ID) || slices.Contains(Clicks, Click(p.ID)):
			c.say(path+".id", "The ID \"{{.Have}}\" is none: small letters, digits and dashes, 40 at the most.", fault.Values{"Have": p.ID})
		case seen[p.ID]:
			c.say(path+".id", "The point {{.Point}} is there twice.", fault.Values{"Point": p.ID})
		case p.Empty():
			c.say(path, "The point {{.Point}} has no words and no expression to know it by.", fault.Values{"Point": p.ID})
		}
		seen[p.ID] = true
	}
	for _, id := range s.Order {
		if s.Point(id) == nil && !slices.Contains(Clicks, Click(id)) {
			c.say("order", "There is no point or click \"{{.Have}}\".", fault.Values{"Have": id})
		}
	}
	for i, h := range s.Handovers {
		path := fmt.Sprintf("transfer[%d]", i)
		if !slices.Contains(Targets, h.To) {
			c.say(path+".to", "Nobody is called \"{{.Have}}\": a call can't be transferred there.", fault.Values{"Have": string(h.To)})
		}
		for _, id := range h.Had {
			if s.Point(id) == nil && !slices.Contains(Clicks, Click(id)) {
				c.say(path+".had", "There is no point or click \"{{.Have}}\".", fault.Values{"Have": id})
			}
		}
	}
	for i, f := range s.Form {
		if f.Right.Empty() {
			c.say(fmt.Sprintf("form[%d]", i), "The entry {{.Entry}} of the work order has no right value.", fault.Values{"Entry": f.Name.In(words.English)})
		}
	}
}

func (c *checker) state(i int) {
	x, path := &c.s.States[i], fmt.Sprintf("states[%d]", i)
	values := fault.Values{"State": x.ID}
	if !idForm.MatchString(x.ID) {
		c.say(path+".id", "The ID \"{{.Have}}\" is none: small letters, digits and dashes, 40 at the most.", fault.Values{"Have": x.ID})
	}
	if slices.ContainsFunc(c.s.States[:i], func(y State) bool { return y.ID == x.ID }) {
		c.say(path+".id", "The state {{.State}} is there twice.", values)
	}
	if x.Says == (Text{}) {
		c.say(path, "In the state {{.State}} the customer says nothing.", values)
	}
	if x.Ending != "" {
		c.ending(x, path)
		return
	}
	if x.Within > 0 && x.Within.Seconds() < minLimit {
		c.say(path+".within", "The time for an answer must be at least {{.Limit}} s.", fault.Values{"Limit": minLimit})
	}
	if len(x.Replies) == 0 {
		c.say(path, "The state {{.State}} offers no reply. The first is the model answer.", values)
	}
	if n := len(x.Next); n == 0 || !x.Next[n-1].always() {
		c.say(path+".next", "The last way out of the state {{.State}} must have no condition.", values)
	}
	c.asks(x, path)
	c.model(x, path)
}

func (c *checker) ending(x *State, path string) {
	if !x.Ending.scripted() {
		c.say(path+".ending", "There is no ending \"{{.Have}}\". The endings are solved, follow_up, supervisor, complaint and hung_up.", fault.Values{"Have": string(x.Ending)})
	}
	if len(x.Next)+len(x.Need)+len(x.Clicks)+len(x.Replies) > 0 {
		c.say(path, "The state {{.State}} is an ending: it asks for nothing and leads nowhere.", fault.Values{"State": x.ID})
	}
}

func (n Next) always() bool { return !n.ByMood() && len(n.Missed)+len(n.Had) == 0 }

func (c *checker) asks(x *State, path string) {
	known := func(id string, clicks bool) bool {
		return c.s.Point(id) != nil || clicks && slices.Contains(Clicks, Click(id))
	}
	for _, id := range x.Need {
		if !known(id, false) {
			c.say(path+".need", "There is no point \"{{.Have}}\" here or in the book.", fault.Values{"Have": id})
		}
	}
	for _, k := range x.Clicks {
		if !slices.Contains(Clicks, k) {
			c.say(path+".clicks", "There is no click \"{{.Have}}\".", fault.Values{"Have": string(k)})
		}
	}
	for j, n := range x.Next {
		at := fmt.Sprintf("%s.next[%d]", path, j)
		if c.s.State(n.To) == nil {
			c.say(at+".to", "There is no state \"{{.Have}}\".", fault.Values{"Have": n.To})
		}
		for _, id := range slices.Concat(n.Missed, n.Had) {
			if !known(id, true) {
				c.say(at, "There is no point or click \"{{.Have}}\".", fault.Values{"Have": id})
			}
		}
	}
}

// model holds the model answer to what the state asks of an answer, in each
// language in which it is given.
func (c *checker) model(x *State, path string) {
	if len(x.Replies) == 0 {
		return
	}
	for _, text := range []string{x.Replies[0].ZH, x.Replies[0].EN} {
		if text == "" {
			continue
		}
		for _, id := range x.Need {
			if p := c.s.Point(id); p != nil && !p.Empty() {
				if _, ok := p.Find(text); !ok {
					c.say(path+".replies", "The model answer \"{{.Text}}\" does not say {{.Point}}.", fault.Values{"Text": text, "Point": id})
				}
			}
		}
		for _, f := range c.s.Forbidden {
			if found, ok := f.Find(text); ok {
				c.say(path+".replies", "The model answer says \"{{.Words}}\", which is a forbidden phrase.", fault.Values{"Words": found})
			}
		}
	}
}

func (c *checker) ways() {
	reached := c.s.Explore()
	for i, x := range c.s.States {
		if reached[x.ID] == nil {
			c.say(fmt.Sprintf("states[%d]", i), "No offered replies lead to the state {{.State}}.", fault.Values{"State": x.ID})
		}
	}
	for i, p := range c.s.Points {
		if p.Critical && c.s.passes(p.ID) {
			c.say(fmt.Sprintf("points[%d].critical", i), "The point {{.Point}} is critical, but a call can come to a good ending without being asked for it.", fault.Values{"Point": p.ID})
		}
	}
}
