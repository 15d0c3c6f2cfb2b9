package report

import (
	"context"
	"strings"
	"time"

	"shifu/internal/tablefile"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/recordings"
)

// WriteCalls writes a list of calls as a table: one row a call, callers'
// numbers masked, instants on the clock of the stamp's zone, and who exported
// them. In Excel the head is frozen and filterable, and it is Invalid for more
// rows than a sheet holds; CSV is UTF-8 with a byte order mark, lengths in seconds.
func WriteCalls(ctx context.Context, f tablefile.File, rows []recordings.Row, s Stamp) error {
	return callTable(f.Language, rows, s).write(ctx, f)
}

func callTable(l words.Language, rows []recordings.Row, s Stamp) table {
	t := table{name: "Calls", count: len(rows), stamp: s, l: l, columns: []column{{"Call id", 14}, {"External id", 18}, {"Title", 32},
		{"Start of call", 17}, {"Length", 9}, {"Agent", 12}, {"Staff number", 10}, {"Team", 16}, {"Organisation", 16}, {"Project", 14},
		{"Business line", 14}, {"Tags", 16}, {"Queue", 12}, {"Direction", 9}, {"Caller", 14}, {"Satisfaction", 9}, {"Recording", 9}, {"State", 12},
		{"Score", 9}, {"Fail-all", 9}}}
	t.rows = func(yield func([]any, error) bool) {
		for i := range rows {
			if !yield(t.call(&rows[i]), nil) {
				return
			}
		}
	}
	return t
}

var directions = map[recordings.Direction]string{recordings.Inbound: "Inbound", recordings.Outbound: "Outbound", recordings.Online: "Chat"}

func (t table) call(r *recordings.Row) []any {
	var satisfaction any
	if r.Satisfaction > 0 {
		satisfaction = r.Satisfaction
	}
	return []any{r.ID, r.ExternalID, r.Title, t.stamp.wall(r.StartedAt), r.Duration.Round(time.Second), r.AgentName, r.StaffNumber,
		r.TeamName, r.OrganisationName, r.Project, r.BusinessLine, strings.Join(r.Tags, ", "), r.Queue, t.named(directions[r.Direction]), recordings.MaskCaller(r.Caller),
		satisfaction, t.recorded(r.Audio.HasSound()), t.named(states[qa.State(r.State)]), optional(r.Score), t.flagged(r.FailAll)}
}

func (t table) named(key string) string {
	if key == "" {
		return ""
	}
	return t.say(key)
}

func (t table) recorded(b bool) string {
	if b {
		return t.say("recorded")
	}
	return t.say("no recording")
}

func (t table) flagged(b bool) string {
	if b {
		return t.say("Fail-all")
	}
	return ""
}
