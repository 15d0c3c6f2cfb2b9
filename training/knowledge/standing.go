package knowledge

import (
	"cmp"
	"slices"
	"time"

	"shifu/internal/people"
)

// Standing says how far an article can be trusted now.
type Standing string

// The standings. Verified and Soon can be trusted, the others can't: Soon is
// due within a week or expires within one, Unverified nobody answers for,
// Overdue is past its interval, Expired past the day on which it ends, and
// Coming not yet in force.
const (
	Verified   Standing = "verified"
	Soon       Standing = "soon"
	Unverified Standing = "unverified"
	Overdue    Standing = "overdue"
	Expired    Standing = "expired"
	Coming     Standing = "coming"
)

// Trusted reports whether an agent may rely on the article.
func (s Standing) Trusted() bool { return s == Verified || s == Soon }

const week = 7 * 24 * time.Hour

// Due is when the article must be verified next; zero: never, or it is
// unverified already.
func (a *Article) Due() time.Time {
	switch {
	case !a.DoubtedAt.IsZero():
		return time.Time{}
	case a.Every == OnDate:
		if a.VerifiedAt.Before(a.Fixed) {
			return a.Fixed
		}
		return time.Time{}
	case a.Every.Days() == 0:
		return time.Time{}
	}
	return a.VerifiedAt.AddDate(0, 0, a.Every.Days())
}

// Standing says how far the article can be trusted at now. Having expired
// weighs most.
func (a *Article) Standing(now time.Time) Standing {
	due := a.Due()
	past := func(t, now time.Time) bool { return !t.IsZero() && !now.Before(t) }
	switch {
	case past(a.Until, now):
		return Expired
	case !a.DoubtedAt.IsZero() || a.VerifiedAt.IsZero():
		return Unverified
	case past(due, now):
		return Overdue
	case now.Before(a.From):
		return Coming
	case past(due, now.Add(week)) || past(a.Until, now.Add(week)):
		return Soon
	}
	return Verified
}

// Untrusted is how long nobody could rely on the article; 0 while it can be
// trusted.
func (a *Article) Untrusted(now time.Time) time.Duration {
	var since time.Time
	earlier := func(t time.Time) {
		if !t.IsZero() && !now.Before(t) && (since.IsZero() || t.Before(since)) {
			since = t
		}
	}
	earlier(a.Until)
	earlier(a.DoubtedAt)
	earlier(a.Due())
	if a.VerifiedAt.IsZero() && a.DoubtedAt.IsZero() {
		earlier(a.SavedAt)
	}
	if since.IsZero() {
		return 0
	}
	return now.Sub(since)
}

// Goal is the share of articles that should be trusted.
const Goal = 0.8

// Trust is the trust score: how many of all articles can be relied on.
type Trust struct{ Trusted, All int }

// Share is the score, 0…1; 1 while there is no article.
func (t Trust) Share() float64 {
	if t.All == 0 {
		return 1
	}
	return float64(t.Trusted) / float64(t.All)
}

// TrustOf counts the articles that are not archived.
func TrustOf(as []Article, now time.Time) (t Trust) {
	for i := range as {
		if as[i].Archived {
			continue
		}
		t.All++
		if as[i].Standing(now).Trusted() {
			t.Trusted++
		}
	}
	return t
}

// Work returns what is to be verified: the longest untrusted first, then what
// was verified longest ago, then what is read most. Those due soon come last.
func Work(as []Article, now time.Time) []Article {
	list := slices.DeleteFunc(slices.Clone(as), func(a Article) bool {
		s := a.Standing(now)
		return a.Archived || s == Verified || s == Coming
	})
	slices.SortStableFunc(list, func(a, b Article) int {
		return cmp.Or(
			cmp.Compare(daysOf(b.Untrusted(now)), daysOf(a.Untrusted(now))),
			a.VerifiedAt.Compare(b.VerifiedAt),
			cmp.Compare(b.Views, a.Views))
	})
	return list
}

func daysOf(d time.Duration) int { return int(d / (24 * time.Hour)) }

// Unused returns what could be archived: articles that can't be trusted and
// that nobody opened within the last 90 days.
func Unused(as []Article, now time.Time) []Article {
	return slices.DeleteFunc(slices.Clone(as), func(a Article) bool {
		seen := a.OpenedAt
		if a.SavedAt.After(seen) {
			seen = a.SavedAt
		}
		return a.Archived || a.Standing(now).Trusted() || now.Sub(seen) < 90*24*time.Hour
	})
}

// MayVerify reports whether the actor answers for the article: the verifier, a
// member of the verifying group, or the owner where nobody else is named.
func (a *Article) MayVerify(by people.Actor) bool {
	switch {
	case a.Verifier.PersonID != "":
		return by.PersonID == a.Verifier.PersonID
	case a.Verifier.GroupID != "":
		return by.PersonID != "" && (by.TeamID == a.Verifier.GroupID || by.OrganisationID == a.Verifier.GroupID)
	}
	return by.PersonID != "" && by.PersonID == a.OwnerID
}

// Heir is who verifies when a verifier lost access: the owner's team, or the
// owner's organisation where the owner is in no team.
func Heir(owner people.Person) Verifier {
	return Verifier{GroupID: cmp.Or(owner.TeamID, owner.OrganisationID)}
}

// Neglected counts the doubts that have stood for more than LateDoubt.
func Neglected(as []Article, now time.Time) (n Count) {
	for i := range as {
		if d := as[i].DoubtedAt; !d.IsZero() && !as[i].VerifiedAt.IsZero() && now.Sub(d) > LateDoubt {
			n++
		}
	}
	return n
}

// Overdues counts articles by owner, most first.
func Overdues(as []Article, now time.Time) []OwnerNumber {
	at := map[string]int{}
	var out []OwnerNumber
	for _, a := range as {
		i, ok := at[a.OwnerID]
		if !ok {
			i = len(out)
			at[a.OwnerID], out = i, append(out, OwnerNumber{Owner: a.OwnerName})
		}
		out[i].Articles++
		out[i].Longest = max(out[i].Longest, a.Untrusted(now))
	}
	slices.SortStableFunc(out, func(a, b OwnerNumber) int { return cmp.Compare(b.Articles, a.Articles) })
	return out
}

// MostRead are the n articles that are opened most.
func MostRead(as []Article, n int) []Article {
	list := slices.Clone(as)
	slices.SortStableFunc(list, func(a, b Article) int { return cmp.Compare(b.Views, a.Views) })
	return list[:min(n, len(list))]
}
