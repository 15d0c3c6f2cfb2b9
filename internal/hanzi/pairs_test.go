package hanzi_test

import (
	"fmt"
	"strings"
	"testing"

	"shifu/internal/hanzi"
)

func ExamplePairs() {
	fmt.Println(hanzi.Pairs("停电报修！95598热线"))
	// Output: 停 电 报 修 停电 电报 报修 95598 热 线 热线
}

func ExamplePairPhrases() {
	fmt.Println(hanzi.PairPhrases("停电"))
	fmt.Println(hanzi.PairPhrases("阶梯电价"))
	fmt.Println(hanzi.PairPhrases("95598热线 me"))
	// Output:
	// "停电"
	// "阶梯 梯电 电价"
	// "95598" AND "热线" AND "me" *
}

func ExampleSounds() {
	fmt.Println(hanzi.Sounds("停电A"))
	// Output: tda tingdiana da diana a a
}

func TestPairs_NoPairReachesOverAMark(t *testing.T) {
	for _, text := range []string{"停，电", "停 电", "停a电", "停1电"} {
		if strings.Contains(hanzi.Pairs(text), "停电") {
			t.Errorf("%q became %q", text, hanzi.Pairs(text))
		}
	}
}

func FuzzPairPhrases(f *testing.F) {
	for _, s := range []string{"停电", `a"b`, "a\x00b停", "\xff停", "NEAR(a b)", "中A1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := hanzi.PairPhrases(s)
		if q != "" && strings.Count(q, `"`)%2 != 0 || strings.ContainsRune(q, 0) {
			t.Fatalf("PairPhrases(%q) = %q could leave its quotes", s, q)
		}
		hanzi.Sounds(s)
	})
}

func ExampleChain() {
	fmt.Println(hanzi.Chain("停电报修！95598热线"))
	fmt.Println(hanzi.ChainPhrases("电"), hanzi.ChainPhrases("停电"), hanzi.ChainPhrases("阶梯电价"))
	// Output:
	// 停电 电报 报修 修 95598 热线 线
	// "电" * "停电" "阶梯 梯电 电价"
}
