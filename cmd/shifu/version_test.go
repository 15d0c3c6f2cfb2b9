package main

import (
	"os"
	"strings"
	"testing"
)

func TestVersion_IsThatOfThePackage(t *testing.T) {
	toml, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(toml), "\nVersion = \""+version+"\"\n") {
		t.Errorf("the program calls itself %s, FyneApp.toml says otherwise", version)
	}
}
