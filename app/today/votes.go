package today

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/training/award"
)

// voting reads the votes in which the person has a ballot left.
func (r *reader) voting(ctx context.Context) error {
	if r.d.Awards == nil || r.by.PersonID == "" {
		return nil
	}
	all, err := r.d.Awards.Awards(ctx, r.by)
	if err != nil {
		return err
	}
	for _, a := range all {
		if a.On(r.d.Now(), r.d.Zone) != award.Voting {
			continue
		}
		v, err := r.d.Awards.View(ctx, r.by, a.ID)
		if err != nil {
			return err
		}
		if v.Entitled && !v.Voted {
			r.f.votes = append(r.f.votes, a)
		}
	}
	return nil
}

// toVote are the ballots that wait.
func (s *Screen) toVote() []item {
	var out []item
	for _, a := range s.f.votes {
		out = append(out, item{icon: "star", title: lang.L("Vote for the best pair"), note: a.Rule.Name, verb: lang.L("Vote"), due: a.ClosesAt,
			rank: rankOthers, to: desk.Route{Place: desk.Contests, ID: a.ID}})
	}
	return out
}
