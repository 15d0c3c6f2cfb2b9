package scenariofile

import (
	"github.com/goccy/go-yaml/ast"

	"shifu/internal/yamlfile"
	"shifu/routing"
)

func (r *reader) hold(h *routing.Hold) setter {
	return func(n ast.Node, path string) error {
		return r.Fields(n, path, map[string]setter{"share": r.number(&h.Share), "for": r.dist(&h.For, nil)})
	}
}

func (r *reader) help(h *routing.Help) setter {
	return func(n ast.Node, path string) error {
		return r.Fields(n, path, map[string]setter{"share": r.number(&h.Share), "for": r.dist(&h.For, nil), "from": yamlfile.OneOrMore(&r.Source, &h.From)})
	}
}

func (r *reader) transfer(n ast.Node, path string, t *routing.Transfer) error {
	return r.Fields(n, path, map[string]setter{"to": yamlfile.Into(&r.Source, &t.To), "share": r.number(&t.Share), "announce": r.dist(&t.Announce, nil)})
}

// talks writes what parts the talks of a type.
func talks(row func(string, ...any), t *routing.Type) {
	if h := &t.Hold; h.Share > 0 || h.For.Law != routing.None {
		row("    hold: {share: %s, for: {%s}}", number(h.Share), dist(h.For, 0))
	}
	if h := &t.Help; h.Share > 0 || h.For.Law != routing.None || len(h.From) > 0 {
		var f fields
		f.add(true, "share: %s, for: {%s}", number(h.Share), dist(h.For, 0))
		f.add(len(h.From) > 0, "from: %s", texts(h.From))
		row("    help: %s", f.brackets())
	}
	if len(t.Transfers) > 0 {
		row("    transfers: %s", each(t.Transfers, func(x *routing.Transfer) (f fields) {
			f.add(true, "to: %s, share: %s", quote(x.To), number(x.Share))
			f.add(x.Announce.Law != routing.None, "announce: {%s}", dist(x.Announce, 0))
			return f
		}))
	}
}
