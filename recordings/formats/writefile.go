package formats

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"shifu/internal/fault"
)

// WriteFile lets write fill a file that appears under its name only when all
// of it is on the disk; a failure leaves nothing behind and an older file as
// it was. It fails with NotFound if the folder is missing, Forbidden if it may
// not be written, and says when the disk is full.
func WriteFile(path string, write func(io.Writer) error) error {
	return writeWhole(path, func(f *os.File) error { return write(f) })
}

const partPrefix = ".shifu-"

func writeWhole(path string, write func(*os.File) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), partPrefix+"*.part")
	if err != nil {
		return writeFault(path, err)
	}
	err = errors.Join(write(f), f.Sync(), f.Close())
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return writeFault(path, err)
	}
	return nil
}

// writeFault puts a refusal of the disk into words; refusals that are already
// in words stay as they are.
func writeFault(path string, err error) error {
	values := fault.Values{"File": filepath.Base(path), "Folder": filepath.Dir(path)}
	switch {
	case fault.KindOf(err) != fault.Unexpected:
		return err
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.NotFound, "There is no folder {{.Folder}}. Make it first.", values).Because(err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fault.New(fault.Forbidden, "The file {{.File}} may not be written into {{.Folder}}. Choose another folder.", values).Because(err)
	case errors.Is(err, syscall.ENOSPC):
		return fault.New(fault.Unexpected, "The disk is full: the file {{.File}} was not written. Make room and try again.", values).Because(err)
	}
	return fmt.Errorf("writing %s: %w", filepath.Base(path), err)
}
