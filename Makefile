# What can be done here: make help. Each line is a command that the pages give too; nothing needs make.
.DEFAULT_GOAL := help
.PHONY: help run test ci format attacks bench screenshots diagrams

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | column -t -s '|'

run: ## all of it on this machine, with sample files: ./run
	./run

test: ## every test that needs a JDK and Maven alone: mvn verify
	mvn verify

ci: ## what CI runs; installs what is missing: bash .ci/run
	bash .ci/run

format: ## Java as Spotless wants it
	mvn -q spotless:apply

attacks: ## the long tests: workers killed, stores that fail, hostile files
	mvn verify -Pattacks

bench: ## how fast it is, beside bare SDK loops
	bench/run

screenshots: ## the pages' pictures in docs/screenshots; wants Chromium and pngquant
	mvn -q verify -Pdeeper -pl journeys -am -Dscreenshots=true -Dit.test=ScreenshotsPagesIT \
	  -Dfailsafe.failIfNoSpecifiedTests=false
	pngquant --force --ext .png --skip-if-larger 64 docs/screenshots/*.png

diagrams: ## the drawings in docs/diagrams; wants Graphviz
	docs/diagrams/render
