# Mọi lệnh của dự án; `make` không tham số liệt kê chúng. Phần khó nằm trong tools/.

VENV ?= .venv
VAR ?= var
PORT ?= 8080
ARGS ?=
CONFIRM ?=

SHELL := /bin/bash
BIN := $(VENV)/bin
# Not the HTML files of the demo school: they are content.
MARKUP := --include '\.(pt|xml|zcml)$$' src
# Finds Python 3.11+, then brings the virtual environment to the state of the lock.
ENVIRONMENT = python="$$(bash tools/find_python.sh)" && "$$python" tools/environment.py --venv "$(VENV)"

.DEFAULT_GOAL := help
.PHONY: help run reset test lint format bench i18n lock check-pythons news

help:
	@echo "make run            cài đặt mọi thứ, tạo trường mẫu và chạy tại http://localhost:$(PORT)/ (đổi cổng: PORT=8081)"
	@echo "make reset          xoá trường mẫu để làm lại từ đầu (hỏi trước; CONFIRM=yes thì không hỏi)"
	@echo "make test           cài đặt và chạy toàn bộ kiểm thử (ARGS='-k ten' chọn bớt)"
	@echo "make lint           kiểm tra cách viết mã; make format sửa cách viết"
	@echo "make bench          đo tốc độ"
	@echo "make i18n           gom lại các câu cần dịch"
	@echo "make lock           giải lại phiên bản các gói: requirements.txt và versions.cfg"
	@echo "make news           xem trước danh sách thay đổi"
	@echo "make check-pythons  cài và chạy trang với từng Python 3.11 - 3.13 có trên máy"

run:
	@$(ENVIRONMENT) run
	@exec $(BIN)/hcmedu serve --demo --var "$(VAR)" --port "$(PORT)"

reset:
	@python="$$(bash tools/find_python.sh)" && "$$python" tools/reset.py --var "$(VAR)" $(if $(filter yes,$(CONFIRM)),--yes)

test:
	@$(ENVIRONMENT) test
	@$(BIN)/python tools/run_tests.py $(ARGS)

lint:
	@$(ENVIRONMENT) dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/zpretty --check $(MARKUP)

format:
	@$(ENVIRONMENT) dev
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format
	@$(BIN)/zpretty --inplace $(MARKUP)
	@$(BIN)/python tools/styles.py

bench:
	@$(ENVIRONMENT) test
	@$(BIN)/python tools/bench.py $(ARGS)

i18n:
	@$(ENVIRONMENT) dev
	@$(BIN)/python tools/translate.py collect

lock:
	@$(ENVIRONMENT) dev
	@$(BIN)/python tools/lock.py

news:
	@$(ENVIRONMENT) dev
	@$(BIN)/towncrier build --draft

check-pythons:
	@python="$$(bash tools/find_python.sh)" && "$$python" tools/check_pythons.py --var "$(VAR)"
