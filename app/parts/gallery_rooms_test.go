package parts_test

import (
	"fmt"
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"

	"shifu/app/look"
	. "shifu/app/parts"
)

var places = []RailItem{
	{"today", "home", "今日", ""}, {"review", "headset", "质检", "24"}, {"library", "wave", "录音库", ""}, {},
	{"rubrics", "document", "评分表", ""}, {"sampling", "cards", "抽样", "3"}, {"calibration", "scales", "校准", "1"}, {"appeals", "reply", "申诉", "5"}, {},
	{"examples", "star", "标杆", ""}, {"knowledge", "book", "知识库", ""}, {"operations", "bars", "运营", ""}, {}, {"settings", "settings", "设置", ""},
}

func frame(folded bool, chosen string, page fyne.CanvasObject) fyne.CanvasObject {
	rail := NewRail(places, chosen, nil)
	rail.Folded = folded
	rail.SetPerson("清", "吴清和", "质检主管")
	return Over(NewPlate(look.Frame), Dock(Room(0, 28), nil, rail, nil, NewPage(page)))
}

func talkers(seed int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, 264, 36))
	for x := range 264 {
		ink, y := color.RGBA{0x0E, 0x7C, 0x94, 0xFF}, 4
		if math.Sin(float64(x+seed*31)/9) > 0 {
			ink, y = color.RGBA{0xD2, 0x75, 0x29, 0xFF}, 20
		}
		if x%23 < 3 {
			continue
		}
		for dy := range 12 {
			m.Set(x, y+dy, ink)
		}
	}
	return m
}

func libraryTable() *Table {
	columns := []TableColumn{
		{Title: "开始", Width: 104, Sorts: true}, {Title: "谁在说话", Width: 150, Yield: 3}, {Title: "坐席", Width: 90, Sorts: true},
		{Title: "班组", Width: 100, Yield: 2}, {Title: "时长", Width: 56, Right: true, Sorts: true}, {Title: "占用率", Width: 100, Yield: 1},
		{Title: "得分", Width: 64, Right: true, Sorts: true}, {Title: "状态"},
	}
	pictures := []image.Image{talkers(1), talkers(2), talkers(3)}
	states := []Cell{StateCell("未评", StateOpen), StateCell("已发布", StateGood), StateCell("未做到，这一行太长要省略", StateBad), StateCell("申诉中", StateWarn)}
	t := NewTable(columns, func() int { return 1038412 }, func(row, column int) Cell {
		switch column {
		case 0:
			return Cell{Text: fmt.Sprintf("11-21 %02d:%02d", 17-row%9, row*7%60)}
		case 1:
			return Cell{Image: pictures[row%3]}
		case 2:
			return Cell{Text: []string{"林小满", "陈白露", "何惊蛰"}[row%3]}
		case 3:
			return Cell{Text: "云杉（外包）二班", Tone: look.Ink2}
		case 4:
			return Cell{Text: fmt.Sprintf("%d:%02d", 2+row%5, row*13%60)}
		case 5:
			return Cell{Text: "71 %", Small: true, Tone: look.Ink2, Bar: 0.71, BarTone: look.Accent}
		case 6:
			if row == 4 {
				return Cell{Text: "0", Icon: "octagon", Tone: look.Crit, Bold: true}
			}
			return Cell{Text: "94.2", Bold: true}
		}
		return states[row%4]
	})
	t.Sorted, t.Descending = 0, true
	t.Marked = func(row int) bool { return row == 2 }
	t.Choose(2)
	t.List().FocusGained()
	return t
}

func librarySheet() fyne.CanvasObject {
	none := func() {}
	head := High(56, Inset(0, 16, 0, 24, Row(10, PageHead("录音库"), Label("1,038,412 通"), Gap(),
		NewEntry("转写、坐席、工号、主叫后四位").WithIcon("search").WithKey("Ctrl F").Wide(320),
		NewButton("导入", Plain, none).WithIcon("upload").WithKey("Ctrl I"), NewButton("导出", Plain, none).WithIcon("download"))))
	tabs := Inset(0, 16, 0, 24, Row(8, NewTabs([]Tab{{"全部", ""}, {"本周未评", "1,204"}, {"投诉词", "318"}, {"标杆", "42"}}, 2, nil), Gap(),
		NewButton("存为视图", Quiet, none).WithIcon("add").AsSmall()))
	filters := High(44, Inset(0, 16, 0, 24, Row(8, NewChip("时间", "11-01 至 11-21", nil, nil), NewChip("业务", "故障报修", nil, nil),
		NewButton("加条件", Tinted, none).WithIcon("add").WithKey("F").AsSmall(), Gap(), Second("找到 318 通，其中未评 194 通"), NewButton("清空条件", Quiet, none).AsSmall())))
	var bars []Bar
	for i := range 30 {
		b := Bar{Value: 400 + 120*math.Sin(float64(i)*0.9), Hits: 30}
		if i%7 == 0 {
			b.Word = fmt.Sprintf("10-%d", i+1)
		}
		if i == 20 {
			b = Bar{Value: 900, Hits: 220, Word: "11-12 大风", Strong: true}
		}
		bars = append(bars, b)
	}
	days := NewHistogram(bars)
	days.Title = "每天来电，深色为命中"
	days.From, days.To = 9, 29
	progress := NewProgress("upload", "导入 旧系统 10 月", "取消", none)
	progress.Set(0.62, "6,214 / 10,000，还要 2 分钟")
	status := StatusBar([]fyne.CanvasObject{Second("已选 1 通")}, []fyne.CanvasObject{progress, NewUpright(14), Row(4, NewIcon("tri", 12, look.Warn), NewText("3 个文件没收进来", 12, look.Warn, false)), NewLink("查看原因", none)})
	top := Stack(0, head, tabs, NewHairline(), filters, Inset(0, 24, 4, 24, days), NewHairline())
	return frame(false, "library", Dock(top, status, nil, nil, libraryTable()))
}

func roomSheet() fyne.CanvasObject {
	none := func() {}
	bar := ToolBar([]fyne.CanvasObject{NewButton("队列", Quiet, none).WithIcon("back").WithKey("Esc"), NewUpright(20), PanelHead("故障报修：催问抢修到场时间"), NewPill("风险样本", StateWarn)},
		[]fyne.CanvasObject{Second("今日 8 / 24"), NewProgressLine(0.33, 96), NewButton("上一通", Quiet, none).WithIcon("up").WithKey("Ctrl ↑"), NewButton("提交并下一通", Main, none).WithKey("Ctrl ⏎")})
	lines := []string{"非常抱歉给您带来不便。请您说一下户号，或者用电地址。", "The storm broke a line near Wangxi Road; the crew has left.", "我给您保证，二十分钟之内一定修好。"}
	list := NewList(func() int { return 400 }, func() fyne.CanvasObject {
		return Inset(0, 16, 0, 16, Row(8, Label("01:30"), Grow(NewText("", 14, look.Ink, false).Cutting()), NewPill("3.1", StateBad).WithIcon("flag")))
	}, func(row int, o fyne.CanvasObject) {
		line := o.(*fyne.Container).Objects[0].(*fyne.Container)
		line.Objects[1].(*fyne.Container).Objects[0].(*Text).Set(lines[row%3])
	})
	list.RowHeight = look.HeightTranscript
	list.Chosen = 4
	return frame(true, "review", Dock(bar, nil, nil, nil, list))
}
