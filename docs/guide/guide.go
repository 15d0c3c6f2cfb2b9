// Package guide holds the user guide in both languages, for the program's own
// reader. A page is a Markdown file NAME.LANG.md; pictures lie in img.
package guide

import (
	"embed"
	"io/fs"
)

//go:embed *.md all:img
var files embed.FS

// Pages are the names of the pages in reading order.
var Pages = []string{
	"start",
	"today",
	"library",
	"import",
	"review",
	"scores",
	"appeals",
	"rubrics",
	"assist",
	"sampling",
	"calibration",
	"reviewers",
	"learn",
	"exams",
	"operations",
	"contests",
	"ability",
	"insight",
	"routing",
	"practice",
	"knowledge",
	"people",
	"bank",
	"examdesk",
	"certificates",
	"roleplay",
	"retraining",
	"mentoring",
	"benchmarks",
	"coaching",
	"retention",
	"mentees",
	"settings",
	"keys",
	"command",
}

// Page returns the Markdown of a page in the language "en" or "zh"; the page
// "start" for a name that there is no page for.
func Page(name, lang string) string {
	text, err := fs.ReadFile(files, name+"."+lang+".md")
	if err != nil {
		text, err = fs.ReadFile(files, "start."+lang+".md")
	}
	if err != nil {
		return ""
	}
	return string(text)
}

// Picture returns a picture of the guide; ok is false if it isn't there.
func Picture(name string) (png []byte, ok bool) {
	png, err := fs.ReadFile(files, "img/"+name)
	return png, err == nil
}
