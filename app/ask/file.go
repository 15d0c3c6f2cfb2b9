package ask

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"shifu/app/desk"
	"shifu/app/parts"
	"shifu/internal/fault"
	"shifu/recordings/formats"
)

// Reports is the folder, in one's home, of what Shifu writes.
const Reports = "Shifu-reports"

// File is one that is written where the user says, whole or not at all.
type File struct {
	Title, Text  string
	Act          string         // what the button says; empty: Write
	Folder       string         // in one's home; empty: Reports
	Name, Ending string         // what it is called unless something else is typed
	Facts        map[string]any // noted beside its path
	Write        func(ctx context.Context, w io.Writer) error
}

// Path is where a file goes unless another place is typed.
func (f File) Path() string {
	home, _ := os.UserHomeDir() // without one it lands where Shifu was started
	return filepath.Join(home, cmp.Or(f.Folder, Reports), desk.FileName(f.Name)+f.Ending)
}

// File asks where a file goes, and writes it. One that is there already is
// replaced when it is asked for twice.
func (a Asker) File(f File) {
	where := parts.NewEntry(lang.L("Path of the file")).WithIcon("document").Wide(Wide)
	where.SetText(f.Path())
	warned := ""
	q := parts.Question{Title: f.Title, Text: f.Text, Act: cmp.Or(f.Act, lang.L("Write")), Kind: parts.Main}
	Form(a.Desk, q, where, where, func(done func(error)) {
		path, err := f.named(where.Text())
		if err == nil && path != warned && there(path) {
			warned, err = path, fault.New(fault.Invalid, "{{.File}} is there already. Do it again to replace it, or type another name.", fault.Values{"File": filepath.Base(path)})
		}
		if err != nil {
			done(err)
			return
		}
		a.write(path, f, done)
	})
}

// named is what was typed, with the ending that the file has.
func (f File) named(typed string) (string, error) {
	path := strings.TrimSpace(typed)
	if path == "" {
		return "", fault.New(fault.Invalid, "Say where to save the file.", nil)
	}
	if !strings.HasSuffix(strings.ToLower(path), f.Ending) {
		path += f.Ending
	}
	return path, nil
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func (a Asker) write(path string, f File, done func(error)) {
	a.Do(lang.L("Written to {{.File}}", map[string]any{"File": path}), func(ctx context.Context) error {
		return WriteFile(path, func(w io.Writer) error { return f.Write(ctx, w) })
	}, func(err error) {
		done(err)
		if err == nil {
			facts := map[string]any{"path": path}
			maps.Copy(facts, f.Facts)
			a.Desk.Trace("exported", facts)
		}
	})
}

// WriteFile writes a file whole or not at all, and makes the folder that it
// lies in, but none above: a slip in a path makes no tree.
func WriteFile(path string, write func(io.Writer) error) error {
	if err := os.Mkdir(filepath.Dir(path), 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return fault.New(fault.Invalid, "The folder can't be made. Choose another one.", nil).Because(err)
	}
	return formats.WriteFile(path, write)
}

// Pick opens the chooser of files in the window.
func Pick(d *desk.Desk, do func(path string)) {
	c := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		d.Fail(err)
		if r != nil {
			d.Fail(r.Close())
			do(r.URI().Path())
		}
	}, d.Window)
	choose(c)
}

// PickFolder opens the chooser of folders in the window.
func PickFolder(d *desk.Desk, do func(path string)) {
	c := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		d.Fail(err)
		if u != nil {
			do(u.Path())
		}
	}, d.Window)
	choose(c)
}

func choose(c *dialog.FileDialog) {
	c.Resize(fyne.NewSize(760, 520))
	c.Show()
}
