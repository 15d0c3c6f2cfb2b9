// Package parts holds the pieces that screens are made of: buttons, pills,
// lists, charts and the frame around them. A part takes plain values and
// callbacks, asks package look for colours and sizes, and knows nothing of
// calls, scores or people. Words come from the caller, already translated.
//
// To change a part, set its exported fields and call Refresh; the Set methods
// do both. All parts belong to the user interface's thread.
package parts
