// Package tables reads tables of figures, shifts, complaints and work orders as
// telephone and work-order systems export them, with every refusal told by
// file, line and column.
package tables

import (
	"shifu/internal/words"
	"shifu/qa/indicators"
	"shifu/recordings/intake"
)

// Field is what a column can hold. A fact's field is its key.
type Field string

// The fields that are no facts.
const (
	Date         Field = "date"
	Agent        Field = "agent" // a name
	StaffNumber  Field = "staff_number"
	Organisation Field = "organisation"
	Project      Field = "project"
	Start        Field = "start"
	End          Field = "end"
	Duty         Field = "duty"
	Reasons      Field = "not_ready_reasons"
	Number       Field = "number"
	Sort         Field = "sort" // attitude or other
	Outcome      Field = "outcome"
	CallID       Field = "call_id"
	Faulty       Field = "is_faulty"
	Reason       Field = "reason"
)

// Columns says which column (by its header) holds which field.
type Columns map[Field]string

// Fields lists what tables of a kind can hold, in the order in which screens
// show them.
func Fields(k indicators.Kind) []Field {
	who := []Field{Agent, StaffNumber, Organisation}
	switch k {
	case indicators.ShiftKind:
		return append([]Field{Date, Start, End, Duty, Reasons, Project}, who...)
	case indicators.ComplaintKind:
		return append([]Field{Date, Sort, Outcome, CallID, Number, Reason}, who...)
	case indicators.OrderKind:
		return append([]Field{Number, Date, Faulty, Reason, Project}, who...)
	}
	out := append([]Field{Date, Project}, who...)
	for _, f := range indicators.Facts {
		out = append(out, Field(f.Key()))
	}
	return out
}

// Name is what a field is called.
func (f Field) Name() words.Text {
	for _, fact := range indicators.Facts {
		if string(f) == fact.Key() {
			return fact.Name()
		}
	}
	return fieldNames[f]
}

var fieldNames = map[Field]words.Text{
	Date: words.T("Date", nil), Agent: words.T("Agent", nil), StaffNumber: words.T("Staff number", nil), Organisation: words.T("Organisation", nil),
	Project: words.T("Project", nil), Start: words.T("Start", nil), End: words.T("End", nil), Duty: words.T("Duty", nil),
	Reasons: words.T("Not-ready reasons", nil), Number: words.T("Number", nil), Sort: words.T("Attitude or other", nil), Outcome: words.T("Outcome", nil),
	CallID: words.T("Call id", nil), Faulty: words.T("Faulty", nil), Reason: words.T("Reason", nil),
}

// Guess maps the columns whose headers are known, in Chinese or English.
func Guess(k indicators.Kind, header []string) Columns {
	return intake.Match(header, Fields(k), names)
}

// names are the headers by which each field is known, folded.
var names = map[Field][]string{
	Date:         {"date", "day", "statdate", "日期", "统计日期", "发生日期", "投诉日期", "派单日期", "受理日期", "受理时间", "班次日期", "投诉时间", "派单时间"},
	Agent:        {"agent", "agentname", "name", "person", "坐席", "坐席姓名", "客服代表", "姓名", "受理人"},
	StaffNumber:  {"staffnumber", "staffno", "agentid", "extension", "工号", "坐席工号", "受理工号"},
	Organisation: {"organisation", "organization", "company", "vendor", "单位", "公司", "外包商", "机构"},
	Project:      {"project", "项目"},
	Start:        {"start", "starttime", "from", "开始", "开始时间", "上班", "上班时间"},
	End:          {"end", "endtime", "until", "to", "结束", "结束时间", "下班", "下班时间"},
	Duty:         {"duty", "shift", "班次", "班别", "岗位"},
	Reasons:      {"notreadyreasons", "reasons", "示忙原因", "示忙", "小休原因"},
	Number:       {"number", "no", "id", "orderno", "工单号", "工单编号", "投诉编号", "编号", "单号"},
	Sort:         {"sort", "type", "category", "投诉类型", "类型", "投诉类别", "是否服务态度"},
	Outcome:      {"outcome", "result", "结果", "核实结果", "是否属实", "处理结果"},
	CallID:       {"callid", "uniqueid", "通话编号", "录音编号", "通话流水号", "流水号"},
	Faulty:       {"faulty", "isfaulty", "error", "是否差错", "差错", "是否有误"},
	Reason:       {"reason", "remark", "原因", "差错原因", "备注", "说明"},

	"offered":     {"offered", "callsoffered", "呼入量", "来电量", "进线量", "呼入总量", "话务量"},
	"answered":    {"answered", "callsanswered", "接听量", "接通量", "应答量", "人工接听量"},
	"in_target":   {"intarget", "answeredintarget", "及时接听量", "及时接通量", "20秒接通量", "20s接通量"},
	"talk":        {"talk", "talktime", "通话时长", "通话时间"},
	"hold":        {"hold", "holdtime", "保持时长", "保持时间"},
	"wrap_up":     {"wrapup", "wrapuptime", "acw", "acwtime", "话后时长", "整理时长", "事后处理时长", "话后处理时长"},
	"ready":       {"ready", "readytime", "idle", "示闲时长", "空闲时长", "就绪时长"},
	"not_ready":   {"notready", "notreadytime", "aux", "busytime", "示忙时长", "示忙时间", "小休时长"},
	"help":        {"help", "helprequests", "求助次数", "求助量", "求助"},
	"back_due":    {"backdue", "callbacksdue", "应回访量", "应回访", "回访任务量"},
	"back_made":   {"backmade", "callbacksmade", "已回访量", "已回访", "回访完成量", "回访量"},
	"orders":      {"orders", "workorders", "工单量", "工单数", "派单量"},
	"faulty":      {"faulty", "faultyorders", "差错工单量", "差错工单数", "差错工单", "工单差错数"},
	"attitude":    {"attitude", "attitudecomplaints", "服务态度投诉量", "态度投诉", "服务态度投诉", "服务态度投诉数"},
	"asked":       {"asked", "surveysasked", "邀评量", "满意度邀请量", "邀请评价量"},
	"rated":       {"rated", "surveysanswered", "参评量", "评价量", "满意度评价量"},
	"satisfied":   {"satisfied", "满意量", "满意数", "满意评价量"},
	"first_asked": {"firstasked", "fcrasked", "一次解决核查量", "一次性解决核查量", "诉求量"},
	"first_done":  {"firstdone", "fcrdone", "一次解决量", "一次性解决量", "一次性解决数"},
}
