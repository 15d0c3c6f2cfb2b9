package demo

import (
	"strings"

	"github.com/goccy/go-yaml"
)

// What the simulation knows and the statistics have to find.

// Knows is what an earlier attempt adds to θ.
const Knows = knows

// Chance is the chance that somebody of ability θ is right.
func (a Asked) Chance(theta float64) float64 { return a.chanceOf(theta) }

// Hardness is b of the question.
func (a Asked) Hardness() float64 {
	_, b := a.curve()
	return b
}

// Abilities returns θ of everybody in the cast, so far into the year.
func Abilities(year float64) (map[string]float64, error) {
	var units []castUnit
	if err := yaml.Unmarshal(castFile, &units); err != nil {
		return nil, err
	}
	out := map[string]float64{}
	for _, u := range units {
		for _, t := range u.Teams {
			for _, row := range t.Staff {
				out[row.Name] = ability(row, year)
			}
		}
	}
	return out, nil
}

// WeakBy is what a point lowers θ of a person by.
func WeakBy(name, point string) float64 { return weak[name][point] }

// TaughtBefore is what a course adds before an exam of that name.
func TaughtBefore(name string) (float64, error) {
	var exams []writtenExam
	err := yaml.Unmarshal(examsFile, &exams)
	for _, w := range exams {
		if strings.HasPrefix(name, w.Name) {
			return w.Taught, err
		}
	}
	return 0, err
}
