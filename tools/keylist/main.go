// Keylist writes app/keys/acts.json: every act with a key that the sources of
// the screens name, so that the settings can list them without opening every
// screen. Run it from the root of the project; -check only says whether the
// file is up to date.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"shifu/app/keys"
)

const file = "app/keys/acts.json"

func main() {
	check := flag.Bool("check", false, "only say whether the file is up to date")
	flag.Parse()
	if err := run(*check); err != nil {
		fmt.Fprintln(os.Stderr, "keylist:", err)
		os.Exit(1)
	}
}

func run(check bool) error {
	all, err := acts("app")
	if err != nil {
		return err
	}
	data, err := encode(all)
	if err != nil {
		return err
	}
	if !check {
		return os.WriteFile(file, data, 0o644)
	}
	old, err := os.ReadFile(file)
	if err == nil && !bytes.Equal(old, data) {
		err = fmt.Errorf("%s is not what the screens say; make tidy writes it", file)
	}
	return err
}

// encode writes an act a line.
func encode(all []keys.Act) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("[")
	for i, a := range all {
		line, err := json.Marshal(a)
		if err != nil {
			return nil, err
		}
		b.WriteString(strings.Repeat(",", min(i, 1)) + "\n")
		b.Write(line)
	}
	b.WriteString("\n]\n")
	return b.Bytes(), nil
}

// acts reads all packages of screens below a folder.
func acts(root string) ([]keys.Act, error) {
	folders := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			folders[filepath.Dir(path)] = append(folders[filepath.Dir(path)], path)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var all []keys.Act
	for folder, files := range folders {
		if found := filepath.ToSlash(strings.TrimPrefix(folder, root)); !aside[found] {
			more, err := read(found, files)
			if err != nil {
				return nil, err
			}
			all = append(all, more...)
		}
	}
	slices.SortFunc(all, func(a, b keys.Act) int {
		return strings.Compare(a.Place+"\x00"+a.Label+"\x00"+a.Keys, b.Place+"\x00"+b.Label+"\x00"+b.Keys)
	})
	return slices.Compact(all), nil
}

// aside are folders that are no place.
var aside = map[string]bool{"/parts": true, "/desk": true, "/desktest": true, "/ask": true, "/export": true, "/keys": true, "/look": true, "/background": true, "/door": true, "/excerpt": true}

// placeOf is the place to which a file of a folder belongs.
func placeOf(folder, file string) string {
	name := strings.TrimPrefix(folder, "/")
	switch {
	case name == "":
		return keys.Everywhere
	case name == "review" && !strings.HasPrefix(file, "queue"):
		return "room"
	case name == "editor" && file == "compare.go":
		return "comparison"
	}
	if other, ok := places[name]; ok {
		return other
	}
	return name
}

// places are the folders whose place has another name.
var places = map[string]string{
	"rules": "assist", "contracts": "mentorcontract", "routinglab": "routing",
	"examdesk/draft": "examdraft", "examdesk/attempt": "examattempt", "examdesk/marks": "exammarks", "examdesk/regrade": "examregrade",
	"examdesk/figures": "examstats", "examdesk/cutscore": "examcut", "examdesk/rating": "cutrating",
}
