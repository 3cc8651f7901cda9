# Two commands do everything on a bare Debian 12 machine: make run, make test.
.DEFAULT_GOAL := help
.PHONY: run test test-one pictures test-unit lint bench scan-speed setup shell demo-reset stop reset test-odoo test-container help

run: ## Set up what is missing, then serve the demo municipality at http://localhost:8069 (PORT=, HOST=)
	@rig/setup.sh run

test: ## Set up what is missing, then run every check and test (ARGS= are passed to pytest)
	@rig/setup.sh test $(ARGS)

test-one: ## Tests of one file or folder: make test-one T=addons/bk_furniture_reuse/tests/test_tag.py
	@rig/setup.sh test $(or $(T),$(error say which: make test-one T=path)) $(ARGS)

# The tests that take the guides' pictures on their way
PICTURED = test_guide.py test_guide_screens.py test_week.py test_stocktake.py test_tag_batch_screens.py test_tag_report_screens.py \
           test_scan_crew.py test_scan_modes.py test_impact_report.py

pictures: ## Take the pictures of the guides anew, from the demo municipality
	@GUIDE_PICTURES=$(CURDIR)/docs/pictures rig/setup.sh test $(addprefix tests/e2e/,$(PICTURED)) $(ARGS)

test-unit: ## Tests that need neither Odoo nor a database, in a second
	@rig/setup.sh unit $(ARGS)

lint: ## Checks of Python, XML, translations and container files
	@rig/setup.sh lint $(ARGS)

bench: ## Measure speed against plain Odoo and SQL; WRITE=1 updates docs/performance.md, ONLY=name picks one
	@rig/setup.sh bench $(if $(ONLY),--only $(ONLY)) $(if $(WRITE),--write)

scan-speed: ## Seconds and taps a piece with the telephone, from films of printed labels, written to docs/performance.md
	@rig/setup.sh scan-speed

setup: ## Set up everything without running anything
	@rig/setup.sh setup

shell: ## Odoo's interactive shell on the demo municipality
	@rig/setup.sh shell

demo-reset: ## Throw away what was changed in the demo municipality
	@rig/setup.sh demo-reset

stop: ## Stop the project's own PostgreSQL
	@rig/setup.sh stop

reset: ## Delete all that make has set up, the demo's data included
	@rig/setup.sh reset

test-odoo: ## Odoo's own tests with both add-ons installed, compared with plain Odoo (PLAIN=1 makes the list anew)
	@rig/setup.sh test-odoo $(if $(PLAIN),--plain)

test-container: ## Build the images, start the stack, log in and read one piece (as root; see docs/developers/rig.md)
	@rig/container_test.sh

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
