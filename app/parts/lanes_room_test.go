package parts

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"shifu/app/look"
	"shifu/internal/words"
)

type fakeSaid struct {
	from, to float64
	agent    bool
	zh, en   string
	flag     string
	state    State
}

var fakeCall = []fakeSaid{
	{.8, 6.4, true, "您好，95598 供电服务热线，60217 号为您服务，请问有什么可以帮您？", "Good evening, power hotline, agent 60217. How can I help you?", "", 0},
	{7, 12.2, false, "我家停电快两个小时了，到底什么时候能来电？", "We have had no power for two hours. When will it be back?", "", 0},
	{12.8, 18.6, true, "非常抱歉给您带来不便。请您说一下户号，或者用电地址。", "I am sorry for the trouble. Your account number or address, please?", "", 0},
	{19.2, 27, false, "栖云市望溪路 12 号 3 栋，户号 4417。", "Wangxi Road 12, block 3, Qiyun. Account number 4417.", "", 0},
	{27.6, 31, true, "好的，我查一下，请您稍等。", "All right, one moment while I look it up.", "3.1", StateBad},
	{69.4, 77.5, true, "让您久等了。望溪路一带是大风造成的线路故障，抢修人员已经出发。", "Thank you for waiting. The storm broke a line near Wangxi Road; the crew has left.", "", 0},
	{77.1, 81, false, "出发了？上一位也是这么说的！", "Has left? That is what the last one told me!", "", 0},
	{80, 83.2, true, "先生，您先听我说完，", "Sir, let me finish first,", "2.2", StateBad},
	{82.1, 89.4, false, "我家老人要用制氧机，你们今天给个准话！", "My father needs his oxygen machine. I want a clear answer!", "", 0},
	{90, 95.4, true, "我给您保证，二十分钟之内一定修好。", "I promise you it will be repaired within twenty minutes.", "5.1", StateChosen},
	{96.2, 100.5, false, "好，二十分钟，我可记下了。", "Good. Twenty minutes, I am writing that down.", "", 0},
	{101.4, 113, true, "另外提醒您：制氧机请先接应急电源，老人不舒服请马上拨打 120。", "Please put the machine on emergency power, and call 120 at once if he feels unwell.", "4.2", StateGood},
	{114, 118.2, false, "应急电源撑不了多久的。", "The battery will not last long.", "", 0},
	{129.4, 140.2, true, "我再帮您催一下抢修班组，把您家的情况备注为紧急。", "I will press the crew again and mark your case as urgent.", "", 0},
	{141, 146.6, false, "行，那我再等等。要是还不来，我就要投诉了。", "Fine, I will wait. If nobody comes I will make a complaint.", "", 0},
	{147.4, 157.6, true, "您的心情我理解。工单已经加急，抢修人员到达前会联系您。", "I understand. The order is marked urgent; the crew will ring you.", "", 0},
	{158.4, 163, false, "电话可别打错了。", "Mind you ring the right number.", "", 0},
	{163.8, 171, true, "联系电话还是您现在这个号码，对吗？", "Is it still the number you are calling from?", "", 0},
	{171.6, 173, false, "对。", "Yes.", "", 0},
	{174.4, 189, true, "好的，我已经登记。", "Good, I have noted that.", "", 0},
	{190.2, 204, false, "", "", "", 0}, {203.4, 219.5, true, "", "", "", 0}, {220.6, 226, false, "", "", "", 0},
	{227, 240, true, "", "", "", 0}, {241, 244.2, false, "", "", "", 0}, {245, 250, true, "", "", "", 0},
}

// tongue picks a language.
type tongue bool

func (zh tongue) say(chinese, english string) string {
	if zh {
		return chinese
	}
	return english
}

func fakeWave(zh tongue) WaveModel {
	talk := make([][][2]float64, 2)
	for _, s := range fakeCall {
		lane := 1
		if s.agent {
			lane = 0
		}
		talk[lane] = append(talk[lane], [2]float64{s.from, s.to})
	}
	m := WaveModel{Rate: 8000, Length: 252.6 * 8000, Source: newFakeSound(252.6, talk),
		Lanes: []Lane{{Name: zh.say("坐席", "Agent"), Share: "48 %", Voice: VoiceAgent},
			{Name: zh.say("客户", "Customer"), Share: "26 %", Voice: VoiceCustomer, Gain: 6}},
		Bands: []WaveBand{
			{BandHold, sec(31.2), sec(68.8), zh.say("保持 38 秒", "Hold 38 s")},
			{BandSilence, sec(118.2), sec(129.4), zh.say("静默 11 秒", "Silence 11 s")},
			{BandOverlap, sec(77.1), sec(77.5), zh.say("抢话 3 次", "Talk-over 3")},
			{BandOverlap, sec(80), sec(81), zh.say("抢话", "Talk-over")},
			{BandOverlap, sec(82.1), sec(83.2), zh.say("抢话", "Talk-over")},
			{BandOverlap, sec(203.4), sec(204), zh.say("抢话", "Talk-over")},
		}}
	for _, s := range fakeCall {
		if s.flag != "" {
			m.Flags = append(m.Flags, WaveFlag{s.flag, s.flag, sec(s.from), s.state})
		}
	}
	return m
}

func fakeTranscript(zh tongue) []TranscriptLine {
	var out []TranscriptLine
	for _, s := range fakeCall {
		if s.zh == "" {
			continue
		}
		l := TranscriptLine{At: sec(s.from), End: sec(s.to), Text: zh.say(s.zh, s.en), Voice: VoiceCustomer,
			Name: zh.say("客户", "Customer"), Flag: s.flag, FlagID: s.flag, FlagState: s.state}
		if s.agent {
			l.Voice, l.Name = VoiceAgent, zh.say("坐席", "Agent")
		}
		l.Redacted = spansOf(l.Text, "4417")
		for _, w := range spansOf(l.Text, zh.say("二十分钟之内", "twenty")) {
			l.Words = append(l.Words, TranscriptWord{w, sec(91), sec(95)})
		}
		out = append(out, l)
		if s.to == 118.2 {
			out = append(out, TranscriptLine{At: sec(118.2), End: sec(129.4), Gap: zh.say("静默 11.2 秒", "Silence 11.2 s"), GapState: StateWarn})
		}
	}
	return out
}

func spansOf(text, part string) []TextSpan {
	for i := 0; i+len(part) <= len(text); i++ {
		if text[i:i+len(part)] == part {
			return []TextSpan{{i, i + len(part)}}
		}
	}
	return nil
}

type fakeQuestion struct {
	ref, zh, en string
	answer      float64 // 1, .5, 0, -1 N/A, -2 open
	moment      string
	kind        string
}

type fakeSection struct {
	n, zh, en, points, got string
	rows                   []fakeQuestion
}

var fakeForm = []fakeSection{
	{"1", "接听与开头", "Answering", "10", "10.0", []fakeQuestion{{"1.1", "及时接听，或为久等致歉", "Answered in time, or apologised", 1, "", ""}, {"1.2", "问候、单位、工号完整", "Greeting, unit, staff number", 1, "00:01", ""}}},
	{"2", "语言与倾听", "Language and listening", "20", "16.0", []fakeQuestion{{"2.1", "语音清晰、亲切，语速适中", "Clear, warm, moderate speed", 1, "", ""}, {"2.2", "耐心倾听，不打断客户", "Listens, does not interrupt", .5, "01:20", ""}, {"2.3", "用语通俗，不说术语", "Plain words, no jargon", 1, "", ""}}},
	{"3", "核对", "Checking", "10", "4.0", []fakeQuestion{{"3.1", "重复并确认关键信息", "Repeats and confirms key facts", 0, "00:27", ""}, {"3.2", "提供信息前核实身份", "Confirms identity before data", 1, "00:13", ""}}},
	{"4", "业务处理", "Handling", "35", "35.0", []fakeQuestion{{"4.1", "业务类型判断正确", "Right business type", 1, "", ""}, {"4.2", "答复正确，或致歉留号回呼", "Right answer, or calls back", 1, "01:41", ""}, {"4.3", "问清故障，职责内立即派单", "Fault details, dispatch at once", 1, "02:09", ""}, {"4.4", "客户产权故障：指导并告知收费", "Customer-owned fault: guided", -1, "", ""}, {"4.5", "说明停电原因", "Reason of the outage given", 1, "01:09", ""}}},
	{"5", "承诺与合规", "Promises and compliance", "15", "", []fakeQuestion{{"5.1", "不超出公布时限作承诺", "No promise beyond commitments", -2, "01:30", "key"}, {"5.2", "不泄露客户信息", "No leak of customer data", -2, "", "fatal"}, {"5.3", "不推诿、拒绝、敷衍", "No shifting, refusing", -2, "", "fatal"}}},
	{"6", "结束与工单", "Closing and work order", "10", "", []fakeQuestion{{"6.1", "询问其他需求，客户先挂机", "Asks for more, customer hangs up", -2, "", ""}, {"6.2", "工单完整、正确、及时", "Work order complete, in time", -2, "", ""}}},
}

func fakeRubric(zh tongue) FormModel {
	var m FormModel
	for _, s := range fakeForm {
		section := FormSection{Number: s.n, Title: zh.say(s.zh, s.en), Got: s.got, Points: s.points}
		for _, q := range s.rows {
			section.Rows = append(section.Rows, fakeRow(zh, q))
		}
		m.Sections = append(m.Sections, section)
	}
	return m
}

func fakeRow(zh tongue, q fakeQuestion) FormRow {
	row := FormRow{Ref: q.ref, Number: q.ref, Question: zh.say(q.zh, q.en), Moment: q.moment, NAOpen: true,
		Options: []FormOption{{zh.say("做到", "Met"), "1", "+2.2", StateGood}, {zh.say("部分", "Partly"), "2", "-6.1", StatePartly}, {zh.say("未做到", "Not met"), "3", "-14.4", StateBad}}}
	switch q.answer {
	case 1:
		row.Chosen = []int{0}
	case .5:
		row.Chosen = []int{1}
	case 0:
		row.Chosen = []int{2}
	case -1:
		row.NA = true
	}
	switch q.kind {
	case "key":
		row.Class, row.Critical = zh.say("合规关键", "Compliance-critical"), StateWarn
		row.Help = zh.say("市区 45 分钟、农村 90 分钟、特殊边远 2 小时到场；不得另作承诺。", "On site within 45 min city, 90 min country, 2 h remote. Nothing beyond.")
		row.Ruling = zh.say("裁定 1 条", "1 ruling")
		row.Causes = []string{zh.say("不了解规定", "Does not know the rule"), zh.say("安抚客户", "Wants to calm the customer"), zh.say("系统无信息", "No information in the system")}
	case "fatal":
		row.Class, row.Critical = zh.say("一票否决", "Fail-all"), StateCritical
	}
	return row
}

// fakeRoom is the review room put together, for the eye.
type fakeRoom struct {
	root       fyne.CanvasObject
	wave       *Waveform
	transport  *Transport
	transcript *TranscriptList
	form       *Form
	ring       *ScoreRing
	why        *Why
}

func newFakeRoom(zh tongue, small bool) *fakeRoom {
	r := &fakeRoom{wave: NewWaveform(), transport: NewTransport(), transcript: NewTranscriptList(), form: NewForm(), ring: NewScoreRing(), why: NewWhy()}
	r.wave.SetModel(fakeWave(zh))
	r.wave.ChooseFlag("5.1")
	r.transcript.SetLines(fakeTranscript(zh))
	r.form.SetModel(fakeRubric(zh))
	r.transport.SetSpeed(1.25)
	r.transport.SetPlaying(true)
	r.transport.SetTime(sec(93.2), sec(252.6))
	r.ring.Set(Score{Text: "86.7", Part: .867, Caption: zh.say("暂评", "so far"), State: StateGood})
	r.why.Set(WhyModel{Title: zh.say("95598 通用评分表 第 3 版", "95598 general rubric v3"), Mode: zh.say("分节百分比", "section percent"), Done: 12, All: 17,
		Progress: zh.say("已评 12 / 17", "12 of 17 answered"), Derivation: zh.say("算式", "Derivation"), Key: "W",
		Losses: []WhyLoss{{"-8.0", "3.1", "3.1", zh.say("重复并确认关键信息", "Repeats and confirms key facts"), "00:27"}, {"-5.3", "2.2", "2.2", zh.say("耐心倾听，不打断客户", "Listens, does not interrupt"), "01:20"}},
		Facts:  []WhyFact{{StateCritical, zh.say("一票否决 0 / 2", "Fail-all 0 of 2")}, {StateOpen, zh.say("合规关键：待评", "Compliance: open")}}})
	r.root = r.frame(zh, small)
	return r
}

func (r *fakeRoom) frame(zh tongue, small bool) fyne.CanvasObject {
	right := float32(532)
	if small {
		right = 480
	}
	title := Row(8, Room(8, 0), NewButton(zh.say("队列", "Queue"), Quiet, nil).WithIcon("back").WithKey("Esc"), NewUpright(20),
		PanelHead(zh.say("故障报修：催问抢修到场时间", "Fault repair: when will the crew come")), NewPill(zh.say("风险样本", "Risk sample"), StateWarn), Gap(),
		Second(zh.say("今日 8 / 24", "8 of 24 today")), NewButton(zh.say("上一通", "Previous"), Quiet, nil).WithIcon("up").WithKey("Ctrl ↑"),
		NewButton(zh.say("下一通", "Next"), Quiet, nil).WithIcon("down").WithKey("Ctrl ↓"), Room(4, 0))
	facts := Row(0, Room(16, 0))
	for _, f := range [][2]string{{zh.say("坐席", "Agent"), zh.say("林小满 60217", "Xiaoman Lin 60217")}, {zh.say("班组", "Team"), zh.say("云杉（外包）二班", "Spruce (vendor) 2")}, {zh.say("来电", "Started"), "11-18 19:42"}, {zh.say("满意度", "Satisfaction"), zh.say("2 不满意", "2 unhappy")}, {zh.say("为何抽中", "Why this call"), zh.say("投诉词 2 处", "2 complaint words")}} {
		facts.Add(Stack(0, Label(f[0]), Body(f[1])))
		facts.Add(Gap())
	}
	tabs := Row(12, Room(4, 0), Strong(zh.say("转写", "Transcript")), Second(zh.say("知识 3", "Knowledge 3")), Gap(), NewCheck(zh.say("跟随播放", "Follow"), true, nil), NewEntry(zh.say("在转写中查找", "Find in transcript")).WithIcon("search").WithKey("Ctrl F").Wide(196), Room(4, 0))
	left := Stack(0, Fix(0, 56, facts), NewHairline(), Inset(0, 16, 0, 16, r.wave), r.transport, Fix(0, 38, tabs), NewHairline(), Grow(r.transcript))
	head := Over(Inset(14, 16, 8, 16, Row(16, r.ring, Grow(r.why))))
	foot := Row(8, Room(8, 0), NewText(zh.say("已保存 19:58:04", "Saved 19:58:04"), look.TextLabel, look.Good, false), Gap(),
		NewButton(zh.say("跳过", "Skip"), Plain, nil).WithKey("F8"), NewButton(zh.say("提交并下一通", "Submit, next call"), Main, nil).WithKey("Ctrl ⏎"), Room(4, 0))
	side := Stack(0, head, NewHairline(), Grow(r.form), NewHairline(), Fix(0, 56, foot))
	body := FullRow(0, Grow(left), NewUpright(1), Fix(right-1, 0, side))
	page := Stack(0, Fix(0, 48, title), NewHairline(), Grow(body))
	return Over(NewPlate(look.Frame), Inset(28, 0, 0, 64, Over(NewPlate(look.Surface), page)))
}

func (r *fakeRoom) play(at float64) {
	r.wave.SetPosition(sec(at))
	r.transport.SetTime(sec(at), sec(252.6))
	r.transcript.SetPosition(sec(at))
}

func TestRoom_ShowsAsInThePictures(t *testing.T) {
	cases := []struct {
		name  string
		mode  look.Mode
		scale int
		lang  words.Language
		small bool
		typed bool
	}{
		{"light-zh", look.ModeLight, 100, words.Chinese, false, false},
		{"dark-en", look.ModeDark, 100, words.English, false, true},
		{"1280-dark-zh", look.ModeDark, 100, words.Chinese, true, false},
		{"light-en-150", look.ModeLight, 150, words.English, false, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			studio(t, c.mode, c.scale, c.lang)
			room := newFakeRoom(c.lang == words.Chinese, c.small)
			w, h := float32(1440), float32(900)
			if c.small {
				w, h = 1280, 800
			}
			win := onDesk(t, room.root, w, h)
			room.play(93.2)
			room.form.Wake("5.1")
			if c.typed {
				room.typeNote(t, win)
			}
			keepShot(t, win, fmt.Sprintf("room-fake-%s.png", c.name))
			if room.form.Awake() != "5.1" || room.transcript.Current() != 9 {
				t.Errorf("awake %q, line %d", room.form.Awake(), room.transcript.Current())
			}
		})
	}
}

// typeNote is the state of the dark picture: zoomed, looping A to B, a note
// being typed.
func (r *fakeRoom) typeNote(t *testing.T, win fyne.Window) {
	t.Helper()
	r.wave.SetView(sec(62), sec(134))
	r.wave.Select(sec(89.5), sec(96))
	r.transport.SetLoop(true)
	r.transport.SetTyping(true)
	r.why.SetKey("Ctrl W")
	r.transcript.SetFind("complaint")
	m := fakeRubric(false)
	m.Sections[4].Rows[0].Chosen = []int{2}
	m.Sections[4].Rows[0].Note = "Gave a repair time. Only arrival times may be promised."
	r.form.SetModel(m)
	r.ring.Set(Score{Text: "72.2", Part: .722, Caption: "so far", State: StateWarn})
	r.form.FocusNote()
	r.root.Resize(win.Canvas().Size())
	r.root.Refresh()
}
