// Package words holds the catalogues of both languages and puts a key with
// values into words. The window registers the same catalogues with Fyne.
package words

import (
	"embed"
	"encoding/json"
	"errors"
	"sync"

	"shifu/internal/fault"
)

// Language is one of the languages that Shifu speaks.
type Language string

// The languages, by the tags of their catalogue files.
const (
	English Language = "en"
	Chinese Language = "zh-Hans"
)

// Parse returns the language of a tag such as "zh", "zh-CN", "zh_CN.UTF-8" or
// "en"; anything else is English.
func Parse(tag string) Language {
	if len(tag) >= 2 && (tag[:2] == "zh" || tag[:2] == "ZH") {
		return Chinese
	}
	return English
}

// files are the catalogues: a folder a language, a file a subject, so that two
// people who add words for two subjects don't meet.
//
//go:embed en/*.json zh-Hans/*.json
var files embed.FS

// Subjects returns the catalogue files of l: name and content.
func Subjects(l Language) map[string][]byte {
	entries, err := files.ReadDir(string(l))
	if err != nil {
		panic("internal/words: " + err.Error())
	}
	out := make(map[string][]byte, len(entries))
	for _, e := range entries {
		if out[e.Name()], err = files.ReadFile(string(l) + "/" + e.Name()); err != nil {
			panic("internal/words: " + err.Error())
		}
	}
	return out
}

var (
	english = sync.OnceValue(func() map[string]string { return merged(English) })
	chinese = sync.OnceValue(func() map[string]string { return merged(Chinese) })
)

func merged(l Language) map[string]string {
	all := map[string]string{}
	for name, content := range Subjects(l) {
		if err := json.Unmarshal(content, &all); err != nil {
			panic("internal/words/" + string(l) + "/" + name + ": " + err.Error())
		}
	}
	return all
}

// Catalogue returns every text of l by its key. Read only.
func Catalogue(l Language) map[string]string {
	if l == Chinese {
		return chinese()
	}
	return english()
}

// Text is a text that is not yet in any language: the English text as key, and
// the values of its {{.Name}} places. A value may itself be a Text.
type Text struct {
	Key    string       `json:"key"`
	Values fault.Values `json:"values,omitempty"`
}

// T returns a Text; values may be nil.
func T(key string, values fault.Values) Text { return Text{Key: key, Values: values} }

// IsZero reports whether t says nothing.
func (t Text) IsZero() bool { return t.Key == "" }

// In puts t into words of l.
func (t Text) In(l Language) string { return Say(l, t.Key, t.Values) }

// String is the English text, so that a Text among the values of an error reads well.
func (t Text) String() string { return t.In(English) }

// Say puts key with values into words of l. A key that the catalogue lacks
// stays English.
func Say(l Language, key string, values fault.Values) string {
	for name, v := range values {
		if inner, ok := v.(Text); ok {
			values = with(values, name, inner.In(l))
		}
	}
	if l == Chinese {
		if own, ok := chinese()[key]; ok {
			key = own
		}
	}
	return fault.Fill(key, values)
}

func with(values fault.Values, name, text string) fault.Values {
	out := make(fault.Values, len(values))
	for k, v := range values {
		out[k] = v
	}
	out[name] = text
	return out
}

// Sentence is what a person should read for err in l.
func Sentence(l Language, err error) string {
	var f *fault.Fault
	if errors.As(err, &f) {
		return Say(l, f.Key, f.Values)
	}
	return fault.Sentence(err)
}

// message is one text in the form that Fyne reads as a list.
type message struct {
	ID    string `json:"id"`
	Other string `json:"other"`
}

// Messages returns the catalogue of l in the form in which a window registers
// it: a list, since in a map keys such as "zero" would be taken for plural rules.
func Messages(l Language) []byte {
	texts := Catalogue(l)
	all := make([]message, 0, len(texts))
	for k, v := range texts {
		all = append(all, message{k, v})
	}
	list, err := json.Marshal(all)
	if err != nil {
		panic("the catalogue of " + string(l) + ": " + err.Error())
	}
	return list
}
