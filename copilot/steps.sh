# Shared by ./deploy and ./destroy: commands that are shown before they run, or only shown. Works in macOS's bash 3.2.
# shellcheck shell=bash
# shellcheck disable=SC2034  # whoever sources this uses them

dry_run='' yes='' profile=''
application=/copilot/applications/chartdrop

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# needs TOOL...: where commands will run, what runs them is there.
needs() {
  local tool
  [ -z "$dry_run" ] || return 0
  for tool in "$@"; do
    command -v "$tool" >/dev/null || die "$tool is not installed: copilot/README.md says what this needs."
  done
}

# step COMMAND...: shows it and, unless this is a dry run, runs it. The first that fails ends all; the next time goes on there.
step() {
  local shown='' word
  for word in "$@"; do
    case $word in *[!A-Za-z0-9_./=:-]*) shown="$shown '$word'" ;; *) shown="$shown $word" ;; esac
  done
  printf '%s\n' "${shown# }"
  [ -n "$dry_run" ] || "$@" || die "
That failed, and nothing after it was done. Mend it and run the same again: what is done is not done twice."
}

# there COMMAND...: whether what it asks AWS for is there. No answer is no "no": who may not ask must not go on to the next step.
there() {
  local answer
  answer=$("$@" 2>&1) && return 0
  case $answer in
    *ParameterNotFound* | *'does not exist'*) return 1 ;;
    *) die "$answer
That was the answer to: $*" ;;
  esac
}

# known NAME: whether Copilot has it on record, below the application's own.
known() { there aws ssm get-parameter --name "$application$1"; }

# stack NAME: whether it is there, in the environment's account.
stack() { there env ${profile:+"AWS_PROFILE=$profile"} aws cloudformation describe-stacks --stack-name "$1"; }

# confirm WORD QUESTION: goes on only if WORD is typed.
confirm() {
  local answer=
  [ -z "$dry_run" ] || return 0
  printf '%s\nType %s to go on: ' "$2" "$1" >&2
  read -r answer || true
  [ "$answer" = "$1" ] || die "Nothing was done."
}

# in_environment COMMAND...: as step, with the credentials of the environment's account.
in_environment() {
  if [ -n "$profile" ]; then step env "AWS_PROFILE=$profile" "$@"; else step "$@"; fi
}

# said FILE NAME: the value of a variable in terraform/environments/*.tfvars.
said() {
  sed -n "s/^$2[[:space:]]*=[[:space:]]*\"\{0,1\}\([^\"#[:space:]]*\).*/\1/p" "terraform/environments/$1.tfvars"
}
