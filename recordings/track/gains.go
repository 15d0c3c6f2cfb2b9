package track

import (
	"shifu/recordings/loudness"
	"shifu/recordings/speech"
)

// What levelling aims at: the loudness of speech after EBU R 128, and no more
// than so much louder, since the noise of the line grows as well.
const (
	levelled = -23.0
	mostGain = 24.0
)

// Gains is by how many dB each lane has to change so that its speech is as loud
// as that of the others: the quiet caller louder, the shouting agent softer. A
// lane without speech stays as it is. It is for playing only; nothing of it is
// written.
func (t *Track) Gains() ([]float64, error) {
	gains := make([]float64, t.Audio.Info().Channels)
	if t.Speech == nil {
		return gains, nil
	}
	for lane := range min(len(gains), len(t.Speech.Lanes)) {
		l, err := loudness.OfSpeech(speech.SourceOf(t.Audio), lane, t.Speech.Lanes[lane])
		if err != nil {
			return nil, err
		}
		if l != nil {
			gains[lane] = min(levelled-*l, mostGain)
		}
	}
	return gains, nil
}
