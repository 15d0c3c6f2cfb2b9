package store_test

import (
	"reflect"
	"time"

	"shifu/training/exam"
)

func init() { keepers = append(keepers, reflect.TypeFor[exam.Recorder]()) }

// broughtArguments are the foreign values of the methods that bring attempts in.
func broughtArguments(f foreignIDs, variant int) map[reflect.Type]any {
	return map[reflect.Type]any{
		reflect.TypeFor[[]exam.Brought](): []exam.Brought{{PersonID: f.persons[variant%2], Began: time.Date(2026, 2, 1, 9, 0, 0, 0, time.UTC), Ended: time.Date(2026, 2, 1, 10, 0, 0, 0, time.UTC)}},
		reflect.TypeFor[uint64]():         uint64(variant),
	}
}
