package contest

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"shifu/internal/fault"
)

// ReadCoefficients reads conversion coefficients as people write them:
// "财产保险 1.35; 回访 0.6". Semicolons of either script part them.
func ReadCoefficients(text string) (map[string]float64, error) {
	out := map[string]float64{}
	for _, one := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";；\n", r) }) {
		words := strings.Fields(one)
		if len(words) == 0 {
			continue
		}
		x, err := strconv.ParseFloat(words[len(words)-1], 64)
		if err != nil || len(words) < 2 || !(x > 0 && x <= 10) {
			return nil, fault.New(fault.Invalid, "“{{.Text}}” is no coefficient. Write the project and a number up to 10: insurance 1.35.", fault.Values{"Text": strings.TrimSpace(one)})
		}
		out[strings.Join(words[:len(words)-1], " ")] = x
	}
	return out, nil
}

// WriteCoefficients undoes ReadCoefficients, by project.
func WriteCoefficients(cs map[string]float64) string {
	var out []string
	for _, project := range slices.Sorted(maps.Keys(cs)) {
		out = append(out, project+" "+strconv.FormatFloat(cs[project], 'f', -1, 64))
	}
	return strings.Join(out, "; ")
}
