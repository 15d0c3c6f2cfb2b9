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
