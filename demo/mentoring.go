package demo

import (
	"context"
	"fmt"
	"time"

	"shifu/internal/people"
	"shifu/qa"
	"shifu/training/contract"
	"shifu/training/mentoring"
)

// demoYear is what a pair has done so far: sessions on days from today, which of
// them the mentee has still to confirm, how many times of its measures, the
// oldest first, nobody has noted anything for, and when they felt how.
type demoYear struct {
	mentee   string
	sessions []int
	waits    bool // the last session
	missing  int  // of the times due by now
	next     int  // day of the session that is planned; 0: none
	feels    [2]int
}

// demoYears: one on plan, one with measures overdue, one without a session for 23
// days, and others.
var demoYears = []demoYear{
	{mentee: "徐芒种", sessions: []int{-77, -64, -53, -41, -28, -16, -5}, next: 1, feels: [2]int{4, 5}},
	{mentee: "龙云起", sessions: []int{-38, -29, -19, -8}, missing: 2, feels: [2]int{3, 4}},
	{mentee: "陆晚舟", sessions: []int{-23}, missing: 3},
	{mentee: "林小满", sessions: []int{-117, -107, -97, -86, -75, -64, -54, -43, -32, -22, -12, -4}, waits: true, next: 6, feels: [2]int{4, 4}},
	{mentee: "方竹青", sessions: []int{-97, -86, -76, -65, -54, -44, -33, -22, -13, -6}, next: 3, feels: [2]int{4, 2}},
	{mentee: "廖晴川", sessions: []int{-57, -46, -36, -26}, missing: 1, feels: [2]int{2, 3}},
	{mentee: "何惊蛰", sessions: []int{-6}, next: 2},
	{mentee: "蒋端阳", sessions: []int{-142, -131, -120, -109, -98, -87, -76, -66, -58}, feels: [2]int{5, 5}},
}

var demoSaid = []string{"听了两通报修，客户报地址时没有复述，练了三遍", "看了上周的评价，失分都在打断客户上，讲了“让客户说完再问”", "过了一遍错卡，峰谷时段还会混，画了时间表",
	"听了一通投诉，开头三十秒稳住了情绪，后面承诺说满了", "对照知识库把业扩流程走了一遍，能独立讲清三个环节", "复盘停电两小时那通，工单描述补齐了五个要素"}

var demoNext = []string{"每通报修都复述一遍地址和电话", "挑三通自己的录音，数一数打断了几次", "每天十张卡，下次抽查峰谷时段", "承诺一律用公布时限的说法", "写一页复盘，下次带来", "旁听一小时，记下三句好用的话"}

// planMentoring lets the pairs meet, note evidence and say how they feel.
func (m *maker) planMentoring() {
	m.planFollowed()
	for _, y := range demoYears {
		for i, day := range y.sessions {
			last := i == len(y.sessions)-1
			at := m.midnight(day).Add(16*time.Hour + 30*time.Minute)
			m.at(at.Add(50*time.Minute), "writing up a session of "+y.mentee, func(ctx context.Context) error { return m.meet(ctx, y.mentee, at, i, !last || !y.waits) })
		}
		m.at(m.midnight(0).Add(-3*time.Hour), "noting measures of "+y.mentee, func(ctx context.Context) error { return m.noteMeasures(ctx, y) })
	}
}

// yearOf is the year of a mentee as one of the two sees it.
func (m *maker) yearOf(ctx context.Context, by people.Actor, mentee string) (mentoring.Year, error) {
	all, err := m.ws.Mentoring.Pairs(ctx, by, mentoring.Find{Own: true, Ended: true})
	for _, p := range all {
		if err == nil && p.Mentee == mentee && !p.Plan.Begins.IsZero() {
			return m.ws.Mentoring.Year(ctx, by, p.ID, time.Time{})
		}
	}
	if err == nil {
		err = fmt.Errorf("%s is in no pair", mentee)
	}
	return mentoring.Year{}, err
}

// mentorOf is the mentor of a demo pair.
func mentorOf(mentee string) string {
	for _, p := range demoPairs {
		if p.mentee == mentee {
			return p.mentor
		}
	}
	return ""
}

// meet lets the mentor write a session up and the mentee confirm it.
func (m *maker) meet(ctx context.Context, mentee string, at time.Time, n int, confirmed bool) error {
	by := m.cast.as(mentorOf(mentee))
	y, err := m.yearOf(ctx, by, mentee)
	if err != nil {
		return err
	}
	r := drawn(mentee)
	first := r.IntN(len(demoSaid))
	s := mentoring.Session{PairID: y.ID, At: at.UTC(), Minutes: 35 + 5*((n+first)%4), Agenda: y.Agenda, Held: true, Said: demoSaid[(first+n)%len(demoSaid)], Next: demoNext[(first+n)%len(demoNext)]}
	if s.Listened, err = m.lately(ctx, by, mentee); err != nil {
		return err
	}
	id, err := m.ws.Mentoring.SaveSession(ctx, by, s)
	if err != nil || !confirmed {
		return err
	}
	return m.ws.Mentoring.Confirm(ctx, m.cast.as(mentee), id, "")
}

// lately are the mentee's last two evaluated calls, if the mentor may hear them.
func (m *maker) lately(ctx context.Context, by people.Actor, mentee string) ([]mentoring.Clip, error) {
	if by.OrganisationID != m.cast.person(mentee).OrganisationID {
		return nil, nil
	}
	all, err := m.ws.Scores.Evaluations(ctx, by, qa.Find{AgentID: m.cast.person(mentee).ID}, 2)
	var out []mentoring.Clip
	for _, e := range all {
		if err == nil {
			out = append(out, mentoring.Clip{CallID: e.CallID, Name: m.titleOf(e.CallID), From: 30 * time.Second, Until: 75 * time.Second})
		}
	}
	return out, err
}

func (m *maker) titleOf(callID string) string {
	for i := range m.history {
		if m.history[i].ID == callID {
			return m.history[i].Title
		}
	}
	return "故障报修"
}

// noteMeasures notes evidence for the times that are due, but for the last few
// that are missing, plans the next session, and keeps how both feel.
func (m *maker) noteMeasures(ctx context.Context, d demoYear) error {
	mentor, mentee := m.cast.as(mentorOf(d.mentee)), m.cast.as(d.mentee)
	y, err := m.yearOf(ctx, mentee, d.mentee)
	if err != nil {
		return err
	}
	now := m.ws.Clock.Now()
	var due []mentoring.Time
	for _, t := range y.Times {
		if t.Late(now) {
			due = append(due, t)
		}
	}
	for i, t := range due[:max(len(due)-d.missing, 0)] {
		if err := m.noteOne(ctx, y.ID, t, mentor, mentee, i); err != nil {
			return err
		}
	}
	if d.mentee == "徐芒种" && len(y.Sessions) > 0 {
		if err := m.noteRunning(ctx, y, mentee); err != nil {
			return err
		}
	}
	if d.next > 0 && y.State == contract.Running {
		if _, err := m.ws.Mentoring.SaveSession(ctx, mentor, mentoring.Session{PairID: y.ID, At: m.midnight(d.next).Add(16*time.Hour + 30*time.Minute).UTC(), Minutes: 45, Agenda: y.Agenda}); err != nil {
			return err
		}
	}
	for i, by := range []people.Actor{mentor, mentee} {
		if d.feels[i] > 0 {
			if err := m.ws.Mentoring.Feel(ctx, by, mentoring.Pulse{PairID: y.ID, Value: d.feels[i]}); err != nil {
				return err
			}
		}
	}
	return nil
}

// noteOne notes one time of a measure at the end of its stretch.
func (m *maker) noteOne(ctx context.Context, pairID string, t mentoring.Time, mentor, mentee people.Actor, i int) error {
	notes := map[string]string{"一起听 2 通录音": "听音记录已存，两通都写了编号", "旁听师傅当班 1 小时": "旁听小结一页，记了五句话", "写一页复盘": "复盘已交师傅，改过一稿"}
	d := mentoring.Deed{PairID: pairID, MeasureID: t.Measure.ID, N: t.N, At: t.Due.Add(-30 * time.Hour), Note: notes[t.Measure.What], Proof: mentoring.ProofWord}
	if d.Note == "" {
		d.Note = "已完成，记录在案"
	}
	if err := m.ws.Mentoring.Done(ctx, mentee, d); err != nil {
		return err
	}
	y, err := m.ws.Mentoring.Year(ctx, mentor, pairID, time.Time{})
	if err != nil {
		return err
	}
	for _, x := range y.Deeds {
		if !x.Ok {
			if err := m.ws.Mentoring.ConfirmDone(ctx, mentor, x.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// noteRunning notes what was done of the stretch that runs: the mentor has still
// to confirm it.
func (m *maker) noteRunning(ctx context.Context, y mentoring.Year, by people.Actor) error {
	now := m.ws.Clock.Now()
	for i := range y.Times {
		if t := &y.Times[i]; t.Deed == nil && t.Running(now) {
			last := y.Sessions[len(y.Sessions)-1]
			return m.ws.Mentoring.Done(ctx, by, mentoring.Deed{PairID: y.ID, MeasureID: t.Measure.ID, N: t.N, At: last.At, Note: "面谈时一起听了 2 通，写了编号", Proof: mentoring.ProofSession, ProofID: last.ID})
		}
	}
	return nil
}
