package practice

// outcomeOf is what one run came to.
type outcomeOf struct {
	lost, loss, slb, occupancy, spent, converted float64
	rates                                        []float64
}
