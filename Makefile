# Commands of the project; `make help` lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

DATA ?= demo-data
DIST := app/ui/dist
# The wasm profile makes the small app that is shipped; PROFILE=dev compiles quicker and is many times larger.
PROFILE ?= wasm
WASM := target/wasm32-unknown-unknown/$(if $(filter dev,$(PROFILE)),debug,$(PROFILE))/linli-ui.wasm
# Reads and writes spreadsheets; a file that wants more memory than this ends the module, not the screens.
TABLES := $(dir $(WASM))linli_tables.wasm
TABLES_MEMORY := 536870912

.PHONY: help
help: ## lists the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## prepares this machine (quick when nothing is to do)
	@scripts/setup

# Every native build selects the whole workspace, so that all of them share one set of features and compile nothing twice.
BUILD := cargo build --workspace

.PHONY: web
web: setup ## builds the web app into app/ui/dist
	$$(cat .tools/cargo-web) rustc -p linli-ui --bin linli-ui --target wasm32-unknown-unknown --profile $(PROFILE) \
		-- -C link-arg=--emit-relocs -C strip=none
	$$(cat .tools/cargo-web) rustc -p linli-tables --lib --crate-type cdylib --target wasm32-unknown-unknown \
		--profile $(PROFILE) -- -C link-arg=--max-memory=$(TABLES_MEMORY)
	$(BUILD) --bin bundle
	@target/debug/bundle $(WASM) app/ui $(DIST) target/web.stamp tables=$(TABLES)

.PHONY: conformance
conformance: setup ## builds the page that checks the browser's store into target/conformance
	$$(cat .tools/cargo-web) rustc -p linli-core --lib --crate-type cdylib --features conformance \
		--target wasm32-unknown-unknown --profile $(PROFILE)
	$(BUILD) --bin bundle
	@target/debug/bundle $(dir $(WASM))linli_core.wasm tests/browser/conformance target/conformance target/conformance.stamp

.PHONY: run
run: web ## starts a relay with a demo community and prints an address per person (TLS=1 for phones)
	$(BUILD) --bin linli-relay --bin found-demo
	@exec target/debug/found-demo --relay target/debug/linli-relay --web $(DIST) --data $(DATA) $(if $(TLS),--tls)

.PHONY: app
app: web ## opens the window against the relay that `make run` started
	$(BUILD) --bin linli
	@echo "Relay: http://127.0.0.1:$$(cat $(DATA)/port 2>/dev/null || echo '(start make run first)')   Seat: as make run prints them, e.g. wang"
	@LINLI_DATA="$${LINLI_DATA:-$(DATA)/window}" exec target/debug/linli

.PHONY: test
test: web conformance ## runs every test: unit tests, stories, 300 simulator seeds, real browser, real window
	@scripts/setup tools
	$(BUILD) --bins
	cargo test --workspace

.PHONY: mutants
mutants: setup ## breaks the rights at one place after the other and names what no test notices (half an hour)
	@scripts/mutants

.PHONY: bench
bench: web ## measures, prints a table and writes target/bench.json
	cargo build --release --workspace --bin bench --bin device --bin linli-relay
	@target/release/bench

.PHONY: clean-demo
clean-demo: ## forgets the demo community and its data
	@rm -rf $(addprefix $(DATA)/,relay relay.log seats seats.part port window)
	@[ ! -d $(DATA) ] || rmdir $(DATA)
	@echo "Browsers keep their own copy: clear the site data of the demo's addresses before you open them again."

.PHONY: fmt
fmt: ## formats the code
	@cargo fmt --all

.PHONY: check
check: setup ## formatting, lints, documentation, licences; warnings are errors
	@scripts/check

.PHONY: ci
ci: ## everything a change must pass
	@.ci/run
