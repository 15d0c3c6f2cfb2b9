package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/text/encoding/simplifiedchinese"

	"shifu/demo/spoken"
)

// writeSample makes the folder that people import: six calls and a table of
// their facts, with Chinese headings and in GB18030 as older systems write it.
func writeSample(ctx context.Context, dir string, voices map[string]spoken.Voice) error {
	data, err := os.ReadFile(filepath.Join(dir, "scripts", "import-sample.yaml"))
	if err != nil {
		return fmt.Errorf("reading the sample: %w", err)
	}
	scripts, err := spoken.Read(data)
	if err != nil {
		return err
	}
	out := filepath.Join(dir, "import-sample")
	if err := empty(out); err != nil {
		return err
	}
	calls, err := studio{voices: voices, out: out}.all(ctx, scripts)
	if err != nil {
		return err
	}
	if err := writeCalls(filepath.Join(dir, "import-sample.json"), calls); err != nil {
		return err
	}
	return writeTable(filepath.Join(out, "calls.csv"), calls)
}

var teams = map[string][2]string{
	"1": {"本部", "本部一班"}, "6": {"云杉（外包）", "云杉二班"}, "7": {"海棠（外包）", "海棠三班"},
}

func writeTable(path string, calls []spoken.Call) error {
	var b bytes.Buffer
	w := csv.NewWriter(simplifiedchinese.GB18030.NewEncoder().Writer(&b))
	w.UseCRLF = true
	rows := [][]string{{"通话编号", "文件名", "开始时间", "工号", "坐席", "单位", "班组", "项目", "业务类型", "主叫号码", "方向", "队列", "满意度", "标题"}}
	for _, c := range calls {
		unit := teams[c.Staff[:1]]
		rows = append(rows, []string{c.ID, c.File, c.Date, c.Staff, c.Agent, unit[0], unit[1], c.Project, c.BusinessLine,
			c.Caller, "呼入", c.BusinessLine, strconv.Itoa(c.Satisfaction), c.Title})
	}
	if err := w.WriteAll(rows); err != nil {
		return fmt.Errorf("writing the table: %w", err)
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}
