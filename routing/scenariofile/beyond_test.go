package scenariofile

import (
	"strings"
	"testing"
)

func TestRead_ATimeBeyondAllLimitsIsCalledTooLong(t *testing.T) {
	_, err := Read("x.scenario.yaml", []byte("name: a\nhorizon: {duration: 100000000h}\n"))
	if err == nil || !strings.Contains(err.Error(), "longer than a time may be") {
		t.Errorf("%v", err)
	}
}
