package main

import (
	"fmt"
	"io"

	"shifu/internal/people"
	"shifu/store"
	"shifu/training/knowledge"
)

type knowledgeCmd struct {
	Search knowledgeSearchCmd `cmd:"" help:"Find articles by words, organisation keyword, category, common question or pinyin initials."`
}

type knowledgeSearchCmd struct {
	Query        string `arg:"" help:"Words, or pinyin initials or syllables run together; all must be there. Empty lists the newest."`
	Category     string `help:"Of this business category only."`
	Organisation string `help:"With this organisation keyword only."`
	Kind         string `help:"Of this kind only: rule, common-question, hard-question, typical-case, line-data, key-customer, phone-list or emergency-script."`
	FAQ          bool   `name:"faq" help:"Common questions only."`
	Most         int    `default:"30" help:"How many hits to print, 200 at the most."`
	place
}

// foundArticles is what knowledge search prints as JSON.
type foundArticles struct {
	Hits  []foundArticle `json:"hits"`
	Total int            `json:"total"`
}

type foundArticle struct {
	ID       string  `json:"id"`
	Title    string  `json:"title"`
	Category string  `json:"category"`
	Kind     string  `json:"kind"`
	Snippet  string  `json:"snippet"`
	Score    float64 `json:"score"`
	Verified bool    `json:"verified"`
	Standing string  `json:"standing"`
}

// Run searches. It writes nothing: what scripts look for in vain is no wish of
// a person.
func (c knowledgeSearchCmd) Run(d *desk) error {
	return c.within(d, func(ws *store.Workspace, by people.Actor) error {
		f, err := ws.Knowledge().Search(d, by, knowledge.Ask{Text: c.Query, Category: c.Category, Organisation: c.Organisation,
			Kind: knowledge.Kind(c.Kind), FAQ: c.FAQ, Most: c.Most})
		if err != nil {
			return err
		}
		return d.print(articlesOf(f), func(out io.Writer) {
			for _, h := range f.Hits {
				fmt.Fprintf(out, "%-10s  %s  %s\n            %s\n", h.Standing, h.Title, h.Category, h.Snippet)
			}
			fmt.Fprintf(out, "%d of %d\n", len(f.Hits), f.Total)
		})
	})
}

func articlesOf(f knowledge.Found) foundArticles {
	out := foundArticles{Hits: []foundArticle{}, Total: int(f.Total)}
	for _, h := range f.Hits {
		out.Hits = append(out.Hits, foundArticle{h.ID, h.Title, h.Category, string(h.Kind), h.Snippet, h.Score, h.Standing.Trusted(), string(h.Standing)})
	}
	return out
}
