package store_test

import (
	"reflect"

	folders "shifu/recordings/watch"
)

func init() {
	keepers = append(keepers, reflect.TypeFor[folders.Keeper]())
	fitting = append(fitting, func(v *crowd) any { return v.Watched() })
	foreigns = append(foreigns, func(f foreignIDs, id string, variant int) map[reflect.Type]any {
		return map[reflect.Type]any{reflect.TypeFor[folders.Folder](): folders.Folder{ID: id, Path: "/calls", Source: "x", Done: folders.Leave},
			reflect.TypeFor[[]folders.State](): []folders.State{},
			reflect.TypeFor[folders.Look]():    folders.Look{Files: []folders.File{{Path: "a.wav"}}}}
	})
}
