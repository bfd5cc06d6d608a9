# The real provider, no network: what it plans is what AWS would be asked for.
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
  name            = "chartdrop-prod"
  account_id      = "123456789012"
  region          = "us-east-1"
  application     = "chartdrop"
  environment     = "prod"
  data_services   = ["routes", "middletier"]
  administrators  = ["arn:aws:iam::123456789012:role/chartdrop-prod-deploy"]
  deletion_window = 30
}

run "keys_rotate_and_known_principals_read_through_the_stores_only" {
  command = plan

  module {
    source = "./modules/keys"
  }

  assert {
    condition     = aws_kms_key.data.enable_key_rotation && aws_kms_key.telemetry.enable_key_rotation
    error_message = "Both keys rotate."
  }
  assert {
    condition     = aws_kms_key.data.deletion_window_in_days == 30
    error_message = "A key waits before it goes."
  }

  # Who may decrypt: each such statement is bound to the account, to S3 or DynamoDB, and to a tag or a name.
  assert {
    condition = alltrue([
      for statement in jsondecode(aws_kms_key.data.policy).Statement : try(
        statement.Condition.StringEquals["kms:CallerAccount"] == "123456789012" &&
        alltrue([for service in flatten([statement.Condition.StringEquals["kms:ViaService"]]) : contains(["s3.us-east-1.amazonaws.com", "dynamodb.us-east-1.amazonaws.com"], service)]) &&
        anytrue([
          can(statement.Condition.StringEquals["aws:PrincipalTag/chartdrop-data"]),
          can(statement.Condition.StringEquals["aws:PrincipalTag/copilot-service"]),
          can(statement.Condition.ArnLike["aws:PrincipalArn"]),
        ]),
      false) if strcontains(jsonencode(statement.Action), "kms:Decrypt")
    ])
    error_message = "Whoever decrypts is bound to account, store and tag or name."
  }
  assert {
    condition     = !strcontains(aws_kms_key.data.policy, "kms:*")
    error_message = "Nobody may do all with the data key, the account's administrator included."
  }
  assert {
    condition     = !strcontains(join(",", flatten([for statement in jsondecode(aws_kms_key.data.policy).Statement : statement.Action if statement.Sid == "Manage"])), "crypt")
    error_message = "Who manages the data key does not read with it."
  }
  assert {
    condition = [
      for statement in jsondecode(aws_kms_key.data.policy).Statement :
      join(" ", sort(statement.Condition.StringEquals["aws:PrincipalTag/copilot-service"])) if statement.Sid == "ServicesOfThisEnvironment"
    ] == ["middletier routes"]
    error_message = "Of Copilot's services, those that touch data."
  }
}
