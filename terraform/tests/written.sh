#!/usr/bin/env bash
# What a linter would say, and what README.md must name: bash tests/written.sh, in terraform/
# shellcheck disable=SC2013  # names have no blanks
set -uo pipefail
wrong=0
say() {
  printf '%s\n' "$1"
  wrong=1
}

# --- every variable has a description and a type, every output a description, none twice
for file in variables.tf outputs.tf modules/*/*.tf bootstrap/*.tf bootstrap/environment/*.tf; do
  awk -v file="$file" '
    /^(variable|output) "/ { kind = $1; name = $2; described = typed = 0 }
    kind != "" && /^  description +=/ { described = 1 }
    kind != "" && /^  type +=/ { typed = 1 }
    kind != "" && /^}/ {
      if (!described) { print file ": " kind " " name " has no description"; bad = 1 }
      if (kind == "variable" && !typed) { print file ": variable " name " has no type"; bad = 1 }
      kind = ""
    }
    /= any$/ { print file ": the type any says nothing"; bad = 1 }
    END { exit bad }' "$file" || wrong=1
done

# --- every variable of a module is used in it
for folder in . modules/* bootstrap bootstrap/environment; do
  [ -f "$folder/variables.tf" ] || continue
  for name in $(sed -n 's/^variable "\(.*\)" {/\1/p' "$folder/variables.tf"); do
    grep -qE "var\.$name\b" "$folder"/*.tf || say "$folder: variable $name is used nowhere"
  done
done

# --- every module pins the provider as the root does
for file in modules/*/ bootstrap/ bootstrap/environment/; do
  grep -q 'version = "~> 5.100"' "${file}versions.tf" || say "${file}versions.tf does not pin the provider"
done

# --- README.md names what there is
for name in $(sed -n 's/^variable "\(.*\)" {/\1/p' variables.tf) $(sed -n 's/^output "\(.*\)" {/\1/p' outputs.tf); do
  grep -q "\`$name\`" README.md || say "README.md does not name $name"
done
for name in $(grep -ohE '"chartdrop\.[a-z.]*[a-z]' metrics.tf metrics.json | tr -d '"'); do
  grep -qF "\`$name" README.md || say "README.md does not name the metric $name"
done
for name in $(grep -oE 'CHARTDROP_[A-Z_]+ +=' handover.tf | tr -d ' ='); do
  grep -qF "$name" README.md || say "README.md does not name the parameter $name"
done
for folder in modules/*/; do
  grep -q "\`$(basename "$folder")\`\|\`modules/$(basename "$folder")\`" README.md || say "README.md does not name $folder"
done

# --- what a service cannot start without is handed over; one with a default is the service's own matter
told=$(grep -oE 'CHARTDROP_[A-Z_]+ +=' handover.tf | tr -d ' =')
told+=" $(grep -oE '^  "[a-z]+"' tables.json | tr -d ' "' | tr '[:lower:]' '[:upper:]' | sed 's/^/CHARTDROP_TABLE_/')"
told+=" CHARTDROP_API" # the middle tier's address inside the environment: Copilot's to say
for name in $(grep -rhoE '\$\{CHARTDROP_[A-Z_]+\}' ../routes/src/main ../middletier/src/main ../frontend/src/main 2>/dev/null | sed 's/[^A-Z_]//g' | sort -u); do
  [[ " ${told//$'\n'/ } " == *" $name "* ]] || say "A service reads $name, which handover.tf does not hand over"
done

# --- the guard waits for every module, or a destroy would begin without it
guarded=$(sed -n '/^resource "terraform_data" "guard"/,$p' main.tf)
for name in $(sed -n 's/^module "\(.*\)" {/\1/p' main.tf); do
  grep -qE "module\.$name\b" <<<"$guarded" || say "main.tf: the guard does not wait for module.$name"
done

[ "$wrong" -eq 0 ] && echo "Variables, outputs, metrics, parameters and modules are described and named"
exit "$wrong"
