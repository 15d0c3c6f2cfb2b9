package contracts

import (
	"context"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/qa/indicators"
	"shifu/training/contract"
)

// sources are what can measure a goal, by kind, as the actor sees it.
type sources map[contract.SourceKind][]contract.Source

// readSources reads them; a kind that the actor may not see is left out.
func (s *Screen) readSources(ctx context.Context) (sources, error) {
	all := sources{}
	for _, read := range []func(context.Context, sources) error{s.rubricSources, s.examSources, s.certificateSources} {
		if err := read(ctx, all); err != nil && !fault.Is(err, fault.Forbidden) {
			return nil, err
		}
	}
	for _, i := range indicators.Catalogue {
		if i.Better != indicators.Neither {
			all.add(contract.Indicator, string(i.Key), s.say(i.Name))
		}
	}
	return all, nil
}

func (a sources) add(k contract.SourceKind, ref, name string) {
	a[k] = append(a[k], contract.Source{Kind: k, Ref: ref, Name: name})
}

func (s *Screen) rubricSources(ctx context.Context, all sources) error {
	versions, err := s.d.Quality.Rubrics(ctx, s.d.Actor)
	for _, v := range versions {
		all.add(contract.WholeRubric, v.RubricID, v.Title)
		for _, section := range v.Sections {
			for _, q := range section.Questions {
				all.add(contract.RubricQuestion, v.RubricID+"/"+q.Ref, q.Ref+" "+q.Text)
			}
		}
	}
	return err
}

func (s *Screen) examSources(ctx context.Context, all sources) error {
	if !s.d.Actor.May(people.KeepExams) {
		return nil
	}
	exams, err := s.d.ExamKeeper.Exams(ctx, s.d.Actor)
	for _, e := range exams {
		all.add(contract.Exam, e.ID, e.Name)
	}
	return err
}

func (s *Screen) certificateSources(ctx context.Context, all sources) error {
	programmes, err := s.d.Certificates.Programmes(ctx, s.d.Actor)
	for _, p := range programmes {
		if p.RetiredAt.IsZero() {
			all.add(contract.Certificate, p.ID, p.Name)
		}
	}
	return err
}
