package settings

import (
	"strings"

	"fyne.io/fyne/v2/lang"
)

// actWord puts an act of the audit log ("submit evaluation") into words; what
// isn't known stands as it was written.
func actWord(what string) string {
	verb, subject, _ := strings.Cut(what, " ")
	if verb == "sign-in" || verb == "refuse" || verb == "confirm-confidentiality" {
		subject = "" // it is the one who acts
	}
	v, s := verbWords()[verb], subjectWords()[subject]
	if v == "" || s == "" && subject != "" {
		return what
	}
	return strings.TrimSpace(lang.L("{{.Verb}} {{.Subject}}", map[string]any{"Verb": v, "Subject": s}))
}

// verbWords are the verbs of the audit log in words.
func verbWords() map[string]string {
	return map[string]string{
		"sign-in":                 lang.L("signed in"),
		"refuse":                  lang.L("refused to sign in"),
		"save":                    lang.L("saved"),
		"leave":                   lang.L("recorded as leaving"),
		"set-password":            lang.L("set the password of"),
		"confirm-confidentiality": lang.L("confirmed confidentiality"),
		"begin":                   lang.L("began"),
		"submit":                  lang.L("submitted"),
		"revise":                  lang.L("revised"),
		"advance":                 lang.L("moved on"),
		"deal":                    lang.L("dealt"),
		"ask":                     lang.L("asked about"),
		"answer":                  lang.L("answered about"),
		"appeal":                  lang.L("appealed against"),
		"take":                    lang.L("took"),
		"drop":                    lang.L("took out"),
		"skip":                    lang.L("skipped"),
		"unskip":                  lang.L("put back"),
		"publish":                 lang.L("published"),
		"import":                  lang.L("imported"),
		"add":                     lang.L("imported"),
		"correct":                 lang.L("corrected"),
		"open":                    lang.L("opened"),
		"change":                  lang.L("changed"),
		"set":                     lang.L("changed"),
		"transcribe":              lang.L("wrote the transcript of"),
		"withdraw":                lang.L("took back a correction of"),
		"send":                    lang.L("sent for transcription"),
		"back-up":                 lang.L("backed up"),
		"propose":                 lang.L("proposed answers for"),
		"decide":                  lang.L("decided about"),
		"backup":                  lang.L("backed up"),
	}
}

// subjectWords are what was acted on, in words.
func subjectWords() map[string]string {
	return map[string]string{
		"person":       lang.L("a person"),
		"team":         lang.L("a team"),
		"organisation": lang.L("an organisation"),
		"evaluation":   lang.L("an evaluation"),
		"task":         lang.L("a task"),
		"tasks":        lang.L("tasks"),
		"speech":       lang.L("who speaks when"),
		"call":         lang.L("a call"),
		"calls":        lang.L("calls"),
		"rubric":       lang.L("a rubric"),
		"proposal":     lang.L("a proposal"),
		"rules":        lang.L("rules"),
		"setting":      lang.L("a setting"),
		"appeal":       lang.L("an appeal"),
		"leave":        lang.L("a leave"),
		"workspace":    lang.L("the workspace"),
	}
}
