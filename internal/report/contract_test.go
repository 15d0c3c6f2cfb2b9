package report

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/training/contract"
)

func sampleContract() contract.Contract {
	base, begins := 58.0, indicators.On(2026, 9, 4)
	side := contract.Side{PersonID: "a", Name: "沈立夏", StaffNumber: "70305", OrganisationID: "h", Organisation: "海棠（外包）"}
	mentee := side
	mentee.PersonID, mentee.Name, mentee.StaffNumber = "b", "徐芒种", "70309"
	c := contract.Contract{PairID: "p", Number: 2, Mentor: side, Mentee: mentee, MadeBy: "温秋分", MadeAt: monday, Terms: contract.Terms{Begins: begins, Ends: contract.Last(begins, 90), Period: 90,
		Goals: []contract.Goal{{Skill: "重复并确认关键信息", Baseline: &base, Target: 90, Source: contract.Source{Kind: contract.RubricQuestion, Ref: "r/3.1", Name: "3.1 重复并确认关键信息"}},
			{Skill: "抄表与计量", Target: 1, Source: contract.Source{Kind: contract.Certificate, Ref: "c", Name: "抄表与计量专项"}}},
		Measures:     []contract.Measure{{What: strings.Repeat("一起听 2 通录音，", 10), Rhythm: contract.Weekly, Times: 2, Evidence: "听音记录", Weight: 3}},
		SessionEvery: 10, SessionMinutes: 45, MentorDuties: strings.Repeat("示范标准话术。", 280), MenteeDuties: strings.Repeat("按时参加面谈。", 280), Allowance: 300_50, Objection: 30, Change: "调高目标"}}
	c.Signatures = []contract.Signature{{Party: contract.MentorParty, Name: "沈立夏", At: monday, Hash: c.Hash()}}
	return c
}

func TestContract_StandsWholeInBothLanguagesOverPages(t *testing.T) {
	for _, l := range []words.Language{words.Chinese, words.English} {
		var b bytes.Buffer
		if err := WriteContract(&b, l, sampleContract(), Stamp{By: "温秋分", At: monday, Zone: beijing}); err != nil || !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) {
			t.Fatal(l, err)
		}
		if n := bytes.Count(b.Bytes(), []byte("/Type /Page\n")); n < 2 {
			t.Errorf("%s: %d pages: the long duties were cut off", l, n)
		}
		if dir := os.Getenv("SHIFU_KEEP"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, "contract-"+string(l)+".pdf"), b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
