package exam

import (
	"shifu/recordings"
	"shifu/recordings/redaction"
)

// Heard is a call that a question opens to whoever sits it: where its sound
// lies, and what of it must not be heard.
type Heard struct {
	Call   recordings.Call
	Path   string
	Silent []redaction.Span
}
