package player

import "time"

// Device says whether sound can come out.
type Device int

// The states of the sound device.
const (
	DeviceUnopened Device = iota // nothing was loaded yet
	DeviceOpening                // the driver is being asked
	DeviceReady                  // sound comes out, as far as is known
	DeviceMissing                // no sound device; tried again every 2 s
)

// Lane is how one channel of the call is heard.
type Lane struct {
	Gain  float64 // dB, -60 to +24
	Pan   float64 // -1 left ear, 0 both, +1 right ear
	Muted bool
	Solo  bool // if any lane is solo, the others are silent
}

// Loop is a part of the call that is repeated; the zero value is none.
type Loop struct {
	From, To time.Duration
	Gap      time.Duration // silence between two rounds
}

// On reports whether there is a loop.
func (l Loop) On() bool { return l.To > l.From }

// Span is a part of the call.
type Span struct{ From, To time.Duration }

// Snapshot is the player's state at one moment. It is never changed afterwards.
type Snapshot struct {
	Loaded      bool
	Position    time.Duration // of the sound being heard
	Duration    time.Duration
	Playing     bool
	AtEnd       bool    // stopped at the end of the call
	Speed       float64 // 0.5 to 3
	Volume      float64 // dB, for all lanes, -60 to +12
	Balance     float64 // -1 only the left ear, +1 only the right one
	Lanes       []Lane
	Loop        Loop
	Rewind      time.Duration // how far playing goes back when it resumes
	SkipSilence bool
	Device      Device
	Restart     bool  // the driver can't open again: Shifu must be restarted to hear calls
	Err         error // why there is no sound or the call can't be read; nil otherwise
}
