// Package rubrics holds the rubrics that Shifu ships, in Chinese and English.
// The refs of a rubric are the same in both languages.
package rubrics

import (
	"embed"
	"fmt"

	"shifu/qa"
	"shifu/qa/rubricfile"
)

//go:embed *.rubric.yaml
var files embed.FS

// Names lists the shipped rubrics; the first is the default.
var Names = []string{"95598", "outbound", "complaint", "callback"}

// Languages lists the languages in which each is shipped.
var Languages = []string{"zh-Hans", "en"}

// Shipped returns the rubric name in language as a draft without identity. It
// fails for a name or language that is not shipped.
func Shipped(name, language string) (qa.Version, error) {
	data, file, err := File(name, language)
	if err != nil {
		return qa.Version{}, err
	}
	return rubricfile.Read(file, data)
}

// File returns the text of a shipped rubric and its file name.
func File(name, language string) (data []byte, file string, err error) {
	file = name + "." + language + rubricfile.Ending
	data, err = files.ReadFile(file)
	if err != nil {
		return nil, file, fmt.Errorf("reading the shipped rubric %s in %s: %w", name, language, err)
	}
	return data, file, nil
}
