package transcribe

import (
	"io"
	"os"
	"path/filepath"

	"shifu/recordings/formats"
)

// Folder keeps answers as files. It fits Kept.
type Folder string

// Answer returns what was kept under a key.
func (f Folder) Answer(key string) ([]byte, bool) {
	raw, err := os.ReadFile(filepath.Join(string(f), key+".json"))
	return raw, err == nil
}

// Keep keeps an answer; the folder is made when it is first needed.
func (f Folder) Keep(key string, raw []byte) error {
	if err := os.MkdirAll(string(f), 0o755); err != nil {
		return err
	}
	return formats.WriteFile(filepath.Join(string(f), key+".json"), func(w io.Writer) error {
		_, err := w.Write(raw)
		return err
	})
}
