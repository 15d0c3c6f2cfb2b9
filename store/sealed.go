package store

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/uptrace/bun"
)

// sealKey is the setting that holds the key of what exams keep; sealMark begins
// a text that is sealed, which no JSON does.
const (
	sealKey  = "exams.seal"
	sealMark = "="
)

// seal hides what exams keep from whoever opens the database with a browser for
// such files: keys of questions, and answers. The key lies in the database too,
// see docs/decisions/0006. The zero seal opens only what was never sealed.
type seal struct{ box cipher.AEAD }

// sealOf reads the seal of a workspace.
func sealOf(ctx context.Context, db bun.IDB) (seal, error) {
	var kept string
	err := db.NewRaw(`SELECT value FROM settings WHERE name = ?`, sealKey).Scan(ctx, &kept)
	if errors.Is(err, sql.ErrNoRows) {
		return seal{}, nil
	}
	if err != nil {
		return seal{}, fmt.Errorf("reading the seal of exams: %w", err)
	}
	var key []byte
	if err := json.Unmarshal([]byte(kept), &key); err != nil {
		return seal{}, fmt.Errorf("reading the seal of exams: %w", err)
	}
	return newSeal(key)
}

func newSeal(key []byte) (seal, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return seal{}, fmt.Errorf("making the seal of exams: %w", err)
	}
	box, err := cipher.NewGCM(block)
	return seal{box}, err
}

// seal is that of the workspace; the first time it is made.
func (c *change) seal(ctx context.Context) (seal, error) {
	s, err := sealOf(ctx, c)
	if err != nil || s.box != nil {
		return s, err
	}
	key := make([]byte, 32)
	if _, err := io.ReadFull(rand.Reader, key); err != nil {
		return s, fmt.Errorf("making the seal of exams: %w", err)
	}
	kept, err := asJSON(key)
	if err != nil {
		return s, err
	}
	if _, err := c.ExecContext(ctx, `INSERT INTO settings (name, value) VALUES (?, ?)`, sealKey, kept); err != nil {
		return s, fmt.Errorf("keeping the seal of exams: %w", err)
	}
	return newSeal(key)
}

// close seals a text (AES-256-GCM, RFC 5116); about is what it belongs to, so
// that nobody can put it elsewhere.
func (s seal) close(text, about string) (string, error) {
	if text == "" {
		return "", nil
	}
	nonce := make([]byte, s.box.NonceSize())
	if _, err := io.ReadFull(rand.Reader, nonce); err != nil {
		return "", fmt.Errorf("sealing: %w", err)
	}
	return sealMark + base64.StdEncoding.EncodeToString(s.box.Seal(nonce, nonce, []byte(text), []byte(about))), nil
}

var errSeal = errors.New("what an exam keeps can't be opened: the file was changed, or its key is gone")

// open is the text that was closed; one that was never sealed is as it is.
func (s seal) open(text, about string) (string, error) {
	sealed, is := strings.CutPrefix(text, sealMark)
	if !is {
		return text, nil
	}
	raw, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || s.box == nil || len(raw) < s.box.NonceSize() {
		return "", errSeal
	}
	n := s.box.NonceSize()
	plain, err := s.box.Open(nil, raw[:n], raw[n:], []byte(about))
	if err != nil {
		return "", errSeal
	}
	return string(plain), nil
}
