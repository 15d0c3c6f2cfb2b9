package library

import "shifu/recordings"

// blockRows is how many rows are read at once, blocksKept how many such blocks
// stay in memory.
const (
	blockRows  = 100
	blocksKept = 60
)

// rows holds the blocks of a long list that have been read.
type rows struct {
	count   int
	blocks  map[int][]recordings.Row
	order   []int // of arrival
	loading map[int]bool
}

func newRows() *rows { return &rows{blocks: map[int][]recordings.Row{}, loading: map[int]bool{}} }

// at is the row at a place, nil while it is not read.
func (r *rows) at(i int) *recordings.Row {
	b := r.blocks[i/blockRows]
	if k := i % blockRows; i >= 0 && k < len(b) {
		return &b[k]
	}
	return nil
}

// missing reports whether the block of a row is neither here nor on its way.
func (r *rows) missing(i int) bool {
	b := i / blockRows
	_, here := r.blocks[b]
	return i >= 0 && i < r.count && !here && !r.loading[b]
}

// put keeps what was read from a place on, which begins a block.
func (r *rows) put(offset int, read []recordings.Row) {
	for first := 0; first == 0 || first < len(read); first += blockRows {
		b := (offset + first) / blockRows
		if _, here := r.blocks[b]; !here {
			r.order = append(r.order, b)
		}
		r.blocks[b] = read[first:min(first+blockRows, len(read))]
		delete(r.loading, b)
	}
	for len(r.order) > blocksKept {
		delete(r.blocks, r.order[0])
		r.order = r.order[1:]
	}
}

// find is the place of a call among the rows read, -1 for none.
func (r *rows) find(id string) int {
	for b, rs := range r.blocks {
		for i := range rs {
			if rs[i].ID == id {
				return b*blockRows + i
			}
		}
	}
	return -1
}
