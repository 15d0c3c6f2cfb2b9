package store

import (
	"os"
	"strings"
)

// thisMachine names this computer and process. Where the system tells no boot
// id it stays empty: a restart then shows only by the age of the beat.
func thisMachine() Machine {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		boot = nil
	}
	return Machine{Host: host, Boot: strings.TrimSpace(string(boot)), PID: os.Getpid()}
}
