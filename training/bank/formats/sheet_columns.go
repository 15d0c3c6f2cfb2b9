package formats

import (
	"regexp"
	"strconv"
	"strings"

	"shifu/training/bank"
)

// column is a column of the table: its titles, and the other names under which
// it is found.
type column struct {
	zh, en string
	also   []string
	set    func(*draft, string)
}

// columns are those of the template in order; the options stand after the first two.
var columns = []column{
	{"题型", "Kind", []string{"类型", "试题类型", "题目类型", "type"}, func(d *draft, v string) { d.q.Kind = kindOf(v) }},
	{"题目", "Question", []string{"题干", "试题", "问题", "题目内容", "试题内容", "text", "stem"}, func(d *draft, v string) { d.q.Text = v }},
	{"答案", "Answer", []string{"正确答案", "标准答案", "参考答案", "key"}, func(d *draft, v string) { d.answer = v }},
	{"解析", "Explanation", []string{"答案解析", "试题解析", "说明", "feedback"}, func(d *draft, v string) { d.q.Feedback = v }},
	{"分值", "Mark", []string{"分数", "得分", "score", "points"}, func(d *draft, v string) { d.q.Mark = orNaN(v) }},
	{"少选得分", "Part mark", []string{"漏选得分"}, func(d *draft, v string) { d.part = v }},
	{"名称", "Name", []string{"编号", "id"}, func(d *draft, v string) { d.q.Name = v }},
	{"分类", "Category", []string{"类别", "章节"}, func(d *draft, v string) { d.q.Category = v }},
	{"业务线", "Business line", []string{"业务", "业务类型"}, func(d *draft, v string) { d.q.Tags.BusinessLine = v }},
	{"知识点", "Knowledge point", []string{"考点"}, func(d *draft, v string) { d.q.Tags.Point = v }},
	{"难度", "Difficulty", []string{"难易度", "难易程度"}, func(d *draft, v string) { d.q.Tags.Difficulty = difficultyOf(v) }},
	{"地区", "Region", []string{"适用地区", "省份"}, func(d *draft, v string) { d.q.Tags.Region = v }},
	{"依据", "Regulation", []string{"出处", "文件依据", "命题依据"}, func(d *draft, v string) { d.q.Tags.Regulation = v }},
	{"标签", "Tags", nil, func(d *draft, v string) { d.q.Tags.Free = tagList(v) }},
}

const beforeOptions = 2 // columns that stand before the options

// named is the column with that title, -1 if there is none.
func named(title string) int {
	t := bank.Plain(title)
	for i, c := range columns {
		for _, n := range append([]string{c.zh, c.en}, c.also...) {
			if t == bank.Plain(n) {
				return i
			}
		}
	}
	return -1
}

var optionTitle = regexp.MustCompile(`^(?:选项|option|choice|答案选项)?\s*([a-z])$`)

// optionAt is the index of an option's column by its title, -1 for others.
func optionAt(title string) int {
	if m := optionTitle.FindStringSubmatch(bank.Plain(title)); m != nil {
		return int(m[1][0] - 'a')
	}
	return -1
}

// orNaN is a number that Check refuses if the text is none.
func orNaN(text string) float64 {
	if x, ok := parseNumber(strings.TrimSuffix(text, "分")); ok {
		return x
	}
	x, _ := strconv.ParseFloat("NaN", 64)
	return x
}

func tagList(text string) (out []string) {
	for _, t := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";；\n", r) }) {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, t)
		}
	}
	return out
}

// kindWords are how people call the kinds, the longer before the shorter.
var kindWords = []struct {
	word string
	kind bank.Kind
}{
	{"不定项选择", bank.Multiple}, {"不定项", bank.Multiple}, {"单项选择", bank.Single}, {"单选", bank.Single},
	{"多项选择", bank.Multiple}, {"多选", bank.Multiple}, {"判断", bank.TrueFalse}, {"是非", bank.TrueFalse},
	{"填空", bank.Short}, {"简答", bank.Essay}, {"问答", bank.Essay}, {"论述", bank.Essay}, {"案例分析", bank.Essay}, {"名词解释", bank.Essay},
	{"计算", bank.Essay}, {"分析", bank.Essay}, {"数值", bank.Numerical}, {"匹配", bank.Matching}, {"连线", bank.Matching}, {"配对", bank.Matching},
	{"排序", bank.Ordering}, {"说明", bank.Description}, {"选择", ""},
}

var englishKinds = map[string]bank.Kind{
	"single choice": bank.Single, "multiple choice": bank.Multiple, "true or false": bank.TrueFalse, "true/false": bank.TrueFalse,
	"fill in": bank.Short, "short answer": bank.Short, "ordering": bank.Ordering, "matching": bank.Matching, "number": bank.Numerical,
}

// kindOf reads the name of a kind in Chinese, English or the command line's word.
func kindOf(text string) bank.Kind {
	t := bank.Plain(text)
	for _, k := range bank.Kinds {
		if t == string(k) {
			return k
		}
	}
	if k, ok := englishKinds[t]; ok {
		return k
	}
	for _, w := range kindWords {
		if strings.TrimSuffix(t, "题") == w.word {
			return w.kind
		}
	}
	if t == "" {
		return ""
	}
	return bank.Kind(text)
}

// kindTitle is how a kind is called in Chinese files.
var kindTitle = map[bank.Kind]string{
	bank.Single: "单选题", bank.Multiple: "多选题", bank.TrueFalse: "判断题", bank.Short: "填空题", bank.Essay: "简答题",
	bank.Numerical: "数值题", bank.Matching: "匹配题", bank.Ordering: "排序题", bank.Description: "说明",
}

func difficultyOf(text string) bank.Difficulty {
	switch strings.TrimSuffix(bank.Plain(text), "度") {
	case "易", "容易", "简单", "较易", "低", "easy":
		return bank.Easy
	case "中", "中等", "一般", "适中", "medium":
		return bank.Medium
	case "难", "困难", "较难", "高", "hard":
		return bank.Hard
	}
	return ""
}

var difficultyTitle = map[bank.Difficulty]string{bank.Easy: "易", bank.Medium: "中", bank.Hard: "难"}
