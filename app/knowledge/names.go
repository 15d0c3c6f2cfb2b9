package knowledge

import (
	"time"

	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/training/knowledge"
)

// kindName is the word for a kind of article.
func kindName(k knowledge.Kind) string {
	return map[knowledge.Kind]string{knowledge.Rule: lang.L("Rule"), knowledge.CommonQuestion: lang.L("Common question"), knowledge.HardQuestion: lang.L("Hard question"),
		knowledge.TypicalCase: lang.L("Typical case"), knowledge.LineData: lang.L("Line data"), knowledge.KeyCustomer: lang.L("Important customer"),
		knowledge.PhoneList: lang.L("Phone list"), knowledge.EmergencyScript: lang.L("Emergency script")}[k]
}

// everyName is the word for an interval.
func everyName(i knowledge.Interval) string {
	return map[knowledge.Interval]string{knowledge.Weekly: lang.L("every week"), knowledge.Monthly: lang.L("every 30 days"), knowledge.Quarterly: lang.L("every 90 days"),
		knowledge.Yearly: lang.L("every year"), knowledge.OnDate: lang.L("on a fixed day"), knowledge.Never: lang.L("never again")}[i]
}

// standingName is the word for a standing.
func standingName(s knowledge.Standing) string {
	return map[knowledge.Standing]string{knowledge.Verified: lang.L("Verified"), knowledge.Soon: lang.L("Due soon"), knowledge.Unverified: lang.L("Unverified"),
		knowledge.Overdue: lang.L("Overdue"), knowledge.Expired: lang.L("Expired"), knowledge.Coming: lang.L("Not yet in force")}[s]
}

func stateOf(s knowledge.Standing) parts.State {
	switch s {
	case knowledge.Verified:
		return parts.StateGood
	case knowledge.Expired:
		return parts.StateBad
	case knowledge.Coming:
		return parts.StatePlain
	}
	return parts.StateWarn
}

// sign is the shape and colour of a standing.
func sign(s knowledge.Standing) (string, look.Token) {
	if s == knowledge.Coming {
		return "clock", look.Ink3
	}
	return stateOf(s).Mark()
}

// longAgo says since when nobody can rely on an article.
func longAgo(a *knowledge.Article, now time.Time) string {
	n := int(a.Untrusted(now) / (24 * time.Hour))
	word := standingName(a.Standing(now))
	if n == 0 {
		return word
	}
	return lang.L("{{.State}} for {{.N}} days", map[string]any{"State": word, "N": n})
}
