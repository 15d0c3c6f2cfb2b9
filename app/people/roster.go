package people

import (
	"slices"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/recordings/intake"
)

// rosterColumns are the headers by which the columns of a table of persons are
// known, folded to lower case without blanks.
var rosterColumns = map[string][]string{
	"name":   {"name", "姓名", "名字"},
	"number": {"staffnumber", "staffno", "number", "工号", "员工号", "坐席工号"},
	"org":    {"organisation", "organization", "company", "vendor", "单位", "公司", "外包商"},
	"team":   {"team", "group", "班组", "小组"},
	"roles":  {"roles", "role", "角色", "岗位"},
	"login":  {"login", "user", "username", "登录名", "账号", "用户名"},
	"joined": {"joined", "joinedat", "start", "入职", "入职日期", "入职时间"},
}

// roster turns a table into persons: those of organisations and teams that are
// known. Every line that can't be taken is named; then there are no persons.
func roster(t intake.Table, k kept, home string, zone *time.Location) ([]people.Person, []words.Text) {
	at := rosterAt(t.Header)
	if _, ok := at["name"]; !ok {
		return nil, []words.Text{words.T("The table {{.File}} has no column Name. Its first line has to name the columns.", fault.Values{"File": t.Name})}
	}
	var out []people.Person
	var wrong []words.Text
	for _, line := range t.Rows {
		cell := func(column string) string {
			if i, ok := at[column]; ok && i < len(line.Cells) {
				return strings.TrimSpace(line.Cells[i])
			}
			return ""
		}
		p, why := rosterPerson(cell, k, home, zone)
		if !why.IsZero() {
			wrong = append(wrong, words.T("Line {{.Line}}: {{.Why}}", fault.Values{"Line": line.Number, "Why": why}))
			continue
		}
		out = append(out, p)
	}
	wrong = append(wrong, twice(t, at, k)...)
	if len(wrong) > 0 {
		return nil, wrong
	}
	return out, nil
}

func rosterAt(header []string) map[string]int {
	at := map[string]int{}
	for i, h := range header {
		h = strings.ToLower(strings.NewReplacer(" ", "", "_", "", "-", "").Replace(h))
		for column, names := range rosterColumns {
			if _, have := at[column]; !have && slices.Contains(names, h) {
				at[column] = i
			}
		}
	}
	return at
}

func rosterPerson(cell func(string) string, k kept, home string, zone *time.Location) (people.Person, words.Text) {
	p := people.Person{Name: cell("name"), StaffNumber: cell("number"), Login: cell("login"), OrganisationID: home}
	if p.Name == "" {
		return p, words.T("A person needs a name.", nil)
	}
	if name := cell("org"); name != "" {
		i := slices.IndexFunc(k.orgs, func(o people.Organisation) bool { return o.Name == name })
		if i < 0 {
			return p, words.T("There is no organisation {{.Name}}. Add it first.", fault.Values{"Name": name})
		}
		p.OrganisationID = k.orgs[i].ID
	}
	if name := cell("team"); name != "" {
		i := slices.IndexFunc(k.teams, func(t people.Team) bool { return t.Name == name && t.OrganisationID == p.OrganisationID })
		if i < 0 {
			return p, words.T("There is no team {{.Name}} in this organisation. Add it first.", fault.Values{"Name": name})
		}
		p.TeamID = k.teams[i].ID
	}
	if text := cell("joined"); text != "" {
		when, ok := intake.Instant(text, zone)
		if !ok {
			return p, words.T("{{.Have}} is no date. Write it like 2026-11-18.", fault.Values{"Have": text})
		}
		p.JoinedAt = when
	}
	return rosterRoles(p, cell("roles"))
}

// rosterRoles reads roles divided by commas, semicolons or 、; an agent where none is named.
func rosterRoles(p people.Person, text string) (people.Person, words.Text) {
	named := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;/、，；", r) })
	for _, w := range named {
		r, ok := roleOf(w)
		if !ok {
			return p, words.T("There is no role {{.Role}}.", fault.Values{"Role": strings.TrimSpace(w)})
		}
		if !p.Has(r) {
			p.Roles = append(p.Roles, r)
		}
	}
	if len(p.Roles) == 0 {
		p.Roles = []people.Role{people.Agent}
	}
	return p, words.Text{}
}

// twice names logins that the table or the workspace holds already.
func twice(t intake.Table, at map[string]int, k kept) (wrong []words.Text) {
	i, ok := at["login"]
	if !ok {
		return nil
	}
	seen := map[string]bool{}
	for _, p := range k.persons {
		seen[p.Login] = true
	}
	for _, line := range t.Rows {
		if i >= len(line.Cells) || line.Cells[i] == "" {
			continue
		}
		if login := strings.TrimSpace(line.Cells[i]); seen[login] {
			why := words.T("The login {{.Login}} is taken already.", fault.Values{"Login": login})
			wrong = append(wrong, words.T("Line {{.Line}}: {{.Why}}", fault.Values{"Line": line.Number, "Why": why}))
		} else {
			seen[login] = true
		}
	}
	return wrong
}
