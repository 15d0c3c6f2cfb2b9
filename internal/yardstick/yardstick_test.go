package yardstick

import "testing"

func TestProgram_WhatIsNotInstalledIsLeftOut(t *testing.T) {
	if took, ok := Program(t, "no-such-program"); ok || took != 0 {
		t.Errorf("it took %v", took)
	}
	if took, ok := Program(t, "true"); !ok || took <= 0 {
		t.Errorf("it took %v, %v", took, ok)
	}
}

func TestTime_WorksThreeTimes(t *testing.T) {
	n := 0
	Time(func() { n++ })
	if n != 3 {
		t.Errorf("worked %d times", n)
	}
}
