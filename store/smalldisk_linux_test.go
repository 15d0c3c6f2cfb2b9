package store_test

import "syscall"

// smallDisk mounts one megabyte on dir.
func smallDisk(dir string) error { return syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m") }
