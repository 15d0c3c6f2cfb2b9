package store_test

import (
	"reflect"
	"time"

	"shifu/recordings/speech"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[speech.Keeper]())
	fitting = append(fitting, func(v *crowd) any { return v.Spans() })
	foreigns = append(foreigns, func(f foreignIDs, id string, variant int) map[reflect.Type]any {
		return map[reflect.Type]any{reflect.TypeFor[speech.Correction](): speech.Correction{ID: id, Span: speech.Span{To: time.Second}, Is: speech.IsHold, Lane: speech.AllLanes},
			reflect.TypeFor[speech.Activity](): speech.Activity{Lanes: [][]speech.Span{nil}}}
	})
}
