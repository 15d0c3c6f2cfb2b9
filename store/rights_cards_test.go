package store_test

import (
	"reflect"
	"time"

	"shifu/training/cards"
)

func init() { keepers = append(keepers, reflect.TypeFor[cards.Keeper]()) }

// cardArguments are the foreign values of the methods that keep cards.
func cardArguments(f foreignIDs, id string, variant int) map[reflect.Type]any {
	return map[reflect.Type]any{
		reflect.TypeFor[cards.Grade]():   cards.Good,
		reflect.TypeFor[time.Duration](): time.Duration(variant) * time.Second,
		reflect.TypeFor[cards.Find]():    cards.Find{Text: id},
		reflect.TypeFor[cards.Note]():    cards.Note{Front: "X", Back: "X", ArticleID: id},
		reflect.TypeFor[cards.Aside]():   cards.Buried,
		reflect.TypeFor[cards.Wishes]():  cards.Wishes{ExamID: id, ExamAt: newClock().at.AddDate(1, 0, 0)},
	}
}
