package settings

import (
	"strings"

	"fyne.io/fyne/v2/lang"
)

// actWord puts an act of the audit log ("submit evaluation") into words; what
// isn't known stands as it was written.
func actWord(what string) string {
	verb, subject, _ := strings.Cut(what, " ")
	v, s := verbWord(verb), subjectWord(subject)
	if v == "" {
		v = verb
	}
	if s == "" {
		s = subject
	}
	return strings.TrimSpace(lang.L("{{.Verb}} {{.Subject}}", map[string]any{"Verb": v, "Subject": s}))
}

func verbWord(verb string) string {
	switch verb {
	case "sign-in":
		return lang.L("signed in")
	case "refuse":
		return lang.L("refused to sign in")
	case "save":
		return lang.L("saved")
	case "leave":
		return lang.L("recorded as leaving")
	case "set-password":
		return lang.L("set the password of")
	case "confirm-confidentiality":
		return lang.L("confirmed confidentiality")
	case "begin":
		return lang.L("began")
	case "submit":
		return lang.L("submitted")
	case "revise":
		return lang.L("revised")
	case "advance":
		return lang.L("moved on")
	case "deal":
		return lang.L("dealt")
	case "skip":
		return lang.L("skipped")
	case "unskip":
		return lang.L("put back")
	case "publish":
		return lang.L("published")
	case "import", "add":
		return lang.L("imported")
	case "open":
		return lang.L("opened")
	case "change", "set":
		return lang.L("changed")
	case "transcribe":
		return lang.L("wrote the transcript of")
	case "back-up", "backup":
		return lang.L("backed up")
	}
	return ""
}

func subjectWord(subject string) string {
	switch subject {
	case "person":
		return lang.L("a person")
	case "team":
		return lang.L("a team")
	case "organisation":
		return lang.L("an organisation")
	case "evaluation":
		return lang.L("an evaluation")
	case "task":
		return lang.L("a task")
	case "tasks":
		return lang.L("tasks")
	case "call":
		return lang.L("a call")
	case "calls":
		return lang.L("calls")
	case "rubric":
		return lang.L("a rubric")
	case "setting":
		return lang.L("a setting")
	case "workspace":
		return lang.L("the workspace")
	}
	return ""
}
