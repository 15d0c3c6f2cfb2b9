package app

import (
	"shifu/app/desk"
	"shifu/app/guide"
	"shifu/app/review"
	"shifu/app/rubrics"
)

// builder makes the screen of a place.
type builder func(*desk.Desk, desk.Route) desk.Screen

// screens are the rooms of the house.
func (s *Shell) screens() map[desk.Place]builder {
	return map[desk.Place]builder{
		desk.Today:    review.New,
		desk.Review:   review.New,
		desk.Room:     review.NewRoom,
		desk.Rubrics:  rubrics.New,
		desk.Guide:    guide.New,
	}
}
