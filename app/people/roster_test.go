package people

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"shifu/app/desktest"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/recordings/intake"
)

func write(t *testing.T, text []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImport_ReadsGB18030WithChineseHeaders(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, "")
	text, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte("姓名,工号,单位,班组,角色,登录名,入职日期\n孟新雨,60301,云杉（外包）,二班,坐席、学员,mengxinyu,2026-03-01\n康小雪,60302,云杉（外包）,二班,,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	s.importFrom(write(t, text), func(problems []words.Text) {
		if len(problems) > 0 {
			t.Fatal(problems[0])
		}
	})
	ps, _ := o.Store.People().Persons(t.Context(), people.Program(), people.Find{Text: "6030"})
	if len(ps) != 2 {
		t.Fatalf("%d persons added", len(ps))
	}
	i := slices.IndexFunc(ps, func(p people.Person) bool { return p.Name == "孟新雨" })
	if p := ps[i]; p.TeamID != o.Town.SpruceTeam || !p.Has(people.Trainee) || p.Login != "mengxinyu" || p.JoinedAt.In(o.Zone).Day() != 1 {
		t.Errorf("%+v", p)
	}
}

func TestImport_NamesEveryWrongLineAndAddsNobody(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, "")
	before := len(s.k.persons)
	path := write(t, []byte("Name,Organisation,Team,Roles,Login,Joined\nGood One,,,agent,,\n,,,,,x\nA,Nowhere,,,,\nB,,no team,,,\nC,,,wizard,,\nD,,,,,soon\nE,,,,rev,\nF,,,,same,\nG,,,,same,\n"))
	var got []string
	s.importFrom(path, func(problems []words.Text) {
		for _, p := range problems {
			got = append(got, p.In(words.English))
		}
	})
	for i, want := range []string{"Line 3: A person needs", "Line 4: There is no organisation Nowhere", "Line 5: There is no team", "Line 6: There is no role wizard",
		"Line 7: soon is no date", "Line 8: The login rev", "Line 10: The login same"} {
		if i >= len(got) || !strings.HasPrefix(got[i], want) {
			t.Fatalf("line %d of %q, want %q", i, got, want)
		}
	}
	if s.load(); len(s.k.persons) != before {
		t.Error("somebody was added")
	}
}

func TestImport_StoreRefusalNamesTheLineOfTheFile(t *testing.T) {
	o := desktest.NewOffice(t)
	s := open(t, o, o.Town.Admin, "")
	path := write(t, []byte("Name,Staff number\n\nA,1\nB,602admin\n"))
	s.importFrom(path, func(problems []words.Text) {
		if len(problems) != 1 || !strings.HasPrefix(problems[0].In(words.English), "Line 4:") {
			t.Errorf("%v", problems)
		}
	})
}

func FuzzRoster(f *testing.F) {
	f.Add([]byte("姓名,角色\n甲,坐席、学员\n"))
	f.Add([]byte("name;login;joined\nA;a;2026-01-01\nB;a;\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		table, err := intake.ParseCSV("x.csv", raw)
		if err != nil {
			return
		}
		ps, wrong := roster(table, kept{}, "org", time.UTC)
		if len(wrong) > 0 && ps != nil {
			t.Error("persons beside wrong lines")
		}
		for _, p := range ps {
			if p.Name == "" || len(p.Roles) == 0 || p.OrganisationID == "" {
				t.Errorf("%+v", p)
			}
		}
	})
}
