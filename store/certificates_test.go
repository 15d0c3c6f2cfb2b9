package store_test

import (
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/bank"
	"shifu/training/certificate"
	"shifu/training/exam"
)

// today is the day on which the clock of a town begins.
var today = indicators.On(2026, time.March, 2)

func general() certificate.Programme {
	return certificate.Programme{Name: "95598 普通话务", English: "General calls", Skill: "普通话务", Method: certificate.FromExpiry, Duty: true, Attitude: true,
		Active: certificate.Period{N: 12, Unit: certificate.Months}, Window: certificate.Period{N: 60, Unit: certificate.Days}}
}

func (v *town) pass(d int) { v.clock.at = v.clock.at.AddDate(0, 0, d) }

// programme keeps one that these exams earn.
func (v *town) programme(t testing.TB, exams ...string) string {
	t.Helper()
	p := general()
	p.Exams = exams
	return must[string](t)(v.Certificates().SaveProgramme(ctx, v.lead, p))
}

func (v *town) held(t testing.TB, by people.Actor) certificate.Holding {
	t.Helper()
	hs := must[[]certificate.Holding](t)(v.Certificates().Holdings(ctx, v.lead, certificate.Find{PersonIDs: []string{by.PersonID}}))
	if len(hs) != 1 {
		t.Fatal(len(hs), "holdings")
	}
	return hs[0]
}

func (v *town) now() certificate.Day { return indicators.DateOf(v.clock.at) }

func TestIssue_TheLastExamThatPassesIssuesTheCertificate(t *testing.T) {
	v := newTown(t)
	one, two := v.published(t, quiz(), bankOf(6)), v.published(t, quiz(), bankOf(6))
	id := v.programme(t, one, two)
	if n := must[int](t)(v.Certificates().Assign(ctx, v.lead, id, []string{v.agent.PersonID, v.mate.PersonID}, 0)); n != 2 {
		t.Fatal(n)
	}
	if h := v.held(t, v.agent); h.On(v.now()) != certificate.Assigned {
		t.Fatal(h)
	}
	v.sit(t, v.agent, one, 0, 0, 0, 1)
	v.sit(t, v.agent, two, 1, 1, 1, 1)
	if h := v.held(t, v.agent); h.On(v.now()) != certificate.InProgress || len(h.Issues) != 0 {
		t.Fatal("issued with one of two exams", h)
	}
	v.pass(3)
	v.sit(t, v.agent, two, 0, 0, 0, 0)
	h := v.held(t, v.agent)
	if h.On(v.now()) != certificate.Certified || len(h.Issues) != 1 {
		t.Fatalf("%+v", h)
	}
	r := h.Issues[0].Record
	if r.Holder != "Name agent" || r.StaffNumber != "Sagent" || r.Organisation != "Acme" || r.Issuer != "Grid" || r.Completed != today+3 || r.Issued != today+3 ||
		r.Expires != indicators.On(2027, time.March, 5) || len(r.Papers) != 2 || r.Papers[0].Points != 4.5 || r.Papers[0].Most != 6 || r.Papers[0].Cut != 3.6 {
		t.Errorf("%+v", r)
	}
	if !certificate.IsNumber(r.Number) || h.Issues[0].Hash != r.Hash() {
		t.Error(r.Number)
	}
	v.sit(t, v.agent, one, 0, 0, 0, 0)
	if h := v.held(t, v.agent); len(h.Issues) != 1 {
		t.Error("another pass issued another certificate")
	}
	if h := v.held(t, v.mate); len(h.Issues) != 0 {
		t.Error("a mate was certified")
	}
}

func TestIssue_WhoPassesUnaskedIsCertifiedToo(t *testing.T) {
	v := newTown(t)
	exam := v.published(t, quiz(), bankOf(6))
	v.sit(t, v.mate, exam, 0, 0, 0, 0)
	id := v.programme(t, exam)
	v.sit(t, v.agent, exam, 0, 0, 0, 0)
	if h := v.held(t, v.agent); len(h.Issues) != 1 || h.Assigned != v.now() {
		t.Fatal(h)
	}
	must[int](t)(v.Certificates().Assign(ctx, v.lead, id, []string{v.mate.PersonID}, 0))
	if h := v.held(t, v.mate); len(h.Issues) != 1 {
		t.Error("who had passed before being asked has no certificate")
	}
}

func TestRenewal_TheWindowResetsWhatCountsAndKeepsTheHistory(t *testing.T) {
	v := newTown(t)
	first, renewal := v.published(t, quiz(), bankOf(6)), v.published(t, quiz(), bankOf(6))
	p := general()
	p.Exams, p.Renewal = []string{first}, []string{renewal}
	must[string](t)(v.Certificates().SaveProgramme(ctx, v.lead, p))
	v.sit(t, v.agent, first, 0, 0, 0, 0)
	v.sit(t, v.agent, renewal, 0, 0, 0, 0) // long before the window: counts for nothing
	v.pass(310)
	h := v.held(t, v.agent)
	if h.On(v.now()) != certificate.WindowOpen || len(h.Issues) != 1 {
		t.Fatal(h.On(v.now()), len(h.Issues))
	}
	v.sit(t, v.agent, first, 0, 0, 0, 0)
	if h := v.held(t, v.agent); len(h.Issues) != 1 {
		t.Fatal("the first way renewed it")
	}
	v.sit(t, v.agent, renewal, 0, 0, 0, 0)
	h = v.held(t, v.agent)
	if len(h.Issues) != 2 || h.On(v.now()) != certificate.Recertified || !h.Issues[1].Renewal {
		t.Fatalf("%s %+v", h.On(v.now()), h.Issues)
	}
	if e := h.Issues[1].Record.Expires; e != indicators.On(2028, time.March, 2) {
		t.Error("renewed from the expiry before:", e)
	}
	if h.On(today+100) != certificate.Certified || !h.InForce(today+100) || h.InForce(today-1) {
		t.Error("the history of past days was lost")
	}
	v.pass(2 * 365)
	if h := v.held(t, v.agent); h.On(v.now()) != certificate.Expired {
		t.Error(h.On(v.now()))
	}
	v.sit(t, v.agent, renewal, 0, 0, 0, 0)
	if h := v.held(t, v.agent); len(h.Issues) != 2 {
		t.Error("expired, and the short way was taken")
	}
	v.sit(t, v.agent, first, 0, 0, 0, 0)
	if h := v.held(t, v.agent); len(h.Issues) != 3 || h.Issues[2].Renewal || h.On(v.now()) != certificate.Certified {
		t.Error("the original way is closed")
	}
}

func TestRekey_APassThatIsNoneAnyMoreIsADoubtAndNotARevocation(t *testing.T) {
	v := newTown(t)
	pool := v.stocked(t, v.trainer(t), bankOf(4))
	id := v.published(t, quiz(), nil)
	v.programme(t, id)
	v.sit(t, v.agent, id, 0, 0, 0, 0)
	for i := range 3 {
		next := pool[i]
		next.Options = []bank.Option{{Text: "right"}, {Text: "wrong", Fraction: 1}}
		must[[]exam.Shift](t)(v.Exams().Rekey(ctx, v.trainer(t), id, next, "the tariff changed"))
	}
	h := v.held(t, v.agent)
	x := h.Issues[0]
	if x.Doubt.IsZero() || !h.InForce(v.now()) || !strings.Contains(x.Doubt.String(), "1.5 of 6") {
		t.Fatalf("%+v", x)
	}
	if err := v.Certificates().Settle(ctx, v.lead, x.Record.Number, " "); !fault.Is(err, fault.Invalid) {
		t.Error("without a reason", err)
	}
	if err := v.Certificates().Settle(ctx, v.lead, x.Record.Number, "the key was right on the day"); err != nil {
		t.Fatal(err)
	}
	if x := v.held(t, v.agent).Issues[0]; !x.Doubt.IsZero() {
		t.Error(x.Doubt)
	}
	if err := v.Certificates().Settle(ctx, v.lead, x.Record.Number, "again"); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
}

func TestRekey_ADoubtStaysWhileAnotherExamItRestsOnIsNoPass(t *testing.T) {
	v := newTown(t)
	first, second := v.published(t, quiz(), bankOf(4)), v.published(t, quiz(), nil) // both ask the same four
	v.programme(t, first, second)
	v.sit(t, v.agent, first, 0, 0, 0, 0)
	v.sit(t, v.agent, second, 0, 0, 0, 0)
	turn := func(id string, n int) {
		t.Helper()
		for _, q := range must[[]bank.Question](t)(v.Exams().Asked(ctx, v.trainer(t), id))[:n] {
			q.Options = []bank.Option{{Text: "right"}, {Text: "wrong", Fraction: 1}}
			must[[]exam.Shift](t)(v.Exams().Rekey(ctx, v.trainer(t), id, q, "the tariff changed"))
		}
	}
	turn(first, 4)
	if x := v.held(t, v.agent).Issues; len(x) != 1 || x[0].Doubt.IsZero() {
		t.Fatalf("no doubt: %+v", x)
	}
	turn(second, 1)
	if x := v.held(t, v.agent).Issues[0]; x.Doubt.IsZero() {
		t.Error("a pass of another exam took the doubt away")
	}
}

func TestRekey_ARegradeThatPassesIssuesAndTakesTheDoubtAway(t *testing.T) {
	v := newTown(t)
	id := v.published(t, quiz(), bankOf(4))
	v.programme(t, id)
	v.sit(t, v.agent, id, 1, 1, 1, 1)
	rekey := func(n, right int) { // gives n questions that key
		t.Helper()
		s := must[exam.Sitting](t)(v.Exams().Begin(ctx, v.mate, id)) // shows the versions in force
		for _, q := range s.Questions[:n] {
			q.Options = []bank.Option{{Text: "right"}, {Text: "wrong"}}
			q.Options[right].Fraction = 1
			must[[]exam.Shift](t)(v.Exams().Rekey(ctx, v.trainer(t), id, q, "x"))
		}
		must[exam.Clock](t)(v.Exams().Submit(ctx, v.mate, s.Attempt.ID))
	}
	rekey(4, 1)
	if h := v.held(t, v.agent); len(h.Issues) != 1 || !h.Issues[0].Doubt.IsZero() {
		t.Fatalf("a regrade that passes issues nothing: %+v", h)
	}
	rekey(4, 0)
	if h := v.held(t, v.agent); len(h.Issues) != 1 || h.Issues[0].Doubt.IsZero() {
		t.Fatalf("no doubt: %+v", h)
	}
	rekey(4, 1)
	if h := v.held(t, v.agent); len(h.Issues) != 1 || !h.Issues[0].Doubt.IsZero() {
		t.Fatalf("the doubt stays: %+v", h.Issues)
	}
}

func complains(number string, who people.Actor, d certificate.Day, o indicators.Outcome) indicators.Batch {
	return indicators.Batch{Kind: indicators.ComplaintKind, Source: "crm", Complaints: []indicators.Complaint{
		{Number: number, Date: d, Who: whoIs(who), Attitude: true, Outcome: o, Reason: "态度生硬"}}}
}

func TestComplaint_UpheldSuspendsAtOnceAndACorrectedVerdictLifts(t *testing.T) {
	v := newTown(t)
	id := v.programme(t)
	must[string](t)(v.Certificates().Issue(ctx, v.lead, id, v.agent.PersonID, today, "paper"))
	v.pass(10)
	bring := func(o indicators.Outcome) {
		t.Helper()
		if _, err := v.Figures().Import(ctx, v.lead, complains("C1", v.agent, today+8, o)); err != nil {
			t.Fatal(err)
		}
	}
	bring(indicators.OpenOutcome)
	if h := v.held(t, v.agent); !h.InForce(v.now()) {
		t.Fatal("suspended while it is still checked")
	}
	cs := must[[]indicators.Complaint](t)(v.Figures().Complaints(ctx, v.lead, indicators.Find{}, 9))
	if err := v.Figures().CorrectComplaint(ctx, v.lead, cs[0].ID, indicators.Upheld, "heard the call"); err != nil {
		t.Fatal(err)
	}
	h := v.held(t, v.agent)
	if h.InForce(v.now()) || !h.InForce(v.now()-1) || len(h.Suspensions) != 1 || h.Suspensions[0].Complaint != "C1" || h.Suspensions[0].Why != "态度生硬" {
		t.Fatalf("%+v", h.Suspensions)
	}
	bring(indicators.OpenOutcome) // the same table again: the correction stays, nothing is suspended twice
	if h := v.held(t, v.agent); len(h.Suspensions) != 1 || h.InForce(v.now()) {
		t.Fatalf("%+v", h.Suspensions)
	}
	v.pass(5)
	cs = must[[]indicators.Complaint](t)(v.Figures().Complaints(ctx, v.lead, indicators.Find{}, 9))
	if err := v.Figures().CorrectComplaint(ctx, v.lead, cs[0].ID, indicators.Rejected, "the caller took it back"); err != nil {
		t.Fatal(err)
	}
	if h := v.held(t, v.agent); !h.InForce(v.now()) || h.InForce(v.now()-1) {
		t.Fatal("not lifted, or the past was changed")
	}
	if err := v.Figures().CorrectComplaint(ctx, v.lead, cs[0].ID, indicators.Upheld, "no, it is true"); err != nil {
		t.Fatal(err)
	}
	if h := v.held(t, v.agent); h.InForce(v.now()) {
		t.Fatal("found true again, and not suspended again")
	}
	if err := v.Certificates().Lift(ctx, v.lead, h.ID, "retrained"); err != nil {
		t.Fatal(err)
	}
	bring(indicators.Upheld)
	if h := v.held(t, v.agent); !h.InForce(v.now()) {
		t.Error("what the trainer lifted was suspended again")
	}
}

func TestComplaint_SuspendsOnlyWhatItConcerns(t *testing.T) {
	v := newTown(t)
	p := general()
	p.Attitude, p.Skill = false, "抄表"
	calm := must[string](t)(v.Certificates().SaveProgramme(ctx, v.lead, p))
	id := v.programme(t)
	for _, by := range []people.Actor{v.agent, v.mate} {
		must[string](t)(v.Certificates().Issue(ctx, v.lead, id, by.PersonID, today, "paper"))
	}
	must[string](t)(v.Certificates().Issue(ctx, v.lead, calm, v.agent.PersonID, today, "paper"))
	v.pass(200)
	about := func(number string, d certificate.Day, attitude bool) indicators.Complaint {
		return indicators.Complaint{Number: number, Date: d, Who: whoIs(v.agent), Attitude: attitude, Outcome: indicators.Upheld}
	}
	b := indicators.Batch{Kind: indicators.ComplaintKind, Source: "crm", Complaints: []indicators.Complaint{about("other", today+199, false), about("old", today+20, true), about("before", today-3, true)}}
	if _, err := v.Figures().Import(ctx, v.lead, b); err != nil {
		t.Fatal(err)
	}
	count := func() (n int) {
		for _, h := range must[[]certificate.Holding](t)(v.Certificates().Holdings(ctx, v.lead, certificate.Find{})) {
			n += len(h.Suspensions)
		}
		return n
	}
	if n := count(); n != 0 {
		t.Fatal(n, "suspensions for other, old and earlier complaints")
	}
	b.Complaints = append(b.Complaints, about("", today+190, true))
	if _, err := v.Figures().Import(ctx, v.lead, b); err != nil || count() != 1 {
		t.Fatal(err, count())
	}
	b.Complaints = b.Complaints[:3]
	b.Complaints = append(b.Complaints, indicators.Complaint{Number: "x", Date: today + 190, Who: whoIs(v.mate), Outcome: indicators.Rejected, Attitude: true})
	if _, err := v.Figures().Import(ctx, v.lead, b); err != nil {
		t.Fatal(err)
	}
	for _, h := range must[[]certificate.Holding](t)(v.Certificates().Holdings(ctx, v.lead, certificate.Find{})) {
		if h.Suspended(v.now()) != nil {
			t.Error("the complaint is gone from the list, the suspension is not")
		}
	}
}

func TestSuspend_ByHandWithReasonAndLifted(t *testing.T) {
	v := newTown(t)
	id := v.programme(t)
	must[string](t)(v.Certificates().Issue(ctx, v.lead, id, v.agent.PersonID, today, "paper"))
	h := v.held(t, v.agent)
	if err := v.Certificates().Suspend(ctx, v.lead, h.ID, ""); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if err := v.Certificates().Suspend(ctx, v.lead, h.ID, "long leave"); err != nil {
		t.Fatal(err)
	}
	if err := v.Certificates().Suspend(ctx, v.lead, h.ID, "long leave"); !fault.Is(err, fault.Conflict) {
		t.Error("twice", err)
	}
	if h := v.held(t, v.agent); h.InForce(v.now()) || h.Suspensions[0].By != "Name lead" {
		t.Fatalf("%+v", h.Suspensions)
	}
	if err := v.Certificates().Lift(ctx, v.lead, h.ID, "back"); err != nil {
		t.Fatal(err)
	}
	if h := v.held(t, v.agent); !h.InForce(v.now()) || h.Suspensions[0].Lifted != "back" {
		t.Fatalf("%+v", h.Suspensions)
	}
	if err := v.Certificates().Lift(ctx, v.lead, h.ID, "back"); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
}

func TestSaveProgramme_RefusesWithASentence(t *testing.T) {
	v := newTown(t)
	long := general()
	long.Window = certificate.Period{N: 13, Unit: certificate.Months}
	if _, err := v.Certificates().SaveProgramme(ctx, v.lead, long); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), "window for renewal is longer") {
		t.Error(err)
	}
	draft := general()
	draft.Exams = []string{must[string](t)(v.Exams().Save(ctx, v.trainer(t), quiz()))}
	if _, err := v.Certificates().SaveProgramme(ctx, v.lead, draft); !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Sentence(err), "draft") {
		t.Error(err)
	}
	id := v.programme(t)
	if err := v.Certificates().Retire(ctx, v.lead, id, "merged"); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Certificates().Assign(ctx, v.lead, id, []string{v.agent.PersonID}, 0); !fault.Is(err, fault.Conflict) {
		t.Error("assigned a retired certificate", err)
	}
	own := general()
	own.OrganisationID = v.other
	id = must[string](t)(v.Certificates().SaveProgramme(ctx, v.lead, own))
	if _, err := v.Certificates().Issue(ctx, v.lead, id, v.agent.PersonID, today, "x"); !fault.Is(err, fault.Invalid) {
		t.Error("another vendor's certificate", err)
	}
	if _, err := v.Certificates().Issue(ctx, v.lead, id, v.foreign.PersonID, today+1, "x"); !fault.Is(err, fault.Invalid) {
		t.Error("earned tomorrow", err)
	}
	must[string](t)(v.Certificates().Issue(ctx, v.lead, id, v.foreign.PersonID, today, "x"))
	if _, err := v.Certificates().Issue(ctx, v.lead, id, v.foreign.PersonID, today, "x"); !fault.Is(err, fault.Conflict) {
		t.Error("twice", err)
	}
}

// dutyTown has three agents of two vendors on duty: one is certified, one was
// until the 20th, one was never asked.
func dutyTown(t *testing.T) *town {
	v := newTown(t)
	id := v.programme(t)
	must[string](t)(v.Certificates().Issue(ctx, v.lead, id, v.agent.PersonID, today, "paper"))
	must[string](t)(v.Certificates().Issue(ctx, v.lead, id, v.mate.PersonID, today, "paper"))
	v.pass(18)
	if err := v.Certificates().Suspend(ctx, v.lead, v.held(t, v.mate).ID, "x"); err != nil {
		t.Fatal(err)
	}
	b := indicators.Batch{Kind: indicators.DayKind, Source: "acd"}
	for d := today - 1; d < today+40; d++ {
		for _, by := range []people.Actor{v.agent, v.mate, v.foreign} {
			if by.PersonID != v.agent.PersonID || d%2 == 0 {
				b.Days = append(b.Days, day(d, by, "95598", 9, 9))
			}
		}
	}
	if _, err := v.Figures().Import(ctx, v.lead, b); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestCertifiedRate_OperationsTellsWhatCertificatesTell(t *testing.T) {
	v := dutyTown(t)
	rate, _ := indicators.ByKey(indicators.CertifiedRate)
	told := 0
	for d := today - 1; d < today+40; d++ {
		lines := must[[]certificate.Line](t)(v.Certificates().Rates(ctx, v.lead, []certificate.Day{d}, ""))
		q := indicators.Question{Periods: []indicators.Period{{From: d, Until: d + 1}}, By: indicators.ByOrganisation}
		sums := map[string]indicators.Sums{}
		for _, l := range must[[]indicators.Line](t)(v.Figures().Sums(ctx, v.lead, q)) {
			sums[l.Group] = l.Sums
		}
		for _, l := range lines {
			s := l.Shares[0]
			if !s.Told {
				continue
			}
			val := rate.Of(sums[l.OrganisationID])
			if s.OnDuty == 0 && !val.Known {
				continue // nothing was asked yet
			}
			told++
			if !val.Known || val.N != int64(s.OnDuty) || val.Value != s.Value() {
				t.Errorf("%s %s: operations %+v, certificates %+v", d, l.Name, val, s)
			}
		}
	}
	if told < 70 {
		t.Error("only", told, "days were compared")
	}
	all := must[[]indicators.Line](t)(v.Figures().Sums(ctx, v.lead, indicators.Question{Periods: []indicators.Period{{From: today, Until: today + 20}}}))
	if val := rate.Of(all[0].Sums); val.N != 50 || val.Value != 28./50 { // agent on 10 days, mate certified on 18 of 20, foreign never
		t.Errorf("%+v", val)
	}
}

func TestRates_AnyPastDayByOrganisationAndSkill(t *testing.T) {
	v := dutyTown(t)
	days := []certificate.Day{today - 1, today, today + 18, today + 80}
	byName := map[string][]certificate.Share{}
	for _, l := range must[[]certificate.Line](t)(v.Certificates().Rates(ctx, v.lead, days, "")) {
		byName[l.Name] = l.Shares
	}
	for i, want := range [][2]int{{0, 0}, {2, 2}, {1, 2}, {1, 2}} {
		if s := byName["Acme"][i]; s.Certified != want[0] || s.OnDuty != want[1] || s.Told != (i < 3) {
			t.Errorf("%s: %+v", days[i], s)
		}
	}
	if s := byName["Other"][1]; s.Certified != 0 || s.OnDuty != 1 {
		t.Errorf("who was never asked counts as on duty: %+v", s)
	}
	for _, l := range must[[]certificate.Line](t)(v.Certificates().Rates(ctx, v.lead, days, "普通话务")) {
		if s := l.Shares[1]; l.Name == "Other" && s.OnDuty != 0 || l.Name == "Acme" && s.OnDuty != 2 {
			t.Errorf("by skill, %s: %+v", l.Name, s)
		}
	}
	if ls := must[[]certificate.Line](t)(v.Certificates().Rates(ctx, v.vendorAdmin, days, "")); len(ls) != 1 || ls[0].Name != "Acme" {
		t.Errorf("a vendor sees others: %+v", ls)
	}
}
