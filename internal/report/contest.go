package report

import (
	"io"
	"strconv"

	"shifu/internal/fault"
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/training/award"
	"shifu/training/contest"
)

// Contest is what the report of a result shows.
type Contest struct {
	Board contest.Board
	Stamp Stamp
}

// WriteContest writes a frozen result as a PDF in language l: who leads in each
// league, who improved most, the rule with every weight and gate, and the
// hashes by which the result can be computed again. It lists nobody behind.
func WriteContest(w io.Writer, l words.Language, r Contest) error {
	p, err := newLetter(l, r.Stamp)
	if err != nil {
		return err
	}
	c := &r.Board.Contest
	f, ok := c.Last()
	if !ok {
		return fault.New(fault.Conflict, "The contest is not frozen yet: there is no result to print.", nil)
	}
	p.title(c.Rule.Name, c.Period.From.String()+" - "+(c.Period.Until-1).String())
	p.pairs([][2]string{{p.say("Figures frozen", nil), p.instant(f.At)}, {p.say("Version", nil), strconv.Itoa(f.Number)},
		{p.say("Appeals until", nil), p.instant(r.Board.Until)}, {p.say("Prize", nil), orNone(c.Rule.Prize)}})
	for i, league := range r.Board.Leagues {
		p.league(&c.Rule, i, league)
	}
	p.risers(r.Board.Improved)
	p.rule(&c.Rule)
	p.block(p.say("To compute it again", nil), 3*p.body.line())
	for _, x := range [][2]string{{"Frozen figures", f.InputHash}, {"Result", f.ResultHash}} {
		p.flow(left, width, p.fine, p.say(x[0], nil)+"  SHA-256 "+x[1])
	}
	return p.finish(w, c.Rule.Name, c.ID)
}

func (p *letter) league(r *contest.Rule, i int, s contest.Standing) {
	title := p.say("In front", nil)
	if r.LeagueCount() > 1 {
		title += "  " + p.say("League {{.N}}", fault.Values{"N": strconv.Itoa(i + 1)})
	}
	p.block(title+"  "+p.say("{{.N}} ranked of {{.All}}", fault.Values{"N": s.Ranked, "All": s.All}), 3*p.body.line())
	at := []float64{0, 40, 150, 300, 350}
	p.row(at, p.say("Place", nil), p.say("Who", nil), p.say("Unit", nil), p.say("Contest points", nil), p.measured(r, nil))
	for _, x := range s.Top {
		name, unit := x.Name, x.Organisation+" "+x.Team
		if x.UnitID == "" {
			name, unit = none, p.say("another company", nil)
		}
		p.row(at, strconv.Itoa(x.Place), name, unit, number(x.Points), p.measured(r, x.Values))
	}
}

// measured are the values of the weighted metrics; their names without values.
func (p *letter) measured(r *contest.Rule, vs []contest.Value) string {
	out := ""
	for i, m := range r.Metrics {
		if m.Weight == 0 {
			continue
		}
		if out != "" {
			out += "; "
		}
		k, _ := contest.KindOf(m.Source)
		switch {
		case vs == nil:
			out += k.Name.In(p.l)
		case i < len(vs) && vs[i].Known:
			out += metricText(k, vs[i].Raw)
		default:
			out += none
		}
	}
	return out
}

func metricText(k contest.Kind, x float64) string {
	if k.Unit == indicators.Rate || k.Unit == indicators.Share {
		return percent(x)
	}
	return number(x)
}

func (p *letter) risers(up []contest.Row) {
	if len(up) == 0 {
		return
	}
	p.block(p.say("Most improved", nil), 2*p.body.line())
	for _, x := range up {
		p.row([]float64{40, 150, 300}, orNone(x.Name), x.Organisation+" "+x.Team, "+"+number(x.Gain)+"  "+p.say("against own last {{.N}}", fault.Values{"N": x.Periods}))
	}
}

func (p *letter) rule(r *contest.Rule) {
	p.block(p.say("How points are made", nil), 4*p.body.line())
	for _, m := range r.Metrics {
		k, _ := contest.KindOf(m.Source)
		gate := ""
		if m.Gated {
			key := "at least {{.N}}"
			if m.Better == indicators.Lower {
				key = "at most {{.N}}"
			}
			gate = p.say(key, fault.Values{"N": metricText(k, m.Gate)})
		}
		p.row([]float64{0, 200, 280}, k.Name.In(p.l), percent(m.Weight), gate)
	}
	p.flow(left, width, p.note, p.say("50 + 10 x the weighted distance from the mean of one's own project, each in standard deviations and cut at 3. Rates count with the cautious end of their 95 % interval, small volumes lean on the project's mean. Who misses a condition is not ranked; no points are taken off.", nil))
	if len(r.Coefficients) > 0 {
		p.flow(left, width, p.note, p.say("Conversion coefficients", nil)+": "+contest.WriteCoefficients(r.Coefficients))
	}
}

// Award is what the certificate of a best pair shows.
type Award struct {
	Award  award.Award
	Result award.Result
	Stamp  Stamp
}

// WriteAward writes a certificate of one page for each pair in the first place,
// and behind them the whole ranking with its breakdown, as a PDF in language l.
func WriteAward(w io.Writer, l words.Language, a Award) error {
	p, err := newLetter(l, a.Stamp)
	if err != nil {
		return err
	}
	for _, x := range a.Result.Winners() {
		p.honour(&a, x)
		p.newPage()
		p.y = top
	}
	p.title(a.Award.Rule.Name, p.say("Ranking with its breakdown", nil))
	weights := a.Award.Rule.Weights
	p.pairs([][2]string{{p.say("Exam", nil), percent(weights.Exam)}, {p.say("Gain", nil), percent(weights.Gain)}, {p.say("Measures", nil), percent(weights.Measures)}, {p.say("Vote", nil), percent(weights.Vote)},
		{p.say("Ballots", nil), strconv.Itoa(a.Result.Vote.Ballots) + " / " + strconv.Itoa(a.Result.Vote.Entitled)}, {p.say("Quorum reached", nil), p.yes(a.Result.Vote.Quorum)}})
	p.y += 8
	at := []float64{0, 36, 190, 240, 290, 340, 390, 445}
	p.row(at, p.say("Place", nil), p.say("Pair", nil), p.say("Exam", nil), p.say("Gain", nil), p.say("Measures", nil), p.say("Vote", nil), p.say("Score", nil), p.say("Without the vote", nil))
	for _, x := range a.Result.Places {
		p.row(at, strconv.Itoa(x.Place), x.Pair.Mentor+" / "+x.Pair.Mentee, number(x.E), number(x.G), number(x.M), number(x.V), number(x.Score), number(x.Without)+" ("+strconv.Itoa(x.WithoutP)+")")
	}
	p.flow(left, width, p.fine, "SHA-256 "+a.Award.Hash)
	return p.finish(w, a.Award.Rule.Name, a.Award.ID)
}

// honour is the page of a winning pair.
func (p *letter) honour(a *Award, x award.Standing) {
	const middle = pageWidth / 2
	p.frame(28, 28, pageWidth-56, pageHeight-104, 0.8, line2)
	p.frame(33, 33, pageWidth-66, pageHeight-114, 0.4, line)
	p.centre(middle, 150, style{size: 34, ink: ink, heavy: true}, p.say("Certificate of honour", nil))
	p.fill(middle-24, 214, 48, 2, accent)
	p.centre(middle, 262, style{size: 26, ink: ink, heavy: true}, x.Pair.Mentor+"   "+x.Pair.Mentee)
	p.centre(middle, 302, style{size: 12, ink: ink2}, p.say("mentor and mentee", nil)+"   "+x.Pair.Unit)
	p.centre(middle, 350, style{size: 20, ink: accent, heavy: true}, a.Award.Rule.Name)
	p.centre(middle, 388, style{size: 12, ink: ink2}, a.Award.Rule.From.String()+" - "+(a.Award.Rule.Until-1).String())
	p.centre(middle, 440, style{size: 12, ink: ink2}, p.say("{{.Score}} points: exam {{.E}}, gain {{.G}}, measures {{.M}}, vote {{.V}}", fault.Values{"Score": number(x.Score), "E": number(x.E), "G": number(x.G), "M": number(x.M), "V": number(x.V)}))
	p.centre(middle, pageHeight-190, style{size: 12, ink: ink2}, p.say("Published on {{.Date}}", fault.Values{"Date": a.Award.PublishedAt.In(p.zone).Format("2006-01-02")}))
}
