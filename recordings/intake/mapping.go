package intake

import (
	"slices"
	"strings"
)

// Field is a fact about a call that a column of a table can hold.
type Field string

// The fields.
const (
	FileName     Field = "file"
	CallID       Field = "call-id"
	Start        Field = "start"
	Length       Field = "length"
	Agent        Field = "agent"        // a name
	StaffNumber  Field = "staff-number" // preferred to the name
	Organisation Field = "organisation"
	Team         Field = "team"
	Project      Field = "project"
	BusinessLine Field = "business-line"
	Caller       Field = "caller"
	Direction    Field = "direction"
	Queue        Field = "queue"
	Satisfaction Field = "satisfaction"
	Title        Field = "title"
	Tags         Field = "tags"       // "good opening, to be discussed"
	AgentLane    Field = "agent-lane" // left or right
	Holds        Field = "holds"      // "12-30; 1:05-1:20"
	HoldStart    Field = "hold-start"
	HoldEnd      Field = "hold-end"
)

// Fields lists every field in the order in which screens show them.
var Fields = []Field{FileName, CallID, Start, Length, Agent, StaffNumber, Organisation, Team, Project,
	BusinessLine, Caller, Direction, Queue, Satisfaction, Title, Tags, AgentLane, Holds, HoldStart, HoldEnd}

// facts are the fields that tell anything of a call but which it is and when it
// was on hold.
var facts = slices.DeleteFunc(slices.Clone(Fields), func(f Field) bool {
	return slices.Contains([]Field{FileName, CallID, Holds, HoldStart, HoldEnd}, f)
})

// onlyHolds reports whether a table tells nothing but the holds of calls.
func (m Mapping) onlyHolds() bool {
	_, listed := m[Holds]
	_, began := m[HoldStart]
	return (listed || began) && !slices.ContainsFunc(facts, func(f Field) bool { _, there := m[f]; return there })
}

// Mapping says which column (by its header) holds which field.
type Mapping map[Field]string

// names are the headers by which each field is known, folded.
var names = map[Field][]string{
	FileName:     {"file", "filename", "recording", "recordingfile", "audio", "文件", "文件名", "录音", "录音文件", "录音文件名"},
	CallID:       {"callid", "id", "uniqueid", "ucid", "contactid", "通话编号", "通话id", "呼叫编号", "流水号", "录音编号", "通话流水号"},
	Start:        {"start", "starttime", "startedat", "time", "date", "datetime", "calldate", "开始", "开始时间", "来电时间", "通话时间", "通话开始时间", "日期"},
	Length:       {"length", "duration", "seconds", "billsec", "时长", "通话时长", "录音时长"},
	Agent:        {"agent", "agentname", "坐席", "坐席姓名", "客服代表", "客服", "姓名"},
	StaffNumber:  {"staffnumber", "staffno", "agentid", "extension", "工号", "坐席工号", "客服工号"},
	Organisation: {"organisation", "organization", "company", "vendor", "单位", "公司", "外包商", "机构"},
	Team:         {"team", "group", "班组", "小组"},
	Project:      {"project", "项目"},
	BusinessLine: {"businessline", "business", "category", "业务", "业务类型", "业务线", "业务分类"},
	Caller:       {"caller", "callernumber", "ani", "src", "phone", "customernumber", "主叫", "主叫号码", "来电号码", "客户号码"},
	Direction:    {"direction", "方向", "呼叫方向", "呼叫类型"},
	Queue:        {"queue", "queuename", "skill", "队列", "技能组"},
	Satisfaction: {"satisfaction", "csat", "rating", "满意度", "满意度评价", "客户评价"},
	Title:        {"title", "subject", "summary", "主题", "标题", "摘要"},
	Tags:         {"tags", "tag", "labels", "keywords", "标签", "标记", "关键词"},
	AgentLane:    {"agentlane", "agentchannel", "坐席声道"},
	Holds:        {"holds", "holdperiods", "holdspans", "保持", "保持时段", "保持区间"},
	HoldStart:    {"holdstart", "holdfrom", "holdbegin", "holdstarttime", "保持开始", "保持开始时间"},
	HoldEnd:      {"holdend", "holdto", "holdendtime", "保持结束", "保持结束时间"},
}

// Guess maps the columns whose headers are known, in Chinese or English.
func Guess(header []string) Mapping { return Match(header, Fields, names) }

// Match maps each field to the first column whose header is one of its names;
// names are folded: lower case, without blanks and marks.
func Match[F ~string](header []string, fields []F, names map[F][]string) map[F]string {
	m := map[F]string{}
	for _, f := range fields {
		for _, h := range header {
			if _, have := m[f]; !have && slices.Contains(names[f], fold(h)) {
				m[f] = h
			}
		}
	}
	return m
}

// fold drops case, blanks and marks, so that "Call ID", "call_id" and "CallId" are one.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '_', '-', '.', '(', ')', '（', '）', '\u00a0', '\u3000':
			return -1
		}
		return r
	}, strings.ToLower(s))
}

// Places returns the position of each mapped field in header.
func Places[F ~string](m map[F]string, header []string) map[F]int {
	out := map[F]int{}
	for f, name := range m {
		if i := slices.Index(header, name); i >= 0 {
			out[f] = i
		}
	}
	return out
}
