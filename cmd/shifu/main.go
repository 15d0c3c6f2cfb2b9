// Command shifu opens the window.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
)

func main() {
	o := options{}
	flag.StringVar(&o.workspace, "workspace", home("Shifu"), "the workspace folder")
	flag.StringVar(&o.language, "lang", "", "language: en or zh (otherwise as chosen in the settings, or the system's)")
	flag.StringVar(&o.trace, "trace", "", "write what the window shows to this file, a JSON line each")
	flag.StringVar(&o.login, "as", "", "sign in as this login where no password is needed")
	flag.Parse()
	// The library's index of a million calls is most of the heap and never
	// garbage: collecting twice as often as usual keeps the whole below 400 MB.
	debug.SetGCPercent(50)
	if err := open(o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func home(name string) string {
	dir, err := os.UserHomeDir()
	if err != nil {
		return name
	}
	return filepath.Join(dir, name)
}
