package rules

import "shifu/internal/fault"

// twice refuses an id that another rule has.
func twice(id string) error {
	return fault.New(fault.Invalid, "There are two rules \"{{.Have}}\".", fault.Values{"Have": id})
}
