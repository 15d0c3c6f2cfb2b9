package rules

import (
	"embed"
	"fmt"
)

//go:embed *.rules.yaml
var files embed.FS

// Languages lists the languages of calls for which starter rules are shipped.
var Languages = []string{"zh-Hans", "en"}

// Shipped returns the starter rules for the 95598 rubric and calls in a
// language; it fails for one that is not shipped. They serve the rubric in
// either language, since an option stands there under both labels.
func Shipped(language string) (Set, error) {
	name := "95598." + language + ".rules.yaml"
	data, err := files.ReadFile(name)
	if err != nil {
		return Set{}, fmt.Errorf("reading the starter rules for %s: %w", language, err)
	}
	return Read(name, data)
}
