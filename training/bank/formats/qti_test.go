package formats_test

import (
	"strings"
	"testing"

	"shifu/training/bank"
	"shifu/training/bank/formats"
)

// qtiItem is an item of QTI 2.2 with a declaration, an interaction and a template.
func qtiItem(declaration, interaction, template string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="i" title="题" adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" ` + declaration + `</responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
<itemBody><p>读一读。</p>
` + interaction + `</itemBody>
<responseProcessing template="http://www.imsglobal.org/question/qti_v2p2/rptemplates/` + template + `"/>
</assessmentItem>`
}

const (
	fourChoices = `<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="0"><prompt>哪些？</prompt>
<simpleChoice identifier="A">甲</simpleChoice><simpleChoice identifier="B">乙<feedbackInline outcomeIdentifier="F" identifier="B" showHide="show">好</feedbackInline></simpleChoice>
<simpleChoice identifier="C">丙</simpleChoice><simpleChoice identifier="D"><b>丁</b></simpleChoice></choiceInteraction>`
	pairs = `<matchInteraction responseIdentifier="RESPONSE" maxAssociations="3"><prompt>连</prompt>
<simpleMatchSet><simpleAssociableChoice identifier="C">c</simpleAssociableChoice><simpleAssociableChoice identifier="D">d</simpleAssociableChoice></simpleMatchSet>
<simpleMatchSet><simpleAssociableChoice identifier="M">m</simpleAssociableChoice><simpleAssociableChoice identifier="R">r</simpleAssociableChoice><simpleAssociableChoice identifier="T">t</simpleAssociableChoice></simpleMatchSet></matchInteraction>`
)

func TestQTI_InteractionsAndTheirMarks(t *testing.T) {
	for name, c := range map[string]struct {
		declaration, interaction, template string
		kind                               bank.Kind
		text                               string
		mark                               float64
		options                            []string
	}{
		"single, match_correct": {`cardinality="single" baseType="identifier"><correctResponse><value>B</value></correctResponse>`, fourChoices, "match_correct",
			bank.Single, "读一读。\n哪些？", 1, []string{"0 甲", "1 乙 # 好", "0 丙", "0 丁"}},
		"multiple, match_correct": {`cardinality="multiple" baseType="identifier"><correctResponse><value>A</value><value> D </value></correctResponse>`, fourChoices, "match_correct",
			bank.Multiple, "读一读。\n哪些？", 1, []string{"1 甲", "0 乙 # 好", "0 丙", "1 丁"}},
		"multiple, map_response": {`cardinality="multiple" baseType="identifier"><correctResponse><value>A</value></correctResponse>
<mapping lowerBound="0" upperBound="2" defaultValue="-2"><mapEntry mapKey="A" mappedValue="1"/><mapEntry mapKey="B" mappedValue="1"/><mapEntry mapKey="C" mappedValue="-1"/></mapping>`, fourChoices, "map_response",
			bank.Multiple, "读一读。\n哪些？", 2, []string{"0.5 甲", "0.5 乙 # 好", "-0.5 丙", "-1 丁"}},
		"single, map_response": {`cardinality="single" baseType="identifier"><mapping defaultValue="-1" lowerBound="0"><mapEntry mapKey="A" mappedValue="4"/><mapEntry mapKey="B" mappedValue="1"/></mapping>`, fourChoices, "map_response",
			bank.Single, "读一读。\n哪些？", 4, []string{"1 甲", "0.25 乙 # 好", "0 丙", "0 丁"}},
		"match": {`cardinality="multiple" baseType="directedPair"><correctResponse><value>C R</value><value>D M</value></correctResponse><mapping defaultValue="0"><mapEntry mapKey="C R" mappedValue="1"/><mapEntry mapKey="D M" mappedValue="1"/></mapping>`, pairs, "map_response",
			bank.Matching, "读一读。\n连", 2, []string{"1 c -> r", "1 d -> m", "0  -> t"}},
		"order": {`cardinality="ordered" baseType="identifier"><correctResponse><value>C</value><value>A</value><value>B</value><value>D</value></correctResponse>`,
			strings.NewReplacer("choiceInteraction", "orderInteraction").Replace(fourChoices), "match_correct",
			bank.Ordering, "读一读。\n哪些？", 1, []string{"1 丙", "1 甲", "1 乙", "1 丁"}},
		"text entry": {`cardinality="single" baseType="string"><correctResponse><value>York</value></correctResponse><mapping defaultValue="0"><mapEntry mapKey="York" mappedValue="1"/><mapEntry mapKey="a*b" mappedValue="0.5"/></mapping>`,
			`<p>He is <textEntryInteraction responseIdentifier="RESPONSE"/>;<br/>so</p>`, "map_response",
			bank.Short, "读一读。\nHe is _____;\nso", 1, []string{"1 York", `0.5 a\*b`}},
		"a number": {`cardinality="single" baseType="float"><correctResponse><value>2.5</value></correctResponse>`,
			`<p>x <textEntryInteraction responseIdentifier="RESPONSE"/></p>`, "match_correct", bank.Numerical, "读一读。\nx _____", 1, []string{"1 2.5"}},
		"extended text": {`cardinality="single" baseType="string">`, `<extendedTextInteraction responseIdentifier="RESPONSE"><prompt>写。</prompt></extendedTextInteraction>`, "match_correct",
			bank.Essay, "读一读。\n写。", 1, nil},
	} {
		item := qtiItem(c.declaration, c.interaction, c.template)
		for version, text := range map[string]string{"2.2": item, "3.0": three(item)} {
			q := one(t, formats.QTI, text)
			if q.Kind != c.kind || q.Text != c.text || q.Mark != c.mark || q.Name != "题" {
				t.Errorf("%s in %s: %s %q %g %q", name, version, q.Kind, q.Text, q.Mark, q.Name)
			}
			same(t, name+" in "+version, told(q), c.options)
		}
	}
}

// three turns the names of an item into those of QTI 3.0.
func three(item string) string {
	var pairs []string
	for _, n := range []string{"assessmentItem", "responseDeclaration", "correctResponse", "outcomeDeclaration", "itemBody", "responseProcessing", "choiceInteraction", "orderInteraction",
		"simpleChoice", "feedbackInline", "matchInteraction", "simpleMatchSet", "simpleAssociableChoice", "textEntryInteraction", "extendedTextInteraction", "mapping", "mapEntry", "value", "prompt", "gapMatchInteraction"} {
		for _, before := range []string{"<", "</"} {
			pairs = append(pairs, before+n+" ", before+"qti-"+kebab(n)+" ", before+n+">", before+"qti-"+kebab(n)+">", before+n+"/", before+"qti-"+kebab(n)+"/")
		}
	}
	for _, a := range []string{"responseIdentifier", "maxChoices", "maxAssociations", "baseType", "mapKey", "mappedValue", "defaultValue", "lowerBound", "upperBound", "outcomeIdentifier", "showHide"} {
		pairs = append(pairs, " "+a+"=", " "+kebab(a)+"=")
	}
	return strings.NewReplacer(pairs...).Replace(item)
}

func kebab(name string) string {
	var b strings.Builder
	for _, r := range name {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte('-')
		}
		b.WriteString(strings.ToLower(string(r)))
	}
	return b.String()
}

func TestQTI_RefusalsNameTheInteraction(t *testing.T) {
	gap := `<gapMatchInteraction responseIdentifier="RESPONSE"><gapText identifier="G">x</gapText></gapMatchInteraction>`
	correct := `cardinality="single" baseType="identifier"><correctResponse><value>B</value></correctResponse>`
	for text, want := range map[string]string{
		qtiItem(correct, gap, "match_correct"):                                                                          "6: The interaction gapMatchInteraction can't be read.",
		three(qtiItem(correct, gap, "match_correct")):                                                                   "6: The interaction qti-gap-match-interaction can't be read.",
		qtiItem(correct, fourChoices+fourChoices, "match_correct"):                                                      "2: The item 题 asks 2 things at once. Split it.",
		qtiItem(`cardinality="single">`, fourChoices, "match_correct"):                                                  "2: No option is right.",
		strings.Replace(qtiItem(correct, fourChoices, "x"), `adaptive="false"`, `adaptive="true"`, 1):                   "2: The item 题 is adaptive; such items can't be read.",
		strings.Replace(qtiItem(correct, fourChoices, "x"), "<itemBody>", "<templateDeclaration/><itemBody>", 1):        "5: templateDeclaration can't be read.",
		qtiItem(`cardinality="multiple"><correctResponse><value>C R</value></correctResponse>`, pairs, "match_correct"): "6: “d” belongs to 0 others; it must be one.",
	} {
		found := read(t, formats.QTI, "x.xml", text)
		if got := reasons(found); len(found.Questions) != 0 || len(got) != 1 || got[0] != want {
			t.Errorf("%v, want %s", got, want)
		}
	}
}

func TestQTI_APackageHasManyItemsAndErrorsNameTheFile(t *testing.T) {
	qs := []bank.Question{
		{Kind: bank.Single, Text: "a", Mark: 1, Options: []bank.Option{{Text: "x", Fraction: 1}, {Text: "y"}}},
		{Kind: bank.Essay, Text: "b", Mark: 5},
	}
	for _, f := range []formats.Format{formats.QTI, formats.QTI3} {
		file, _, err := formats.Write(f, "x.zip", qs)
		if err != nil {
			t.Fatal(err)
		}
		if found := read(t, f, "x.zip", string(file)); len(found.Questions) != 2 || found.Questions[1].Mark != 5 || len(found.Errors) != 0 {
			t.Error(found)
		}
		if _, _, err = formats.Write(f, "x.xml", qs); err == nil {
			t.Error("two questions were written into one item")
		}
		item, _, err := formats.Write(f, "x.xml", qs[:1])
		if err != nil || !strings.Contains(string(item), map[formats.Format]string{formats.QTI: "<choiceInteraction ", formats.QTI3: "<qti-choice-interaction "}[f]) {
			t.Errorf("%s, %v", item, err)
		}
	}
	for _, broken := range []string{"", "<a/>", "PK\x03\x04 no zip"} {
		if _, err := formats.Read(formats.QTI, "x", []byte(broken)); err == nil {
			t.Errorf("%q was read", broken)
		}
	}
}

func FuzzQTI(f *testing.F) {
	f.Add(qtiItem(`cardinality="multiple"><mapping><mapEntry mapKey="A" mappedValue="1"/></mapping>`, fourChoices, "map_response"))
	f.Add(three(qtiItem(`cardinality="multiple"><correctResponse><value>C R</value></correctResponse>`, pairs, "match_correct")))
	f.Fuzz(func(t *testing.T, text string) { fuzzed(t, formats.QTI, text) })
}
