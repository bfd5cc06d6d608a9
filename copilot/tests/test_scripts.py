"""./deploy, ./destroy and the pipelines' scripts, with stand-ins for all that reaches AWS."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
COPIED = ("deploy", "destroy", "copilot", "terraform/environments", "terraform/STATE_VERSION")

# Notes what it is called with. FAILS is where it fails; THERE what AWS knows of; SAYS, a line each, what it prints to which call.
STAND_IN = r"""#!/usr/bin/env bash
call="NAME $*"
printf '%s\n' "${AWS_PROFILE:+[$AWS_PROFILE] }$call" >>"$CALLS"
if [ -n "${FAILS:-}" ] && [[ $call == *"$FAILS"* ]]; then echo "$FAILS: no" >&2 && exit 1; fi
while IFS=$'\t' read -r start said; do
  if [ -n "$start" ] && [[ $call == *"$start"* ]]; then printf '%s\n' "$said" && exit; fi
done <<<"${SAYS:-}"
asked=${!#}
case $call in
  'aws ssm get-parameter'* | 'aws cloudformation describe-stacks'*)
    if [ "${THERE:-}" = all ] || [[ " ${THERE:-} " == *" $asked "* ]]; then echo '{}' && exit; fi
    case $call in
      *ssm*) echo "An error occurred (ParameterNotFound): $asked" ;;
      *) echo "Stack with id $asked does not exist" ;;
    esac >&2
    exit 1 ;;
esac
"""

CERTIFICATE = {"output -json certificate_arn": '"arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-0000-0000-000000000010"'}


class Scripts(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.root = Path(held.name) / "repository"
        for name in COPIED:
            source, target = REPOSITORY / name, self.root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        self.bin, self.calls_file = Path(held.name) / "bin", Path(held.name) / "calls"
        self.bin.mkdir()
        for name in ("terraform", "copilot", "docker", "aws", "git"):
            self.stand_in(self.bin / name)

    def stand_in(self, path, name=None):
        path.write_text(STAND_IN.replace("NAME", name or path.name))
        path.chmod(0o755)

    def run_script(self, *command, typed="", says=None, **environment):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        variables = {**kept, "PATH": f"{self.bin}:{os.environ['PATH']}", "CALLS": str(self.calls_file), **environment}
        variables["SAYS"] = "\n".join(f"{start}\t{said}" for start, said in (says or {}).items())
        self.calls_file.unlink(missing_ok=True)
        done = subprocess.run(command, cwd=self.root, env=variables, input=typed, capture_output=True, text=True)
        self.calls = self.calls_file.read_text().splitlines() if self.calls_file.exists() else []
        return done

    def changes(self):
        """The calls that change something."""
        return [call for call in self.calls if not re.search(r"aws (ssm|cloudformation)|output -json|state show", call)]


class Deploying(Scripts):
    def setUp(self):
        super().setUp()
        self.stand_in(self.root / "terraform/tf", "terraform/tf")
        self.stand_in(self.root / "copilot/pipelines/smoke", "copilot/pipelines/smoke")

    def deploy(self, *arguments, typed="", **environment):
        return self.run_script("./deploy", *arguments, typed=typed, says=CERTIFICATE, **environment)

    def test_what_a_dry_run_says_is_what_is_done(self):
        said = self.run_script("./deploy", "dev", "--dry-run").stdout.splitlines()
        self.assertEqual(self.calls, [])
        done = self.deploy("dev")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.changes(), said)

    def test_after_a_failure_it_goes_on(self):
        # the second service fails; the first time all is new, the second time Copilot knows of two services
        failed = self.deploy("dev", FAILS="svc deploy --name routes")
        self.assertEqual(failed.returncode, 1)
        self.assertIn("nothing after it was done", failed.stderr)
        self.assertEqual(self.changes()[-1], "copilot svc deploy --name routes --env dev")
        app = "/copilot/applications/chartdrop"
        again = self.deploy("dev", THERE=f"{app} {app}/environments/dev {app}/components/middletier {app}/components/routes")
        self.assertEqual(again.returncode, 0, again.stderr)
        inits = [call for call in self.changes() if " init " in call]
        self.assertEqual(inits, ["copilot svc init --name frontend"])
        self.assertEqual(self.changes()[-1], "copilot/pipelines/smoke dev")

    def test_prod_is_asked_for(self):
        self.assertEqual(self.deploy("prod", "--yes", typed="yes\n").returncode, 1)
        self.assertEqual(self.calls, [])
        certificate = {"output -json": '"arn:aws:acm:us-east-1:444455556666:certificate/00000000-0000-0000-0000-000000000030"'}
        done = self.run_script("./deploy", "prod", "--yes", typed="prod\n", says=certificate)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("terraform/tf prod apply", self.changes())

    def test_yes_keeps_terraform_from_asking_for_dev(self):
        self.deploy("dev", "--yes")
        self.assertEqual(self.changes()[0], "terraform/tf dev apply -input=false -auto-approve")

    def test_another_certificate_than_terraforms(self):
        done = self.run_script("./deploy", "dev", says={"output -json": '"arn:aws:acm:us-east-1:111122223333:certificate/another"'})
        self.assertEqual(done.returncode, 1)
        self.assertIn("put arn:aws:acm:us-east-1:111122223333:certificate/another there", done.stderr)
        self.assertEqual(self.changes(), ["terraform/tf dev apply"])

    def test_without_a_zone_there_is_no_certificate_to_compare(self):
        done = self.run_script("./deploy", "dev", says={"output -json": "null"})
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_no_certificate_for_want_of_credentials(self):
        done = self.deploy("dev", FAILS="output -json")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.changes(), ["terraform/tf dev apply"])

    def test_copilot_is_told_whose_credentials(self):
        self.deploy("dev", AWS_PROFILE="mine")
        self.assertIn("[mine] copilot env init --name dev --profile mine --region us-east-1 --default-config", self.changes())

    def test_a_profile_is_for_the_environments_account(self):
        self.deploy("dev", "--profile", "elsewhere")
        self.assertIn("[elsewhere] terraform/tf dev apply", self.changes())
        self.assertIn("copilot env init --name dev --profile elsewhere --region us-east-1 --default-config", self.changes())
        self.assertIn("copilot svc deploy --name routes --env dev", self.changes())

    def test_no_answer_is_not_taken_for_no(self):
        done = self.deploy("dev", FAILS="aws ssm")
        self.assertEqual(done.returncode, 1)
        self.assertFalse([call for call in self.changes() if "copilot" in call])

    def test_no_such_environment(self):
        self.assertEqual(self.run_script("./deploy", "qa").returncode, 64)
        self.assertEqual(self.run_script("./deploy").returncode, 64)
        self.assertEqual(self.run_script("./deploy", "dev", "prod").returncode, 1)
        self.assertEqual(self.calls, [])


class Destroying(Scripts):
    def setUp(self):
        super().setUp()
        self.stand_in(self.root / "terraform/tf", "terraform/tf")

    def destroy(self, *arguments, guard="    protected   = false", **options):
        return self.run_script("./destroy", *arguments, says={"state show": guard}, **options)

    def unprotect_prod(self):
        path = self.root / "terraform/environments/prod.tfvars"
        path.write_text(path.read_text().replace("protect_data        = true", "protect_data        = false"))

    def test_what_a_dry_run_says_is_what_is_done(self):
        said = self.destroy("dev", "--dry-run").stdout.splitlines()
        self.assertEqual(self.calls, [])
        done = self.destroy("dev", typed="dev\n", THERE="all")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.changes(), said)

    def test_all_as_a_dry_run_says(self):
        said = self.destroy("all", "--dry-run").stdout.splitlines()
        self.unprotect_prod()
        done = self.destroy("all", typed="all\n", THERE="all")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.changes(), said)

    def test_after_a_failure_it_goes_on(self):
        failed = self.destroy("dev", "--yes", THERE="all", FAILS="env delete")
        self.assertEqual(failed.returncode, 1)
        self.assertNotIn("terraform/tf dev destroy -input=false -auto-approve", self.calls)
        done = self.destroy("dev", "--yes", THERE="/copilot/applications/chartdrop/environments/dev")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.changes(), ["copilot env delete --name dev --yes", "terraform/tf dev destroy -input=false -auto-approve"])

    def test_what_is_protected_is_left_alone(self):
        for what in ("prod", "all"):
            done = self.destroy(what, typed=f"{what}\n", THERE="all")
            self.assertEqual(done.returncode, 1)
            self.assertIn("prod is protected, and nothing was touched", done.stderr)
            self.assertEqual(self.changes(), [])

    def test_what_is_still_protected_for_want_of_an_apply(self):
        self.unprotect_prod()
        done = self.destroy("prod", typed="prod\n", THERE="all", guard="    protected   = true")
        self.assertIn("prod is protected, and nothing was touched", done.stderr)
        self.assertEqual(self.changes(), [])

    def test_yes_is_not_enough_for_prod(self):
        self.unprotect_prod()
        for what in ("prod", "all"):
            self.assertEqual(self.destroy(what, "--yes", THERE="all").returncode, 1)
            self.assertEqual(self.changes(), [])

    def test_no_answer_is_not_taken_for_no(self):
        # else the state would go under running services
        done = self.destroy("dev", "--yes", THERE="all", FAILS="describe-stacks")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.changes(), [])

    def test_no_answer_is_not_taken_for_unprotected(self):
        # in the file it may be destroyed; in the state, nobody knows
        for options in ({"FAILS": "state show"}, {"guard": "Error: no valid credential sources found"}):
            done = self.destroy("dev", "--yes", THERE="all", **options)
            self.assertEqual(done.returncode, 1)
            self.assertIn("the answer to whether dev is protected, and nothing was touched", done.stderr)
            self.assertEqual(self.changes(), [])

    def test_what_was_never_made_or_is_half_destroyed(self):
        for guard in ("No state file was found!", "No instance found for the given address!"):
            self.assertEqual(self.destroy("dev", "--yes", THERE="all", guard=guard).returncode, 0)

    def test_another_word_than_the_one_asked_for(self):
        self.assertEqual(self.destroy("dev", typed="y\n").returncode, 1)
        self.assertEqual(self.changes(), [])

    def test_a_profile_is_prods_when_all_go(self):
        self.unprotect_prod()
        self.destroy("all", "--profile", "theirs", typed="all\n", THERE="all")
        self.assertEqual(self.changes()[-3:], ["terraform/tf dev destroy", "terraform/tf stage destroy", "[theirs] terraform/tf prod destroy"])


class InThePipeline(Scripts):
    """What a pipeline's build and its actions run."""

    ROLE = {
        "environments/": json.dumps({"managerRoleARN": "arn:aws:iam::111122223333:role/chartdrop-dev-EnvManagerRole", "region": "us-east-1"}),
        "sts assume-role": json.dumps({"Credentials": {"AccessKeyId": "a", "SecretAccessKey": "b", "SessionToken": "c"}}),
    }

    def test_the_same_image_everywhere(self):
        self.stand_in(self.root / "copilot-linux", "copilot-linux")
        done = self.run_script("copilot/pipelines/package-services", CODEBUILD_BUILD_ID="chartdrop:42", says={"describe-images": "sha256:1"})
        self.assertEqual(done.returncode, 0, done.stderr)
        packaged = [call for call in self.calls if "svc package" in call]
        self.assertEqual(len(packaged), 9)
        self.assertIn("copilot-linux svc package --name routes --env prod --output-dir infrastructure --tag 42-prod --upload-assets", packaged)

    def test_only_for_the_environments_that_are_in_the_pipeline(self):
        # dev was destroyed: its stage is out of both manifests
        for pipeline in ("services", "environments"):
            manifest = self.root / f"copilot/pipelines/{pipeline}/manifest.yml"
            manifest.write_text(re.sub(r"  - name: dev\n(    .*\n)+", "", manifest.read_text()))
        self.stand_in(self.root / "copilot-linux", "copilot-linux")
        done = self.run_script("copilot/pipelines/package-services", CODEBUILD_BUILD_ID="chartdrop:42", says={"describe-images": "sha256:1"})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len([call for call in self.calls if "svc package" in call]), 6)
        done = self.run_script("copilot/pipelines/package-environments")
        self.assertEqual(done.returncode, 0, done.stderr)
        packaged = [f"copilot-linux env package --name {name} --output-dir infrastructure --upload-assets --force" for name in ("stage", "prod")]
        self.assertEqual(self.calls, packaged)

    def test_an_image_that_differs(self):
        self.stand_in(self.root / "copilot-linux", "copilot-linux")
        says = {"chartdrop/routes --image-ids imageTag=42-prod": "sha256:2", "describe-images": "sha256:1"}
        done = self.run_script("copilot/pipelines/package-services", CODEBUILD_BUILD_ID="chartdrop:42", says=says)
        self.assertEqual(done.returncode, 1)
        self.assertIn("The image of routes is not the same for every environment", done.stderr)

    def test_a_service_that_cannot_be_packaged(self):
        self.stand_in(self.root / "copilot-linux", "copilot-linux")
        done = self.run_script("copilot/pipelines/package-services", CODEBUILD_BUILD_ID="chartdrop:42", FAILS="svc package --name frontend")
        self.assertEqual(done.returncode, 1)

    def test_the_state_version_that_it_was_built_for(self):
        version = (self.root / "terraform/STATE_VERSION").read_text().strip()
        done = self.run_script("copilot/pipelines/state-version", "dev", says={**self.ROLE, "/chartdrop/dev/STATE_VERSION": version})
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_another_state_version(self):
        done = self.run_script("copilot/pipelines/state-version", "dev", says={**self.ROLE, "/chartdrop/dev/STATE_VERSION": "0"})
        self.assertEqual(done.returncode, 1)
        self.assertIn("dev has state version 0", done.stderr)

    def test_no_state_version(self):
        done = self.run_script("copilot/pipelines/state-version", "dev", says=self.ROLE)
        self.assertEqual(done.returncode, 1)

    def smoke(self, exit_code):
        self.stand_in(self.bin / "curl")
        service = {"taskDefinition": "chartdrop-dev-middletier:7", "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}}}
        says = {
            **self.ROLE,
            "describe-stack-resource": "arn:aws:ecs:us-east-1:111122223333:service/chartdrop-dev-Cluster/chartdrop-dev-middletier-Service",
            "describe-services": json.dumps(service),
            "CHARTDROP_ISSUER": "https://issuer.example.org/pool",
            "CHARTDROP_ARCHIVE": "chartdrop-dev-archive",
            "CHARTDROP_ERRORS": "chartdrop-dev-errors",
            "CLIENT_ID": "the-client",
            "CLIENT_SECRET": "the-secret",
            "openid-configuration": '{"token_endpoint": "https://issuer.example.org/token"}',
            "client_credentials": '{"access_token": "the-token"}',
            "run-task": "arn:aws:ecs:us-east-1:111122223333:task/chartdrop-dev-Cluster/0123",
            "get-log-events": '["ok      a record is found by its number"]',
            "describe-tasks": json.dumps({"containers": [{"name": "middletier", "exitCode": exit_code}]}),
        }
        return self.run_script("copilot/pipelines/smoke", "dev", says=says)

    def test_the_smoke_test_runs_as_a_task_of_the_middle_tier(self):
        done = self.smoke(0)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("a record is found", done.stdout)
        run = next(call for call in self.calls if "run-task" in call)
        self.assertIn("--task-definition chartdrop-dev-middletier:7", run)
        container = self.overrides()["containerOverrides"][0]
        self.assertEqual(container["command"][-1], "io.chartdrop.smoke.Smoke")
        self.assertIn({"name": "CHARTDROP_API", "value": "http://middletier.dev.chartdrop.local:8081"}, container["environment"])
        self.assertIn({"name": "CHARTDROP_ARCHIVE", "value": "chartdrop-dev-archive"}, container["environment"])
        self.assertIn({"name": "CHARTDROP_ERRORS", "value": "chartdrop-dev-errors"}, container["environment"])

    def overrides(self):
        text = self.calls_file.read_text()
        return json.loads(re.search(r"--overrides (.*?) --query", text, re.S)[1])

    def test_no_secret_is_on_a_command_line(self):
        self.smoke(0)
        self.assertNotIn("the-secret", self.calls_file.read_text())

    def test_a_smoke_test_that_fails_stops_the_pipeline(self):
        self.assertEqual(self.smoke(1).returncode, 1)


class Documented(unittest.TestCase):
    """A block of a page that follows <!-- COMMAND --> is what that command prints."""

    def test_the_pages_say_what_dry_runs_say(self):
        compared = 0
        for page in [REPOSITORY / "README.md", REPOSITORY / "copilot/README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]:
            for command, block in re.findall(r"<!-- (\./(?:deploy|destroy) .*?--dry-run) -->\n+```\w*\n(.*?)```", page.read_text(), re.S):
                said = subprocess.run(command.split(), cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
                self.assertEqual(block, said, f"{page.name} says something else of {command}")
                compared += 1
        self.assertGreaterEqual(compared, 3)


if __name__ == "__main__":
    unittest.main()
