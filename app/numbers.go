package app

import "shifu/internal/chart"

// grouped writes 6214 as 6,214.
func grouped(n int) string { return chart.Count(n) }
