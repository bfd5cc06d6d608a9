"""Each mistake, planted alone, is noticed; and without one nothing is."""

import re
import shutil
import tempfile
import unittest
from pathlib import Path

import check

REPOSITORY = Path(__file__).parents[2]
# What the check reads; sources of the services are only read, so a link does.
COPIED = ("copilot", "Dockerfile", ".dockerignore", "pom.xml", "terraform/environments", "terraform/handover.tf", "terraform/tables.json", "terraform/modules/watch")
LINKED = ("routes", "middletier", "frontend")


class Mistakes(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.root = Path(held.name)
        for name in COPIED:
            source, target = REPOSITORY / name, self.root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        for name in LINKED:
            (self.root / name).symlink_to(REPOSITORY / name)

    def plant(self, file, old, new):
        path = self.root / file
        text = path.read_text()
        self.assertIn(old, text, "there is no place for this mistake")
        path.write_text(text.replace(old, new, 1))

    def assertNoticed(self, pattern):
        found = check.complaints(self.root)
        self.assertTrue(any(re.search(pattern, one) for one in found), f"{pattern} is not in {found}")

    def test_without_a_mistake_nothing_is_said(self):
        self.assertEqual(check.complaints(self.root), [])

    # --- keys that Copilot would ignore

    def test_require_approval(self):
        self.plant("copilot/pipelines/services/manifest.yml", "requires_approval", "require_approval")
        self.assertNoticed("pipelines/services: /stages/2/require_approval: Copilot ignores .*; requires_approval")

    def test_a_misspelt_key(self):
        self.plant("copilot/routes/manifest.yml", "network:", "netwrok:")
        self.assertNoticed("routes: /netwrok: Copilot ignores .*; network")

    def test_a_misspelt_key_of_one_environment(self):
        self.plant("copilot/middletier/manifest.yml", "cooldown:", "cool_down:")
        self.assertNoticed("middletier: /environments/prod/count/cool_down")

    def test_deployments_for_deployment(self):
        self.plant("copilot/routes/manifest.yml", "\ndeployment:", "\ndeployments:")
        self.assertNoticed("routes: /deployments: .*deployment")

    def test_a_grace_period_outside_of_the_health_check(self):
        self.plant("copilot/frontend/manifest.yml", "  stickiness: true", "  stickiness: true\n  grace_period: 120s")
        self.assertNoticed("frontend: /http/grace_period")

    def test_the_context_outside_of_the_build(self):
        self.plant("copilot/routes/manifest.yml", "    context: .\n", "")
        self.plant("copilot/routes/manifest.yml", "image:\n", "image:\n  context: .\n")
        self.assertNoticed("routes: /image/context")
        self.assertNoticed("routes: dev: /image/build/context: is missing")

    def test_a_key_of_an_environment_that_copilot_writes_wrongly_itself(self):
        self.plant("copilot/environments/prod/manifest.yml", "http:\n  public:\n", "http:\n  public:\n    ingress:\n      from_vpc: true\n")
        self.assertNoticed("environments/prod: /http/public/ingress/from_vpc")

    def test_access_logs_which_would_hold_patients_names(self):
        self.plant("copilot/environments/prod/manifest.yml", "http:\n  public:\n", "http:\n  public:\n    access_logs: true\n")
        self.assertNoticed("environments/prod: /http/public/access_logs")

    # --- values

    def test_a_range_without_a_measure(self):
        self.plant("copilot/routes/manifest.yml", "  cpu_percentage: 70\n", "")
        self.assertNoticed("routes: dev: /count: a range needs")

    def test_a_bare_count_in_one_environment(self):
        self.plant("copilot/routes/manifest.yml", "    count:\n      range: 2-6\n      cooldown:\n        in: 300s\n        out: 60s\n", "    count: 2\n")
        self.assertNoticed("routes: .*/count: 2 is not a map")

    def test_a_retention_in_quotes(self):
        self.plant("copilot/environments/dev/manifest.yml", "retention: 14", "retention: '14'")
        self.assertNoticed("environments/dev: .*retention: '14' is not a whole number")

    def test_a_version_in_quotes(self):
        self.plant("copilot/pipelines/services/manifest.yml", "version: 1", 'version: "1"')
        self.assertNoticed("pipelines/services: /version")

    def test_a_task_that_fargate_does_not_have(self):
        self.plant("copilot/routes/manifest.yml", "memory: 1024", "memory: 1536")
        self.assertNoticed("routes: dev: /memory: Fargate has no task")

    def test_a_writable_root(self):
        self.plant("copilot/middletier/manifest.yml", "readonly_fs: true", "readonly_fs: false")
        self.assertNoticed("middletier: dev: /storage/readonly_fs")

    def test_a_service_on_a_public_address(self):
        self.plant("copilot/middletier/manifest.yml", "placement: private", "placement: public")
        self.assertNoticed("middletier: /network/vpc/placement: 'public' is not private")

    def test_old_tls(self):
        self.plant("copilot/environments/prod/manifest.yml", "ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-2016-08")
        self.assertNoticed("environments/prod: .*ssl_policy")

    def test_a_key_twice(self):
        self.plant("copilot/routes/manifest.yml", "cpu: 512", "cpu: 512\ncpu: 1024")
        self.assertRaisesRegex(Exception, "'cpu' stands there twice", check.complaints, self.root)

    # --- against the image and the services

    def test_a_stage_that_the_dockerfile_does_not_have(self):
        self.plant("copilot/routes/manifest.yml", "target: routes", "target: worker")
        self.assertNoticed("routes: dev: /image/build/target: .*'worker'")

    def test_a_volume_that_the_image_does_not_declare(self):
        self.plant("Dockerfile", "VOLUME /spool\n", "")
        self.assertNoticed(r"routes: dev: /storage/volumes: \['/spool', '/tmp'\]")

    def test_a_module_that_is_kept_out_of_the_build(self):
        self.plant(".dockerignore", "!records\n", "")
        self.assertNoticed(".dockerignore: Maven builds nothing without records")

    def test_an_image_that_runs_as_root(self):
        self.plant("Dockerfile", "USER 10001:10001", "USER root")
        self.assertNoticed("routes: dev: /image: it would run as root")

    def test_health_asked_of_the_wrong_port(self):
        self.plant("copilot/middletier/manifest.yml", '"8091"', '"8081"')
        self.assertNoticed("middletier: dev: /image/healthcheck/command: .* 8091")

    def test_a_port_that_nobody_listens_on(self):
        self.plant("copilot/middletier/manifest.yml", "  port: 8081", "  port: 8080")
        self.assertNoticed("middletier: dev: /image/port: .* 8081")
        self.assertNoticed("frontend: dev: /variables/CHARTDROP_API: middletier listens on 8080")

    def test_a_caller_that_does_not_connect(self):
        self.plant("copilot/frontend/manifest.yml", "  connect: true\n", "")
        self.assertNoticed("frontend: dev: /network/connect: .* both connect")

    def test_a_variable_that_nobody_gives(self):
        self.plant("copilot/routes/addons/data-access.yml", "  ChartdropErrors:\n    Value: !Ref ChartdropErrors\n", "")
        self.assertNoticed("routes: dev: it reads CHARTDROP_ERRORS, which nobody gives it")

    def test_no_word_of_where_the_api_is(self):
        self.plant("copilot/frontend/manifest.yml", "  CHARTDROP_API: http://middletier:8081\n", "")
        self.assertNoticed("frontend: dev: it reads CHARTDROP_API, which nobody gives it")

    def test_a_variable_that_nobody_reads(self):
        self.plant("copilot/frontend/manifest.yml", "variables:\n", "variables:\n  CHARTDROP_MIDDLETIER: http://middletier:8081\n")
        self.assertNoticed("frontend: dev: it is given CHARTDROP_MIDDLETIER, which it does not read")

    def test_a_stop_timeout_within_what_stopping_takes(self):
        self.plant("copilot/routes/overrides/cfn.patches.yml", "value: 60", "value: 30")
        self.assertNoticed("routes: overrides: StopTimeout is 30, and stopping may take 35 s")

    def test_no_stop_timeout(self):
        path = self.root / "copilot/middletier/overrides/cfn.patches.yml"
        path.write_text(path.read_text().split("# Longer")[0])
        self.assertNoticed("middletier: overrides: StopTimeout is ECS’s own 30")

    def test_a_stop_timeout_beyond_fargate(self):
        self.plant("copilot/routes/overrides/cfn.patches.yml", "value: 60", "value: 300")
        self.assertNoticed("routes: overrides: StopTimeout is 300")

    # --- against Terraform

    def test_a_parameter_that_terraform_does_not_write(self):
        self.plant("terraform/handover.tf", "CHARTDROP_ARCHIVE ", "CHARTDROP_COLD ")
        self.assertNoticed("routes: addons: Terraform hands no CHARTDROP_ARCHIVE over in prod")

    def test_sftp_where_there_is_none(self):
        self.plant("terraform/environments/prod.tfvars", "sftp_enabled        = true", "sftp_enabled        = false")
        self.assertNoticed("frontend: prod: /secrets: Terraform hands no CHARTDROP_SFTP_HOST over in prod")

    def test_no_word_of_sftp_where_there_is_one(self):
        self.plant("terraform/environments/dev.tfvars", "sftp_enabled          = false", "sftp_enabled          = true")
        self.assertNoticed("frontend: dev: it reads CHARTDROP_SFTP_HOST, which nobody gives it")

    def test_a_secret_of_another_environment(self):
        self.plant("copilot/frontend/manifest.yml", "/chartdrop/${COPILOT_ENVIRONMENT_NAME}/CHARTDROP_ISSUER", "/chartdrop/dev/CHARTDROP_ISSUER")
        self.assertNoticed("frontend: prod: /secrets/CHARTDROP_ISSUER: its parameter is /chartdrop/prod/")

    def test_a_parameter_under_another_name(self):
        self.plant("copilot/routes/addons/addons.parameters.yml", "/CHARTDROP_INBOX", "/CHARTDROP_ERRORS")
        self.assertNoticed("routes: addons: ChartdropInbox is /chartdrop/dev/CHARTDROP_ERRORS")

    def test_an_alarm_that_terraform_does_not_make(self):
        self.plant("copilot/routes/manifest.yml", "-file-failed", "-files-failed")
        self.assertNoticed("routes: dev: /deployment/rollback_alarms: .*chartdrop-dev-files-failed")

    def test_another_host_than_the_one_people_sign_in_to(self):
        self.plant("terraform/environments/prod.tfvars", '"chartdrop.example.org"', '"records.example.org"')
        self.assertNoticed("frontend: prod: /http/alias: Terraform's web_domain is records.example.org")

    def test_another_zone(self):
        self.plant("copilot/frontend/manifest.yml", "Z0123456789EXAMPLESTG", "Z0123456789EXAMPLEDEV")
        self.assertNoticed("frontend: stage: /http/hosted_zone")

    def test_a_certificate_of_another_account(self):
        self.plant("copilot/environments/prod/manifest.yml", "444455556666", "111122223333")
        self.assertNoticed("environments/prod: /http/public/certificates")

    # --- addons

    def test_an_addon_that_holds_state(self):
        self.plant("copilot/routes/addons/data-access.yml", "Resources:\n", "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n")
        self.assertNoticed("routes: addons/data-access.yml: Queue is AWS::SQS::Queue")

    def test_a_right_to_everything(self):
        self.plant("copilot/routes/addons/data-access.yml", "- dynamodb:Scan", "- dynamodb:*")
        self.assertNoticed(r"routes: addons/data-access.yml: Tenants allows dynamodb:\*")

    def test_a_policy_that_is_attached_to_nothing(self):
        self.plant("copilot/routes/addons/data-access.yml", "Value: !Ref DataAccess\n", "Value: !GetAtt DataAccess.Arn\n")
        self.assertNoticed("routes: addons/data-access.yml: DataAccess is attached .* plain !Ref")

    def test_copilots_own_parameter_left_out(self):
        self.plant("copilot/middletier/addons/data-access.yml", "  Name:\n    Type: String\n", "")
        self.assertNoticed("middletier: addons/data-access.yml: parameter Name is Copilot's")

    def test_a_parameters_name_taken_for_its_value(self):
        self.plant("copilot/routes/addons/data-access.yml", "ChartdropInbox:\n    Type: AWS::SSM::Parameter::Value<String>", "ChartdropInbox:\n    Type: String")
        self.assertNoticed("routes: addons/data-access.yml: ChartdropInbox would be the parameter's name")

    def test_a_parameter_that_is_not_passed(self):
        self.plant("copilot/routes/addons/addons.parameters.yml", "  ChartdropErrors: !Sub /${AppName}/${EnvName}/CHARTDROP_ERRORS\n", "")
        self.assertNoticed("routes: addons/data-access.yml: ChartdropErrors is declared and passed, or neither")

    def test_an_environments_addon_that_reads_a_parameter(self):
        self.plant("copilot/environments/addons/gateway-endpoints.yml", "Vpc:\n    Type: String", "Vpc:\n    Type: AWS::SSM::Parameter::Value<String>")
        self.assertNoticed("environments: addons/gateway-endpoints.yml: Vpc is read again")

    # --- patches

    def test_a_patch_of_what_is_not_there(self):
        self.plant("copilot/routes/overrides/cfn.patches.yml", "DynamicDesiredCountFunction", "RulePriorityFunction")
        self.assertNoticed("routes: overrides: /Resources/RulePriorityFunction/Properties/Runtime is not in the template for dev")

    def test_a_helper_function_that_is_not_lifted(self):
        self.plant("copilot/frontend/overrides/cfn.patches.yml", "- op: replace\n  path: /Resources/RulePriorityFunction/Properties/Runtime\n  value: nodejs24.x\n", "")
        self.assertNoticed("frontend: overrides: /Resources/RulePriorityFunction/Properties/Runtime is left")

    def test_a_dated_runtime(self):
        self.plant("copilot/middletier/overrides/cfn.patches.yml", "nodejs24.x", "nodejs20.x")
        self.assertNoticed("middletier: overrides: .* is nodejs20.x")

    def test_an_empty_folder_of_overrides(self):
        (self.root / "copilot/environments/overrides/cfn.patches.yml").rename(self.root / "elsewhere")
        (self.root / "copilot/environments/dev/overrides").mkdir()
        shutil.copy(self.root / "elsewhere", self.root / "copilot/environments/overrides/cfn.patches.yml")
        self.assertNoticed("environments/dev/overrides: Copilot refuses an empty folder")

    def test_a_patch_of_the_network_that_copilot_does_not_know(self):
        self.plant("copilot/environments/overrides/cfn.patches.yml", "/Resources/NatGateway2/Condition", "/Resources/NATGateway2/Condition")
        self.assertNoticed("environments: overrides: /Resources/NATGateway2/Condition is not known")
        self.assertNoticed("environments: overrides: /Resources/NatGateway2/Condition is not patched")

    def test_a_build_left_on_an_old_image(self):
        self.plant("copilot/pipelines/services/overrides/cfn.patches.yml", "PostprodDeploymentActionsmoke", "PostprodDeploymentActiontest")
        self.assertNoticed("pipelines/services: overrides: .*PostprodDeploymentActionsmoke/.* is left")

    # --- pipelines and networks

    def test_prod_without_approval(self):
        self.plant("copilot/pipelines/environments/manifest.yml", "    requires_approval: true\n", "")
        self.assertNoticed("pipelines/environments: /stages/prod: prod requires approval")

    def test_approval_that_is_not_required(self):
        self.plant("copilot/pipelines/services/manifest.yml", "requires_approval: true", "requires_approval: false")
        self.assertNoticed("pipelines/services: /stages/prod: prod requires approval")

    def test_prod_before_stage(self):
        path = self.root / "copilot/pipelines/services/manifest.yml"
        text = path.read_text()
        path.write_text(text.replace("name: stage", "name: x").replace("name: prod", "name: stage").replace("name: x", "name: prod"))
        self.assertNoticed("pipelines/services: /stages: dev -> prod -> stage")

    def test_a_stage_of_one_pipeline_only(self):
        self.without("dev", "services")
        self.assertNoticed("pipelines: .* are not the same stages")

    def test_no_mistake_is_a_stage_that_was_taken_out_of_both(self):
        for pipeline in ("services", "environments"):
            self.without("dev", pipeline)
        self.assertEqual(check.complaints(self.root), [])

    def test_a_patch_for_a_stage_that_was_taken_out(self):
        self.without("dev", "services", patches=False)
        self.assertNoticed("pipelines/services: overrides: .*PredevDeploymentActionstateversion/.* is not known")

    def test_a_stage_that_the_scripts_do_not_find(self):
        self.plant("copilot/pipelines/services/manifest.yml", "  - name: stage", "  - name:  stage")
        self.assertNoticed("pipelines/services: /stages: the scripts that package look for")

    def without(self, stage, pipeline, patches=True):
        """The pipeline with the stage taken out, as docs/teardown.md says."""
        folder = self.root / "copilot/pipelines" / pipeline
        manifest = folder / "manifest.yml"
        text = manifest.read_text()
        manifest.write_text(re.sub(rf"  - name: {stage}\n(    .*\n)+", "", text))
        self.assertNotEqual(manifest.read_text(), text)
        if patches:
            overrides = folder / "overrides/cfn.patches.yml"
            overrides.write_text(re.sub(rf"- op: replace\n  path: /Resources/(Pre|Post){stage}Dep.*\n  value: .*\n", "", overrides.read_text()))

    def test_a_stage_without_a_smoke_test(self):
        self.plant("copilot/pipelines/services/manifest.yml", "    post_deployments:\n      smoke:\n        buildspec: copilot/pipelines/smoke.yml\n", "")
        self.assertNoticed("pipelines/services: /stages/dev/post_deployments: there is no smoke test")

    def test_a_stage_that_does_not_look_at_the_state_version(self):
        self.plant("copilot/pipelines/services/manifest.yml", "      state-version:", "      version:")
        self.assertNoticed("pipelines/services: /stages/dev/pre_deployments: nobody looks at the state version")

    def test_a_test_command_which_finds_no_script(self):
        self.plant("copilot/pipelines/services/manifest.yml", "  - name: dev\n", "  - name: dev\n    test_commands: [bash smoke]\n")
        self.assertNoticed("pipelines/services: /stages/0/test_commands")

    def test_a_service_that_is_not_deployed(self):
        self.plant("copilot/pipelines/services/manifest.yml", "      routes:\n", "")
        self.assertNoticed("pipelines/services: /stages/dev/deployments: middletier, frontend")

    def test_waiting_for_a_service_that_is_not_there(self):
        self.plant("copilot/pipelines/services/manifest.yml", "depends_on: [middletier]", "depends_on: [api]")
        self.assertNoticed("pipelines/services: .*/frontend: it waits for api")

    def test_another_environments_stack(self):
        self.plant("copilot/pipelines/environments/manifest.yml", "stack_name: chartdrop-prod", "stack_name: chartdrop-stage")
        self.assertNoticed("pipelines/environments: .*another environment's stack")

    def test_a_buildspec_that_is_not_there(self):
        (self.root / "copilot/pipelines/smoke.yml").unlink()
        self.assertNoticed("pipelines/services: there is no buildspec copilot/pipelines/smoke.yml")

    def test_a_buildspec_whose_script_is_not_there(self):
        (self.root / "copilot/pipelines/package-services").unlink()
        self.assertNoticed("pipelines/services: .*package-services' runs no script of ours")

    def test_a_build_on_another_processor(self):
        self.plant("copilot/pipelines/services/manifest.yml", "amazonlinux-aarch64-standard", "amazonlinux-x86_64-standard")
        self.assertNoticed("pipelines/services: /build/image")

    def test_networks_that_overlap(self):
        path = self.root / "copilot/environments/stage/manifest.yml"
        path.write_text(path.read_text().replace("10.20.", "10.10."))
        self.assertNoticed("environments: dev and stage overlap")

    def test_subnets_that_overlap(self):
        self.plant("copilot/environments/dev/manifest.yml", "10.10.32.0/20", "10.10.16.0/20")
        self.assertNoticed("environments/dev: .* overlap")

    def test_an_environment_that_nobody_has(self):
        self.plant("copilot/routes/manifest.yml", "environments:\n  prod:", "environments:\n  production:")
        self.assertNoticed("routes: /environments/production: there is no such environment")


if __name__ == "__main__":
    unittest.main()
