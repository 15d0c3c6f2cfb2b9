package operations

import (
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"shifu/app/look"
	"shifu/app/parts"
	"shifu/internal/chart"
	"shifu/internal/words"
	"shifu/qa/indicators/tables"
)

// showFields lets the person say which column holds what.
func (p *importPanel) showFields() {
	p.fields.Objects = nil
	for _, f := range tables.Fields(p.kind) {
		options := append([]string{chart.None}, p.table.Header...)
		at := max(slices.Index(p.table.Header, p.columns[f])+1, 0)
		choose := parts.NewSelect(options, at, func(i int) { p.mapped(f, i) }).Wide(160)
		choose.Small = true
		p.fields.Add(parts.Row(8, parts.Fix(look.Scaled(124), 0, parts.Label(p.s.say(f.Name())).Cutting()), parts.Grow(choose), parts.Room(10, 0)))
	}
	p.fields.Refresh()
}

func (p *importPanel) mapped(f tables.Field, option int) {
	p.columns = maps.Clone(p.columns)
	delete(p.columns, f)
	if option > 0 {
		p.columns[f] = p.table.Header[option-1]
	}
	p.look()
}

// takeable says why nothing can be imported as things stand.
func (p *importPanel) takeable() error {
	if p.wrong != nil {
		return p.wrong
	}
	return tables.Takeable(p.looked.batch, p.looked.problems, p.skip.Checked)
}

// showLooked says what an import would do.
func (p *importPanel) showLooked() {
	p.rows.Refresh()
	_, act := p.dialog.Buttons()
	act.Disable()
	p.skip.Hidden = len(p.looked.problems) == 0
	p.skip.Refresh()
	p.says.Tone = look.Ink2
	if len(p.table.Header) == 0 && p.wrong == nil {
		p.says.Set(lang.L("Choose a table: one row for each agent and day, with a column for the date and one for the staff number. UTF-8, UTF-16 and GB18030 are recognised."))
		return
	}
	if err := p.takeable(); err != nil {
		p.says.Tone = look.Bad
		p.says.Set(words.Sentence(p.s.d.Settings.Language, err))
		return
	}
	act.Enable()
	p.says.Set(p.foretold())
}

// foretold is what will be kept and what it replaces.
func (p *importPanel) foretold() string {
	b := p.looked.batch
	days := b.Dates()
	text := lang.L("{{.N}} rows in {{.Encoding}}, {{.From}} to {{.To}}.", map[string]any{"N": counted(b.Len()), "Encoding": strings.ToUpper(p.table.Encoding),
		"From": p.s.date(days[0], true), "To": p.s.date(days[len(days)-1], true)})
	if n := p.looked.replaces; n > 0 {
		text += " " + lang.L("{{.N}} rows of {{.Source}} on these days are replaced.", map[string]any{"N": counted(n), "Source": b.Source})
	}
	if n := len(p.looked.problems); n > 0 {
		text += " " + lang.L("{{.N}} rows are left out.", map[string]any{"N": counted(n)})
	}
	return text
}

func (p *importPanel) explain(row int) {
	if row < len(p.looked.problems) {
		p.says.Set(words.Sentence(p.s.d.Settings.Language, p.looked.problems[row].Reason))
	}
}

func (p *importPanel) cell(row, column int) parts.Cell {
	if row >= len(p.looked.problems) {
		return parts.Cell{}
	}
	problem := p.looked.problems[row]
	switch column {
	case 0:
		return parts.Cell{Text: counted(problem.Line), Tone: look.Ink3}
	case 1:
		return parts.Cell{Text: problem.Column, Tone: look.Ink2}
	}
	return parts.StateCell(words.Sentence(p.s.d.Settings.Language, problem.Reason), parts.StateBad)
}
