package parts_test

import (
	"fmt"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"shifu/app/look"
	. "shifu/app/parts"
	"shifu/internal/chart"
)

// TestGallery_DrawsEveryPart draws the sheets of all parts. With SHIFU_SHOTS
// set to a folder, they are written there as parts-*.png, to be laid beside
// the pictures of the design language.
func TestGallery_DrawsEveryPart(t *testing.T) {
	for _, mode := range []look.Mode{look.ModeLight, look.ModeDark} {
		for _, percent := range []int{100, 150} {
			if os.Getenv("SHIFU_SHOTS") == "" && (mode == look.ModeDark) != (percent == 150) {
				continue // two of four are enough to see that nothing fails
			}
			for name, sheet := range map[string]func() fyne.CanvasObject{
				"sheet": partsSheet, "library": librarySheet, "room": roomSheet,
			} {
				shoot(t, fmt.Sprintf("parts-%s-%s-%d.png", name, mode, percent), mode, percent, sheet)
			}
		}
	}
}

func shoot(t *testing.T, file string, mode look.Mode, percent int, sheet func() fyne.CanvasObject) {
	t.Helper()
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(look.New(mode, percent))
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(Over(NewPlate(look.Surface), sheet()))
	size := fyne.NewSize(1240, 900)
	if percent > 100 {
		size = fyne.NewSize(1600, 1240)
	}
	c.Resize(size)
	if strings.HasPrefix(file, "parts-room-light") {
		Ask(c, Question{Title: "Delete 2 calls?", Text: "One call is under appeal and stays. The other two can be restored for 30 days. 1 通在申诉中，会保留。",
			Safe: "Keep", Act: "Delete 2 calls", Kind: Delete})
	}
	picture := c.Capture()
	if picture.Bounds().Dx() < 800 {
		t.Fatalf("%s is %v", file, picture.Bounds())
	}
	if folder := os.Getenv("SHIFU_SHOTS"); folder != "" {
		f, err := os.Create(filepath.Join(folder, file))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, picture); err != nil {
			t.Fatal(err)
		}
	}
}

func heading(s string) fyne.CanvasObject { return Label(s) }

func partsSheet() fyne.CanvasObject {
	none := func() {}
	focused := NewButton("焦点", Plain, none)
	focused.FocusGained()
	hovered := NewButton("悬停", Plain, none)
	hovered.MouseIn(nil)
	off := NewButton("不可用", Plain, none)
	off.Disable()
	offMain := NewButton("提交", Main, none)
	offMain.Disable()
	toggle := NewButton("循环", Quiet, none).WithIcon("loop").WithKey("L").AsSmall()
	toggle.On = true

	wrong := NewEntry("").Wide(120)
	wrong.SetText("2026-13-01")
	wrong.SetWrong(true)
	typed := NewEntry("")
	typed.SetText("停电")
	typed.Typing().FocusGained()
	small := NewEntry("在转写中查找").WithIcon("search").WithKey("Ctrl F").Wide(196)
	small.Small = true
	note := NewNote("写一句给坐席看的话", 3)
	note.SetText("Any repair time is a promise beyond the commitments, even one shorter than the arrival time.")
	link := NewLink("看 43 通", none)
	hoveredLink := NewLink("去读", none)
	hoveredLink.Icon = "right"
	hoveredLink.MouseIn(nil)

	chartSheet := lineChart()
	left := Stack(8,
		Row(12, PageHead("Light 浅色"), Gap(), Label("Noto Sans SC Regular, Bold")),
		Row(16, PageHead("20 标题"), PanelHead("15 小标题"), NewText("14 阅读", 14, look.Ink, false), Body("13 正文 Body"), Second("12 辅助 Label"), NewText("11 0:42", 11, look.Ink3, false), Figure("88.4")),
		heading("Actions 按钮"),
		Row(8, NewButton("提交", Main, none).WithKey("Ctrl ⏎"), hovered, NewButton("跳过", Plain, none).WithKey("F8"), focused, off, NewButton("图层", Quiet, none).WithIcon("eye"), NewButton("删除", Danger, none).WithIcon("delete")),
		Row(8, NewButton("加条件", Tinted, none).WithIcon("add").AsSmall().WithKey("F"), NewButton("存为视图", Quiet, none).WithIcon("add").AsSmall(), toggle, offMain, NewButton("删除 2 通", Delete, none).AsSmall(), link, hoveredLink),
		Row(8, NewEntry("查找").WithIcon("search").WithKey("Ctrl F").Wide(168), typed, wrong, FieldError("没有 13 月"), NewSegments([]string{"1x", "1.25x", "1.5x"}, 1, nil)),
		Row(8, small, NewSelect([]string{"全部班组"}, 0, nil), NewCheck("跟随播放", true, nil), NewCheck("Propose", false, nil), NewSlider(0, 10, 1, 4, nil)),
		note,
		heading("States 状态，形状、词、颜色一起"),
		Row(7, NewPill("做到", StateGood), NewPill("部分", StatePartly), NewPill("提醒", StateWarn), NewPill("未做到", StateBad), NewPill("一票否决", StateCritical), NewPill("不适用", StateNA), NewPill("太少 n 6", StateFew), NewPill("坐席", StateAgent), NewPill("客户", StateCustomer), NewPill("未评", StateOpen)),
		Row(7, NewPill("今天 18:00", StateDueSoon), NewPill("周三", StateDue), NewPill("5.1", StateChosen).WithIcon("flag"), NewPill("风险样本", StateWarn), NewPill("第 1 天", StatePlain), NewKeyBadge("1"), NewKeyBadge("Ctrl 1"), Facts(Second("何惊蛰"), Second("海棠三班"), Second("11-21 16:31"))),
		NewTabs([]Tab{{"全部", ""}, {"本周未评", "1,204"}, {"投诉词", "318"}, {"低满意", "96"}}, 2, nil),
		Row(8, NewChip("时间", "11-01 至 11-21", nil, nil), NewChip("业务", "故障报修、电费电价", nil, nil), NewChip("时长", "≥ 2 分", nil, nil)),
		Banner(TintWarn, "没有声音设备，其余都能用。接上耳机会自己恢复。", "换设备", none),
		Banner(TintInfo, "A longer sentence that says what happened and what to do about it, far too long for the line it stands on", "Look", none),
	)
	toast := NewToast(nil)
	toast.Say("已提交，86.7 分", "撤销", "Ctrl Z", none)
	progress := NewProgress("upload", "导入 旧系统 10 月", "取消", none)
	progress.Set(0.62, "6,214 / 10,000，还要 2 分钟")
	empty := Over(NewFrame(look.Surface, look.Line, look.RadiusBlock), Inset(12, 12, 12, 12, EmptyState("wave", "还没有录音", "把文件夹拖进来，或从电话系统导入。",
		NewButton("导入", Main, none).WithIcon("upload").AsSmall(), NewButton("看示例", Plain, none).AsSmall())))
	ask := Over(NewFrame(look.Surface, look.Line2, look.RadiusDialog), DialogFrame("删除 3 通录音？", NewParagraph("1 通在申诉中，会保留。\n其余 2 通，30 天内可以找回。", 13, look.Ink2),
		NewButton("不删", Plain, none).AsSmall(), NewButton("删除 2 通", Delete, none).AsSmall()))
	interval := NewInterval(chart.Scale{Low: 50, High: 100}, 82, 76, 88)
	interval.Mark, interval.Marked = 80, true
	right := Stack(12,
		Row(12, Grow(empty), Grow(ask)), toast, progress,
		FactRow(Fact{Label: "坐席", Value: "林小满", Note: "60217"}, Fact{Label: "静默", Value: "14.6 秒", Strong: true, Tone: look.Warn, Icon: "tri", Note: "最长 11.2"}, Fact{Label: "打断", Value: "坐席 1 次", Strong: true}),
		chartSheet, barChart(),
		Row(12, NewSparkline([]float64{3, 4, 3, 5, 6, 5, 7}), interval, NewProgressLine(0.4, 96)),
		FactLine(Fact{Label: "保留到", Value: "2028-11-21"}),
		NewParagraph("I promise you it will be repaired within twenty minutes. 听这段录音。客户说电表读数和账单对不上，坐席的处理有一处违反规定，是哪一处？", 14, look.Ink),
		iconRow(0), iconRow(24), iconRow(48),
	)
	return Inset(16, 24, 16, 24, FullRow(32, Grow(left), Grow(right)))
}

func iconRow(from int) fyne.CanvasObject {
	row := Row(4)
	for _, name := range look.IconNames()[from:min(from+24, len(look.IconNames()))] {
		row.Add(NewIcon(name, 18, look.Ink2))
	}
	return row
}

func lineChart() fyne.CanvasObject {
	v := []float64{79, 80.5, 80, 83, 82.4, 85, 84.6, 86.5, 86.2, 87.8, 88.6, 88.3}
	u := []float64{74, 74.6, 75.8, 75, 76.2, 77, 76.6, 77.4, 78.2, 78, 78.8, 79}
	own := ChartSeries{Name: "自有 88.3", Tone: look.Accent, Ink: look.Accent}
	vendor := ChartSeries{Name: "外包 79.0", Tone: look.CustomerM, Ink: look.Customer, Dashed: true}
	for i := range v {
		own.Points = append(own.Points, ChartPoint{X: float64(i), Y: v[i], Low: v[i] - 2.4, High: v[i] + 2.4, Few: i == 2})
		vendor.Points = append(vendor.Points, ChartPoint{X: float64(i), Y: u[i]})
	}
	c := NewLineChart(own, vendor)
	c.Scale = chart.Scale{Low: 70, High: 100}
	c.XTicks = []ChartTick{{0, "9 月"}, {4, "10 月"}, {8, "11 月"}}
	c.Rules = []ChartRule{{At: 6, Word: "评分表第 3 版"}, {At: 90, Level: true, Word: "目标 90", Tone: look.GoodM, Ink: look.Good}}
	c.Least = fyne.NewSize(200, 110)
	return c
}

func barChart() fyne.CanvasObject {
	var groups []BarGroup
	for i := range 14 {
		over := math.Max(0, float64(i-9)*60)
		groups = append(groups, BarGroup{Word: fmt.Sprint(8 + i), Parts: []float64{220 + 40*math.Sin(float64(i)), over}})
	}
	c := NewBarChart(groups, look.AgentM, look.WarnM)
	c.Least = fyne.NewSize(160, 90)
	return c
}
