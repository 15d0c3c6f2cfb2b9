package hanzi

import (
	"bytes"
	"errors"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// Decode finds out the encoding of a text file (UTF-8, UTF-16 or GB18030, with
// or without a byte order mark), and returns the text as UTF-8 with the
// encoding's name. It fails if the bytes are no text in any of them.
func Decode(raw []byte) (text []byte, name string, err error) {
	switch {
	case bytes.HasPrefix(raw, []byte{0xEF, 0xBB, 0xBF}):
		return raw[3:], "utf-8", nil
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}), bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		text, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(raw)
		return text, "utf-16", err
	case bytes.IndexByte(raw[:min(len(raw), 64)], 0) >= 0: // UTF-16 without its mark
		order := unicode.LittleEndian
		if raw[0] == 0 {
			order = unicode.BigEndian
		}
		text, err = strict(unicode.UTF16(order, unicode.IgnoreBOM), raw)
		return text, "utf-16", err
	case utf8.Valid(raw):
		return raw, "utf-8", nil
	}
	text, err = strict(simplifiedchinese.GB18030, raw)
	return text, "gb18030", err
}

// strict decodes raw and fails where a replacement character would appear.
func strict(e encoding.Encoding, raw []byte) ([]byte, error) {
	text, err := e.NewDecoder().Bytes(raw)
	if err == nil && bytes.ContainsRune(text, utf8.RuneError) {
		err = errors.New("bytes that are no text in this encoding")
	}
	return text, err
}
