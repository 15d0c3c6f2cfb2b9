package yamlfile

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"shifu/internal/fault"
)

// Load returns the bytes of a file of up to MaxSize bytes, and one byte of a
// larger one's rest, which Parse refuses.
func Load(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err != nil {
		return nil, unreadable(path, err)
	}
	return data, nil
}

func unreadable(path string, err error) error {
	values := fault.Values{"File": path}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.NotFound, "There is no file {{.File}}.", values).Because(err)
	case errors.Is(err, fs.ErrPermission):
		return fault.New(fault.Forbidden, "The file {{.File}} may not be read.", values).Because(err)
	}
	return fault.New(fault.Invalid, "The file {{.File}} can't be read.", values).Because(err)
}
