# The real provider, no network: what it plans is what AWS would be asked for.
# Whether the policies mean what they should is asked in tests/policies/.
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
}

variables {
  name                 = "chartdrop-prod"
  account_id           = "123456789012"
  application          = "chartdrop"
  environment          = "prod"
  operators            = ["arn:aws:iam::123456789012:user/ops/*"]
  operators_prove_mfa  = true
  permissions_boundary = "arn:aws:iam::123456789012:policy/chartdrop-prod-boundary"
  table_arns           = { for table in ["records", "files", "idempotency", "summary", "tenants"] : table => "arn:aws:dynamodb:us-east-1:123456789012:table/chartdrop-prod-${table}" }
  bucket_arns          = { for bucket in ["inbox", "archive", "errors", "logs"] : bucket => "arn:aws:s3:::chartdrop-prod-${bucket}-123456789012" }
}

run "the_tenants_role_knows_its_tag_and_operators_prove_mfa" {
  command = plan

  module {
    source = "./modules/roles"
  }

  assert {
    condition = jsondecode(aws_iam_role.tenant.assume_role_policy).Statement[0].Condition == {
      StringEquals = {
        "aws:PrincipalTag/copilot-application" = "chartdrop"
        "aws:PrincipalTag/copilot-environment" = "prod"
        "aws:PrincipalTag/copilot-service"     = "middletier"
      }
      ArnLike                     = { "aws:PrincipalArn" = "arn:aws:iam::123456789012:role/chartdrop-prod-middletier-TaskRole-*" }
      StringLike                  = { "aws:RequestTag/tenant_id" = "?*" }
      "ForAllValues:StringEquals" = { "aws:TagKeys" = "tenant_id" }
    }
    error_message = "Only the middle tier's task takes it, with the tag tenant_id and no other."
  }
  assert {
    condition     = length(jsondecode(aws_iam_role.tenant.assume_role_policy).Statement) == 1
    error_message = "There is no second way in."
  }
  assert {
    condition     = aws_iam_role.tenant.max_session_duration == 3600 && aws_iam_role.tenant.tags["chartdrop-data"] == "prod"
    error_message = "An hour at most, and known to the data key."
  }

  # Without the Null check a call that names no key satisfies ForAllValues.
  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.tenant.policy).Statement :
      try(statement.Condition.Null["dynamodb:LeadingKeys"] == "false", false) if strcontains(jsonencode(statement.Action), "dynamodb:")
    ])
    error_message = "Each statement on items says what an absent key means."
  }
  assert {
    condition     = !strcontains(aws_iam_role_policy.tenant.policy, "Scan") && !strcontains(aws_iam_role_policy.tenant.policy, "Delete")
    error_message = "The tenants' role neither scans nor deletes."
  }
  assert {
    condition     = !strcontains(aws_iam_role_policy.tenant.policy, "chartdrop-prod-tenants") && !strcontains(aws_iam_role_policy.tenant.policy, "chartdrop-prod-idempotency")
    error_message = "The tenants' role touches neither settings nor claims."
  }

  assert {
    condition     = jsondecode(aws_iam_role.operator[0].assume_role_policy).Statement[0].Condition.Bool["aws:MultiFactorAuthPresent"] == "true"
    error_message = "An operator proves MFA."
  }
  assert {
    condition     = alltrue([for role in [aws_iam_role.tenant, aws_iam_role.operator[0]] : role.permissions_boundary == var.permissions_boundary])
    error_message = "Every role has the boundary."
  }
}

run "no_operators_no_role" {
  command = plan

  module {
    source = "./modules/roles"
  }

  variables {
    operators = []
  }

  assert {
    condition     = length(aws_iam_role.operator) == 0
    error_message = "Without operators there is no such role."
  }
}
