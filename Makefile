# timpora: the two commands that matter are `make run` and `make test`.
SHELL := /bin/bash
GO ?= go
SHARED ?= $(or $(TIMPORA_SHARED),$(abspath ../shared))
export TIMPORA_SHARED := $(SHARED)
WEB_SOURCES := $(shell find web/src web/public web/index.html web/*.json web/*.ts -type f 2>/dev/null)

.PHONY: run build test race lint bench bench-postgis fuzz golden web e2e demo clean tools security

run: build ## build, set up ./var with the demo when it is empty, and serve
	./bin/timpora serve --demo

build: bin/timpora ## the binary with the page inside

bin/timpora: web/dist/index.html $(shell find cmd geo risk api data web -name '*.go' -o -name '*.sql' -o -name '*.toml' -o -name '*.csv' -o -name '*.gz' 2>/dev/null | grep -v node_modules) go.mod go.sum
	$(GO) build -trimpath -o $@ ./cmd/timpora

web: web/dist/index.html ## the page

web/node_modules/.installed: web/package-lock.json
	cd web && npm ci --ignore-scripts --no-audit --no-fund
	touch $@

web/dist/index.html: web/node_modules/.installed $(WEB_SOURCES)
	cd web && npm run build
	touch $@

tools: ## what the tests need beyond Go and Node, from Debian where it may
	.ci/tools

test: tools build ## everything: Go, page, browser, against the real binary
	.ci/test

security: web/node_modules/.installed ## every scanner, the bill of materials, two builds compared; make test runs the quick ones
	.ci/security

race: ## Go tests with the race detector
	$(GO) test -race ./...

lint: web/node_modules/.installed
	test -z "$$(gofmt -l cmd geo risk api data web | grep -v node_modules)"
	$(GO) vet -tags postgis ./...
	cd web && npm run lint

bench: ## benchmarks; ends in a table and writes var/bench.json
	node .ci/bench.mjs

bench-postgis: ## the same join and the same tiles in PostGIS: answers compared, rates printed
	.ci/bench-postgis

fuzz: ## every fuzz target for FUZZTIME (default 10s)
	.ci/fuzz

golden: ## write the golden files anew; look at the difference before committing
	$(GO) test ./geo/tile ./risk/report -args -update
	$(GO) test ./risk/nightly -run PlanOfTheDemo -args -update

e2e: build
	cd web && npm run e2e

demo: build ## load the synthetic demo into ./var
	./bin/timpora demo

clean:
	rm -rf bin web/node_modules
	find web/dist -mindepth 1 ! -name .keep -delete 2>/dev/null || true
