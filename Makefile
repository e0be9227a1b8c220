# make demo | test | lint | fuzz | bench | bench-feeds | quality | chaos-flink | services | lock
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

# MinIO is for tests only. Its module has no semantic versions: this is its newest, the last state before it was archived.
MINIO_VERSION := v0.0.0-20260212201848-7aac2a2c5b7c
# Beam's job server with a Flink inside, for tests of the portable graph: the first of these Flink versions that is to be had.
BEAM_VERSION   := 2.77.0
FLINK_VERSIONS := 1.20 1.19

.DEFAULT_GOAL := test
.PHONY: demo test lint fuzz bench bench-feeds quality chaos-flink environment services minio prism promtool operator flink lock
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:

demo: environment
	@$(BIN)/newsheaf demo

test: environment
	@$(BIN)/python -m pytest $(TESTS)

lint: environment
	@$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

# Inputs that nobody thought of, other ones each time; FUZZ_ARGS=--fixed: nearly the same each time, about a minute. Its options: FUZZ_ARGS=--help
FUZZ_SECONDS ?= 300
fuzz: environment
	@$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS) $(FUZZ_ARGS)

bench: environment
	@$(BIN)/python -m benchmarks

bench-feeds: environment
	@$(BIN)/python -m benchmarks.bench_feeds

# One set, for instance: make quality ARGS="og-en --errors wrong"
quality: environment
	@$(BIN)/python -m benchmarks.quality $(ARGS)

# The stream on a real Flink, of which everything is killed in turn, for twenty minutes; its options: make chaos-flink ARGS=--help
chaos-flink: environment
	@$(BIN)/python -m tests.chaos.flink $(ARGS)

# The virtual environment as the lock has it: made again only when the lock's content changed, whatever the files' times say.
environment:
	@wanted="$$($(PYTHON) -c 'import sys; print(sys.version_info[:2])') $$(sha256sum < requirements-dev.lock)"
	project="$$(sha256sum < pyproject.toml)"
	if [ "$$wanted" != "$$(cat $(VENV)/.lock 2>/dev/null)" ]; then
		$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newsheaf needs Python 3.11: make PYTHON=/path/to/python3.11")'
		echo "setting up $(VENV) from requirements-dev.lock"
		$(PYTHON) -m venv --clear $(VENV)
		$(BIN)/python -m pip install --quiet --no-deps --require-hashes --only-binary :all: -r requirements-dev.lock
		echo "$$wanted" > $(VENV)/.lock
	fi
	if [ "$$project" != "$$(cat $(VENV)/.project 2>/dev/null)" ]; then
		$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
		echo "$$project" > $(VENV)/.project
	fi

services: minio prism promtool operator flink

minio:
	@mkdir -p .services/bin
	exec 9> .services/minio.lock
	flock 9  # compiling takes minutes and a core each: once is enough
	if [ ! -x .services/bin/minio ] || [ "$(MINIO_VERSION)" != "$$(cat .services/bin/minio.version 2>/dev/null)" ]; then
		echo "compiling MinIO $(MINIO_VERSION)"
		GOBIN="$(CURDIR)/.services/bin" GOFLAGS=-buildvcs=false go install github.com/minio/minio@$(MINIO_VERSION)
		echo "$(MINIO_VERSION)" > .services/bin/minio.version
	fi

# Beam's own runner for streams on one machine, of the version of the Python SDK.
prism:
	@mkdir -p .services/bin
	exec 9> .services/prism.lock
	flock 9
	if [ ! -x .services/bin/prism ] || [ "$(BEAM_VERSION)" != "$$(cat .services/bin/prism.version 2>/dev/null)" ]; then
		echo "compiling Prism $(BEAM_VERSION)"
		GOBIN="$(CURDIR)/.services/bin" GOFLAGS=-buildvcs=false go install github.com/apache/beam/sdks/v2/go/cmd/prism@v$(BEAM_VERSION)
		echo "$(BEAM_VERSION)" > .services/bin/prism.version
	fi

# Prometheus' checker of alerts and dashboards: the one program out of Debian's package, of which nothing else is installed.
promtool:
	@mkdir -p .services/bin
	if [ ! -x .services/bin/promtool ] && ! command -v promtool > /dev/null; then
		folder="$$(mktemp -d)"
		trap 'rm -rf "$$folder"' EXIT
		cd "$$folder"
		apt-get download -qq prometheus 2> apt.log || { apt-get update -qq && apt-get download -qq prometheus 2> apt.log; } || {
			echo "no promtool: Debian's package prometheus was not to be had ($$(tail -n 1 apt.log)); put promtool on the PATH"
			exit 0
		}
		dpkg-deb --fsys-tarfile prometheus_*.deb | tar -x ./usr/bin/promtool
		mv usr/bin/promtool "$(CURDIR)/.services/bin/"
	fi

# What Flink's Kubernetes operator says a FlinkDeployment is, for tests/deploy.
OPERATOR_VERSION = $(shell sed -n 's/^FLINK_OPERATOR_VERSION=//p' deploy/versions.env)
operator:
	@mkdir -p .services
	if [ ! -e .services/flink-kubernetes-operator-api-$(OPERATOR_VERSION).jar ]; then
		mvn --batch-mode --quiet dependency:copy -Dartifact=org.apache.flink:flink-kubernetes-operator-api:$(OPERATOR_VERSION) \
			-DoutputDirectory="$(CURDIR)/.services" -Dmdep.useBaseVersion=true
	fi

# Where no Flink version is to be had, the reason is left for the tests, which then are skipped with it.
flink:
	@mkdir -p .services
	rm -f .services/flink.absent
	for version in $(FLINK_VERSIONS); do
		name=beam-runners-flink-$$version-job-server
		if [ -e .services/$$name-$(BEAM_VERSION).jar ]; then exit 0; fi
		if mvn --batch-mode --quiet dependency:copy -Dartifact=org.apache.beam:$$name:$(BEAM_VERSION) -DoutputDirectory="$(CURDIR)/.services" \
				-Dmdep.useBaseVersion=true > .services/mvn.log 2>&1; then exit 0; fi
	done
	echo "Maven has no Flink job server of Beam $(BEAM_VERSION) for Flink $(FLINK_VERSIONS)" | tee .services/flink.absent

# New versions within the bounds of pyproject.toml: make lock UPGRADE=--upgrade
COMPILE = $(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)
lock:
	@$(COMPILE) --group build -o requirements.lock pyproject.toml
	$(COMPILE) --group build --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
