# Two commands: make run, make test. Each does its own set-up.
SHELL := /bin/bash
TAGS := sqlite_fts5
RELEASE := $(TAGS) migrated_fynedo
VERSION := $(shell sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)
WORKSPACE ?= $(HOME)/Shifu
export CGO_ENABLED := 1
export LANG := en_GB.UTF-8

.PHONY: run test setup lint unit tour bench shots guide-pictures package tidy clean

run: ; @tools/setup/setup.sh run && tools/run.sh "$(RELEASE)" "$(WORKSPACE)"

setup: ; @tools/setup/setup.sh run look test

test: setup
	@$(MAKE) --no-print-directory lint unit tour

lint:
	@test -z "$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go'))" || { gofmt -l $$(git ls-files -co --exclude-standard '*.go'); echo "lint: gofmt would change these files"; exit 1; }
	go mod tidy -diff
	go run -tags "$(TAGS)" ./tools/keylist -check
	go vet -tags "$(TAGS)" ./...
	go tool staticcheck -tags "$(TAGS)" ./...

unit:
	CI=true go test -tags "$(TAGS)" $$(go list -tags "$(TAGS)" ./... | grep -v '^shifu/e2e')

tour: build/shifu build/shifuctl
	CI=true go test -tags "$(TAGS)" -count=1 -timeout 15m ./e2e/...

build/%: FORCE
	@mkdir -p build
	go build -tags "$(TAGS)" -o $@ ./cmd/$*

bench: build/shifu build/shifuctl
	@mkdir -p build/bench
	SHIFU_BENCH_DIR=$(CURDIR)/build/bench go test -tags "$(TAGS)" -p 1 -timeout 60m -run '^$$' -bench . -benchtime 3x ./store/... $$(go list -tags "$(TAGS)" ./... | grep -v '^shifu/store')

shots: setup build/shifu build/shifuctl
	SHIFU_SHOTS=1 go test -tags "$(TAGS)" -count=1 -timeout 30m -run TestShots ./e2e/

# The pictures of the user guide, from those of make shots.
GUIDED := room today library scores rubrics sampling people settings reviewers operations calibration appeals insight assist knowledge retraining \
  retention mentees mentoring coaching benchmarks contests ability roleplay routing practice
guide-pictures:
	@for l in zh en; do for p in $(GUIDED); do \
	  convert build/shots/$$l-light-1280x800/$$p.png +dither -colors 255 PNG8:docs/guide/img/$$p.$$l.png; done; done

package: ; @tools/setup/setup.sh run package && tools/package.sh "$(RELEASE)" "$(VERSION)"

tidy: ; gofmt -w $$(git ls-files -co --exclude-standard '*.go') && go run -tags "$(TAGS)" ./tools/keylist && go mod tidy

clean: ; rm -rf build

FORCE:
