package formats

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestFresh(t *testing.T) {
	random := rand.New(rand.NewPCG(778899, 20261127))
	var before, after runtime.MemStats
	files := smallFiles(t)
	files["b.vox"], files["c.alaw"], files["d.sln16"] = files["a.g722"], files["a.ulaw"], files["a.sln"]
	defer withoutHelper(t)()
	n, worst, slow := 0, uint64(0), time.Duration(0)
	for name, data := range files {
		path := filepath.Join(t.TempDir(), name)
		for i := range 112 {
			d := mutate(random, data)
			if i%3 == 0 {
				d = mutate(random, d)
			}
			if (strings.HasSuffix(name, "ogg") || strings.HasSuffix(name, "opus")) && i%2 == 0 {
				sealOgg(d)
			}
			n++
			runtime.ReadMemStats(&before)
			whole := time.AfterFunc(30*time.Second, func() { panic(fmt.Sprint(name, " ", i, " hangs")) })
			at := time.Now()
			playDamaged(t, fmt.Sprint(name, " ", i), writeFile(t, path, d))
			slow = max(slow, time.Since(at))
			whole.Stop()
			runtime.ReadMemStats(&after)
			used := after.TotalAlloc - before.TotalAlloc
			worst = max(worst, used)
			if used > 200<<20 {
				t.Errorf("%s %d: %d bytes of file take %d MiB", name, i, len(d), used>>20)
			}
		}
	}
	t.Logf("%d mutations of %d kinds, most memory %d MiB, slowest %v", n, len(files), worst>>20, slow)
}
