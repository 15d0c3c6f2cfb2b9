package recordings

import "testing"

func TestMaskCaller_NeverShowsWhoCalled(t *testing.T) {
	for in, want := range map[string]string{"135****0105": "135****0105",
		"13812340000": "138****0000", "+86 138-1234-0000": "86138****0000", "057112345678": "0571****5678",
		"95598": "****98", "12": "****", "": "", "anonymous": "****",
	} {
		if got := MaskCaller(in); got != want {
			t.Errorf("MaskCaller(%q) = %q, want %q", in, got, want)
		}
	}
}
