package intake

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"shifu/internal/fault"
)

// mostHolds bounds what is read of a file of holds.
const mostHolds = 1 << 20

// TellsHolds reports whether a file is called as one that tells the holds of
// the recording beside it: NAME.holds.csv or NAME.holds.json.
func TellsHolds(path string) bool {
	low := strings.ToLower(path)
	ext := filepath.Ext(low)
	return (ext == ".csv" || ext == ".json") && cutHolds(strings.TrimSuffix(low, ext)) != strings.TrimSuffix(low, ext)
}

// cutHolds is a name without what says that it tells holds.
func cutHolds(base string) string {
	return strings.TrimSuffix(strings.TrimSuffix(base, ".holds"), ".hold")
}

// holdNames are the headers of a file that tells holds and nothing else.
var holdNames = map[Field][]string{
	Holds:     names[Holds],
	HoldStart: append([]string{"start", "from", "begin", "开始", "开始时间"}, names[HoldStart]...),
	HoldEnd:   append([]string{"end", "to", "结束", "结束时间"}, names[HoldEnd]...),
}

// readHolds reads a file of holds: CSV with the columns start and end, or JSON.
func readHolds(path string, zone *time.Location) ([]held, error) {
	name := filepath.Base(path)
	if st, err := os.Stat(path); err == nil && st.Size() > mostHolds {
		return nil, noHolds(name)
	}
	if strings.EqualFold(filepath.Ext(path), ".json") {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, unreadable(name, err)
		}
		return parseHoldsJSON(name, data, zone)
	}
	t, err := ReadTable(path)
	if err != nil {
		return nil, err
	}
	at := Places(Match(t.Header, []Field{Holds, HoldStart, HoldEnd}, holdNames), t.Header)
	var out []held
	for _, l := range t.Rows {
		hs, ok := rowHolds(l, at, zone)
		if !ok || len(hs) == 0 {
			return nil, fault.New(fault.Invalid, "Line {{.Line}} of {{.File}} is no hold. Write its start and its end in seconds, as m:ss, or as date and time.",
				fault.Values{"Line": l.Number, "File": name})
		}
		out = append(out, hs...)
	}
	return out, nil
}

func noHolds(name string) *fault.Fault {
	return fault.New(fault.Invalid, `{{.File}} tells no holds. Write it as [{"start": 12.5, "end": 30}], in seconds from the call's beginning.`, fault.Values{"File": name})
}

// parseHoldsJSON reads a list of holds, plain or under "holds": each with start
// and end, as numbers or texts.
func parseHoldsJSON(name string, data []byte, zone *time.Location) ([]held, error) {
	type one struct{ Start, End any }
	var list []one
	if err := json.Unmarshal(data, &list); err != nil {
		var under struct{ Holds []one }
		if json.Unmarshal(data, &under) != nil || under.Holds == nil {
			return nil, noHolds(name).Because(err)
		}
		list = under.Holds
	}
	var out []held
	for _, x := range list {
		from, began := momentOf(plainText(x.Start), zone)
		to, ended := momentOf(plainText(x.End), zone)
		if !began || !ended {
			return nil, noHolds(name)
		}
		out = append(out, held{from, to})
	}
	return out, nil
}

// plainText is a number or a text as it would stand in a cell.
func plainText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return string(bytes.TrimRight([]byte(fmt.Sprintf("%.6f", v)), "0"))
	}
	return ""
}

// rowHolds are the holds that a row tells, none where it tells nothing.
func rowHolds(l Line, at map[Field]int, zone *time.Location) ([]held, bool) {
	cell := func(f Field) string {
		if i, ok := at[f]; ok && i < len(l.Cells) {
			return l.Cells[i]
		}
		return ""
	}
	listed, ok := parseHolds(cell(Holds))
	if !ok {
		return nil, false
	}
	paired, ok := pairHolds(cell(HoldStart), cell(HoldEnd), zone)
	return append(listed, paired...), ok
}
