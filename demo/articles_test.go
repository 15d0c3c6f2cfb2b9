package demo_test

import (
	"testing"

	"shifu/training/knowledge"
)

func TestDemo_TheKnowledgeBaseShowsWhatItIsFor(t *testing.T) {
	k, trainer := shared.Knowledge(), shared.actors["温秋分"]
	f, err := k.Search(ctx, trainer, knowledge.Ask{Most: 200})
	if err != nil || f.Total != 60 {
		t.Fatal(f.Total, err)
	}
	standings := map[knowledge.Standing]int{}
	for _, h := range f.Hits {
		standings[h.Standing]++
	}
	for _, s := range []knowledge.Standing{knowledge.Verified, knowledge.Soon, knowledge.Unverified, knowledge.Overdue, knowledge.Expired} {
		if standings[s] == 0 {
			t.Errorf("no article is %s: %v", s, standings)
		}
	}
	for typed, want := range map[string]string{"停电": "停电", "jtdj": "居民阶梯电价怎么算", "tiered": "居民阶梯电价怎么算", "45 分钟": "城乡到场时限"} {
		if f, err := k.Search(ctx, trainer, knowledge.Ask{Text: typed}); err != nil || f.Total == 0 {
			t.Errorf("%s, %s: %v", typed, want, err)
		}
	}
	f, err = k.Search(ctx, trainer, knowledge.Ask{Text: "到场时限"})
	if err != nil || f.Hits[0].Title != "城乡到场时限" {
		t.Fatal(f, err)
	}
	boards, err := k.Boards(ctx, trainer, f.Hits[0].ID)
	if err != nil || len(boards) != 1 || len(boards[0].Quiz) != 2 {
		t.Fatal(boards, err)
	}
	read := 0
	for _, r := range boards[0].Receipts {
		if !r.ReadAt.IsZero() {
			read++
		}
	}
	if read < 10 || read == len(boards[0].Receipts) {
		t.Errorf("%d of %d have read it", read, len(boards[0].Receipts))
	}
	missing, err := k.Missing(ctx, trainer)
	if err != nil || len(missing) < 2 {
		t.Errorf("%+v %v", missing, err)
	}
	if mine, err := k.Mine(ctx, shared.actors["徐芒种"]); err != nil || len(mine) != 1 {
		t.Errorf("%+v %v", mine, err)
	}
}
