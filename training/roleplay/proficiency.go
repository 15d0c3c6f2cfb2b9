package roleplay

import (
	"math"
	"time"
)

// Result is the score of one attempt that counts.
type Result struct {
	At    time.Time
	Score float64 // 0…100
}

// HalfLife is after how long a result counts half.
const HalfLife = 30 * 24 * time.Hour

// Proficiency is Σ s·2^(−age/30 d) / Σ 2^(−age/30 d): results as they fade, the
// newest most. ok is false without any.
func Proficiency(results []Result, now time.Time) (value float64, ok bool) {
	sum, weights := 0.0, 0.0
	for _, r := range results {
		w := math.Exp2(-float64(max(now.Sub(r.At), 0)) / float64(HalfLife))
		sum += w * r.Score
		weights += w
	}
	if weights == 0 {
		return 0, false
	}
	return sum / weights, true
}

// Tier is a step of proficiency.
type Tier string

// The tiers (精通, 熟练, 入门, 待练): from 90, from 75, from 50, below.
const (
	Master   Tier = "master"
	Able     Tier = "able"
	Beginner Tier = "beginner"
	ToDo     Tier = "to_do"
)

// TierOf is the tier of a proficiency.
func TierOf(value float64) Tier {
	switch {
	case value >= 90:
		return Master
	case value >= 75:
		return Able
	case value >= 50:
		return Beginner
	}
	return ToDo
}

// Skill is how well a person knows something by practice.
type Skill struct {
	Name    string
	Results []Result // the oldest first
	Value   float64
	Tier    Tier
}
