package guide

import (
	"strings"
	"testing"

	"shifu/app/desk"
	"shifu/app/desktest"
	"shifu/docs/guide"
)

func TestGuide_EveryPageIsThereInBothLanguages(t *testing.T) {
	for _, page := range guide.Pages {
		for _, l := range []string{"zh", "en"} {
			text := guide.Page(page, l)
			if !strings.HasPrefix(text, "# ") || page != "start" && text == guide.Page("start", l) {
				t.Errorf("%s.%s.md is missing or has no title", page, l)
			}
		}
	}
}

func TestGuide_PicturesThatAPageNamesAreThere(t *testing.T) {
	for _, page := range guide.Pages {
		for _, l := range []string{"zh", "en"} {
			for _, m := range picture.FindAllStringSubmatch(guide.Page(page, l), -1) {
				if shown(m[1]) == nil {
					t.Errorf("%s.%s.md names img/%s, which is missing", page, l, m[1])
				}
			}
		}
	}
}

func TestGuide_OpensAtThePlaceOneCameFrom(t *testing.T) {
	o := desktest.NewOffice(t)
	for from, want := range map[string]string{"library": "library", "room": "review", "editor": "rubrics", "comparison": "rubrics", "": "start", "nowhere": "start"} {
		s := New(o.Desk, desk.Route{Place: desk.Guide, ID: from}).(*Screen)
		if s.page != want {
			t.Errorf("from %q the guide opens at %s", from, s.page)
		}
	}
}

func TestGuide_LeafsForwardAndBack(t *testing.T) {
	o := desktest.NewOffice(t)
	s := New(o.Desk, desk.Route{Place: desk.Guide}).(*Screen)
	o.Show(s, 1280, 800)
	s.leaf(+1)
	s.leaf(+1)
	s.leaf(-1)
	if s.page != guide.Pages[1] {
		t.Error(s.page)
	}
}
