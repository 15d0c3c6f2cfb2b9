// Copyright 2017 Hajime Hoshi
//
// Licensed under the Apache License, Version 2.0 (the "License");
// you may not use this file except in compliance with the License.
// You may obtain a copy of the License at
//
//     http://www.apache.org/licenses/LICENSE-2.0
//
// Unless required by applicable law or agreed to in writing, software
// distributed under the License is distributed on an "AS IS" BASIS,
// WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
// See the License for the specific language governing permissions and
// limitations under the License.

package maindata

import (
	"shifu/third_party/go-mp3/internal/bits"
	"shifu/third_party/go-mp3/internal/frameheader"
	"shifu/third_party/go-mp3/internal/sideinfo"
)

// A MainData is MPEG1 Layer 3 Main Data.
type MainData struct {
	ScalefacL [2][2][22]int      // 0-4 bits
	ScalefacS [2][2][13][3]int   // 0-4 bits
	Is        [2][2][576]float32 // Huffman coded freq. lines

	// Illegal intensity positions of the right channel: such a band is not
	// intensity coded (ISO/IEC 11172-3 2.4.3.4.9.3, ISO/IEC 13818-3 2.4.3.2).
	IllegalL [22]int
	IllegalS [13][3]int
}

var scalefacSizesMpeg1 = [16][2]int{
	{0, 0}, {0, 1}, {0, 2}, {0, 3}, {3, 0}, {1, 1}, {1, 2}, {1, 3},
	{2, 1}, {2, 2}, {2, 3}, {3, 1}, {3, 2}, {3, 3}, {4, 2}, {4, 3},
}

var scalefacSizesMpeg2 = [3][6][4]int{
	{{6, 5, 5, 5}, {6, 5, 7, 3}, {11, 10, 0, 0},
		{7, 7, 7, 0}, {6, 6, 6, 3}, {8, 8, 5, 0}},
	{{9, 9, 9, 9}, {9, 9, 12, 6}, {18, 18, 0, 0},
		{12, 12, 12, 0}, {12, 9, 9, 6}, {15, 12, 9, 0}},
	{{6, 9, 9, 9}, {6, 9, 12, 6}, {15, 18, 0, 0},
		{6, 15, 12, 0}, {6, 12, 9, 6}, {6, 18, 9, 0}}}

var nSlen2 = initSlen() /* MPEG 2.0 slen for 'normal' mode */

func initSlen() (nSlen2 [512]int) {
	for i := 0; i < 4; i++ {
		for j := 0; j < 3; j++ {
			n := j + i*3
			nSlen2[n+500] = i | (j << 3) | (2 << 12) | (1 << 15)
		}
	}

	for i := 0; i < 5; i++ {
		for j := 0; j < 5; j++ {
			for k := 0; k < 4; k++ {
				for l := 0; l < 4; l++ {
					n := l + k*4 + j*16 + i*80
					nSlen2[n] = i | (j << 3) | (k << 6) | (l << 9) | (0 << 12)
				}
			}
		}
	}
	for i := 0; i < 5; i++ {
		for j := 0; j < 5; j++ {
			for k := 0; k < 4; k++ {
				n := k + j*4 + i*20
				nSlen2[n+400] = i | (j << 3) | (k << 6) | (1 << 12)
			}
		}
	}
	return
}

// Read decodes scale factors and frequency lines from main, which begins where
// the frame's main data begin.
func Read(main []byte, header frameheader.FrameHeader, sideInfo *sideinfo.SideInfo, md *MainData) error {
	m := bits.New(main)
	if header.LowSamplingFrequency() == 1 {
		return getScaleFactorsMpeg2(m, header, sideInfo, md)
	}
	for i := range md.IllegalL {
		md.IllegalL[i] = 7
	}
	for i := range md.IllegalS {
		md.IllegalS[i] = [3]int{7, 7, 7}
	}
	return getScaleFactorsMpeg1(header.NumberOfChannels(), m, header, sideInfo, md)
}

func getScaleFactorsMpeg2(m *bits.Bits, header frameheader.FrameHeader, sideInfo *sideinfo.SideInfo, md *MainData) error {
	for ch := 0; ch < header.NumberOfChannels(); ch++ {
		part_2_start := m.BitPos()
		var factors, limits [36]int
		readFactorsMpeg2(m, header, sideInfo, ch, &factors, &limits)
		placeFactorsMpeg2(md, sideInfo, ch, &factors, &limits)
		if err := readHuffman(m, header, sideInfo, md, part_2_start, 0, ch); err != nil {
			return err
		}
	}
	return nil
}

// readFactorsMpeg2 reads the scale factors of a granule in their stored order,
// and the illegal intensity position of each.
func readFactorsMpeg2(m *bits.Bits, header frameheader.FrameHeader, si *sideinfo.SideInfo, ch int, factors, limits *[36]int) {
	n := 0
	if si.BlockType[0][ch] == 2 {
		n = 1 + si.MixedBlockFlag[0][ch]
	}
	var slen [4]int
	var d int
	if ch == 1 && header.UseIntensityStereo() {
		slen, d = intensityLengths(si.ScalefacCompress[0][ch] >> 1)
	} else {
		packed := nSlen2[si.ScalefacCompress[0][ch]]
		si.Preflag[0][ch] = (packed >> 15) & 0x1
		d = (packed >> 12) & 0x7
		slen = [4]int{packed & 7, packed >> 3 & 7, packed >> 6 & 7, packed >> 9 & 7}
	}
	k := 0
	for i, num := range slen {
		for j := 0; j < scalefacSizesMpeg2[n][d][i]; j++ {
			factors[k], limits[k] = m.Bits(num), 1<<num-1
			k++
		}
	}
}

// intensityLengths is the second half of the table of ISO/IEC 13818-3 2.4.3.2.
func intensityLengths(c int) (slen [4]int, d int) {
	switch {
	case c < 180:
		return [4]int{c / 36, c % 36 / 6, c % 36 % 6, 0}, 3
	case c < 244:
		c -= 180
		return [4]int{c % 64 >> 4, c % 16 >> 2, c % 4, 0}, 4
	}
	c -= 244
	return [4]int{c / 3, c % 3, 0, 0}, 5
}

func placeFactorsMpeg2(md *MainData, si *sideinfo.SideInfo, ch int, factors, limits *[36]int) {
	k, long, short := 0, 21, 12
	if si.BlockType[0][ch] == 2 {
		long, short = 0, 0
		if si.MixedBlockFlag[0][ch] != 0 {
			long, short = 6, 3
		}
	}
	for i := 0; i < long; i++ {
		md.ScalefacL[0][ch][i], md.IllegalL[i] = factors[k], limits[k]
		k++
	}
	for i := short; i < 12; i++ {
		for w := 0; w < 3; w++ {
			md.ScalefacS[0][ch][i][w], md.IllegalS[i][w] = factors[k], limits[k]
			k++
		}
	}
}

func getScaleFactorsMpeg1(nch int, m *bits.Bits, header frameheader.FrameHeader, sideInfo *sideinfo.SideInfo, md *MainData) error {
	for gr := 0; gr < 2; gr++ {
		for ch := 0; ch < nch; ch++ {
			part_2_start := m.BitPos()
			// Number of bits in the bitstream for the bands
			slen1 := scalefacSizesMpeg1[sideInfo.ScalefacCompress[gr][ch]][0]
			slen2 := scalefacSizesMpeg1[sideInfo.ScalefacCompress[gr][ch]][1]
			if sideInfo.WinSwitchFlag[gr][ch] == 1 && sideInfo.BlockType[gr][ch] == 2 {
				if sideInfo.MixedBlockFlag[gr][ch] != 0 {
					for sfb := 0; sfb < 8; sfb++ {
						md.ScalefacL[gr][ch][sfb] = m.Bits(slen1)
					}
					for sfb := 3; sfb < 12; sfb++ {
						//slen1 for band 3-5,slen2 for 6-11
						nbits := slen2
						if sfb < 6 {
							nbits = slen1
						}
						for win := 0; win < 3; win++ {
							md.ScalefacS[gr][ch][sfb][win] = m.Bits(nbits)
						}
					}
				} else {
					for sfb := 0; sfb < 12; sfb++ {
						//slen1 for band 3-5,slen2 for 6-11
						nbits := slen2
						if sfb < 6 {
							nbits = slen1
						}
						for win := 0; win < 3; win++ {
							md.ScalefacS[gr][ch][sfb][win] = m.Bits(nbits)
						}
					}
				}
			} else {
				// Scale factor bands 0-5
				if sideInfo.Scfsi[ch][0] == 0 || gr == 0 {
					for sfb := 0; sfb < 6; sfb++ {
						md.ScalefacL[gr][ch][sfb] = m.Bits(slen1)
					}
				} else if sideInfo.Scfsi[ch][0] == 1 && gr == 1 {
					// Copy scalefactors from granule 0 to granule 1
					// TODO: This is not listed on the spec.
					for sfb := 0; sfb < 6; sfb++ {
						md.ScalefacL[1][ch][sfb] = md.ScalefacL[0][ch][sfb]
					}
				}
				// Scale factor bands 6-10
				if sideInfo.Scfsi[ch][1] == 0 || gr == 0 {
					for sfb := 6; sfb < 11; sfb++ {
						md.ScalefacL[gr][ch][sfb] = m.Bits(slen1)
					}
				} else if sideInfo.Scfsi[ch][1] == 1 && gr == 1 {
					// Copy scalefactors from granule 0 to granule 1
					for sfb := 6; sfb < 11; sfb++ {
						md.ScalefacL[1][ch][sfb] = md.ScalefacL[0][ch][sfb]
					}
				}
				// Scale factor bands 11-15
				if sideInfo.Scfsi[ch][2] == 0 || gr == 0 {
					for sfb := 11; sfb < 16; sfb++ {
						md.ScalefacL[gr][ch][sfb] = m.Bits(slen2)
					}
				} else if sideInfo.Scfsi[ch][2] == 1 && gr == 1 {
					// Copy scalefactors from granule 0 to granule 1
					for sfb := 11; sfb < 16; sfb++ {
						md.ScalefacL[1][ch][sfb] = md.ScalefacL[0][ch][sfb]
					}
				}
				// Scale factor bands 16-20
				if sideInfo.Scfsi[ch][3] == 0 || gr == 0 {
					for sfb := 16; sfb < 21; sfb++ {
						md.ScalefacL[gr][ch][sfb] = m.Bits(slen2)
					}
				} else if sideInfo.Scfsi[ch][3] == 1 && gr == 1 {
					// Copy scalefactors from granule 0 to granule 1
					for sfb := 16; sfb < 21; sfb++ {
						md.ScalefacL[1][ch][sfb] = md.ScalefacL[0][ch][sfb]
					}
				}
			}
			// Read Huffman coded data. Skip stuffing bits.
			if err := readHuffman(m, header, sideInfo, md, part_2_start, gr, ch); err != nil {
				return err
			}
		}
	}
	// The ancillary data is stored here,but we ignore it.
	return nil
}
