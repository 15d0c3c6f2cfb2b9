package formats_test

import (
	"strings"
	"testing"

	"shifu/training/bank"
	"shifu/training/bank/formats"
)

const moodleFile = `<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/电费/阶梯</text></category></question>
<question type="multichoice">
 <name><text>一</text></name>
 <questiontext format="html"><text><![CDATA[<p>供电 <img src="@@PLUGINFILE@@/a%20b.png"> 几档？</p><ul><li>甲</li><li><b>乙</b></li></ul><p>A &amp; B<br>&nbsp;C</p>]]></text>
  <file name="a b.png" encoding="base64">AAAA</file></questiontext>
 <generalfeedback format="html"><text>&lt;p&gt;三档&lt;/p&gt;</text></generalfeedback>
 <defaultgrade>2.0000000</defaultgrade><single>false</single><shuffleanswers>true</shuffleanswers>
 <answer fraction="33.33333" format="html"><text>一</text><feedback format="html"><text><![CDATA[<i>对</i>]]></text></feedback></answer>
 <answer fraction="66.66667"><text>二</text></answer>
 <answer fraction="-100"><text>三</text></answer>
 <tags><tag><text>2024</text></tag></tags>
</question>
<question type="truefalse"><name><text>t</text></name><questiontext format="plain_text"><text>a &lt; b</text></questiontext>
 <answer fraction="0"><text>true</text><feedback><text>no</text></feedback></answer><answer fraction="100"><text>false</text></answer></question>
<question type="shortanswer"><questiontext format="markdown"><text>**x**</text></questiontext><answer fraction="100"><text>a &lt;b&gt; *</text></answer></question>
<question type="numerical"><questiontext><text>n</text></questiontext>
 <answer fraction="100"><text>23.8</text><tolerance>2</tolerance></answer><answer fraction="50"><text>10</text><tolerance>0.1</tolerance><tolerancetype>1</tolerancetype></answer><answer fraction="0"><text>*</text></answer>
 <units><unit><multiplier>1</multiplier><unit_name>kWh</unit_name></unit></units></question>
<question type="matching"><questiontext><text>m</text></questiontext>
 <subquestion format="html"><text>&lt;p&gt;a&lt;/p&gt;</text><answer><text>1</text></answer></subquestion>
 <subquestion><text>b</text><answer><text>2</text></answer></subquestion><subquestion><text></text><answer><text>3</text></answer></subquestion></question>
<question type="essay"><questiontext><text>e</text></questiontext></question>
<question type="description"><questiontext><text>d</text></questiontext><defaultgrade>0</defaultgrade></question>
<question type="cloze"><questiontext><text>{1:SA:=x}</text></questiontext></question>
<question type="calculated"><questiontext><text>{a}</text></questiontext></question>
<question type="truefalse"><questiontext><text>one only</text></questiontext><answer fraction="100"><text>true</text></answer></question>
<question type="multichoice"><questiontext><text>bad</text></questiontext><answer fraction="x"><text>a</text></answer></question>
</quiz>`

func TestMoodle_ReadsEveryTypeAndListsTheOthersByNameAndLine(t *testing.T) {
	found := read(t, formats.MoodleXML, "x.xml", moodleFile)
	var kinds []bank.Kind
	for _, q := range found.Questions {
		kinds = append(kinds, q.Kind)
	}
	same(t, "kinds", kinds, []bank.Kind{bank.Multiple, bank.TrueFalse, bank.Short, bank.Numerical, bank.Matching, bank.Essay, bank.Description})
	same(t, "errors", reasons(found), []string{
		"7: The file a b.png is not carried over.", "20: The unit kWh is not carried over.", "26: Questions of type cloze can't be read.",
		"27: Questions of type calculated can't be read.", "28: A question that is true or false needs the answers true and false.", "29: The fraction x is no number."})
	q := found.Questions[0]
	same(t, "texts", []string{q.Name, q.Text, q.Feedback, q.Category}, []string{"一", "供电 几档？\n- 甲\n- 乙\nA & B\nC", "三档", "电费/阶梯"})
	if q.Mark != 2 || !q.Shuffle || len(q.Tags.Free) != 1 {
		t.Error(q)
	}
	same(t, "multiple", told(q), []string{"0.3333333 一 # 对", "0.6666667 二", "-1 三"})
	same(t, "true or false", told(found.Questions[1]), []string{"0 True # no", "1 False"})
	same(t, "short", told(found.Questions[2]), []string{"1 a <b> *"})
	same(t, "numerical", told(found.Questions[3]), []string{"1 23.8 ± 2", "0.5 10 ± 0.1", "0 *"})
	if !found.Questions[3].Options[1].Relative {
		t.Error("the relative tolerance is lost")
	}
	same(t, "matching", told(found.Questions[4]), []string{"1 a -> 1", "1 b -> 2", "0  -> 3"})
	if found.Questions[1].Text != "a < b" || found.Questions[6].Mark != 0 {
		t.Error(found.Questions[1].Text, found.Questions[6].Mark)
	}
}

func TestMoodle_ABrokenFileGivesWhatStandsBeforeTheBreak(t *testing.T) {
	found := read(t, formats.MoodleXML, "x.xml", moodleFile[:strings.Index(moodleFile, "<generalfeedback")]+"</wrong>")
	if len(found.Questions) != 0 || len(found.Errors) != 1 {
		t.Errorf("%v", reasons(found))
	}
	found = read(t, formats.MoodleXML, "x.xml", moodleFile[:strings.Index(moodleFile, `<question type="shortanswer">`)]+"<question>\n</quiz>")
	if len(found.Questions) != 2 || found.Errors[len(found.Errors)-1].Line != 18 {
		t.Errorf("%d, %v", len(found.Questions), reasons(found))
	}
	if _, err := formats.Read(formats.MoodleXML, "x.xml", []byte("<html></html>")); err == nil {
		t.Error("a file that is no Moodle XML was read")
	}
}

func FuzzMoodle(f *testing.F) {
	f.Add(moodleFile)
	f.Add("<quiz><question type=\"essay\"><questiontext><text>&nbsp;<table><td>x")
	f.Fuzz(func(t *testing.T, text string) { fuzzed(t, formats.MoodleXML, text) })
}
