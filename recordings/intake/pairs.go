package intake

import (
	"path/filepath"
	"strings"
)

// sides are the ends that telephone systems give to the two files of a call:
// what the customer's channel received, and what was sent to it, which is what
// the agent said (Asterisk's MixMonitor options r and t, its Monitor's in and out).
var sides = [][2]string{{"-in", "-out"}, {"_in", "_out"}, {"-rx", "-tx"}, {"_rx", "_tx"}, {"-r", "-t"}, {"_r", "_t"}, {".r", ".t"}}

// twoFiles takes the pairs out of the sounds: agent's file by customer's.
func twoFiles(paths []string) (alone []string, agents map[string]string) {
	here := map[string]string{} // lower case → path
	for _, p := range paths {
		here[strings.ToLower(p)] = p
	}
	agents = map[string]string{}
	taken := map[string]bool{}
	for _, p := range paths {
		if whole, other, ok := halfOf(strings.ToLower(p)); ok {
			if agent, both := here[other]; both && here[whole] == "" {
				agents[p] = agent
				taken[agent] = true
			}
		}
	}
	for _, p := range paths {
		if !taken[p] {
			alone = append(alone, p)
		}
	}
	return alone, agents
}

// halfOf tells of a customer's file which file would hold the whole call and
// which the agent's half.
func halfOf(path string) (whole, other string, ok bool) {
	ext := filepath.Ext(path)
	for _, s := range sides {
		if base, is := strings.CutSuffix(strings.TrimSuffix(path, ext), s[0]); is {
			return base + ext, base + s[1] + ext, true
		}
	}
	return "", "", false
}

// wholeName is the name of the call that a customer's file is half of.
func wholeName(path string) string {
	whole, _, _ := halfOf(strings.ToLower(path))
	ext := filepath.Ext(path)
	return path[:len(whole)-len(ext)] + ext
}
