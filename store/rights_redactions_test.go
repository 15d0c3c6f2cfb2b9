package store_test

import (
	"reflect"

	"shifu/recordings/redaction"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[redaction.Keeper]())
	fitting = append(fitting, func(v *crowd) any { return v.Redactions() })
	foreigns = append(foreigns, func(f foreignIDs, id string, variant int) map[reflect.Type]any {
		return map[reflect.Type]any{reflect.TypeFor[redaction.Redaction](): redaction.Redaction{CallID: id, After: id, Fill: redaction.Tone}}
	})
}
