# Every command of the project. Each installs the programs it needs (scripts/packages) and prints how many seconds each step took.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test steady check bench audit coverage fuzz mutants golden

# Scripts and tests look for build results here, so this overrides the machine's own setting.
export CARGO_TARGET_DIR := $(CURDIR)/target
export SCEAU_TOOLS := $(CURDIR)/target/tools
export SCEAU_PKILINT := $(SCEAU_TOOLS)/venv/bin

step := @scripts/step
started := $(shell date +%s)
# $(call total,BUDGET): the seconds so far. The budget is that of a clean clone on two cores; it is printed, never asserted.
total = @echo "== make $@: $$(($$(date +%s) - $(started))) s in all$(if $(1), (budget on a clean clone with two cores: $(1)))"

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build Sceau, play the main job once in an empty folder, then stay up for you to try
	$(step) "system packages" scripts/packages build
	$(step) "build" cargo build --workspace --bin sceau
	$(call total,8 min)
	@target/debug/sceau demo

test: ## all tests; independent programs verify what Sceau issues
	$(step) "system packages" scripts/packages test
	$(step) "independent verifiers" scripts/judges
	$(step) "build" cargo build --workspace --bin sceau
	$(step) "build of the tests" cargo test --workspace --no-run
	$(step) "tests" cargo test --workspace --no-fail-fast
	$(call total,25 min)

steady: ## the scenarios of processes, ports, mails and time, twenty times on a busy machine (ROUNDS=20)
	$(step) "system packages" scripts/packages test
	$(step) "build" cargo build --workspace --bin sceau
	$(step) "build of the tests" cargo test --workspace --lib --test faults --test journeys --no-run
	$(step) "rounds" scripts/steady
	$(call total,60 min)

check: ## formatting, clippy and rustdoc; any warning is an error
	$(step) "system packages" scripts/packages check
	$(step) "cargo fmt" cargo fmt --all --check
	$(step) "cargo clippy" cargo clippy --workspace --all-targets -- -D warnings
	$(step) "rustdoc" env RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items --quiet
	$(call total)

bench: ## the measurements of docs/performance.md, in a release build
	$(step) "system packages" scripts/packages bench
	$(step) "benchmark" cargo bench -p tests --bench end_to_end
	$(call total)

audit: ## licences and origins of the crates, yanked versions; advisories if ADVISORY_DB names a local copy of the database
	$(step) "system packages" scripts/packages build
	$(step) "audit" scripts/audit
	$(call total)

coverage: ## lines that the unit tests and journeys run, by crate; CRATES="pki policies": unit tests of those only
	$(step) "system packages" scripts/packages coverage
	$(step) "coverage" scripts/coverage $(CRATES)
	$(call total)

fuzz: ## search for inputs that break a parser, FUZZ_SECONDS=60 for each; TARGETS="request upload": those only
	$(step) "system packages" scripts/packages build
	$(step) "fuzzing" scripts/fuzz $(or $(FUZZ_SECONDS),60) $(TARGETS)
	$(call total)

mutants: ## mutation testing of the code that takes decisions; FILES="pki/src/lint/time.rs": those only
	$(step) "system packages" scripts/packages test
	$(step) "independent verifiers" scripts/judges
	$(step) "mutants" scripts/mutants $(FILES)
	$(call total)

golden: ## write the messages and databases of this program as golden files of the next release (tests/golden/README.md)
	$(step) "system packages" scripts/packages test
	$(step) "golden files" cargo test -p ca-contract -p tests --test evolution --test journeys write_golden -- --ignored
	$(call total)
