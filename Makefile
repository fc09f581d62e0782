# Words for what is done often. Each is one command that can be typed as well;
# the build itself is CMake's (see CMakePresets.json).
BUILD ?= build
JOBS ?= $(shell nproc)
C_FILES = $(shell git ls-files '*.c' '*.h')

all:
	script/build

test: ## build and run all default tests
	script/test

asan ubsan tsan debug release: ## build with the preset of that name and run the tests
	cmake --preset $@
	cmake --build --preset $@ -j $(JOBS)
	ctest --preset $@

FUZZ_SECONDS ?= 30
fuzz: ## each fuzz target for FUZZ_SECONDS
	cmake --preset fuzz
	cmake --build --preset fuzz -j $(JOBS)
	set -e; for t in build-fuzz/fuzz-*; do \
	    if [ -x $$t ] && [ ! -d $$t ]; then \
	        SAYSO_MODEL=build-fuzz/sayso-en.model $$t -max_total_time=$(FUZZ_SECONDS) -timeout=20 -rss_limit_mb=4096; fi; done

BENCH_TEXTS ?= $(abspath $(firstword $(wildcard ../shared/data/polnear/dev/text) examples))
bench: all ## speed, beside memcpy and wc -w; by stage; memory; scaling
	cmake --build $(BUILD) --target sayso-bench
	cd $(BUILD) && ./sayso-bench $(BENCH_TEXTS)

bench-check: all ## speed and memory of check, beside memcpy and grep -F -f
	cmake --build $(BUILD) --target sayso-bench-check
	$(BUILD)/sayso-bench-check

bench-peers: ## speed, memory and scores beside Stanford CoreNLP's, which Maven gets (0.5 GB; minutes)
	script/bench-peers

lint: ## clang-tidy, shell syntax, manual pages
	cmake --preset debug
	set -e; for f in $$(git ls-files 'src/*.c' 'cli/*.c'); do clang-tidy --quiet -p build-debug $$f; done
	set -e; for f in script/* .ci/run tests/cli/*.sh; do bash -n $$f; done
	mandoc -Tlint -W warning man/*.1 man/*.3

format: ## clang-format all C
	clang-format -i $(C_FILES)

man: all ## manual pages and completions from the program's tables and the header
	$(BUILD)/sayso help man > man/sayso.1
	set -e; for c in read check help version; do $(BUILD)/sayso help man $$c > man/sayso-$$c.1; done
	awk -f man/header.awk include/sayso.h > man/sayso.3
	set -e; for s in bash zsh fish; do $(BUILD)/sayso help completion $$s > completions/sayso.$$s; done

docs: man ## manual pages as text, under build/docs
	mkdir -p $(BUILD)/docs
	set -e; for m in man/*.[13]; do mandoc -Tutf8 $$m | sed 's/.\x08//g' > $(BUILD)/docs/$$(basename $$m).txt; done

train: ## learn the weights anew from ../shared/data (see docs/training.md)
	script/train

install: all ## into CMAKE_INSTALL_PREFIX, or DESTDIR
	cmake --install $(BUILD)

cover: ## lines of src/ that the tests reach, with gcov
	cmake -S . -B build-cover -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_FLAGS=--coverage
	cmake --build build-cover -j $(JOBS)
	ctest --test-dir build-cover --output-on-failure
	cd build-cover && find CMakeFiles/sayso_objects.dir -name '*.gcda' -exec gcov -n {} + 2>/dev/null | \
	    awk -F"[':% ]+" '/^File/ {f=$$2} /^Lines/ && f ~ /\/src\// {printf "%6.1f%%  %s\n", $$3, f; f=""}' | sort -n

clean:
	rm -rf build build-*

help:
	@grep -E '^[a-z -]+:.*##' Makefile | sed 's/:.*##/:/'

.PHONY: all test asan ubsan tsan debug release fuzz bench bench-check bench-peers lint format man docs train install cover clean help
