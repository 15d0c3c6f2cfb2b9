package app

import (
	"slices"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/mentees"
	"shifu/internal/people"
	"shifu/recordings/retention"
)

// place is one entry of the rail.
type place struct {
	place desk.Place
	icon  string
	word  string
	head  *group // of the group that begins with it
}

// group is a part of the rail; where there is no room for all places, it folds
// into its word. Without a word it only stands apart.
type group struct {
	icon, word string
	places     []entry
}

// entry is a place that may be in the rail.
type entry struct {
	may   bool
	place desk.Place
	icon  string
	word  string
}

// placeNames are the places of the rail in their order, as their keys count them.
func (s *Shell) placeNames() []string {
	var names []string
	for _, p := range s.places() {
		names = append(names, string(p.place))
	}
	return names
}

// places are the entries of the rail for whoever is signed in; what a role may
// not do is not shown. Who learns first of all has learning first.
func (s *Shell) places() []place {
	by := s.desk.Actor
	home := group{places: []entry{{true, desk.Today, "home", lang.L("Today")}}}
	learning, growth := group{"cards", lang.L("Training"), s.trainingPlaces(by)}, group{"people", lang.L("Growth"), growthPlaces(by)}
	rest := []group{{"scales", lang.L("Quality"), qualityPlaces(by)}, {"grid", lang.L("Operations"), floorPlaces(by)}, {places: housePlaces(by)}}
	if by.Has(people.Trainee) {
		return shown(append([]group{home, learning, growth, {places: callPlaces(by)}}, rest...))
	}
	home.places = append(home.places, callPlaces(by)...)
	return shown(append([]group{home, learning, growth}, rest...))
}

// foldFrom is how many places a group has at least to fold into one.
const foldFrom = 3

// shown are the places that there are, each group with its head before it.
func shown(groups []group) (list []place) {
	for _, g := range groups {
		g.places = slices.DeleteFunc(g.places, func(e entry) bool { return !e.may })
		if len(g.places) < foldFrom {
			g.word = ""
		}
		for i, e := range g.places {
			p := place{place: e.place, icon: e.icon, word: e.word}
			if i == 0 && len(list) > 0 {
				p.head = &g
			}
			list = append(list, p)
		}
	}
	return list
}

func callPlaces(by people.Actor) []entry {
	return []entry{
		{by.May(people.ScoreCalls), desk.Review, "headset", lang.L("Review")},
		{by.May(people.SeeCalls) || by.May(people.SeeOwnCalls), desk.Library, "wave", lang.L("Library")},
		{true, desk.Scores, "bars", lang.L("Scores")},
	}
}

// trainingPlaces are those of learners and trainers. Who keeps exams and sits
// them too tells the two apart by the word.
func (s *Shell) trainingPlaces(by people.Actor) []entry {
	exams := lang.L("Exams")
	if by.May(people.KeepExams) {
		exams = lang.L("My exams")
	}
	return []entry{
		{by.May(people.SitExams), desk.Learn, "cards", lang.L("Learn")},
		{by.May(people.SitExams), desk.Exams, "timer", exams},
		{by.May(people.KeepExams), desk.ExamDesk, "edit", lang.L("Exams")},
		{by.May(people.SitExams) || by.May(people.SeeCalls), desk.Certificates, "badge", lang.L("Certificates")},
		{by.May(people.KeepExams), desk.Bank, "storage", lang.L("Bank")},
		{by.May(people.KeepExams) || by.Has(people.Supervisor) || by.Has(people.Client) || by.Has(people.Mentor), desk.Retraining, "replay", lang.L("Retraining")},
	}
}

// growthPlaces are those in which one learns from another.
func growthPlaces(by people.Actor) []entry {
	return []entry{
		{by.Has(people.Mentor) || by.May(people.SitExams), desk.Mentees, "chat", mentees.PlaceName(by)},
		{by.May(people.KeepMentoring) || by.Has(people.Supervisor) || by.Has(people.Client), desk.Mentoring, "people", lang.L("Mentoring")},
		{by.May(people.KeepCoaching) || by.May(people.SeeOwnCalls), desk.Coaching, "chat", lang.L("Coaching")},
		{by.May(people.ListenCalls), desk.Benchmarks, "star", lang.L("Benchmarks")},
		{by.May(people.SitExams) || by.May(people.KeepPractice) || by.May(people.SeeCalls), desk.RolePlay, "phone", lang.L("Role-play")},
	}
}

func qualityPlaces(by people.Actor) []entry {
	scores, releases := by.May(people.ScoreCalls), by.May(people.ReleaseScores)
	return []entry{
		{scores || by.May(people.KeepRubrics), desk.Rubrics, "document", lang.L("Rubrics")},
		{scores || by.May(people.KeepRubrics), desk.Rules, "bolt", lang.L("Rules")},
		{releases && by.May(people.SeeCalls), desk.Sampling, "funnel", lang.L("Sampling")},
		{scores, desk.Calibration, "scales", lang.L("Calibration")},
		{by.May(people.DecideAppeals) || releases || by.Has(people.Client), desk.Appeals, "reply", lang.L("Appeals")},
		{releases, desk.Reviewers, "speed", lang.L("Reviewers")},
		{by.May(people.SeeCalls), desk.Insight, "trend", lang.L("Insight")},
	}
}

// floorPlaces are those of the shift and its figures.
func floorPlaces(by people.Actor) []entry {
	return []entry{
		{by.May(people.SeeCalls) || by.May(people.SeeOwnCalls), desk.Operations, "grid", lang.L("Operations")},
		{by.May(people.RunScenarios), desk.Routing, "group", lang.L("Routing")},
		{true, desk.Contests, "flag", lang.L("Contests")},
		{by.May(people.RunScenarios) || by.May(people.KeepPractice), desk.Practice, "bolt", lang.L("Practice")},
		{by.May(people.SeeCalls) || by.May(people.SeeOwnCalls), desk.Ability, "account", lang.L("Ability")},
	}
}

// housePlaces are everybody's, and those of the workspace.
func housePlaces(by people.Actor) []entry {
	return []entry{
		{true, desk.Knowledge, "book", lang.L("Knowledge")},
		{by.May(people.KeepPeople) || by.Has(people.Supervisor) || by.Has(people.QualityLead), desk.People, "people", lang.L("People")},
		{retention.May(by), desk.Retention, "storage", lang.L("Retention")},
		{true, desk.Settings, "settings", lang.L("Settings")},
	}
}
