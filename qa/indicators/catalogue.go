package indicators

import "shifu/internal/words"

// Key names an indicator for good: targets and contracts hang on it.
type Key string

// The indicators.
const (
	Calls         Key = "calls"
	TalkTime      Key = "talk-time"
	HandleTime    Key = "handle-time"
	BusyTime      Key = "busy-time"
	BusyShare     Key = "busy-share"
	Occupancy     Key = "occupancy"
	Utilisation   Key = "utilisation"
	HelpRate      Key = "help-rate"
	AnswerRate    Key = "answer-rate"
	TimelyRate    Key = "timely-rate"
	CallBackRate  Key = "call-back-rate"
	Satisfaction  Key = "satisfaction"
	FirstContact  Key = "first-contact"
	OrderErrors   Key = "order-errors"
	AttitudeRate  Key = "attitude-rate"
	CertifiedRate Key = "certified-rate"
)

// Unit says how a value is to be read.
type Unit uint8

// The units.
const (
	Count       Unit = iota // a number of calls
	Seconds                 // a sum of time
	SecondsEach             // seconds per call
	Share                   // 0 to 1, of time: no interval, since seconds are no trials
	Rate                    // 0 to 1, of cases
	Per100                  // events on 100 calls
	Per1000                 // events on 1,000 calls
)

// Direction says which way is better.
type Direction int8

// The directions.
const (
	Neither Direction = 0
	Higher  Direction = +1
	Lower   Direction = -1
)

// Family groups indicators on screens.
type Family uint8

// The families.
const (
	Work Family = iota // workload and how time is spent
	Service
	Quality
)

// Indicator is one figure that operations are steered by: the sum of the facts
// Over divided by the sum of the facts Under (none: the sum itself).
type Indicator struct {
	Key     Key
	Family  Family
	Unit    Unit
	Better  Direction
	Over    []Fact
	Under   []Fact
	Name    words.Text
	Formula words.Text
	Waits   words.Text // why there is no value, if it hangs on more than imported tables; zero: it does not
}

// needs are the facts that must be known.
func (i Indicator) needs() Set { return Of(i.Over...) | Of(i.Under...) }

// ByKey returns the indicator of that key.
func ByKey(k Key) (Indicator, bool) {
	for _, i := range Catalogue {
		if i.Key == k {
			return i, true
		}
	}
	return Indicator{}, false
}

// Catalogue is every indicator in the order in which screens show them.
var Catalogue = []Indicator{
	{Calls, Work, Count, Neither, []Fact{Answered}, nil, words.T("Calls handled", nil), words.T("Calls answered, added up.", nil), words.Text{}},
	{TalkTime, Work, Seconds, Neither, []Fact{Talk}, nil, words.T("Talk time", nil), words.T("Time talking to customers, added up.", nil), words.Text{}},
	{HandleTime, Work, SecondsEach, Lower, []Fact{Talk, Hold, WrapUp}, []Fact{Answered}, words.T("Average handle time", nil),
		words.T("Talk, hold and wrap-up time ÷ calls answered.", nil), words.Text{}},
	{BusyTime, Work, Seconds, Lower, []Fact{NotReady}, nil, words.T("Not-ready time", nil), words.T("Time signed in but not ready for calls, added up.", nil), words.Text{}},
	{BusyShare, Work, Share, Lower, []Fact{NotReady}, []Fact{Talk, Hold, WrapUp, Ready, NotReady}, words.T("Not-ready share", nil),
		words.T("Not-ready time ÷ all time signed in.", nil), words.Text{}},
	{Occupancy, Work, Share, Neither, []Fact{Talk, Hold, WrapUp}, []Fact{Talk, Hold, WrapUp, Ready}, words.T("Occupancy", nil),
		words.T("Talk, hold and wrap-up time ÷ the same and ready time.", nil), words.Text{}},
	{Utilisation, Work, Share, Higher, []Fact{Talk, Hold, WrapUp}, []Fact{Talk, Hold, WrapUp, Ready, NotReady}, words.T("Utilisation", nil),
		words.T("Talk, hold and wrap-up time ÷ all time signed in.", nil), words.Text{}},
	{HelpRate, Work, Per100, Lower, []Fact{Help}, []Fact{Answered}, words.T("Help requests", nil), words.T("Help requests on 100 calls answered.", nil), words.Text{}},
	{AnswerRate, Service, Rate, Higher, []Fact{Answered}, []Fact{Offered}, words.T("Answer rate", nil), words.T("Calls answered ÷ calls offered.", nil), words.Text{}},
	{TimelyRate, Service, Rate, Higher, []Fact{InTarget}, []Fact{Offered}, words.T("Timely answer rate", nil),
		words.T("Calls answered within the target time ÷ calls offered.", nil), words.Text{}},
	{CallBackRate, Service, Rate, Higher, []Fact{BackMade}, []Fact{BackDue}, words.T("Call-back rate", nil), words.T("Call-backs made ÷ call-backs due.", nil), words.Text{}},
	{Satisfaction, Service, Rate, Higher, []Fact{Satisfied}, []Fact{Rated}, words.T("Satisfaction rate", nil),
		words.T("Satisfied customers ÷ customers who gave a rating.", nil), words.Text{}},
	{FirstContact, Quality, Rate, Higher, []Fact{FirstDone}, []Fact{FirstAsked}, words.T("First-contact resolution", nil),
		words.T("Matters resolved at the first contact ÷ matters looked at.", nil), words.Text{}},
	{OrderErrors, Quality, Rate, Lower, []Fact{Faulty}, []Fact{Orders}, words.T("Work-order error rate", nil), words.T("Faulty work orders ÷ work orders.", nil), words.Text{}},
	{AttitudeRate, Quality, Per1000, Lower, []Fact{Attitude}, []Fact{Answered}, words.T("Attitude-complaint rate", nil),
		words.T("Complaints about attitude on 1,000 calls answered.", nil), words.Text{}},
	{CertifiedRate, Quality, Rate, Higher, []Fact{Certified}, []Fact{OnDuty}, words.T("Certified rate", nil),
		words.T("Agents on duty who hold every certificate that duty asks of them ÷ agents on duty.", nil), words.T("No certificate was asked for duty in this period.", nil)},
}
