package roleplay

import "time"

// Kind is what a move is.
type Kind string

// The moves.
const (
	Say    Kind = "say"     // an answer, typed or chosen
	Do     Kind = "do"      // a click in the systems; Text is the click
	Fill   Kind = "fill"    // an entry of the work order; Field is its number
	Hold   Kind = "hold"    // the caller hears music from here on
	Mute   Kind = "mute"    // the caller hears nothing from here on
	Back   Kind = "back"    // the end of hold or mute
	Help   Kind = "lead"    // the agent asks the lead for help
	Hint   Kind = "help"    // help as it was before it took anybody's time: attempts of then have it
	Hand   Kind = "pass"    // the call is transferred to To; Text is the Why
	Mark   Kind = "mark"    // a bookmark: from here the agent wants to try again
	Read   Kind = "read"    // an article is opened; Text is its title
	Spoken Kind = "spoken"  // what a model said for the customer, instead of the script
	Leave  Kind = "hang_up" // the agent puts the phone down
	Wrap   Kind = "wrap"    // the end of wrap-up: nothing comes after it
)

// Move is one act of an attempt.
type Move struct {
	Kind  Kind          `json:"kind"`
	Text  string        `json:"text,omitempty"`
	Field int           `json:"field,omitempty"`
	To    Target        `json:"to,omitempty"`
	Warm  bool          `json:"warm,omitempty"` // the colleague is asked first
	At    time.Duration `json:"at"`             // since the call was taken
}

// What moves do to the mood, beside what a scenario says.
const (
	moodMissed    = -4               // a required point
	moodForbidden = -15              // a forbidden phrase
	moodLate      = -1               // each lateStep beyond the limit
	moodSilence   = -1               // each lateStep on mute
	lateStep      = 5 * time.Second  //
	mostLate      = 10               // steps
	holdFree      = 30 * time.Second // longer on hold costs as silence does
	mostTurns     = 40               // a caller who goes in circles hangs up
	mostText      = 2000             // characters of an answer
	mostMoves     = 1000
)
