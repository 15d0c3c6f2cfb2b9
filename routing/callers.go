package routing

// Hasty are callers of little patience among the others: a mixture of two laws.
type Hasty struct {
	Share    float64
	Patience Dist
}

// Announcement is heard by who still waits At seconds; Leave of them go then, a
// peak of the hazard.
type Announcement struct{ At, Leave float64 }

// CallBackOffer is what callers hear who find From calls of their type waiting: Share
// of them hang up and keep their place. When it is their turn, or in the next
// slot with room, an agent dials for Dial seconds; who is not reached (Reach of
// the time they are) is dialled again after Again seconds, at most Tries times
// in all.
type CallBackOffer struct {
	From         int32 // 0: nothing is offered
	Share, Reach float64
	Tries        int32
	Dial, Again  float64
	Slot         float64 // seconds from slot to slot; 0: when it is their turn
	PerSlot      int32   // calls that are booked into a slot
}

// Sound reports whether such a call-back can be offered.
func (b CallBackOffer) Sound() bool {
	share := func(x float64) bool { return x >= 0 && x <= 1 }
	slots := b.Slot == 0 && b.PerSlot == 0 || b.Slot >= 60 && b.Slot <= MostDuration && b.PerSlot > 0
	return b.From >= 0 && share(b.Share) && share(b.Reach) && b.Tries >= 0 && b.Tries < 100 && b.Dial >= 0 && b.Again >= 0 && slots && (b.From == 0 || b.Tries > 0)
}
