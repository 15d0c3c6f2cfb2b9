package sim

// Ratio is a figure of calls as a ratio of sums, and what it is when both are 0
// in an average over simulations.
type Ratio struct {
	Up, Down func(t *Tally) int64
	Unit     float64 // by which the upper sum is divided: microseconds become seconds
	Empty    float64
}

// Of returns both sums.
func (r Ratio) Of(t *Tally) (up, down float64) {
	return float64(r.Up(t)) / r.Unit, float64(r.Down(t))
}

// The figures of calls. A is answered, X abandoned, O offered, with T within the
// service level, with s shorter than Short. A call that was passed on is offered,
// answered or abandoned in its first queue only; calls are taken where agents
// take them. SLa and SLc are Asterisk's SL and
// SL2, SLe leaves short abandons out as Genesys does.
var (
	AnswerRate    = Ratio{answered, offered, 1, 1}   // A / O
	AnswerAll     = Ratio{answered, orBlocked, 1, 1} // A / (O + B)
	Timely        = Ratio{inTime, offered, 1, 1}     // A_T / O
	Timely15      = Ratio{prompt(0), offered, 1, 1}  // A_15 / O: answered within 15 s, from joining to the greeting
	Timely20      = Ratio{prompt(1), offered, 1, 1}
	Timely30      = Ratio{prompt(2), offered, 1, 1}
	AbandonShort  = Ratio{leftShort, offered, 1, 0}           // X_s / O
	AHT           = Ratio{handled, taken, micro, 0}           // seconds of talk, hold and wrap-up / calls taken
	HoldRate      = Ratio{onHeld, taken, 1, 0}                // on hold once or more / calls taken
	HoldMean      = Ratio{heldTime, onHeld, micro, 0}         // seconds on hold of those who were
	HelpRate      = Ratio{helps, taken, 1, 0}                 // requests for help / calls taken
	InVain        = Ratio{unhelped, helps, 1, 0}              // of them, when nobody was free
	TransferRate  = Ratio{passedOn, taken, 1, 0}              // passed on / calls taken
	FCR           = Ratio{settled, answered, 1, 1}            // settled by one call / A
	AbandonRate   = Ratio{abandoned, offered, 1, 0}           // X / O
	SLa           = Ratio{inTime, answered, 1, 1}             // A_T / A
	SLb           = Ratio{inTime, ended, 1, 1}                // A_T / (A + X)
	SLc           = Ratio{inTimeOrLeft, ended, 1, 1}          // (A_T + X_T) / (A + X)
	SLd           = Ratio{inTime, without(leftInTime), 1, 1}  // A_T / (A + X − X_T)
	SLe           = Ratio{inTime, without(leftShort), 1, 1}   // A_T / (A + X − X_s)
	SLf           = Ratio{inTimeOrShort, ended, 1, 1}         // (A_T + X_s) / (A + X)
	PWait         = Ratio{notAtOnce, offered, 1, 0}           // not answered at once / O
	ASA           = Ratio{waitAnswered, answered, micro, 0}   // seconds
	WaitMean      = Ratio{waitEnded, ended, micro, 0}         // seconds, answered and abandoned
	WaitAbandoned = Ratio{waitAbandoned, abandoned, micro, 0} // seconds
)

func offered(t *Tally) int64       { return t.Offered }
func answered(t *Tally) int64      { return t.Answered }
func abandoned(t *Tally) int64     { return t.Abandoned }
func orBlocked(t *Tally) int64     { return t.Offered + t.Blocked }
func handled(t *Tally) int64       { return t.Handled }
func settled(t *Tally) int64       { return t.Answered - t.Unsettled }
func taken(t *Tally) int64         { return t.Taken }
func onHeld(t *Tally) int64        { return t.Held }
func heldTime(t *Tally) int64      { return t.HeldTime }
func helps(t *Tally) int64         { return t.Helps }
func unhelped(t *Tally) int64      { return t.Unhelped }
func passedOn(t *Tally) int64      { return t.Passed }
func blocked(t *Tally) int64       { return t.Blocked }
func inTime(t *Tally) int64        { return t.InTime }
func leftInTime(t *Tally) int64    { return t.LeftInTime }
func leftShort(t *Tally) int64     { return t.LeftShort }
func ended(t *Tally) int64         { return t.Answered + t.Abandoned }
func inTimeOrLeft(t *Tally) int64  { return t.InTime + t.LeftInTime }
func inTimeOrShort(t *Tally) int64 { return t.InTime + t.LeftShort }
func notAtOnce(t *Tally) int64     { return t.Offered - t.AtOnce }
func waitAnswered(t *Tally) int64  { return t.WaitAnswered }
func waitAbandoned(t *Tally) int64 { return t.WaitAbandoned }
func waitEnded(t *Tally) int64     { return t.WaitAnswered + t.WaitAbandoned }

func prompt(i int) func(t *Tally) int64 { return func(t *Tally) int64 { return t.Prompt[i] } }

func without(out func(t *Tally) int64) func(t *Tally) int64 {
	return func(t *Tally) int64 { return ended(t) - out(t) }
}
