package desktest

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"shifu/internal/people"
	"shifu/internal/words"
	"shifu/qa"
	"shifu/qa/rubrics"
	"shifu/recordings"
	"shifu/recordings/formats"
	"shifu/store"
)

// Town is what is kept at the beginning: three organisations, somebody for
// most jobs, six calls of which four wait for the reviewer, and the shipped
// rubric in both languages.
type Town struct {
	Client, Spruce, Willow                             string // organisations: in-house and two vendors
	SpruceTeam, WillowTeam                             string
	Admin, Lead, Reviewer, Second, Supervisor, VendorQ people.Actor
	Agent, Mate, Mentee                                people.Actor // the mentee's mentor is the reviewer
	Version, English                                   string       // of the rubric
	// Calls by what is particular about them: Stereo (with a transcript),
	// Swapped (the agent on the second channel), Mono, Silent, Broken, Mentees.
	Stereo, Swapped, Mono, Silent, Broken, Mentees recordings.Call
}

type settler struct {
	t  testing.TB
	w  *store.Workspace
	at time.Time
	Town
}

var ctx = context.Background()

func settle(t testing.TB, w *store.Workspace, at time.Time) Town {
	t.Helper()
	s := &settler{t: t, w: w, at: at}
	s.people()
	s.rubrics()
	s.calls()
	s.tasks()
	return s.Town
}

func (s *settler) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *settler) people() {
	k, by := s.w.People(), people.Program()
	org := func(name string, kind people.OrganisationKind) string {
		id, err := k.SaveOrganisation(ctx, by, people.Organisation{Name: name, Kind: kind})
		s.must(err)
		return id
	}
	team := func(org, name string) string {
		id, err := k.SaveTeam(ctx, by, people.Team{OrganisationID: org, Name: name})
		s.must(err)
		return id
	}
	s.Client, s.Spruce, s.Willow = org("本热线", people.InHouse), org("云杉（外包）", people.Vendor), org("柳林（外包）", people.Vendor)
	s.SpruceTeam, s.WillowTeam = team(s.Spruce, "二班"), team(s.Willow, "一班")
	s.Admin = s.person(s.Client, "", "admin", "管平", "", people.Administrator)
	s.Lead = s.person(s.Client, "", "lead", "秦霜", "", people.QualityLead)
	s.Reviewer = s.person(s.Client, "", "rev", "白霜", "", people.Reviewer)
	s.Second = s.person(s.Client, "", "second", "周全", "", people.Reviewer)
	s.Supervisor = s.person(s.Spruce, s.SpruceTeam, "sup", "何班", "", people.Supervisor)
	s.VendorQ = s.person(s.Spruce, s.SpruceTeam, "vq", "苏青", "", people.QualityLead)
	s.Agent = s.person(s.Spruce, s.SpruceTeam, "agent", "林小满", "", people.Agent)
	s.Mate = s.person(s.Willow, s.WillowTeam, "mate", "周谷雨", "", people.Agent)
	s.Mentee = s.person(s.Client, "", "mentee", "乔立冬", s.Reviewer.PersonID, people.Trainee)
}

func (s *settler) person(org, team, login, name, mentor string, roles ...people.Role) people.Actor {
	s.t.Helper()
	p := people.Person{OrganisationID: org, TeamID: team, Login: login, Name: name, StaffNumber: "602" + login,
		Roles: roles, MentorID: mentor, JoinedAt: s.at.AddDate(-1, 0, 0), ConfidentialAt: s.at}
	id, err := s.w.People().SavePerson(ctx, people.Program(), p)
	s.must(err)
	p.ID = id
	kind := people.Vendor
	if org == s.Client {
		kind = people.InHouse
	}
	a, err := s.w.People().Confirm(ctx, people.As(p, kind))
	s.must(err)
	return a
}

func (s *settler) rubrics() {
	for _, l := range []struct {
		tag string
		id  *string
	}{{"en", &s.English}, {"zh-Hans", &s.Version}} {
		v, err := rubrics.Shipped("95598", l.tag)
		s.must(err)
		*l.id, err = s.w.Quality().Publish(ctx, s.Lead, v)
		s.must(err)
	}
}

func (s *settler) calls() {
	base := recordings.Call{StartedAt: s.at.Add(-16 * time.Minute), Duration: 12 * time.Second, AgentID: s.Agent.PersonID, AgentName: "林小满",
		StaffNumber: "60217", OrganisationID: s.Spruce, TeamID: s.SpruceTeam, Project: "95598", BusinessLine: "故障报修",
		Direction: recordings.Inbound, Caller: "138****0000", Satisfaction: 2}
	make := func(id, title string, channels, agentLane int) recordings.Call {
		c := base
		c.ID, c.ExternalID, c.Title = id, "X-"+id, title
		if channels > 0 {
			c.Audio = s.audio(id, channels, agentLane)
		}
		return c
	}
	s.Stereo = make("call-stereo", "故障报修：催问抢修到场时间", 2, 0)
	s.Swapped = make("call-swapped", "电费异议", 2, 1)
	s.Swapped.AgentID, s.Swapped.AgentName, s.Swapped.OrganisationID, s.Swapped.TeamID = s.Mate.PersonID, "周谷雨", s.Willow, s.WillowTeam
	s.Mono = make("call-mono", "新装进度", 1, 0)
	s.Silent = make("call-silent", "催单", 0, 0)
	s.Broken = make("call-broken", "停电咨询", 0, 0)
	s.Broken.Audio = recordings.Audio{FileName: "x.g729", Codec: "g729",
		Problem: words.T("The file {{.File}} is damaged. Export it from the recorder again.", map[string]any{"File": "x.g729"})}
	s.Mentees = make("call-mentees", "复电时间", 2, 0)
	s.Mentees.AgentID, s.Mentees.AgentName, s.Mentees.OrganisationID, s.Mentees.TeamID = s.Mentee.PersonID, "乔立冬", s.Client, ""
	_, err := s.w.Calls().Add(ctx, people.Program(), []recordings.Call{s.Stereo, s.Swapped, s.Mono, s.Silent, s.Broken, s.Mentees})
	s.must(err)
	second := func(f float64) time.Duration { return time.Duration(f * float64(time.Second)) }
	s.must(s.w.Calls().SetTranscript(ctx, people.Program(), s.Stereo.ID, []recordings.Utterance{
		{Lane: 0, Start: second(.2), End: second(2.9), Text: "您好，95598 供电服务热线，60217 号为您服务。"},
		{Lane: 1, Start: second(3.1), End: second(5.8), Text: "我家停电快两个小时了，到底什么时候能来电？"},
		{Lane: 0, Start: second(6.2), End: second(11), Text: "我给您保证，二十分钟之内一定修好。"},
	}))
}

// audio puts 12 seconds on the shelf: each lane hums while it speaks.
func (s *settler) audio(id string, channels, agentLane int) recordings.Audio {
	s.t.Helper()
	const rate, seconds = 8000, 12
	samples := make([]int16, rate*seconds*channels)
	tone := 0 // another one for each call: the same sound would be the same call
	for _, c := range id {
		tone += int(c)
	}
	for i := range rate * seconds {
		at := float64(i) / rate
		for c := range channels {
			if (int(at/3)+c)%2 == 0 || channels == 1 {
				loud := 7000 * math.Abs(math.Sin(at*9)) * math.Abs(math.Sin(at*2.3+float64(c)))
				samples[i*channels+c] = int16(loud * math.Sin(at*2*math.Pi*(120+float64(tone%97+c*60))))
			}
		}
	}
	path := filepath.Join(s.t.TempDir(), id+".wav")
	f, err := os.Create(path)
	s.must(err)
	s.must(formats.WriteSamples(f, rate, channels, samples))
	s.must(f.Close())
	hash, err := s.w.Shelf().Put(ctx, path)
	s.must(err)
	return recordings.Audio{Hash: hash, FileName: id + ".wav", Container: "wav", Codec: "pcm_s16", Channels: channels,
		SampleRate: rate, Frames: rate * seconds, AgentLane: agentLane}
}

func (s *settler) tasks() {
	risk := words.T("Complaint words {{.N}}, silence {{.Seconds}} s", map[string]any{"N": 2, "Seconds": 11})
	random := words.T("Random sample", nil)
	task := func(c recordings.Call, why words.Text, risky bool, due time.Duration) qa.Task {
		return qa.Task{CallID: c.ID, VersionID: s.Version, ReviewerID: s.Reviewer.PersonID, Why: why, Risk: risky, DueAt: s.at.Add(due)}
	}
	_, err := s.w.Quality().Deal(ctx, s.Lead, []qa.Task{
		task(s.Stereo, risk, true, 2*time.Hour), task(s.Swapped, random, false, 26*time.Hour),
		task(s.Mono, random, false, 50*time.Hour), task(s.Silent, random, false, 74*time.Hour),
	})
	s.must(err)
}
