package jointplan_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/training/jointplan"
)

func november() jointplan.Plan {
	return jointplan.Plan{ID: "p", OrganisationID: "v1", Organisation: "云杉", Month: "2026-11", Number: 2, Note: "上\"下",
		Items: []jointplan.Item{
			{ID: "i1", Layer: jointplan.Vendor, Kind: jointplan.Course, Title: "电费电价", Trainer: "温秋分", Begins: "2026-11-03", Days: 1.5, People: 8},
			{ID: "i2", Layer: jointplan.InHouse, Kind: jointplan.Shadowing, Title: "抄表班", Trainer: "老周", Begins: "2026-11-09", Days: 5, People: 2}}}
}

// The sum was computed with sha256sum over the text as it stands here.
func TestCanonical_IsATextWhoseSumAnybodyCanCompute(t *testing.T) {
	p := november()
	want := "joint training plan: 1\nvendor: v1 | \"云杉\"\nmonth: 2026-11\nversion: 2\nnote: \"上\\\"下\"\n" +
		"item: vendor-newcomers | course | \"电费电价\" | \"温秋分\" | 2026-11-03 | 1.5 | 8\n" +
		"item: in-house-newcomers | shadowing | \"抄表班\" | \"老周\" | 2026-11-09 | 5.0 | 2\n"
	if got := p.Canonical(); got != want {
		t.Errorf("%s", got)
	}
	if p.Hash() != "37709f1e7ff6c85e84d447f7f7dde15d31035f2db357c6166851086cb4e2af56" {
		t.Error(p.Hash())
	}
}

func TestHash_ChangesWithWhatWasAgreedAndNothingElse(t *testing.T) {
	was := november()
	for name, change := range map[string]func(*jointplan.Plan){
		"vendor": func(p *jointplan.Plan) { p.OrganisationID = "v2" }, "month": func(p *jointplan.Plan) { p.Month = "2026-12" },
		"version": func(p *jointplan.Plan) { p.Number++ }, "note": func(p *jointplan.Plan) { p.Note += "x" },
		"layer": func(p *jointplan.Plan) { p.Items[0].Layer = jointplan.Serving }, "kind": func(p *jointplan.Plan) { p.Items[0].Kind = jointplan.Shadowing },
		"title": func(p *jointplan.Plan) { p.Items[0].Title += " | x" }, "trainer": func(p *jointplan.Plan) { p.Items[0].Trainer = "x" },
		"begins": func(p *jointplan.Plan) { p.Items[0].Begins = "2026-11-04" }, "days": func(p *jointplan.Plan) { p.Items[0].Days = 2 },
		"people": func(p *jointplan.Plan) { p.Items[0].People = 9 }, "order": func(p *jointplan.Plan) { p.Items[0], p.Items[1] = p.Items[1], p.Items[0] },
	} {
		p := november()
		if change(&p); p.Hash() == was.Hash() {
			t.Errorf("%s does not matter", name)
		}
	}
	p := november()
	p.Done = []jointplan.Done{{ItemID: "i1", Days: 1}}
	if p.Hash() != was.Hash() {
		t.Error("noting what was done breaks the signatures")
	}
}

func TestSigned_TakesBothPartiesUnderThisVeryText(t *testing.T) {
	p := november()
	for _, party := range jointplan.Parties {
		p.Signatures = append(p.Signatures, jointplan.Signature{Party: party, Name: "x", Hash: p.Hash()})
	}
	if !p.Signed() {
		t.Error("both signed", p.Missing())
	}
	p.Items[0].Days = 3
	if p.Signed() || len(p.Missing()) != 2 {
		t.Error("a changed text is still signed")
	}
}

func TestPartyOf_EachSideSignsForItself(t *testing.T) {
	as := func(org string, kind people.OrganisationKind, r people.Role) people.Actor {
		return people.As(people.Person{ID: "x", OrganisationID: org, Roles: []people.Role{r}}, kind)
	}
	for name, c := range map[string]struct {
		by   people.Actor
		want jointplan.Party
	}{
		"client": {as("grid", people.InHouse, people.Client), jointplan.ClientSide}, "in-house trainer": {as("grid", people.InHouse, people.Trainer), jointplan.ClientSide},
		"supervisor": {as("v1", people.Vendor, people.Supervisor), jointplan.VendorSide}, "vendor's trainer": {as("v1", people.Vendor, people.Trainer), jointplan.VendorSide},
		"another vendor": {as("v2", people.Vendor, people.Supervisor), ""}, "an agent": {as("v1", people.Vendor, people.Agent), ""},
		"in-house supervisor": {as("grid", people.InHouse, people.Supervisor), ""},
	} {
		got, err := jointplan.PartyOf(c.by, "v1")
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestCheck_NamesTheLineThatCantBePlanned(t *testing.T) {
	p := november()
	if err := p.Check(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(*jointplan.Plan)
		says   string
	}{
		"month":       {func(p *jointplan.Plan) { p.Month = "11" }, "“11”不是月份"},
		"vendor":      {func(p *jointplan.Plan) { p.OrganisationID = "" }, "选择外包"},
		"empty":       {func(p *jointplan.Plan) { p.Items = nil }, "还是空的"},
		"layer":       {func(p *jointplan.Plan) { p.Items[1].Layer = "x" }, "第 2 行"},
		"title":       {func(p *jointplan.Plan) { p.Items[1].Title = " " }, "第 2 行"},
		"trainer":     {func(p *jointplan.Plan) { p.Items[0].Trainer = "" }, "第 1 行"},
		"other month": {func(p *jointplan.Plan) { p.Items[0].Begins = "2026-12-01" }, "2026-11-03"},
		"thirds":      {func(p *jointplan.Plan) { p.Items[0].Days = 1.3 }, "半天"},
		"nobody":      {func(p *jointplan.Plan) { p.Items[0].People = 0 }, "1 到 1000"},
		"long note":   {func(p *jointplan.Plan) { p.Note = strings.Repeat("长", 1001) }, "1000"},
		"long":        {func(p *jointplan.Plan) { p.Items = make([]jointplan.Item, 101) }, "100"},
	} {
		p := november()
		c.change(&p)
		if err := p.Check(); !fault.Is(err, fault.Invalid) || !strings.Contains(words.Sentence(words.Chinese, err), c.says) {
			t.Errorf("%s: %s", name, words.Sentence(words.Chinese, err))
		}
	}
	if (jointplan.Done{Days: .3}).Check() == nil || (jointplan.Done{Days: 1, People: -1}).Check() == nil || (jointplan.Done{Days: 2.5, People: 3}).Check() != nil {
		t.Error("what was done")
	}
}

func TestTally_PlannedAgainstDoneByLayer(t *testing.T) {
	p := november()
	p.Done = []jointplan.Done{{ItemID: "i1", Days: 1.5, People: 20, At: time.Now()}, {ItemID: "i2", Days: 1, People: 2}}
	if got := p.Tally(jointplan.Vendor); got != (jointplan.Tally{Items: 1, ItemsDone: 1, PersonDays: 12, PersonDone: 12}) {
		t.Errorf("%+v", got)
	}
	if got := p.Tally(""); got.Items != 2 || got.ItemsDone != 1 || got.PersonDays != 22 || got.PersonDone != 14 {
		t.Errorf("%+v", got)
	}
}

func TestTally_LayersAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := jointplan.Plan{}
		for i := range rapid.IntRange(0, 12).Draw(t, "items") {
			id := string(rune('a' + i))
			p.Items = append(p.Items, jointplan.Item{ID: id, Layer: rapid.SampledFrom(jointplan.Layers).Draw(t, "layer"), Days: float64(rapid.IntRange(1, 20).Draw(t, "days")) / 2, People: rapid.IntRange(1, 9).Draw(t, "people")})
			if rapid.Bool().Draw(t, "done") {
				p.Done = append(p.Done, jointplan.Done{ItemID: id, Days: float64(rapid.IntRange(0, 20).Draw(t, "done days")) / 2, People: rapid.IntRange(0, 9).Draw(t, "came")})
			}
		}
		var sum jointplan.Tally
		for _, l := range jointplan.Layers {
			x := p.Tally(l)
			sum = jointplan.Tally{Items: sum.Items + x.Items, ItemsDone: sum.ItemsDone + x.ItemsDone, PersonDays: sum.PersonDays + x.PersonDays, PersonDone: sum.PersonDone + x.PersonDone}
			if s := x.Share(); s < 0 || s > 1 {
				t.Fatal(s)
			}
		}
		if all := p.Tally(""); all != sum {
			t.Fatalf("%+v is not %+v", all, sum)
		}
	})
}
