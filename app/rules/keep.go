package rules

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2/lang"

	"shifu/app/background"
	"shifu/internal/words"
	"shifu/qa/rules"
)

// save puts the set in force as its next version; the toast can bring the one
// before back, again as a version of its own.
func (s *Screen) save() {
	if !s.dirty || s.rule.wrong != nil {
		return
	}
	before := rules.Set{}
	if s.here < len(s.sets) {
		before = s.sets[s.here]
	}
	s.keep(s.set, func(kept rules.Set) {
		before.Number = kept.Number
		undo := func() { s.keep(before, func(rules.Set) {}) }
		if before.SetID == "" {
			undo = nil
		}
		s.d.Toast(lang.L("Rules in force: version {{.N}}", map[string]any{"N": kept.Number}), undo)
	})
}

func (s *Screen) keep(set rules.Set, then func(kept rules.Set)) {
	background.Run(s.ctx, s.d.Stage, func(ctx context.Context) (rules.Set, error) {
		return s.d.Assist.Rules.Save(ctx, s.d.Actor, set)
	}, func(kept rules.Set, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.dirty, s.set = false, kept
		s.wanted = s.rule.id()
		s.d.Trace("kept", map[string]any{"rules": len(kept.Rules), "version": kept.Number})
		then(kept)
		s.load()
	})
}

// start takes the shipped rules over, for calls in the window's language.
func (s *Screen) start() {
	language := "en"
	if s.d.Settings.Language == words.Chinese {
		language = "zh-Hans"
	}
	set, err := rules.Shipped(language)
	if err != nil {
		s.d.Fail(err)
		return
	}
	s.keep(set, func(kept rules.Set) {
		s.d.Toast(lang.L("Rules in force: version {{.N}}", map[string]any{"N": kept.Number}), nil)
	})
}

// add puts a rule to fill in at the end.
func (s *Screen) add() {
	n := len(s.set.Rules) + 1
	for s.set.Find(fmt.Sprintf("rule-%d", n)) != nil {
		n++
	}
	if s.set.Title == "" {
		s.set.Title = lang.L("Rules")
	}
	fresh := rules.Rule{ID: fmt.Sprintf("rule-%d", n), Title: lang.L("New rule"), Question: "1.1", Option: []string{lang.L("Met")},
		When: &rules.Said{Phrases: []string{lang.L("words to look for")}, Of: rules.Any, Where: rules.Where{By: "agent"}}}
	s.set.Rules = append(s.set.Rules[:len(s.set.Rules):len(s.set.Rules)], fresh)
	s.touched()
	s.show()
	s.table.Choose(len(s.set.Rules) - 1)
}

// touched notes that something was edited.
func (s *Screen) touched() {
	s.dirty = true
	s.try()
	s.showBar()
	s.d.Changed()
}
