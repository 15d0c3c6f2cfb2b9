package demo

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"shifu/internal/fault"
	"shifu/training/bank"
)

//go:embed questions.yaml
var questionsFile []byte

// writtenPoint is a knowledge point with its questions, as questions.yaml
// writes it.
type writtenPoint struct {
	Point      string            `yaml:"point"`
	Line       string            `yaml:"line"`
	Regulation string            `yaml:"regulation"`
	Questions  []writtenQuestion `yaml:"questions"`
}

type writtenQuestion struct {
	En         string          `yaml:"en"`
	Kind       bank.Kind       `yaml:"kind"`
	Level      bank.Difficulty `yaml:"level"`
	Article    string          `yaml:"article"` // title
	Regulation string          `yaml:"regulation"`
	Text       string          `yaml:"text"`
	Options    []string        `yaml:"options"`
	Key        string          `yaml:"key"` // letters; T or F
	Rule       bank.Rule       `yaml:"rule"`
	Pairs      [][2]string     `yaml:"pairs"`
	Answer     float64         `yaml:"answer"`
	Within     float64         `yaml:"within"`
	Answers    []string        `yaml:"answers"`
	Slips      []string        `yaml:"slips"`
	Samples    []string        `yaml:"samples"`
	Clip       *writtenClip    `yaml:"clip"`
	Why        string          `yaml:"why"`
	Keyed      string          `yaml:"keyed"`
	Lure       string          `yaml:"lure"`
	Dead       string          `yaml:"dead"`
}

type writtenClip struct {
	Call  string  `yaml:"call"`
	From  float64 `yaml:"from"` // seconds
	Until float64 `yaml:"until"`
	Plays int     `yaml:"plays"`
}

// Asked is a question of the demo's bank: as it is right, and what people do
// who don't know.
type Asked struct {
	bank.Question // Tags.ArticleID holds the title, Clip.CallID the name of the script
	Keyed         int
	Lure, Dead    int // options, -1 for none, like Keyed
	Slips         []string
	Samples       []string // of an essay: a weak, a fair and a good answer
}

// Questions returns the questions of the demo's bank, with their true keys.
func Questions() ([]Asked, error) {
	var points []writtenPoint
	if err := yaml.UnmarshalWithOptions(questionsFile, &points, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("reading the questions: %w", err)
	}
	var out []Asked
	for _, p := range points {
		for _, w := range p.Questions {
			a, err := w.asked(p)
			if err != nil {
				return nil, fmt.Errorf("reading the questions: %s: %w", w.En, err)
			}
			out = append(out, a)
		}
	}
	return out, nil
}

func (w writtenQuestion) asked(p writtenPoint) (Asked, error) {
	a := Asked{Keyed: letter(w.Keyed), Lure: letter(w.Lure), Dead: letter(w.Dead), Slips: w.Slips, Samples: w.Samples}
	a.Question = bank.Question{Name: w.En, Kind: w.Kind, Text: w.Text, Language: "zh", Mark: 1, Shuffle: true, Feedback: w.Why, Category: p.Line + "/" + p.Point,
		State: bank.Active, Vendors: true,
		Tags: bank.Tags{BusinessLine: p.Line, Point: p.Point, Difficulty: w.Level, Regulation: p.Regulation, ArticleID: w.Article}}
	if w.Regulation != "" {
		a.Tags.Regulation = w.Regulation
	}
	if c := w.Clip; c != nil {
		a.Clip = &bank.Clip{CallID: c.Call, From: seconds(c.From), Until: seconds(c.Until), Plays: c.Plays}
	}
	return a, w.options(&a.Question)
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// letter is the number of the option that a letter names; -1 without one.
func letter(s string) int {
	if s == "" {
		return -1
	}
	return int(s[0] - 'A')
}

// options writes the key into the options.
func (w writtenQuestion) options(q *bank.Question) error {
	switch w.Kind {
	case bank.Single, bank.Listening, bank.Multiple:
		return w.choices(q)
	case bank.TrueFalse:
		q.Shuffle = false
		q.Options = []bank.Option{{Text: "正确", Fraction: share(w.Key == "T")}, {Text: "错误", Fraction: share(w.Key == "F")}}
	case bank.Matching:
		for _, p := range w.Pairs {
			q.Options = append(q.Options, bank.Option{Text: p[0], Match: p[1]})
		}
	case bank.Ordering:
		for _, o := range w.Options {
			q.Options = append(q.Options, bank.Option{Text: o})
		}
	case bank.Numerical:
		q.Options = []bank.Option{{Text: strconv.FormatFloat(w.Answer, 'f', -1, 64), Fraction: 1, Value: w.Answer, Tolerance: w.Within}}
	case bank.Short:
		for _, p := range w.Answers {
			q.Options = append(q.Options, bank.Option{Text: p, Fraction: 1})
		}
	}
	return nil
}

func share(right bool) float64 {
	if right {
		return 1
	}
	return 0
}

// choices marks the options that the key names: a wrong one takes away what a
// right one gives where a multiple choice is marked by fractions.
func (w writtenQuestion) choices(q *bank.Question) error {
	right, wrong := 1.0, 0.0
	if w.Kind == bank.Multiple {
		if q.Rule = bank.AllOrPart; w.Rule != "" {
			q.Rule, right = w.Rule, 1/float64(len(w.Key))
			wrong = -right
		} else {
			q.Partial = 0.5
		}
	}
	for i, o := range w.Options {
		f := wrong
		if strings.ContainsRune(w.Key, rune('A'+i)) {
			f = right
		}
		q.Options = append(q.Options, bank.Option{Text: o, Fraction: f})
	}
	if n := len(q.Right()); n == 0 || n != len(w.Key) {
		return fault.New(fault.Invalid, "No option is right.", nil)
	}
	return nil
}

// Misread is the question as the demo's bank holds it: with the wrong key, if
// it has one.
func (a Asked) Misread() bank.Question {
	q := a.Question
	if a.Keyed < 0 {
		return q
	}
	q.Options = slices.Clone(q.Options)
	for i := range q.Options {
		q.Options[i].Fraction = share(i == a.Keyed)
	}
	return q
}
