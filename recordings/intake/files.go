package intake

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"shifu/internal/fault"
	"shifu/recordings/formats"
)

// sounds are the endings that recorders give to audio. Content decides what a
// file is; the ending only decides which files of a folder are looked at.
var sounds = map[string]bool{
	".wav": true, ".wav49": true, ".flac": true, ".ogg": true, ".oga": true, ".mp3": true,
	".opus": true, ".webm": true, ".gsm": true, ".au": true, ".ulaw": true, ".alaw": true, ".ul": true,
	".al": true, ".sln": true, ".raw": true, ".g722": true, ".vox": true, ".amr": true, ".m4a": true,
	".aac": true, ".3gp": true, ".mp4": true, ".wma": true, ".spx": true, ".g729": true, ".mka": true, ".slin": true,
	".sln8": true, ".sln12": true, ".sln16": true, ".sln24": true, ".sln32": true, ".sln44": true, ".sln48": true, ".sln96": true, ".sln192": true,
	".pcm": true, ".mu": true, ".ulw": true, ".alw": true, ".awb": true, ".g726": true, ".g726-16": true, ".g726-24": true, ".g726-32": true, ".g726-40": true,
}

// texts are the endings of transcripts.
var texts = map[string]bool{".vtt": true, ".srt": true, ".json": true, ".txt": true}

// loose are those that other files have too: in a folder they count only where
// a table or a recording has the same name.
var loose = map[string]bool{".json": true, ".txt": true}

// Tables and recordings found below some paths.
type found struct {
	ctx      context.Context
	sounds   []string
	texts    []foundFile // transcripts
	holds    []string    // files that tell the holds of recordings
	tables   []foundFile
	problems []Problem
}

// foundFile is a file, and whether it was named itself or lay in a folder.
type foundFile struct {
	path  string
	asked bool
}

// find looks at paths: a file is taken whatever its ending, a folder is
// searched for audio and tables. What can't be opened is a Problem.
func find(ctx context.Context, paths []string) found {
	f := found{ctx: ctx}
	for _, p := range paths {
		st, err := os.Stat(p)
		if err != nil {
			f.refuse(p, "{{.File}} can't be read. Check that it exists and that you may open it.", err)
			continue
		}
		if !st.IsDir() {
			f.take(p, true)
			continue
		}
		f.walk(p)
	}
	return f
}

// Finding is what lies below some paths.
type Finding struct {
	Sounds   int
	Raw      map[string]int // of them those without a header, by extension
	Texts    int            // transcripts
	Tables   []string
	Problems []Problem
}

// Find looks at files and folders as Import will, without reading them.
func Find(ctx context.Context, paths []string) Finding {
	f := find(ctx, paths)
	out := Finding{Sounds: len(f.sounds), Texts: len(f.texts), Problems: f.problems}
	out.Raw = map[string]int{}
	for _, s := range f.sounds {
		if _, raw := formats.RawOf(s); raw {
			out.Raw[strings.ToLower(filepath.Ext(s))]++
		}
	}
	for _, t := range f.tables {
		out.Tables = append(out.Tables, t.path)
	}
	return out
}

func (f *found) walk(root string) {
	_ = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case f.ctx.Err() != nil:
			return fs.SkipAll
		case err != nil:
			f.refuse(p, "The folder {{.File}} can't be opened. Ask for the right to read it.", err)
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
		case strings.HasPrefix(d.Name(), ".") && p != root:
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type().IsRegular():
			f.take(p, false)
		}
		return nil
	})
}

// Takes reports whether a file has an ending that an import looks at.
func Takes(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return sounds[ext] || texts[ext] || IsTable(path) || TellsHolds(path)
}

// IsTable reports whether a file has the ending of a table of facts.
func IsTable(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return (ext == ".csv" || ext == ".xlsx") && !TellsHolds(path)
}

// Stem is what the files of one call have in common: path and name without the
// ending, and without the side in the names of two-file calls.
func Stem(path string) string {
	low := strings.ToLower(path)
	base := cutHolds(strings.TrimSuffix(low, filepath.Ext(low)))
	for _, s := range sides {
		for _, end := range s {
			if whole, is := strings.CutSuffix(base, end); is {
				return whole
			}
		}
	}
	return base
}

func (f *found) take(p string, asked bool) {
	switch ext := strings.ToLower(filepath.Ext(p)); {
	case TellsHolds(p):
		f.holds = append(f.holds, p)
	case IsTable(p):
		f.tables = append(f.tables, foundFile{p, asked})
	case texts[ext]:
		f.texts = append(f.texts, foundFile{p, asked})
	case asked || sounds[ext]:
		f.sounds = append(f.sounds, p)
	}
}

func (f *found) refuse(p, key string, err error) {
	f.problems = append(f.problems, Problem{File: p,
		Reason: fault.New(fault.Invalid, key, fault.Values{"File": filepath.Base(p)}).Because(err)})
}

var stamped = regexp.MustCompile(`(20\d{2})[-_.]?([01]\d)[-_.]?([0-3]\d)[-_.T ]?([0-2]\d)[-_.:]?([0-5]\d)[-_.:]?([0-5]\d)`)

// startOf guesses when a recording was made: from a date and time in its name,
// as recorders write it, otherwise from the file's own date.
func startOf(path string, zone *time.Location) time.Time {
	if m := stamped.FindStringSubmatch(filepath.Base(path)); m != nil {
		if at, ok := Instant(m[1]+m[2]+m[3]+m[4]+m[5]+m[6], zone); ok {
			return at
		}
	}
	if st, err := os.Stat(path); err == nil {
		return st.ModTime().UTC()
	}
	return time.Time{}
}
