package store

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"shifu/internal/people"
)

// BackupOptions say what a back-up holds and who wants to know how far it is.
type BackupOptions struct {
	Audio    bool                  // also the recordings, not only their list
	Progress func(done, total int) // files; may be nil
}

// Manifest is the list of contents of a back-up: manifest.json in its archive.
type Manifest struct {
	Format    int       `json:"format"`
	MadeAt    time.Time `json:"made_at"`
	Workspace string    `json:"workspace"` // its id
	Version   int64     `json:"version"`   // of the database
	Head      string    `json:"head"`      // of the audit log
	Entries   int64     `json:"entries"`   // of the audit log
	Database  string    `json:"database"`  // SHA-256 of shifu.db
	WithAudio bool      `json:"with_audio"`
	Audio     []File    `json:"audio"`
}

// File is a recording in a manifest.
type File struct {
	Hash string `json:"hash"`
	Size int64  `json:"size"`
}

const manifestName = "manifest.json"

// Backup writes the workspace into one archive, while others go on working: a
// copy of the database, the list of recordings with their hashes and, if asked
// for, the recordings. An empty path names it by time in the folder backups.
// It returns the path and the manifest, with the head of the audit log. The
// right KeepWorkspace is needed. A back-up that fails leaves no file.
func (w *Workspace) Backup(ctx context.Context, by people.Actor, path string, o BackupOptions) (string, Manifest, error) {
	if err := by.Require(people.KeepWorkspace); err != nil {
		return "", Manifest{}, err
	}
	if path == "" {
		path = filepath.Join(w.dir, backupsDir, "shifu-"+w.now().UTC().Format("20060102T150405.000")+".zip")
	}
	if err := w.noteBackup(ctx, by, o); err != nil {
		return "", Manifest{}, err
	}
	m, err := w.backup(ctx, path, o)
	if err != nil {
		return "", Manifest{}, w.Shelf().explain(w.explain(fmt.Errorf("writing the back-up %s: %w", path, err)))
	}
	return path, m, nil
}

func (w *Workspace) noteBackup(ctx context.Context, by people.Actor, o BackupOptions) error {
	if ro, _ := w.ReadOnly(); ro {
		return nil
	}
	return w.change(ctx, by, func(ctx context.Context, c *change) error {
		c.record("back-up", "workspace", "", map[string]any{"audio": o.Audio})
		return nil
	})
}

func (w *Workspace) backup(ctx context.Context, path string, o BackupOptions) (m Manifest, err error) {
	tmp, err := os.MkdirTemp(filepath.Dir(path), ".backup-*")
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	db := filepath.Join(tmp, databaseName)
	if err := w.source.copyTo(ctx, db); err != nil {
		return m, err
	}
	if m, err = w.manifest(ctx, db); err != nil {
		return m, err
	}
	m.WithAudio = o.Audio
	archive := filepath.Join(tmp, "archive.zip")
	if err := w.writeArchive(ctx, archive, db, m, o); err != nil {
		return m, err
	}
	return m, os.Rename(archive, path)
}

// manifest is made from the copy, so that both are of one moment.
func (w *Workspace) manifest(ctx context.Context, db string) (Manifest, error) {
	m := Manifest{Format: 1, MadeAt: w.now().UTC()}
	still, err := connect(still(db).query(), 1)
	if err != nil {
		return m, err
	}
	defer still.Close()
	row := still.DB.QueryRowContext(ctx, `SELECT (SELECT value FROM meta WHERE name = 'workspace'), (SELECT max(version_id) FROM goose_db_version WHERE is_applied),
		(SELECT n FROM counters WHERE name = 'audit')`)
	if err := row.Scan(&m.Workspace, &m.Version, &m.Entries); err != nil {
		return m, err
	}
	if m.Head, err = auditHead(ctx, still); err != nil {
		return m, err
	}
	if m.Database, err = hashFile(ctx, db); err != nil {
		return m, err
	}
	hashes, err := column(ctx, still.DB, `SELECT audio_hash FROM calls WHERE audio_hash <> '' UNION SELECT after_hash FROM redactions ORDER BY 1`)
	if err != nil {
		return m, err
	}
	m.Audio = make([]File, 0, len(hashes))
	for _, h := range hashes {
		size := int64(-1) // missing
		if info, err := os.Stat(w.Shelf().place(h)); err == nil {
			size = info.Size()
		}
		m.Audio = append(m.Audio, File{Hash: h, Size: size})
	}
	return m, nil
}

func (w *Workspace) writeArchive(ctx context.Context, archive, db string, m Manifest, o BackupOptions) error {
	f, err := os.OpenFile(archive, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return err
	}
	z := zip.NewWriter(f)
	err = addJSON(z, manifestName, m)
	if err == nil {
		err = addFile(ctx, z, databaseName, db, zip.Deflate)
	}
	for i, a := range m.Audio {
		if err != nil || !o.Audio {
			break
		}
		if a.Size >= 0 {
			err = addFile(ctx, z, recordingsDir+"/"+a.Hash, w.Shelf().place(a.Hash), zip.Store)
		}
		tell(o.Progress, i+1, len(m.Audio))
	}
	return errors.Join(err, z.Close(), f.Sync(), f.Close())
}

func tell(progress func(done, total int), done, total int) {
	if progress != nil {
		progress(done, total)
	}
}

func addJSON(z *zip.Writer, name string, v any) error {
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	w, err := z.Create(name)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

func addFile(ctx context.Context, z *zip.Writer, name, path string, method uint16) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
	if err != nil {
		return err
	}
	_, err = io.Copy(w, &stoppable{ctx, in})
	return err
}

func hashFile(ctx context.Context, path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, &stoppable{ctx, f}); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
