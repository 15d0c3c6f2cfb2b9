package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/store"
	"shifu/training/bank"
	"shifu/training/knowledge"
)

func page(owner people.Actor, title, body string, keywords ...string) knowledge.Article {
	return knowledge.Article{Title: title, Body: body, Kind: knowledge.Rule, Category: "停电", Organisation: "配网抢修", Keywords: keywords, OwnerID: owner.PersonID, Vendors: true}
}

func (v *town) write(t testing.TB, by people.Actor, a knowledge.Article) knowledge.Article {
	t.Helper()
	return must[knowledge.Article](t)(v.Knowledge().Save(ctx, by, a, false))
}

// written keeps what neither the vendor nor its agent may read: articles of
// the other vendor, of the client alone, on an important customer, and
// must-reads of them.
func (v *crowd) written(t *testing.T, lead people.Actor) {
	closed := page(v.lead, "秘密 secret", "内部")
	closed.Vendors = false
	key := page(v.lead, "医院 secret", "mm secret")
	key.Kind = knowledge.KeyCustomer
	for by, a := range map[*people.Actor]knowledge.Article{&lead: page(lead, "secret", "秘密"), &v.lead: closed} {
		a.Category = "secret"
		a = v.write(t, *by, a)
		v.drafts = append(v.drafts, a.ID, must[string](t)(v.Knowledge().Demand(ctx, *by, knowledge.MustRead{ArticleID: a.ID})))
	}
	v.drafts = append(v.drafts, v.write(t, v.lead, key).ID)
}

func foreignArticle(id string, f foreignIDs, variant int) knowledge.Article {
	a := knowledge.Article{ID: id, Number: 1, Title: "X", Body: "X", Kind: knowledge.Rule, Category: "X", OwnerID: f.persons[variant%2]}
	if variant > 1 {
		a.Verifier = knowledge.Verifier{GroupID: f.orgs[variant%2]}
	}
	return a
}

func titles(f knowledge.Found) string {
	var out []string
	for _, h := range f.Hits {
		out = append(out, h.Title)
	}
	return strings.Join(out, "|")
}

func TestKnowledge_FindsByWordsKeywordsAndSound(t *testing.T) {
	v := newTown(t)
	v.write(t, v.lead, page(v.lead, "阶梯电价怎么算", "第一档、第二档、第三档。", "居民"))
	outage := page(v.lead, "到场时限", "城区 45 分钟到场，客户报停电时先问范围。", "抢修承诺", "Arrival times")
	outage.FAQ = true
	v.write(t, v.lead, outage)
	other := page(v.lead, "充电桩电价", "单独装表。")
	other.Category = "电费"
	v.write(t, v.lead, other)
	for typed, want := range map[string]string{
		"电价": "充电桩电价|阶梯电价怎么算", "停电": "到场时限", "投": "", "档": "阶梯电价怎么算", "阶梯电价": "阶梯电价怎么算", "电价 阶梯": "阶梯电价怎么算",
		"抢修承诺": "到场时限", "配网抢修": "到场时限|充电桩电价|阶梯电价怎么算", "45": "到场时限", "arriv": "到场时限",
		"jtdj": "阶梯电价怎么算", "djzms": "阶梯电价怎么算", "jietidianjia": "阶梯电价怎么算", "dcsx": "到场时限", "ＤＣＳＸ": "到场时限", "价电": "", "，。": "",
		`"`: "", "NEAR(": "", "电价 AND": "",
	} {
		f, err := v.Knowledge().Search(ctx, v.agent, knowledge.Ask{Text: typed})
		got := strings.Split(titles(f), "|")
		slices.Sort(got)
		wanted := strings.Split(want, "|")
		slices.Sort(wanted)
		if err != nil || !slices.Equal(got, wanted) {
			t.Errorf("%s: %v, want %s; %v", typed, got, want, err)
		}
	}
	for want, ask := range map[string]knowledge.Ask{"充电桩电价": {Text: "电价", Category: "电费"}, "到场时限": {Text: "停电", FAQ: true}, "": {Text: "电价", Kind: knowledge.PhoneList}} {
		if f, err := v.Knowledge().Search(ctx, v.agent, ask); err != nil || titles(f) != want {
			t.Errorf("%+v: %s, %v", ask, titles(f), err)
		}
	}
	f, err := v.Knowledge().Search(ctx, v.agent, knowledge.Ask{Category: "停电"})
	if err != nil || titles(f) != "到场时限|阶梯电价怎么算" || f.Total != 2 {
		t.Errorf("%+v %v", f, err)
	}
}

func TestKnowledge_TheTitleWeighsMoreThanTheText(t *testing.T) {
	v := newTown(t)
	v.write(t, v.lead, page(v.lead, "电表校验", "怀疑走得快。"))
	v.write(t, v.lead, page(v.lead, "其他", "电表校验电表校验。"))
	f, err := v.Knowledge().Search(ctx, v.agent, knowledge.Ask{Text: "电表"})
	if err != nil || titles(f) != "电表校验|其他" || f.Hits[0].Score <= f.Hits[1].Score {
		t.Errorf("%+v %v", f, err)
	}
	if h := f.Hits[1]; h.Snippet != "电表校验电表校验。" || fmt.Sprint(h.Marks) != "[{0 2} {4 6}]" || fmt.Sprint(f.Hits[0].InTitle) != "[{0 2}]" {
		t.Errorf("%+v", h)
	}
}

func TestKnowledge_ANewVersionReplacesTheWordsAndKeepsTheText(t *testing.T) {
	v := newTown(t)
	k := v.Knowledge()
	a := v.write(t, v.lead, page(v.lead, "旧题", "旧文"))
	if err := k.Verify(ctx, v.lead, a.ID); err != nil {
		t.Fatal(err)
	}
	next := a
	next.Body, next.Note = "新文", "改了正文"
	next, err := k.Save(ctx, v.lead, next, false)
	if err != nil || next.Number != 2 || next.Standing(v.clock.at) != knowledge.Unverified {
		t.Fatalf("%+v %v", next, err)
	}
	for typed, want := range map[string]knowledge.Count{"旧文": 0, "新文": 1} {
		if f, err := k.Search(ctx, v.agent, knowledge.Ask{Text: typed}); err != nil || f.Total != want {
			t.Errorf("%s: %d, %v", typed, f.Total, err)
		}
	}
	vs, err := k.Versions(ctx, v.agent, a.ID)
	if err != nil || len(vs) != 2 || vs[0].Body != "新文" || vs[1].Body != "旧文" || vs[0].Note != "改了正文" {
		t.Errorf("%+v %v", vs, err)
	}
	if _, err := k.Save(ctx, v.lead, a, false); !fault.Is(err, fault.Conflict) {
		t.Error("an older version was saved over a newer one:", err)
	}
	next.Body = "再改"
	if next, err = k.Save(ctx, v.lead, next, true); err != nil || next.Standing(v.clock.at) != knowledge.Verified || next.VerifiedBy != v.lead.Name {
		t.Errorf("save and verify: %+v %v", next, err)
	}
	if err := k.Archive(ctx, v.lead, a.ID, true); err != nil {
		t.Fatal(err)
	}
	if f, err := k.Search(ctx, v.agent, knowledge.Ask{Text: "再改"}); err != nil || f.Total != 0 {
		t.Error("an archived article is found", err)
	}
	if err := k.Archive(ctx, v.lead, a.ID, false); err != nil {
		t.Fatal(err)
	}
	if f, err := k.Search(ctx, v.agent, knowledge.Ask{Text: "再改"}); err != nil || f.Total != 1 {
		t.Error("an article that came back is not found", err)
	}
}

func TestKnowledge_OnlyTheVerifierVerifiesAndALeaverHasHeirs(t *testing.T) {
	v := newTown(t)
	k := v.Knowledge()
	a := page(v.lead, "题", "文")
	a.Verifier = knowledge.Verifier{PersonID: v.rev.PersonID}
	a = v.write(t, v.lead, a)
	if err := k.Verify(ctx, v.lead, a.ID); !fault.Is(err, fault.Forbidden) {
		t.Error("the owner verified for another:", err)
	}
	if _, err := k.Save(ctx, v.lead, a, true); !fault.Is(err, fault.Forbidden) {
		t.Error("saved and verified for another:", err)
	}
	if err := k.Verify(ctx, v.rev, a.ID); err != nil {
		t.Fatal(err)
	}
	if err := v.People().Leave(ctx, v.admin, v.rev.PersonID, v.clock.at); err != nil {
		t.Fatal(err)
	}
	got := must[knowledge.Article](t)(k.Article(ctx, v.lead, a.ID))
	if got.Verifier != (knowledge.Verifier{GroupID: v.client}) || got.VerifierName != "Grid" {
		t.Errorf("%+v %s", got.Verifier, got.VerifierName)
	}
	if err := k.Verify(ctx, v.second, a.ID); err != nil {
		t.Error("the owner's organisation may not verify:", err)
	}
	if err := k.Doubt(ctx, v.agent, a.ID, "时限变了"); err != nil {
		t.Fatal(err)
	}
	if got := must[knowledge.Article](t)(k.Article(ctx, v.lead, a.ID)); got.Standing(v.clock.at) != knowledge.Unverified {
		t.Error("a doubted article is", got.Standing(v.clock.at))
	}
}

func TestKnowledge_EveryoneFindsTheirOwnAndWhatTheClientShows(t *testing.T) {
	v := newTown(t)
	otherLead := v.person(t, v.other, "", "ol", people.QualityLead)
	supervisor := v.person(t, v.client, "", "sup", people.Supervisor)
	inner := page(v.lead, "电价内部", "x")
	inner.Vendors = false
	key := page(v.lead, "电价医院", "x")
	key.Kind = knowledge.KeyCustomer
	v.write(t, v.lead, page(v.lead, "电价公开", "x"))
	v.write(t, v.lead, inner)
	v.write(t, v.lead, key)
	v.write(t, v.vendorAdmin, page(v.vendorAdmin, "电价云杉", "x"))
	v.write(t, otherLead, page(otherLead, "电价柳林", "x"))
	for _, c := range []struct {
		by   people.Actor
		want string
	}{
		{v.lead, "电价云杉|电价内部|电价公开|电价医院|电价柳林"}, {v.rev, "电价云杉|电价内部|电价公开|电价柳林"},
		{supervisor, "电价内部|电价公开|电价医院"}, {v.agent, "电价云杉|电价公开"}, {v.foreign, "电价公开|电价柳林"},
	} {
		for _, ask := range []knowledge.Ask{{Text: "电价"}, {}} {
			f, err := v.Knowledge().Search(ctx, c.by, ask)
			got := strings.Split(titles(f), "|")
			want := strings.Split(c.want, "|")
			slices.Sort(got)
			slices.Sort(want)
			if err != nil || !slices.Equal(got, want) || int(f.Total) != len(got) {
				t.Errorf("%s, %q: %v, %d in all, want %s; %v", c.by.Name, ask.Text, got, f.Total, c.want, err)
			}
		}
	}
	if _, err := v.Knowledge().Save(ctx, v.vendorAdmin, func() knowledge.Article { key.OwnerID = v.vendorAdmin.PersonID; return key }(), false); !fault.Is(err, fault.Forbidden) {
		t.Error("wrote on an important customer without the right:", err)
	}
}

func TestKnowledge_WhatWasNotFoundIsListedUntilItIs(t *testing.T) {
	v := newTown(t)
	k := v.Knowledge()
	for _, words := range []string{"换 表", " 换  表", "光伏"} {
		if err := k.Searched(ctx, v.agent, words); err != nil {
			t.Fatal(err)
		}
	}
	missing, err := k.Missing(ctx, v.lead)
	if err != nil || len(missing) != 2 || missing[0].Words != "换 表" || missing[0].Times != 2 {
		t.Fatalf("%+v %v", missing, err)
	}
	a := v.write(t, v.lead, page(v.lead, "换了电表", "…"))
	if missing, err = k.Missing(ctx, v.lead); err != nil || len(missing) != 1 {
		t.Errorf("%+v %v", missing, err)
	}
	if err := k.Opened(ctx, v.agent, a.ID, "换表"); err != nil {
		t.Fatal(err)
	}
	if err := k.Searched(ctx, v.agent, "电表"); err != nil {
		t.Fatal(err)
	}
	h, err := k.Health(ctx, v.lead)
	if err != nil || h.Searches != 5 || h.WithoutHit != 3 || h.WithoutOpen != 1 || h.Trust != (knowledge.Trust{All: 1}) || len(h.TopDoubted) != 1 || h.TopDoubted[0].Views != 1 {
		t.Errorf("%+v %v", h, err)
	}
	if _, err := k.Missing(ctx, v.agent); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
}

func TestKnowledge_AReceiptNeedsTheQuizAndIsCounted(t *testing.T) {
	v := newTown(t)
	k := v.Knowledge()
	a := v.write(t, v.lead, page(v.lead, "新规", "城区 45 分钟"))
	quiz := []bank.Question{{Kind: bank.Single, Text: "城区？", Mark: 1, Options: []bank.Option{{Text: "45", Fraction: 1}, {Text: "60"}}}}
	id := must[string](t)(k.Demand(ctx, v.lead, knowledge.MustRead{ArticleID: a.ID, Quiz: quiz, Organisations: []string{v.acme}, DueAt: v.clock.at.Add(48 * time.Hour)}))
	if ms, err := k.Mine(ctx, v.foreign); err != nil || len(ms) != 0 {
		t.Error("asked somebody of another vendor", ms, err)
	}
	ms, err := k.Mine(ctx, v.agent)
	if err != nil || len(ms) != 1 || ms[0].Title != "新规" || len(ms[0].Quiz) != 1 {
		t.Fatalf("%+v %v", ms, err)
	}
	if missed, err := k.Confirm(ctx, v.agent, id, []bank.Answer{{Options: []int{1}}}); err != nil || len(missed) != 1 {
		t.Error(missed, err)
	}
	if missed, err := k.Confirm(ctx, v.agent, id, []bank.Answer{{Options: []int{0}}}); err != nil || len(missed) != 0 {
		t.Error(missed, err)
	}
	if ms, err := k.Mine(ctx, v.agent); err != nil || len(ms) != 0 {
		t.Error("asked again", ms, err)
	}
	bs, err := k.Boards(ctx, v.lead, a.ID)
	if err != nil || len(bs) != 1 || fmt.Sprint(bs[0].Tallies()) != "[{Acme 1 2}]" {
		t.Fatalf("%+v %v", bs, err)
	}
	for _, r := range bs[0].Receipts {
		if r.PersonID == v.agent.PersonID && (r.Tries != 2 || r.ReadAt.IsZero()) {
			t.Errorf("%+v", r)
		}
	}
}

func TestKnowledge_AnExpiredArticleFreezesItsQuestions(t *testing.T) {
	v := newTown(t)
	a := page(v.lead, "旧价", "…")
	a.Until, a.Questions = v.clock.at.Add(24*time.Hour), []string{"q1", "q2"}
	v.write(t, v.lead, a)
	if qs, err := v.Knowledge().Frozen(ctx, v.lead); err != nil || len(qs) != 0 {
		t.Error(qs, err)
	}
	v.clock.at = v.clock.at.Add(24 * time.Hour)
	if qs, err := v.Knowledge().Frozen(ctx, v.lead); err != nil || fmt.Sprint(qs) != "[q1 q2]" {
		t.Error(qs, err)
	}
	work, err := v.Knowledge().Work(ctx, v.lead)
	if err != nil || len(work) != 1 || work[0].Standing(v.clock.at) != knowledge.Expired {
		t.Errorf("%+v %v", work, err)
	}
}

func TestKnowledge_RelatedArticlesNameEachOther(t *testing.T) {
	v := newTown(t)
	k := v.Knowledge()
	a, b := v.write(t, v.lead, page(v.lead, "甲", "…")), v.write(t, v.lead, page(v.lead, "乙", "…"))
	inner := page(v.lead, "丙", "…")
	inner.Vendors = false
	c := v.write(t, v.lead, inner)
	for _, other := range []string{b.ID, c.ID, b.ID} {
		if err := k.Relate(ctx, v.lead, a.ID, other, true); err != nil {
			t.Fatal(err)
		}
	}
	related := func(by people.Actor, id string) (out string) {
		for _, a := range must[[]knowledge.Article](t)(k.Related(ctx, by, id)) {
			out += a.Title
		}
		return out
	}
	if got := related(v.lead, a.ID) + "," + related(v.agent, a.ID) + "," + related(v.lead, b.ID); got != "丙乙,乙,甲" {
		t.Error(got)
	}
	if err := k.Relate(ctx, v.lead, b.ID, a.ID, false); err != nil || related(v.lead, a.ID)+related(v.lead, b.ID) != "丙" {
		t.Error(related(v.lead, a.ID), err)
	}
	if err := k.Relate(ctx, v.lead, a.ID, a.ID, true); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if a := must[knowledge.Article](t)(k.Article(ctx, v.lead, a.ID)); a.Number != 1 {
		t.Error("a relation made a version")
	}
}

func TestKnowledge_HealthCountsUsesAndLateDoubts(t *testing.T) {
	v := newTown(t)
	k := v.Knowledge()
	a := v.write(t, v.lead, page(v.lead, "甲", "…"))
	call := v.call(t, v.agent, "needed")
	if err := errors.Join(k.Verify(ctx, v.lead, a.ID), k.Doubt(ctx, v.agent, a.ID, "旧了"),
		k.Used(ctx, v.agent, a.ID, call), k.Used(ctx, v.agent, a.ID, call)); err != nil {
		t.Fatal(err)
	}
	if h := must[knowledge.Health](t)(k.Health(ctx, v.lead)); h.Uses != 1 || h.LateDoubts != 0 || len(h.Overdue) != 1 {
		t.Errorf("%+v", h)
	}
	v.clock.at = v.clock.at.Add(knowledge.LateDoubt + time.Minute)
	if h := must[knowledge.Health](t)(k.Health(ctx, v.lead)); h.LateDoubts != 1 || h.Overdue[0].Longest < knowledge.LateDoubt {
		t.Errorf("%+v", h)
	}
}

// BenchmarkKnowledge_Search asks 100,000 articles of 500 characters for words
// that stand in 1 and in 12 of a hundred, by everybody's and a vendor's rights.
func BenchmarkKnowledge_Search(b *testing.B) {
	v := newTown(b)
	writeMany(b, v, 100_000)
	for name, by := range map[string]people.Actor{"client": v.lead, "vendor": v.agent} {
		for _, word := range []string{"罕见", "常见", "常见罕见词", "cjc"} {
			b.Run(name+"/"+word, func(b *testing.B) {
				p95(b, func(int) error {
					_, err := v.Knowledge().Search(context.Background(), by, knowledge.Ask{Text: word})
					return err
				})
			})
		}
	}
}

// writeMany makes articles of 500 characters drawn from the commonest 600, with
// 罕见 in one of a hundred and 常见 in twelve, a tenth of those in the title.
func writeMany(b *testing.B, v *town, n int) {
	b.Helper()
	seed := uint32(1)
	draw := func(below int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>8) % below
	}
	for done := 0; done < n; done += 2000 {
		as := make([]knowledge.Article, 2000)
		for i := range as {
			text := make([]rune, 490)
			for c := range text {
				text[c] = rune(0x4E00 + draw(600)*7)
			}
			title := "第" + string(text[:6])
			body := string(text)
			switch at := done + i; {
			case at%100 == 0:
				body += "罕见"
			case at%100 < 13:
				body += "常见"
				if at%10 == 1 {
					title += "常见词"
				}
			}
			as[i] = page(v.lead, title, body)
		}
		if _, err := v.Knowledge().SaveAll(ctx, v.lead, as); err != nil {
			b.Fatal(err)
		}
	}
}

var _ knowledge.Diary = (*store.Knowledge)(nil)

func TestKnowledge_FittingKeepsToWhatTheActorMayRead(t *testing.T) {
	v := newTown(t)
	inner := page(v.lead, "内部", "抢修先报班长。", "抢修")
	inner.Vendors = false
	v.write(t, v.lead, inner)
	v.write(t, v.lead, page(v.lead, "公开", "抢修承诺到场。", "抢修", "到场"))
	for _, c := range []struct {
		by   people.Actor
		want string
	}{{v.lead, "公开|内部"}, {v.agent, "公开"}} {
		hits, err := v.Knowledge().Fitting(ctx, c.by, "抢修什么时候到场", "", 8)
		if got := titles(knowledge.Found{Hits: hits}); err != nil || got != c.want {
			t.Errorf("%s: %s, %v", c.by.Name, got, err)
		}
	}
}
