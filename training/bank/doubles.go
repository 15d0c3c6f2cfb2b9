package bank

// Twin tells where a question is asked already. The zero Twin: nowhere.
type Twin struct {
	Bank   string // the title of the one in the bank
	Before int    // the place, from 1, of an earlier one in the same file
}

// Doubles tells of each question whether the bank or the file before it asks the
// same; see Likeness.
func Doubles(qs []Question, have []Entry) []Twin {
	bank, file := map[string]string{}, map[string]int{}
	for i := range have {
		bank[have[i].Likeness()] = have[i].Title()
	}
	out := make([]Twin, len(qs))
	for i := range qs {
		like := qs[i].Likeness()
		out[i] = Twin{Bank: bank[like], Before: file[like]}
		if file[like] == 0 {
			file[like] = i + 1
		}
	}
	return out
}
