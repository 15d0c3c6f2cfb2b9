package formats

import "math/bits"

// A-law and µ-law: ITU-T Recommendation G.711, "Pulse code modulation (PCM) of
// voice frequencies". Decoded values are left-aligned to 16 bits.

var alawTable, mulawTable = g711Tables()

func g711Tables() (alaw, mulaw [256]int16) {
	for i := range alaw {
		alaw[i] = decodeAlaw(byte(i))
		mulaw[i] = decodeMulaw(byte(i))
	}
	return alaw, mulaw
}

// decodeAlaw is table 1a of G.711: even bits inverted, sign, three bits of
// segment, four of mantissa, read at the middle of the interval.
func decodeAlaw(code byte) int16 {
	code ^= 0x55
	segment, mantissa := int(code>>4)&7, int(code&15)
	value := mantissa<<4 + 8
	if segment > 0 {
		value = (value + 0x100) << (segment - 1)
	}
	if code&0x80 == 0 {
		return int16(-value)
	}
	return int16(value)
}

// decodeMulaw is table 2a of G.711: all bits inverted, bias 33 (132 at 16 bits).
func decodeMulaw(code byte) int16 {
	code = ^code
	segment, mantissa := int(code>>4)&7, int(code&15)
	value := (mantissa<<3+132)<<segment - 132
	if code&0x80 != 0 {
		return int16(-value)
	}
	return int16(value)
}

// EncodeAlaw returns the A-law code of a 16-bit sample (G.711 table 1a).
func EncodeAlaw(sample int16) byte {
	sign, value := byte(0x80), int(sample)>>4
	if value < 0 {
		sign, value = 0, -value-1
	}
	segment := max(0, bits.Len(uint(value))-4)
	mantissa := value >> max(0, segment-1) & 15
	return (sign | byte(segment)<<4 | byte(mantissa)) ^ 0x55
}

// EncodeMulaw returns the µ-law code of a 16-bit sample (G.711 table 2a).
func EncodeMulaw(sample int16) byte {
	sign, value := byte(0), int(sample)
	if value < 0 {
		sign, value = 0x80, -value
	}
	value = min(value, 32635) + 132
	segment := bits.Len(uint(value)) - 8
	mantissa := value >> (segment + 3) & 15
	return ^(sign | byte(segment)<<4 | byte(mantissa))
}
