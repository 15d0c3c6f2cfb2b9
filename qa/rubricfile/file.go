package rubricfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"shifu/internal/fault"
	"shifu/qa"
	"shifu/qa/score"
	"shifu/qa/yamlfile"
)

// Load reads the rubric file at path.
func Load(path string) (qa.Version, error) {
	data, err := read(path)
	if err != nil {
		return qa.Version{}, err
	}
	return Read(filepath.Base(path), data)
}

// read returns the bytes of a file of up to yamlfile.MaxSize bytes, and one byte of a
// larger one's rest, which Read refuses.
func read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, yamlfile.MaxSize+1))
	if err != nil {
		return nil, unreadable(path, err)
	}
	return data, nil
}

func unreadable(path string, err error) error {
	values := fault.Values{"File": path}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.NotFound, "There is no file {{.File}}.", values).Because(err)
	case errors.Is(err, fs.ErrPermission):
		return fault.New(fault.Forbidden, "The file {{.File}} may not be read.", values).Because(err)
	}
	return fault.New(fault.Invalid, "The file {{.File}} can't be read.", values).Because(err)
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
	data, err := read(answersPath)
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
