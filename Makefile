# «Записная книжка» / Zapiska. `make` lists what there is.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The first of these folders that holds a JDK 25: JAVA_HOME, the system's usual places, the javac of the PATH.
JDK := $(shell \
  for home in "$$JAVA_HOME" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
      "$$HOME"/.sdkman/candidates/java/* "$$HOME"/.jdks/* /opt/java/* /opt/jdk* \
      "$$(dirname "$$(dirname "$$(readlink -f "$$(command -v javac)" 2>/dev/null)")" 2>/dev/null)"; do \
    if [ -x "$$home/bin/javac" ] && grep -qs '^JAVA_VERSION="25[."]' "$$home/release"; then echo "$$home"; break; fi; \
  done)
export JAVA_HOME := $(JDK)
# Maven's own libraries make JDK 25 print warnings that are nothing to the person who reads them.
export MAVEN_OPTS += --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED

# Where no Maven is installed, the wrapper fetches one.
MVN := $(shell command -v mvn > /dev/null && echo mvn || echo sh backend/mvnw) -f backend/pom.xml -B -ntp
# In a short run the JVM's second compiler costs more than it brings.
QUICK_MVN := MAVEN_OPTS="$$MAVEN_OPTS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC" $(MVN)
NPM := npm --prefix frontend --no-audit --no-fund

APPLICATION := backend/application/target/quarkus-app/quarkus-run.jar
LAUNCHER := backend/standalone/target/zapiska-standalone-1.0.0.jar
BENCHMARK := backend/benchmark/target/zapiska-benchmark-1.0.0.jar
LAUNCHER_JVM := -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms16m -Xmx128m
# Made behind a running product (Training.java), used when it is there and fits.
LAUNCHER_CACHE := backend/standalone/target/aot/launcher.aot
LAUNCHER_AOT = $$([ ! -s $(LAUNCHER_CACHE) ] || echo -XX:AOTCache=$(LAUNCHER_CACHE) -XX:+UnlockDiagnosticVMOptions -XX:+VerifySharedSpaces -Xlog:aot=off -Xlog:cds=off)
# The letters of a password and of a path reach Java by the locale; under C they would be question marks.
LAUNCH := LC_CTYPE=C.UTF-8 exec "$(JDK)/bin/java" $(LAUNCHER_JVM) $(LAUNCHER_AOT) -cp "$(LAUNCHER):backend/standalone/target/lib/*" app.zapiska.standalone.Main

# Folders are among the sources: they change when a file in them goes away.
BACKEND_SOURCES := $(shell find backend -name target -prune -o \( -name pom.xml -o -path '*/src/main*' -o -path 'backend/notices*' \) -print)
# quarkus:dev refuses the Maven 3.8 that distributions still carry; the rest of the build does not mind it.
DEV_MAVEN_VERSION := 3.9.12
DEV_MAVEN := backend/target/maven/apache-maven-$(DEV_MAVEN_VERSION)/bin/mvn

BACKEND_BUILT := backend/target/built
ifneq ($(words $(wildcard $(APPLICATION) $(LAUNCHER))),2)
.PHONY: $(BACKEND_BUILT)
endif

ifneq ($(wildcard frontend/package.json),)
FRONTEND_SOURCES := $(shell find frontend -maxdepth 1 -type f) $(shell find frontend/src frontend/public frontend/worker 2>/dev/null)
FRONTEND_INSTALLED := frontend/node_modules/.installed
FRONTEND_BUILT := frontend/dist/index.html
endif

# The browser tests see the product through nginx where there is one. What they need to see at any hour and soon: no silent hours, a repeat every minute, a short lock-out, and room for three at work as one person.
TRIAL := PROGRAMS_DIR=backend/standalone/target/programs BOT_WORK_HOURS_START=0 BOT_WORK_HOURS_END=24 \
  REPEAT_INTERVAL_MINUTES=1 ZAPISKA_ACCOUNTS_LOGIN_LOCK=15S \
  REQUESTS_PER_MINUTE_ADDRESS=12000 REQUESTS_PER_MINUTE_ACCOUNT=12000 $(LAUNCH)

.PHONY: help
help: ## показать этот список / list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: run
run: $(BACKEND_BUILT) $(FRONTEND_BUILT) ## собрать изменившееся и запустить всё / build what is stale and start everything
	@$(LAUNCH)

.PHONY: dev
dev: $(BACKEND_BUILT) $(FRONTEND_INSTALLED) $(DEV_MAVEN) ## разработка с перезагрузкой на лету / live reload: quarkus:dev and Vite
	@PATH="$(CURDIR)/$(dir $(DEV_MAVEN)):$$PATH"; $(LAUNCH) --dev

.PHONY: test
test: ## все проверки, как в CI / everything CI runs
	@.ci/lanes format-check
	@.ci/lanes backend-built
	@failed=0; \
	.ci/lanes backend-test backend-test-beside || failed=1; \
	.ci/lanes process-test browser-test-apart || failed=1; \
	.ci/lanes alerts-test frontend-check native-sources || failed=1; \
	.ci/lanes browser-test || failed=1; \
	exit $$failed

.PHONY: check
check: ## быстрая проверка: вид, линтер, типы, чистые тесты / quick: format, lint, types, pure tests of both sides
	@.ci/lanes backend-quick frontend-quick

# Of each side the format is the first thing to fail, because it takes seconds.
.PHONY: backend-quick
backend-quick: backend-format pure-test

.PHONY: frontend-quick
frontend-quick: frontend-lint frontend-pure

.PHONY: format-check
format-check: frontend-lint backend-format

.PHONY: backend-format
backend-format: backend-tools
	@$(QUICK_MVN) -q spotless:check

.PHONY: alerts-test
alerts-test:
	@deploy/prometheus/check.sh

# A seed of its own each time; the script, the report and what it is made of stay in backend/application/target/prove, by seed.
.PHONY: prove
prove: $(BACKEND_BUILT) ## люди, сбои и инварианты на живых процессах [DURATION=20m SEED=… PEOPLE=6 NAGS=40 REPLICAS=3 SCRIPT=файл BEFORE=папка] / people, faults and invariants over real processes
	@$(MVN) -q verify -pl application -am -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ProveIT \
	  -Dfailsafe.failIfNoSpecifiedTests=false -Dspotless.check.skip -Dzapiska.replica.cache=true \
	  -Dzapiska.prove.duration=$(or $(DURATION),20m) -Dzapiska.prove.seed=$(or $(SEED),$(shell date +%s)) \
	  -Dzapiska.prove.people=$(or $(PEOPLE),6) -Dzapiska.prove.nags=$(or $(NAGS),40) \
	  -Dzapiska.prove.replicas=$(or $(REPLICAS),3) \
	  $(if $(BEFORE),-Dzapiska.prove.before="$(abspath $(BEFORE))/backend/application/target/quarkus-app/quarkus-run.jar") \
	  $(if $(SCRIPT),-Dzapiska.prove.script="$(abspath $(SCRIPT))")

# A machine shared with others can be too slow for a time-out: there a failed test gets one more try and is reported as a flake.
AGAIN := $(if $(CI),-Dsurefire.rerunFailingTestsCount=1 -Dfailsafe.rerunFailingTestsCount=2)

.PHONY: backend-built
backend-built: $(BACKEND_BUILT)

# One JVM with one application uses little more than one core, and Surefire's own forks would start the application anew for every
# class. So two runs of it lie side by side over what is compiled already, each with its share of the packages.
BESIDE := '%regex[app/zapiska/(l[a-z]*|p[a-z]*|q[a-z]*|rec[a-z]*|req[a-z]*|s[a-z]*|ta[a-z]*|tr[a-z]*)/[A-Za-z]*Test[.]class]'

# Two modules at a time: the launcher's tests wait for processes most of their minutes, and need nothing of the application.
.PHONY: backend-test
backend-test: $(BACKEND_BUILT)
	$(MVN) -T 2 test -Dsurefire.excludes=$(BESIDE) $(AGAIN)

.PHONY: backend-test-beside
backend-test-beside: $(BACKEND_BUILT)
	$(MVN) test -pl application -am -Dquarkus.generate-code.skip -Dsurefire.includes=$(BESIDE) -Dreports=surefire-reports-beside $(AGAIN)

# Each starts processes and waits for them.
.PHONY: process-test
process-test: $(BACKEND_BUILT)
	$(MVN) verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dzapiska.replica.cache=true $(AGAIN)

# `make test` has them in full.
FEWER_ROUNDS := -Dzapiska.quickadd.lines=10000 -Dzapiska.recurrence.rules=3300 -Dzapiska.preview.cases=1000

.PHONY: pure-test
pure-test: backend-tools
	@mkdir -p backend/target && backend/needs-services.sh > backend/target/needs-services.txt
	@$(QUICK_MVN) -q test -Dsurefire.excludesFile="$(CURDIR)/backend/target/needs-services.txt" -Dsurefire.failIfNoSpecifiedTests=false $(FEWER_ROUNDS)

.PHONY: test-one
test-one: backend-tools ## один тест серверной части T=… [ARGS=-D…] / one test of the backend, T=LedgerPropertyTest or T=ProxyIT
	@case '$(T)' in \
	  '') echo 'make test-one T=LedgerPropertyTest'; exit 2;; \
	  *IT | *IT\#*) $(MVN) -q verify -pl application -am -Dtest=None -Dit.test='$(T)' -Dspotless.check.skip \
	      -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false $(ARGS);; \
	  *) $(QUICK_MVN) -q test -Dtest='$(T)' -Dsurefire.failIfNoSpecifiedTests=false $(ARGS);; \
	esac

# What a native image is compiled from; the JVM's package stays as it is.
.PHONY: native-sources
native-sources: $(BACKEND_BUILT)
	@backend/native-sources.sh $(MVN)

.PHONY: frontend-check
frontend-check: frontend-lint frontend-pure ## всё об интерфейсе без серверной части / all of the frontend that needs no backend
ifdef FRONTEND_BUILT
	@$(NPM) run --silent build -- --logLevel warn
	@touch $(FRONTEND_BUILT)
	@$(NPM) run --silent check:size
endif

.PHONY: frontend-lint
frontend-lint: $(FRONTEND_INSTALLED)
ifdef FRONTEND_BUILT
	@$(NPM) run --silent lint
endif

.PHONY: frontend-pure
frontend-pure: $(FRONTEND_INSTALLED)
ifdef FRONTEND_BUILT
	@$(NPM) run --silent typecheck
	@$(NPM) run --silent check:generated
	@$(NPM) run --silent check:identity
	@$(NPM) run --silent test
endif

BROWSER = $(TRIAL) --trial deploy/nginx/in-front.sh sh -c 'E2E_PASSWORD=$$AUTH_PASSWORD SANDBOX_URL=$$TELEGRAM_API_URL exec $(NPM) run e2e -- "$$@"' e2e

# One after the other, over a product of their own: they change what everybody else relies on, and wait for most of their minutes.
APART := settings people mail owner digest followed sign-in

.PHONY: browser-test
browser-test: $(BACKEND_BUILT) $(FRONTEND_BUILT)
ifdef FRONTEND_BUILT
	$(BROWSER) --project=main-job --project=pictures --project=desk --project=phone
endif

.PHONY: browser-test-apart
browser-test-apart: $(BACKEND_BUILT) $(FRONTEND_BUILT)
ifdef FRONTEND_BUILT
	E2E_ARTEFACTS=e2e-apart $(BROWSER) --no-deps --workers=1 $(APART:%=--project=%)
endif

.PHONY: e2e
e2e: $(BACKEND_BUILT) $(FRONTEND_BUILT) ## тесты в браузере [ARGS="--project=desk loans"] / the browser tests, or some of them
ifdef FRONTEND_BUILT
	$(BROWSER) $(ARGS)
endif

.PHONY: hooks
hooks: ## проверять вид кода перед каждым коммитом (по желанию) / check the format before each commit, if you like
	@install -m 755 .ci/hooks/pre-commit "$$(git rev-parse --git-path hooks)/pre-commit" && echo "$$(git rev-parse --git-path hooks)/pre-commit"

# The limits on requests are counted as ever, but far away.
.PHONY: bench
bench: $(BACKEND_BUILT) $(FRONTEND_BUILT) ## измерить скорость [ARGS="--only tasks --rounds 1"] / measure, into docs/benchmarks.md
	@BENCH_LAUNCH='$(LAUNCH)' PROGRAMS_DIR=backend/standalone/target/programs \
	  REQUESTS_PER_MINUTE_ADDRESS=100000000 REQUESTS_PER_MINUTE_ACCOUNT=100000000 $(LAUNCH) --trial \
	  "$(JDK)/bin/java" -XX:+UseSerialGC -Xmx512m -cp "$(BENCHMARK):backend/benchmark/target/lib/*" app.zapiska.benchmark.Main $(ARGS)

.PHONY: lighthouse
lighthouse: $(BACKEND_BUILT) $(FRONTEND_BUILT) ## измерить лёгкость страницы [ARGS="--runs 1 --only today"] / how light the page is, into docs/benchmarks.md
	@$(TRIAL) --trial deploy/nginx/in-front.sh sh -c 'E2E_PASSWORD=$$AUTH_PASSWORD exec $(NPM) run --silent lighthouse -- "$$@"' lighthouse $(ARGS)

# Beside docker compose where that runs, else beside make run.
.PHONY: new-password
new-password: ## забыт пароль владельца или потерян телефон: ссылка для нового / the owner's password or phone is lost: a link for a new one
	@if command -v docker > /dev/null && [ -n "$$(docker compose ps -q postgres 2> /dev/null)" ]; then deploy/new-password; \
	else $(LAUNCH) --new-password; fi

.PHONY: rotate
rotate: ## сменить секрет SECRET=…, без него — показать какие [YES=1] / put a new secret in the place of one, or list them
	@SECRET='$(SECRET)' YES='$(YES)' ANOTHER_BOT='$(ANOTHER_BOT)' ROTATE_LAUNCHER='$(LAUNCH)' deploy/rotate-secret

.PHONY: keep-settings
keep-settings: ## зашифровать .env ключом копий, чтобы хранить не здесь / .env, encrypted to the backups' key, to be kept elsewhere
	@deploy/move settings

.PHONY: move-out
move-out: ## переезд: закрыть этот сервер и собрать, что взять с собой / leave this server: lock it, and what to take along
	@deploy/move out

.PHONY: move-in
move-in: ## переезд: принять на новом сервере FROM=папка KEY=файл-ключа / arrive on the new server
	@FORCE='$(FORCE)' deploy/move in '$(FROM)' '$(KEY)'

.PHONY: move-back
move-back: ## переезд отменён: снова работать здесь / stay after all
	@YES='$(YES)' deploy/move back

.PHONY: upgrade-postgres
upgrade-postgres: ## перейти на следующую версию PostgreSQL / to the next major version of PostgreSQL
	@deploy/upgrade-postgres

.PHONY: diagnose
diagnose: ## сказать, что не так и что делать / say what is wrong and what to do
	@deploy/diagnose.sh

.PHONY: ready
ready: ## можно ли уже полагаться: по списку [ALERT=1] / may it be relied upon yet: a check-list, ALERT=1 sends a trial alert
	@ALERT='$(ALERT)' deploy/ready.sh

.PHONY: pictures
pictures: $(BACKEND_BUILT) $(FRONTEND_BUILT) ## снимки экрана для документации / the documentation's pictures, made anew
	$(TRIAL) --trial deploy/nginx/in-front.sh sh -c 'E2E_PASSWORD=$$AUTH_PASSWORD SANDBOX_URL=$$TELEGRAM_API_URL $(NPM) run e2e -- --project=pictures'
	@mkdir -p docs/pictures && cp artefacts/pictures/*.png docs/pictures/

# In compose when its backup service runs; else by the program itself, with the settings of the environment and of .env.
IN_COMPOSE = $(shell docker compose ps -q --status running backup 2> /dev/null)
BACKUP = $(if $(IN_COMPOSE),docker compose exec -T backup,BACKUP_ENV_FILE=.env PATH="deploy/backup:$$PATH") zapiska-backup

.PHONY: backup
backup: ## сделать резервную копию сейчас / make a backup now
	@$(BACKUP) create

.PHONY: backups
backups: ## показать резервные копии / list the backups
	@$(BACKUP) list

.PHONY: backup-prove
backup-prove: ## проверить копию пробным восстановлением [NAME=…] / prove a backup by restoring it aside
	@$(BACKUP) prove $(NAME)

.PHONY: backup-download
backup-download: ## положить зашифрованную копию NAME=… в эту папку / put the encrypted backup NAME=… into this folder
	@case '$(NAME)' in '' | */*) echo 'make backup-download NAME=zapiska-….age (make backups)'; exit 2;; esac; umask 077; \
	$(BACKUP) download '$(NAME)' - > '$(NAME).part' && mv '$(NAME).part' '$(NAME)' && echo '$(NAME)' || { rm -f '$(NAME).part'; exit 1; }

# KEY names the file with your private key; without it this server's own key is used, which opens what this server has made.
.PHONY: backup-restore
backup-restore: ## восстановить копию NAME=… [KEY=файл-ключа] [FORCE=1] / restore a backup
	@case '$(NAME)' in '') echo 'make backup-restore NAME=zapiska-….age [KEY=owner.key] [FORCE=1]'; exit 2;; esac; \
	$(BACKUP) restore '$(NAME)' $(if $(FORCE),--force) $(if $(KEY),--identity - < '$(KEY)')

# The frontend's names what a browser gets; its build tools are in package-lock.json.
.PHONY: sbom
sbom: backend-tools frontend-tools ## составить перечни составляющих (CycloneDX) в artefacts/ / write software bills of materials
	@mkdir -p artefacts
	@$(MVN) -q -DskipTests -pl application -am package -Dsbom.skip=false -Dsbom.file="$(CURDIR)/artefacts/backend.cdx.json"
	@$(NPM) sbom --sbom-format cyclonedx --sbom-type application --package-lock-only --omit dev > artefacts/frontend.cdx.json
	@for part in backend frontend; do \
	  echo "artefacts/$$part.cdx.json: $$(grep -c '"purl"' artefacts/$$part.cdx.json)"; done

# Where others can see command lines, ORIGINAL_URL in the environment says the same as URL=.
.PHONY: import-original
import-original: export ORIGINAL_URL := $(or $(URL),$(ORIGINAL_URL))
import-original: ## перенести базу прежней программы URL=… [DRY_RUN=1] / bring in the former program's database
	@DRY_RUN='$(DRY_RUN)' PERSON='$(PERSON)' LOGIN='$(LOGIN)' deploy/import-original

# With a personal token of the owner's in ZAPISKA_TOKEN, or the password.
.PHONY: telegram-updates
telegram-updates: ## как приходят нажатия: показать или переключить MODE=webhook|polling / how updates come: tell or switch
	@deploy/telegram-updates $(MODE)

.PHONY: format
format: backend-tools $(FRONTEND_INSTALLED) ## привести код к единому виду / format the code
	$(MVN) -q spotless:apply
ifdef FRONTEND_BUILT
	$(NPM) run format
endif

.PHONY: clean
clean: ## удалить собранное, данные не трогать / remove what was built, never the data
	rm -rf backend/target backend/*/target frontend/dist frontend/node_modules artefacts

$(BACKEND_BUILT): $(BACKEND_SOURCES) | backend-tools
	@echo "Собираю серверную часть… / Building the backend…"
	@$(MVN) -q -Dstyle.color=never -DskipTests package
	@mkdir -p $(@D) && touch $@

$(DEV_MAVEN): | backend-tools
	@echo "Загружаю Maven $(DEV_MAVEN_VERSION) для разработки… / Fetching Maven $(DEV_MAVEN_VERSION) for development…"
	@$(MVN) -q -N org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
	  -Dartifact=org.apache.maven:apache-maven:$(DEV_MAVEN_VERSION):zip:bin -DoutputDirectory="$(CURDIR)/backend/target/maven"

$(FRONTEND_INSTALLED): frontend/package.json frontend/package-lock.json | frontend-tools
	@echo "Устанавливаю пакеты интерфейса… / Installing the frontend's packages…"
	@$(NPM) ci --loglevel=error > /dev/null
	@touch $@

$(FRONTEND_BUILT): $(FRONTEND_SOURCES) $(FRONTEND_INSTALLED)
	@echo "Собираю интерфейс… / Building the frontend…"
	@$(NPM) run --silent build -- --logLevel warn
	@touch $@

.PHONY: backend-tools
backend-tools:
	@if [ -z "$(JDK)" ]; then \
	  echo "Нужен JDK 25. Установите его (например, Temurin 25: https://adoptium.net) или укажите в JAVA_HOME."; \
	  echo "A JDK 25 is needed. Install one (for example Temurin 25: https://adoptium.net) or point JAVA_HOME at it."; \
	  exit 1; \
	fi

.PHONY: frontend-tools
frontend-tools:
	@if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2> /dev/null; then \
	  echo "Нужен Node.js 20.19 или новее, найден: $$(node --version 2> /dev/null || echo нет) (https://nodejs.org)."; \
	  echo "Node.js 20.19 or newer is needed, found: $$(node --version 2> /dev/null || echo none) (https://nodejs.org)."; \
	  exit 1; \
	fi
	@if ! command -v npm > /dev/null; then \
	  echo "Нужен npm (обычно ставится вместе с Node.js). / npm is needed, it usually comes with Node.js."; \
	  exit 1; \
	fi
