package formats_test

import (
	"fmt"
	"testing"

	"shifu/training/bank"
	"shifu/training/bank/formats"
)

// BenchmarkRead imports 10,000 questions a time: the limit is 5 s.
func BenchmarkRead(b *testing.B) {
	var qs []bank.Question
	for i := range 10_000 {
		qs = append(qs, bank.Question{Kind: bank.Single, Mark: 1, Name: fmt.Sprintf("q%d", i), Text: fmt.Sprintf("第%d题：95598 供电服务热线每天服务多少小时？", i),
			Options: []bank.Option{{Text: "八小时"}, {Text: "十二小时"}, {Text: "二十四小时", Fraction: 1}, {Text: "三十六小时"}}, Feedback: "全天不间断服务。"})
	}
	for _, f := range formats.Formats {
		file, _, err := formats.Write(f, "x.zip", qs)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(string(f), func(b *testing.B) {
			for b.Loop() {
				found, err := formats.Read(f, "x.zip", file)
				if err != nil || len(found.Questions) != len(qs) {
					b.Fatal(err, len(found.Questions))
				}
			}
		})
	}
}
