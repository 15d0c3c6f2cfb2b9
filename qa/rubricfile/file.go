package rubricfile

import (
	"path/filepath"

	"shifu/internal/yamlfile"
	"shifu/qa"
	"shifu/qa/score"
)

// Ending is how the name of a rubric file ends.
const Ending = ".rubric.yaml"

// Load reads the rubric file at path.
func Load(path string) (qa.Version, error) {
	data, err := yamlfile.Load(path)
	if err != nil {
		return qa.Version{}, err
	}
	return Read(filepath.Base(path), data)
}

// Summary is what `rubric check` says of a good file.
type Summary struct {
	Title     string      `json:"title"`
	Language  string      `json:"language"`
	Mode      qa.Mode     `json:"mode"`
	NAPolicy  qa.NAPolicy `json:"na_policy"`
	Sections  int         `json:"sections"`
	Questions int         `json:"questions"`
	Scored    int         `json:"scored"` // questions that carry a score
}

// CheckFile reads and checks the rubric file at path. The refusal names line,
// field and reason.
func CheckFile(path string) (Summary, error) {
	v, err := Load(path)
	if err != nil {
		return Summary{}, err
	}
	s := Summary{v.Title, v.Language, v.Mode, v.NAPolicy, len(v.Sections), v.Count(), 0}
	for _, q := range v.All {
		if q.Scored() {
			s.Scored++
		}
	}
	return s, nil
}

// ScoreFile scores the answers file with the rubric file. The lines are the
// derivation, for --explain.
func ScoreFile(rubricPath, answersPath string) (score.Report, []score.Line, error) {
	v, err := Load(rubricPath)
	if err != nil {
		return score.Report{}, nil, err
	}
	data, err := yamlfile.Load(answersPath)
	if err != nil {
		return score.Report{}, nil, err
	}
	a, err := ReadAnswers(filepath.Base(answersPath), data, &v)
	if err != nil {
		return score.Report{}, nil, err
	}
	r := score.Score(&v, a)
	return score.NewReport(&v, a, &r), score.Explain(&v, a, &r), nil
}
