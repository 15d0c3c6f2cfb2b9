package main

import (
	"io"
	"os"
	"path/filepath"

	"shifu/internal/fault"
)

// replaceWith lets fill write a file beside path and moves it there once it is
// whole, so that nothing half-written is ever left.
func replaceWith(path string, fill func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".shifuctl-*")
	if err != nil {
		return unwritable(path, err)
	}
	defer os.Remove(f.Name())
	if err := fill(f); err != nil {
		f.Close()
		return err
	}
	err = f.Chmod(0o644)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	return unwritable(path, err)
}

// unwritable is the sentence for an error of writing; nil for none.
func unwritable(path string, err error) error {
	if err == nil {
		return nil
	}
	return fault.New(fault.Invalid, "{{.File}} can't be written.", fault.Values{"File": path}).Because(err)
}

// apart refuses to write a result over the recording that it is made from.
func apart(source, out string) error {
	from, err := os.Stat(source)
	if err != nil {
		return nil // opening it says why
	}
	if to, err := os.Stat(out); err == nil && os.SameFile(from, to) {
		return fault.New(fault.Invalid, "{{.File}} is the recording itself, which stays as it is. Write the result to another file.", fault.Values{"File": out})
	}
	return nil
}
