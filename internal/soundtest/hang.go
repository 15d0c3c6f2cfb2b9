//go:build !windows

package soundtest

import "syscall"

// Pause stops the server as if the device hung, and Resume lets it go on.
func (s *Sink) Pause() error { return s.server.Process.Signal(syscall.SIGSTOP) }

// Resume ends a Pause.
func (s *Sink) Resume() error { return s.server.Process.Signal(syscall.SIGCONT) }
