package main

import (
	"fmt"
	"io"

	"shifu/internal/fault"
	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/store"
)

type backupCmd struct {
	place
	Out     string `help:"Where to write the archive; otherwise into the workspace's folder backups." type:"path"`
	NoAudio bool   `help:"Only the list of the recordings, not the recordings."`
}

// Run writes a back-up and prints its path and the head of the audit log.
func (c backupCmd) Run(d *desk) error {
	return c.within(d, func(ws *store.Workspace, by people.Actor) error {
		path, m, err := ws.Backup(d, by, c.Out, store.BackupOptions{Audio: !c.NoAudio, Progress: d.progress("backup")})
		if err != nil {
			return err
		}
		v := map[string]any{"path": path, "head": m.Head, "entries": m.Entries, "recordings": len(m.Audio)}
		return d.print(v, func(out io.Writer) {
			fmt.Fprintf(out, "%s\n%d recordings, audit head %s\n", path, len(m.Audio), m.Head)
		})
	})
}

type restoreCmd struct {
	Backup string `arg:"" help:"The back-up." type:"path"`
	To     string `required:"" help:"An empty folder, or with --aside one whose database is moved aside." type:"path"`
	Aside  bool   `help:"Move the database that is there into its folder backups first."`
}

// Run restores a back-up after verifying it.
func (c restoreCmd) Run(d *desk) error {
	r, err := store.Restore(d, c.Backup, c.To, store.RestoreOptions{Aside: c.Aside, Progress: d.progress("restore")})
	if err != nil {
		return err
	}
	v := map[string]any{"head": r.Manifest.Head, "recordings": len(r.Manifest.Audio), "missing": len(r.Missing), "aside": r.Aside}
	return d.print(v, func(out io.Writer) {
		fmt.Fprintf(out, "restored, audit head %s\n%d recordings, %d missing\n", r.Manifest.Head, len(r.Manifest.Audio), len(r.Missing))
		if r.Aside != "" {
			fmt.Fprintln(out, "the database that was there lies at", r.Aside)
		}
	})
}

type checkCmd struct {
	place
	Head string `help:"A head of the audit log that was written down earlier."`
}

// Run checks everything and fails if something is wrong.
func (c checkCmd) Run(d *desk) error {
	return c.within(d, func(ws *store.Workspace, by people.Actor) error {
		r, err := ws.Check(d, by, c.Head, d.progress("check"))
		if err != nil {
			return err
		}
		v := map[string]any{"sound": r.Sound(), "integrity": list(r.Integrity), "foreign_keys": list(r.ForeignKeys),
			"recordings": r.Recordings, "missing": list(r.Missing), "changed": list(r.Changed), "audit": verdict(d, r.Audit)}
		if err := d.print(v, func(out io.Writer) { writeCheck(d, out, r) }); err != nil {
			return err
		}
		if !r.Sound() {
			return fault.New(fault.Invalid, "The workspace is not sound. Restore a back-up: shifuctl restore.", nil)
		}
		return nil
	})
}

func list(s []string) []string { return append([]string{}, s...) }

func writeCheck(d *desk, out io.Writer, r store.Report) {
	fmt.Fprintf(out, "database: %d faults\nrecordings: %d, %d missing, %d changed\n", len(r.Integrity)+len(r.ForeignKeys),
		r.Recordings, len(r.Missing), len(r.Changed))
	writeVerdict(d, out, r.Audit)
}

type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"Verify the chain of the audit log."`
}

type auditVerifyCmd struct {
	place
	Head string `help:"A head that was written down earlier, from a back-up or a report."`
}

// Run verifies the chain and fails if it was edited or rewritten.
func (c auditVerifyCmd) Run(d *desk) error {
	return c.within(d, func(ws *store.Workspace, by people.Actor) error {
		if err := by.Require(people.ReadAudit); err != nil {
			return err
		}
		v, err := ws.Audit().Verify(d, c.Head)
		if err != nil {
			return err
		}
		if err := d.print(verdict(d, v), func(out io.Writer) { writeVerdict(d, out, v) }); err != nil {
			return err
		}
		if !v.Sound() {
			return fault.New(fault.Invalid, v.Problem.Key, v.Problem.Values)
		}
		return nil
	})
}

func verdict(d *desk, v store.Verdict) map[string]any {
	out := map[string]any{"sound": v.Sound(), "entries": v.Entries, "head": v.Head, "problem": nil}
	if !v.Sound() {
		out["problem"] = v.Problem.In(d.lang)
	}
	return out
}

func writeVerdict(d *desk, out io.Writer, v store.Verdict) {
	if v.Sound() {
		fmt.Fprintf(out, "audit log: %d entries, whole, head %s\n", v.Entries, v.Head)
		return
	}
	fmt.Fprintln(out, "audit log:", words.Say(d.lang, v.Problem.Key, v.Problem.Values))
}
