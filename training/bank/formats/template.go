package formats

import (
	"shifu/internal/words"
	"shifu/training/bank"
)

// Template is the Excel table for questions with one example of each kind and a
// sheet that says how to fill it in.
func Template(l words.Language) ([]byte, error) {
	if l == words.Chinese {
		return sheetFile(l, "题库", examples, hintsZH)
	}
	return sheetFile(l, "Questions", examplesEN, hintsEN)
}

var examples = []bank.Question{
	{Kind: bank.Single, Mark: 1, Text: "95598 供电服务热线每天服务多少小时？", Options: []bank.Option{{Text: "8"}, {Text: "12"}, {Text: "24", Fraction: 1}},
		Feedback: "全天不间断服务。", Category: "服务规范", Tags: bank.Tags{BusinessLine: "咨询", Point: "服务时间", Difficulty: bank.Easy}},
	{Kind: bank.Multiple, Rule: bank.AllOrPart, Partial: 0.5, Mark: 2, Text: "受理故障报修时应记录哪些内容？",
		Options: []bank.Option{{Text: "故障地址", Fraction: 1}, {Text: "联系电话", Fraction: 1}, {Text: "客户的职业"}, {Text: "停电现象", Fraction: 1}}},
	{Kind: bank.TrueFalse, Mark: 1, Text: "客户挂断前坐席可以先挂机。", Options: truths("正确", "错误", false)},
	{Kind: bank.Short, Mark: 1, Text: "居民用户的标称电压为____伏。", Options: []bank.Option{{Text: "220", Fraction: 1}, {Text: "二百二十", Fraction: 1}}},
	{Kind: bank.Numerical, Mark: 1, Text: "本月用电 150 千瓦时，电价 0.5 元，电费是多少元？", Options: []bank.Option{{Text: "75", Value: 75, Tolerance: 0.5, Fraction: 1}}},
	{Kind: bank.Matching, Mark: 2, Text: "把诉求与业务类型对应起来。", Options: []bank.Option{{Text: "家里没电", Match: "报修", Fraction: 1}, {Text: "新装一户", Match: "业扩", Fraction: 1}, {Match: "举报"}}},
	{Kind: bank.Ordering, Mark: 2, Text: "排出受理报修的先后顺序。", Options: []bank.Option{{Text: "问候", Fraction: 1}, {Text: "核对地址", Fraction: 1}, {Text: "下派工单", Fraction: 1}}},
	{Kind: bank.Essay, Mark: 5, Text: "客户情绪激动时应怎样安抚？", Feedback: "先倾听，再致歉，然后说明办法和时限。"},
}

var examplesEN = []bank.Question{
	{Kind: bank.Single, Mark: 1, Text: "How many hours a day does the hotline answer?", Options: []bank.Option{{Text: "8"}, {Text: "12"}, {Text: "24", Fraction: 1}}, Feedback: "Day and night.", Category: "Service"},
	{Kind: bank.Multiple, Rule: bank.AllOrPart, Partial: 0.5, Mark: 2, Text: "What is noted for a fault report?", Options: []bank.Option{{Text: "address", Fraction: 1}, {Text: "telephone number", Fraction: 1}, {Text: "occupation"}}},
	{Kind: bank.TrueFalse, Mark: 1, Text: "The agent hangs up before the customer does.", Options: truths("正确", "错误", false)},
	{Kind: bank.Short, Mark: 1, Text: "Which number do customers call?", Options: []bank.Option{{Text: "95598", Fraction: 1}}},
	{Kind: bank.Numerical, Mark: 1, Text: "150 kWh at 0.5 yuan: how many yuan?", Options: []bank.Option{{Text: "75", Value: 75, Tolerance: 0.5, Fraction: 1}}},
	{Kind: bank.Matching, Mark: 2, Text: "Lay each request beside its kind.", Options: []bank.Option{{Text: "no electricity at home", Match: "fault", Fraction: 1}, {Text: "a new meter", Match: "connection", Fraction: 1}}},
	{Kind: bank.Ordering, Mark: 2, Text: "Put the steps in order.", Options: []bank.Option{{Text: "greet", Fraction: 1}, {Text: "check the address", Fraction: 1}, {Text: "send the work order", Fraction: 1}}},
	{Kind: bank.Essay, Mark: 5, Text: "How do you calm an upset customer?", Feedback: "Listen, apologise, then say what will be done and when."},
}

var hintsZH = [][2]string{
	{"题型", "单选题、多选题、判断题、填空题、数值题、匹配题、排序题、简答题；空着则按选项和答案推断。"},
	{"选项", "可增加“选项G”等列，最多到选项Z。匹配题每个选项写“左 → 右”，左边空着的是干扰项。"},
	{"答案", "选择题写字母：A、ABD。判断题写 正确 或 错误。填空题的几种写法用 | 隔开。数值题写 75±0.5 或 74.5..75.5。排序题写正确次序的字母：BAC。简答题写参考答案。"},
	{"部分得分", "在字母或答案前写百分比：%50%A%50%B%-100%C；75|%50%74。"},
	{"少选得分", "多选题少选且无错选时所得的比例，0 到 1；空着为 0.5。"},
	{"难度", "易、中、难。"},
	{"标签", "几个标签用；隔开。"},
}

var hintsEN = [][2]string{
	{"Kind", "single, multiple, true_false, short, numerical, matching, ordering, essay; if empty it follows from options and answer."},
	{"Options", "Add columns “Option G” and so on up to Option Z. For a matching write “left → right”; an empty left side is a distractor."},
	{"Answer", "Choices: letters, A or ABD. True or false: true, false. Short: accepted answers with | between. Number: 75±0.5 or 74.5..75.5. Ordering: the letters in their right order, BAC. Essay: a model answer."},
	{"Parts", "A percentage before a letter or an answer: %50%A%50%B%-100%C; 75|%50%74."},
	{"Part mark", "Multiple choice: the share for some right options without a wrong one, 0 to 1; 0.5 if empty."},
	{"Difficulty", "easy, medium, hard."},
	{"Tags", "Several tags with ; between."},
}
