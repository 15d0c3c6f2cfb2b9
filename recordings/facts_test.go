package recordings

import (
	"reflect"
	"testing"

	"shifu/internal/people"
)

func TestFacts_OffGivesBackWhatOnSetAndNothingThatChangedSince(t *testing.T) {
	was := Call{Project: "95598", BusinessLine: "投诉", Queue: "a", AgentID: "1", AgentName: "林", OrganisationID: "x", TeamID: "t", Title: "old"}
	f := Facts{Agent: &people.Person{ID: "2", Name: "周", OrganisationID: "y"}, Project: "12345", BusinessLine: "咨询"}
	set := f.On(was)
	if set.AgentID != "2" || set.OrganisationID != "y" || set.TeamID != "" || set.Project != "12345" || set.Queue != "a" {
		t.Fatalf("%+v", set)
	}
	if got := f.Off(set, was); !reflect.DeepEqual(got, was) {
		t.Errorf("%+v", got)
	}
	since := set
	since.BusinessLine, since.Title = "表扬", "new"
	if got := f.Off(since, was); got.BusinessLine != "表扬" || got.Title != "new" || got.Project != "95598" || got.AgentID != "1" {
		t.Errorf("%+v", got)
	}
	if !(Facts{}).IsZero() || f.IsZero() {
		t.Error("IsZero")
	}
}
