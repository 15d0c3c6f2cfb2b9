package player

import (
	"time"

	"shifu/internal/fault"
)

const (
	watchEvery = 100 * time.Millisecond
	stuckAfter = 700 * time.Millisecond
	retryEvery = 2 * time.Second
)

// open asks for the device once; the player's stream is attached when the
// answer is there.
func (m *machine) open() {
	if m.snap.Device != DeviceUnopened {
		return
	}
	m.snap.Device = DeviceOpening
	m.out.open(func(err error) { m.p.do(func(m *machine) { m.opened(err) }) })
}

func (m *machine) opened(err error) {
	m.dirty = true
	if !m.attached {
		m.attached = true
		m.out.attach(&stream{deck: m.deck, closed: m.p.closed})
	}
	m.moved = m.now()
	if err != nil {
		m.lost(err)
		return
	}
	m.snap.Device, m.snap.Err = DeviceReady, nil
}

// watch sees whether the device still takes sound: after 700 ms without it is
// missing, the position stays, and every 2 s it is asked for again.
func (m *machine) watch() {
	now := m.now()
	if h := m.deck.handed.Load(); h != m.handed {
		m.handed, m.moved = h, now
		m.found()
		return
	}
	if m.snap.Device != DeviceMissing && m.snap.Playing && now.Sub(m.moved) >= stuckAfter {
		m.lost(nil)
	}
	if m.snap.Device == DeviceMissing && now.Sub(m.retried) >= retryEvery {
		m.retried = now
		m.out.retry(func(err error) { m.p.do(func(m *machine) { m.answered(err) }) })
	}
}

// found notes that the device took sound again.
func (m *machine) found() {
	if m.snap.Device != DeviceMissing || m.snap.Restart {
		return
	}
	m.snap.Device, m.snap.Err, m.dirty = DeviceReady, nil, true
}

// lost says that there is no device; err is the driver's word, which then can't
// open again in this process.
func (m *machine) lost(err error) {
	m.snap.Device, m.snap.Restart, m.dirty = DeviceMissing, err != nil, true
	m.retried = m.now()
	f := fault.New(fault.NotFound, "No sound device answers, so calls can't be heard; everything else works. Connect one; Shifu tries again every 2 seconds.", nil)
	if err != nil {
		f = fault.New(fault.NotFound, "No sound device was found, so calls can't be heard; everything else works. Connect one and start Shifu again.", nil).Because(err)
	}
	m.snap.Err = f
}

// answered is the driver's answer to a retry: only taken sound proves a device,
// but a refusal is final.
func (m *machine) answered(err error) {
	if err != nil && m.snap.Device == DeviceMissing && !m.snap.Restart {
		m.lost(err)
	}
}
