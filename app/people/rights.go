package people

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/people"
)

// rightName is the word for a right.
func rightName(r people.Right) string {
	switch r {
	case people.SeeOwnCalls:
		return lang.L("See one's own calls and scores")
	case people.SeeCalls:
		return lang.L("See all calls in scope")
	case people.ListenCalls:
		return lang.L("Listen to calls")
	case people.ImportCalls:
		return lang.L("Import recordings")
	case people.ScoreCalls:
		return lang.L("Score calls")
	case people.ReleaseScores:
		return lang.L("Release and void scores")
	case people.DecideAppeals:
		return lang.L("Decide appeals")
	case people.KeepRubrics:
		return lang.L("Publish rubrics")
	case people.CopyOut:
		return lang.L("Copy text and audio out")
	case people.Export:
		return lang.L("Export files")
	case people.Print:
		return lang.L("Print reports")
	case people.KeepPeople:
		return lang.L("Keep people and rights")
	case people.KeepWorkspace:
		return lang.L("Keep the workspace")
	case people.ReadAudit:
		return lang.L("Read the audit log")
	case people.SeeAllCompanies:
		return lang.L("See all organisations")
	case people.KeepFigures:
		return lang.L("Keep the figures of operations")
	}
	return trainingRight(r)
}

// trainingRight is the word for a right of training and operations.
func trainingRight(r people.Right) string {
	switch r {
	case people.KeepArticles:
		return lang.L("Keep knowledge articles")
	case people.SeeKeyCustomers:
		return lang.L("See articles on important customers")
	case people.KeepExams:
		return lang.L("Keep and mark exams")
	case people.KeepCertificates:
		return lang.L("Issue and suspend certificates")
	case people.SitExams:
		return lang.L("Sit exams")
	case people.KeepMentoring:
		return lang.L("Pair mentors and keep contracts")
	case people.KeepCoaching:
		return lang.L("Plan coaching")
	case people.KeepBenchmarks:
		return lang.L("Approve benchmark calls")
	case people.KeepContests:
		return lang.L("Keep contests")
	case people.KeepPractice:
		return lang.L("Keep and assess practice")
	case people.RedactCalls:
		return lang.L("Redact recordings")
	case people.HearUnredacted:
		return lang.L("Hear what was redacted")
	case people.RunScenarios:
		return lang.L("Run routing scenarios")
	}
	return string(r)
}

// source explains why somebody holds a right or doesn't.
func source(p people.Person, k people.OrganisationKind, r people.Right) string {
	from := giver(p, k, r)
	never := !people.Grantable(r, k)
	switch taken := slices.Contains(p.Withdrawn, r); {
	case taken && from != "":
		return lang.L("withdrawn; {{.Role}} would give it", map[string]any{"Role": desk.RoleName(from)})
	case taken:
		return lang.L("withdrawn")
	case from != "":
		return lang.L("by the role {{.Role}}", map[string]any{"Role": desk.RoleName(from)})
	case never:
		return lang.L("never for a vendor's people")
	case slices.Contains(p.Granted, r):
		return lang.L("granted")
	}
	return ""
}

// giver is the first role that gives a right, empty for none.
func giver(p people.Person, k people.OrganisationKind, r people.Right) people.Role {
	for _, role := range p.Roles {
		if slices.Contains(people.GivenBy(role, k), r) {
			return role
		}
	}
	return ""
}

// turnRight gives or takes a right: what a role gives is withdrawn, what was
// granted is taken back, and the other way round.
func turnRight(p *people.Person, k people.OrganisationKind, r people.Right, on bool) {
	byRole := giver(*p, k, r) != ""
	p.Granted, p.Withdrawn = without(p.Granted, r), without(p.Withdrawn, r)
	switch {
	case on && !byRole:
		p.Granted = append(p.Granted, r)
	case !on && byRole:
		p.Withdrawn = append(p.Withdrawn, r)
	}
}

func without[T comparable](all []T, one T) []T {
	return slices.DeleteFunc(slices.Clone(all), func(x T) bool { return x == one })
}

// rightsBlock lists every right with why it is held.
func (e *sheet) rightsBlock() fyne.CanvasObject {
	p := e.now()
	k := e.s.kind(p.OrganisationID)
	actor := people.As(p, k)
	box := parts.Stack(0)
	for _, r := range people.Rights {
		box.Add(e.rightRow(p, k, actor.May(r), r))
	}
	return box
}

func (e *sheet) rightRow(p people.Person, k people.OrganisationKind, has bool, r people.Right) fyne.CanvasObject {
	check := parts.NewCheck(rightName(r), has, func(on bool) {
		turnRight(&e.edited, e.s.kind(e.now().OrganisationID), r, on)
		e.showRights()
		e.touched()
	})
	may := e.s.keeps() && people.Grantable(r, k)
	if e.s.d.Actor.Kind == people.Vendor && !has && !slices.Contains(p.Withdrawn, r) {
		may = false // only the client grants rights beyond the roles
	}
	if !may {
		check.Disable()
	}
	why := parts.NewText(source(p, k, r), look.TextLabel, look.Ink3, false)
	return parts.High(24, parts.Row(8, check, parts.Gap(), why))
}
