package formats_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"shifu/training/bank"
	"shifu/training/bank/formats"
)

const trainers = `电力营销题库（2024 版）

一、单选题（每题2分，共 10 分）
1、95598 热线每天服务（ ）小时。
A．8　　B．12
C．24　　D．36
答案：C
解析：全天服务。
难度：易　知识点：服务时间
2. 城区抢修到达时限为（Ｂ）分钟。
Ａ、30 Ｂ、45 Ｃ、60 Ｄ、90
3．电压单位是？ A.安 B.伏 C.欧
【答案】B 【解析】伏特
4、哪一个是
报修电话？
(A) 10086
(B) 95598
正确答案是 B

二、多项选择题
（1）受理报修要记录：（ABD）
A.地址；
B.电话；
C.职业；
D.现象
（2）下列说法正确的有
a.甲 
b.乙 
c.丙
标准答案：A、C

三、判断题
1、坐席可以先挂机。（×）
2、客户挂断后才能挂机。
答案：√
3. 高压指 1.5 千伏以上。( 错 )

四、填空题
1．居民电压____伏。
220
2．服务热线是（95598）。
3. 热线____，每天____小时。
答案：95598；24
4. 单位是？
答案：千瓦时|度

五、简答题（每题 5 分）
1、怎样安抚客户？
答：1、倾听
2、致歉
3、说明时限
2、什么是阶梯电价？
参考答案：按用量分档计价。
`

func TestText_AsTrainersWriteIt(t *testing.T) {
	found := read(t, formats.Text, "x.txt", trainers)
	same(t, "errors", reasons(found), nil)
	type row struct {
		Line    int
		Kind    bank.Kind
		Mark    float64
		Text    string
		Options []string
	}
	var got []row
	for i, q := range found.Questions {
		got = append(got, row{found.Lines[i], q.Kind, q.Mark, q.Text, told(q)})
	}
	same(t, "questions", got, []row{
		{4, bank.Single, 2, "95598 热线每天服务（ ）小时。", []string{"0 8", "0 12", "1 24", "0 36"}},
		{10, bank.Single, 2, "城区抢修到达时限为（ ）分钟。", []string{"0 30", "1 45", "0 60", "0 90"}},
		{12, bank.Single, 2, "电压单位是？", []string{"0 安", "1 伏", "0 欧"}},
		{14, bank.Single, 2, "哪一个是\n报修电话？", []string{"0 10086", "1 95598"}},
		{21, bank.Multiple, 1, "受理报修要记录：（ ）", []string{"1 地址", "1 电话", "0 职业", "1 现象"}},
		{26, bank.Multiple, 1, "下列说法正确的有", []string{"1 甲", "0 乙", "1 丙"}},
		{33, bank.TrueFalse, 1, "坐席可以先挂机。（ ）", []string{"0 正确", "1 错误"}},
		{34, bank.TrueFalse, 1, "客户挂断后才能挂机。", []string{"1 正确", "0 错误"}},
		{36, bank.TrueFalse, 1, "高压指 1.5 千伏以上。（ ）", []string{"0 正确", "1 错误"}},
		{39, bank.Short, 1, "居民电压____伏。", []string{"1 220"}},
		{41, bank.Short, 1, "服务热线是（ ）。", []string{"1 95598"}},
		{42, bank.Short, 1, "热线____，每天____小时。", []string{"1 95598；24"}},
		{44, bank.Short, 1, "单位是？", []string{"1 千瓦时", "1 度"}},
		{48, bank.Essay, 5, "怎样安抚客户？", nil},
		{52, bank.Essay, 5, "什么是阶梯电价？", nil},
	})
	q := found.Questions[0]
	if q.Feedback != "全天服务。" || q.Tags.Difficulty != bank.Easy || q.Tags.Point != "服务时间" {
		t.Errorf("%q %+v", q.Feedback, q.Tags)
	}
	if got := found.Questions[13].Feedback; got != "1、倾听\n2、致歉\n3、说明时限" {
		t.Errorf("%q", got)
	}
	if found.Questions[2].Feedback != "伏特" {
		t.Errorf("%q", found.Questions[2].Feedback)
	}
}

func TestText_WithoutSectionsTheKindFollows(t *testing.T) {
	for text, want := range map[string]bank.Kind{
		"1. x（ ）\nA. a\nB. b\n答案：AB":                 bank.Multiple,
		"1.【多选题】x\nA. a\nB. b\n答案：A":                 bank.Multiple,
		"1. x（判断题）\n答案：对":                            bank.TrueFalse,
		"第1题：地球是圆的。（√）":                              bank.TrueFalse,
		"1. 热线是____。\n答案：95598":                      bank.Short,
		"1. 谈谈体会。\n答案：" + strings.Repeat("多听少说，", 8): bank.Essay,
		"没有题号的题\nA. a\nB. b\n答案：B":                   bank.Single,
		"1.95598是热线。\n答案：正确":                         bank.TrueFalse,
		"1. x\nA. 对\nB. 错\n答案：A":                     bank.Single,
		"三、判断题\n1. x\nA. 对\nB. 错\n答案：A":              bank.TrueFalse,
		"1. 简述停电。\n答案：先查后报。":                         bank.Essay,
		"1. x\nA. a\nB. b\n答案：AB（全部）":                bank.Multiple,
		"1. x\nA. a\nB. b\n答案：\nＢ、b":                 bank.Single,
		"1. x\nA. a\nB. b\nB":                        bank.Single,
		"排序题\n1. x\nA. a\nB. b\n答案：BA":               bank.Ordering,
		"匹配题\n1. x\nA. a → 1\nB. b → 2":              bank.Matching,
		"数值题\n1. x\n答案：220±5":                        bank.Numerical,
	} {
		if q := one(t, formats.Text, text); q.Kind != want {
			t.Errorf("%q: %s, want %s", text, q.Kind, want)
		}
	}
}

func TestText_QuestionsWithoutNumbersAreParted(t *testing.T) {
	found := read(t, formats.Text, "x.txt", "甲是？\nA. a\nB. b\n答案：A\n\n乙是？\nA. a\nB. b\n答案：B\n")
	if len(found.Questions) != 2 || found.Questions[1].Text != "乙是？" {
		t.Error(found.Questions, reasons(found))
	}
}

func TestText_RefusalsSayTheLineOfTheQuestion(t *testing.T) {
	found := read(t, formats.Text, "x.txt", "单选题\n1. x\nA. a\nB. b\n2. y\nA. a\nB. b\n答案：E\n3. z\nA. a\nB. b\n答案：AB\n判断题\n4. w\n答案：也许\n5. ok\n答案：错\n")
	same(t, "errors", reasons(found), []string{"2: The question has no answer.", "5: The answer E is none of the options.",
		"9: A single choice has the answers AB.", "14: The answer 也许 is neither true nor false."})
	if len(found.Questions) != 1 {
		t.Error(found.Questions)
	}
}

func TestText_InEveryUsualEncoding(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(trainers)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.ReplaceAll(trainers, "\n", "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"GB18030": gb, "UTF-16": wide, "UTF-8 with its mark": "\ufeff" + trainers} {
		if found := read(t, formats.Text, "x.txt", text); len(found.Questions) != 15 || len(found.Errors) != 0 {
			t.Errorf("%s: %d questions, %v", name, len(found.Questions), reasons(found))
		}
	}
}

// word is a .docx with those parts.
func word(t testing.TB, parts map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const (
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	wordBody  = `<w:document ` + wordSpace + `><w:body>
<w:p><w:r><w:t>判断题</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">热线 </w:t></w:r><w:r><w:t>24 小时。（</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r><w:r><w:t>）</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>单选题</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>哪个？</w:t><w:br/><w:t>选一个</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>
<w:p><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>
<w:p><w:r><w:t>答案：B</w:t></w:r></w:p>
</w:body></w:document>`
	wordNumbers = `<w:numbering ` + wordSpace + `>
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>`
)

func TestText_WordGivesParagraphsTablesTicksAndItsOwnNumbers(t *testing.T) {
	found := read(t, formats.Text, "x.docx", word(t, map[string]string{"word/numbering.xml": wordNumbers, "word/document.xml": wordBody}))
	if len(found.Questions) != 2 || len(found.Errors) != 0 {
		t.Fatal(found.Questions, reasons(found))
	}
	same(t, "true or false", told(found.Questions[0]), []string{"1 正确", "0 错误"})
	same(t, "single", told(found.Questions[1]), []string{"0 甲", "1 乙"})
	same(t, "lines", found.Lines, []int{2, 4})
}

func TestText_ABrokenWordDocumentIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"no zip": "PK\x03\x04x", "no document": word(t, map[string]string{"a": "b"}),
		"broken XML": word(t, map[string]string{"word/document.xml": wordBody[:300]}), "no text": "\xff\x81\x00\x00x",
	} {
		if _, err := formats.Read(formats.Text, "x.docx", []byte(text)); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add(trainers)
	f.Add("1、（A）A.B.（B）C、\n答案：（1）１、【答案】Ａ解析：")
	f.Fuzz(func(t *testing.T, text string) { fuzzed(t, formats.Text, text) })
}

func FuzzWord(f *testing.F) {
	f.Add(wordBody, wordNumbers)
	f.Fuzz(func(t *testing.T, body, numbers string) {
		fuzzed(t, formats.Text, word(t, map[string]string{"word/document.xml": body, "word/numbering.xml": numbers}))
	})
}

func TestRead_AnOlderOfficeFileIsToldToBeSavedAnew(t *testing.T) {
	for _, f := range []formats.Format{formats.Text, formats.Excel} {
		if _, err := formats.Read(f, "x.doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")); err == nil || !strings.Contains(err.Error(), "older Office") {
			t.Errorf("%s: %v", f, err)
		}
	}
}
