package formats

import (
	"bytes"
	"io"
)

// beginDecoder starts a decoder at the beginning of a compressed stream.
type beginDecoder func(io.ReadSeeker) (decoder, error)

// recognise tells container and codec from the beginning of a file. begin is
// nil for what is refused; the container is empty for what is unknown.
func recognise(head []byte, r io.ReaderAt) (container string, codec Codec, begin beginDecoder) {
	head = behindID3(head, r)
	starts := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	switch {
	case starts("fLaC"):
		return "flac", FLAC, beginFLAC
	case starts("OggS"):
		codec, begin = oggCodec(head)
		return "ogg", codec, begin
	case starts("\x1A\x45\xDF\xA3"):
		codec = ebmlCodec(head)
		if codec == Opus {
			begin = beginWebM
		}
		return "webm", codec, begin
	case starts("#!AMR"):
		return "amr", AMR, nil
	case starts("\x30\x26\xB2\x75\x8E\x66\xCF\x11"):
		return "asf", Unknown, nil
	case len(head) > 12 && string(head[4:8]) == "ftyp":
		return "mp4", mp4Codec(head), nil
	case isADTS(head):
		return "aac", AAC, nil
	case mpegFrames(head) || mpegSoon(head):
		return "mp3", MP3, beginMP3
	}
	return foreign(head), Unknown, nil
}

// foreign names the container of what ffmpeg reads and no recorder writes.
func foreign(head []byte) string {
	for _, f := range []struct {
		at               int
		magic, container string
	}{
		{8, "AIFF", "aiff"}, {8, "AIFC", "aiff"}, {0, "caff\x00\x01", "caf"}, {0, "riff\x2E\x91\xCF\x11", "w64"}, {0, "wvpk", "wavpack"},
	} {
		if len(head) > f.at && bytes.HasPrefix(head[f.at:], []byte(f.magic)) {
			return f.container
		}
	}
	return ""
}

// behindID3 skips ID3v2 tags at the start (id3.org, ID3v2.4.0 section 3.1);
// some writers put several in a row.
func behindID3(head []byte, r io.ReaderAt) []byte {
	at := int64(0)
	for range maxID3 {
		n := id3Size(head)
		if n == 0 {
			break
		}
		at += n
		rest, err := readUpTo(r, at, sniffBytes)
		if err != nil {
			return nil
		}
		head = rest
	}
	return head
}

const maxID3 = 8

// id3Size is the size of the ID3v2 tag at the start of head, 0 if there is none.
func id3Size(head []byte) int64 {
	if len(head) < 10 || string(head[:3]) != "ID3" || head[3] == 0xFF {
		return 0
	}
	n := int64(0)
	for _, b := range head[6:10] {
		n = n<<7 | int64(b&0x7F)
	}
	if head[5]&0x10 != 0 {
		n += 10 // footer
	}
	return n + 10
}

// oggCodec looks at the first packet, which begins behind the page's segment
// table (RFC 3533 section 6).
func oggCodec(head []byte) (Codec, beginDecoder) {
	if len(head) < 28 || len(head) < 27+int(head[26]) {
		return Unknown, nil
	}
	packet := head[27+int(head[26]):]
	starts := func(s string) bool { return bytes.HasPrefix(packet, []byte(s)) }
	switch {
	case starts("\x01vorbis"):
		return Vorbis, beginVorbis
	case starts("OpusHead"):
		return Opus, beginOggOpus
	case starts("Speex   "):
		return Speex, nil
	case starts("\x7FFLAC"):
		return FLAC, nil
	}
	return Unknown, nil
}

// ebmlCodec looks for the codec's id of a Matroska or WebM track.
func ebmlCodec(head []byte) Codec {
	for id, codec := range map[string]Codec{"A_OPUS": Opus, "A_VORBIS": Vorbis, "A_AAC": AAC, "A_FLAC": FLAC, "A_MPEG/L3": MP3} {
		if bytes.Contains(head, []byte(id)) {
			return codec
		}
	}
	return Unknown
}

// mp4Codec looks for the sample entry of an MP4 or 3GP track, which may lie at
// the end of the file: AAC is what they hold otherwise. ALAC is not one of the
// codecs that recorders write.
func mp4Codec(head []byte) Codec {
	for id, codec := range map[string]Codec{"samr": AMR, "sawb": AMR, "Opus": Opus, "fLaC": FLAC, "mp4a": AAC, "alac": Unknown} {
		if bytes.Contains(head, []byte(id)) {
			return codec
		}
	}
	if len(head) > 12 && string(head[8:10]) == "3g" {
		return AMR
	}
	return AAC
}

// isADTS finds two AAC frames in a row (ISO/IEC 13818-7, 6.2).
func isADTS(head []byte) bool {
	for range 2 {
		if len(head) < 7 || head[0] != 0xFF || head[1]&0xF6 != 0xF0 {
			return false
		}
		n := int(head[3]&3)<<11 | int(head[4])<<3 | int(head[5])>>5
		if n < 7 || n > len(head) {
			return false
		}
		head = head[n:]
	}
	return true
}
