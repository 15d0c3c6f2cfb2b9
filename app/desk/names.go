package desk

import (
	"fyne.io/fyne/v2/lang"

	"shifu/internal/people"
)

// RoleName is the word for a role.
func RoleName(r people.Role) string {
	switch r {
	case people.Agent:
		return lang.L("Agent")
	case people.Trainee:
		return lang.L("Trainee")
	case people.Reviewer:
		return lang.L("Reviewer")
	case people.QualityLead:
		return lang.L("Quality lead")
	case people.Mentor:
		return lang.L("Mentor")
	case people.Trainer:
		return lang.L("Trainer")
	case people.Supervisor:
		return lang.L("Supervisor")
	case people.Client:
		return lang.L("Client")
	case people.Administrator:
		return lang.L("Administrator")
	}
	return string(r)
}
