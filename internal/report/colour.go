package report

// colour is 0xRRGGBB.
type colour uint32

// The colours of the light theme.
const (
	surface   colour = 0xFFFFFF
	well      colour = 0xFAFAF8
	line      colour = 0xE4E4DF
	line2     colour = 0xD3D3CC
	ink       colour = 0x1E1E1C
	ink2      colour = 0x53534E
	ink3      colour = 0x666660
	accent    colour = 0x4450C4
	agent     colour = 0x0A6B80
	agentM    colour = 0x0E7C94
	customer  colour = 0x96480F
	customerM colour = 0xD27529
	good      colour = 0x0B6E4A
	warn      colour = 0x755600
	bad       colour = 0xB3203A
	crit      colour = 0x7A0F3F
	goodT     colour = 0xDDF2E8
	warnT     colour = 0xFAEEC7
	badT      colour = 0xFBE3E6
	critT     colour = 0xF5DDE8
	goodM     colour = 0x1F9D6B
	warnM     colour = 0xD9A100
	badM      colour = 0xCF2F4A
	naM       colour = 0xB4B4AD
	naT       colour = 0xF1F1EE
)

func (c colour) rgb() (r, g, b int) { return int(c >> 16 & 0xFF), int(c >> 8 & 0xFF), int(c & 0xFF) }

// pale is c laid half transparent on paper.
func (c colour) pale() colour {
	r, g, b := c.rgb()
	return colour((r+255)/2<<16 | (g+255)/2<<8 | (b+255)/2)
}
