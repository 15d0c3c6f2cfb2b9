package wiring

import (
	"context"
	"time"

	"shifu/internal/people"
	"shifu/recordings/intake"
	"shifu/recordings/watch"
	"shifu/store"
)

// patience outlives a look: a folder that hangs is not asked anew meanwhile.
var patience watch.Patience

// Watch looks at the watched folders once, and makes what came in ready to be heard.
func Watch(ctx context.Context, ws *store.Workspace, now time.Time, zone *time.Location) error {
	if ro, _ := ws.ReadOnly(); ro {
		return nil
	}
	by := people.Program()
	k := watch.Kept{Folders: ws.Watched(), Intake: intake.Kept{Calls: ws.Calls(), Shelf: ws.Shelf(), People: ws.People()}, Patience: &patience}
	took, err := watch.Round(ctx, by, k, now, zone)
	for _, sum := range took {
		intake.Prepare(ctx, by, k.Intake, sum.Calls, nil)
	}
	return err
}
