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
  id                   = "riverside"
  name                 = "chartdrop-prod"
  environment          = "prod"
  account_id           = "123456789012"
  tenants_table        = "chartdrop-prod-tenants"
  user_pool_id         = "us-east-1_abcdefghi"
  resource_server      = "chartdrop"
  sftp_enabled         = true
  sftp_server_id       = "s-0123456789abcdef0"
  inbox                = "chartdrop-prod-inbox-123456789012"
  permissions_boundary = null
  tenant = {
    name           = "Riverside Clinic"
    time_zone      = "America/New_York"
    date_order     = "MDY"
    charset        = "windows-1252"
    column_aliases = { MRN = "medical_record_number", "Exported at" = "-" }
    limits         = { max_columns = 60 }
    enabled        = true
    ssh_keys       = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGtest0000000000000000000000000000000000000", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGtest1111111111111111111111111111111111111"]
    api            = true
  }
}

run "all_it_has_is_its_own" {
  command = plan

  module {
    source = "./modules/tenant"
  }

  assert {
    condition = jsondecode(aws_dynamodb_table_item.this.item) == {
      pk             = { S = "riverside" }
      name           = { S = "Riverside Clinic" }
      time_zone      = { S = "America/New_York" }
      date_order     = { S = "MDY" }
      charset        = { S = "windows-1252" }
      column_aliases = { M = { MRN = { S = "medical_record_number" }, "Exported at" = { S = "-" } } }
      limits         = { M = { max_columns = { N = "60" } } }
      enabled        = { BOOL = true }
    }
    error_message = "The item has the attributes of records' TenantItem."
  }

  assert {
    condition = flatten([for statement in jsondecode(aws_iam_role_policy.sftp[0].policy).Statement : statement.Resource]) == [
      "arn:aws:s3:::chartdrop-prod-inbox-123456789012", "arn:aws:s3:::chartdrop-prod-inbox-123456789012/riverside/*",
    ]
    error_message = "Nothing but its folder of the inbox."
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.sftp[0].policy).Statement[0].Condition == { StringLike = { "s3:prefix" = "riverside/*" } }
    error_message = "It lists its folder, slash included."
  }
  assert {
    condition     = !strcontains(aws_iam_role_policy.sftp[0].policy, "Version\"]") && !strcontains(aws_iam_role_policy.sftp[0].policy, "DeleteObjectVersion") && !strcontains(aws_iam_role_policy.sftp[0].policy, ":*\"")
    error_message = "It deletes no version."
  }
  assert {
    condition     = aws_transfer_user.this[0].home_directory_type == "LOGICAL" && aws_transfer_user.this[0].home_directory_mappings[0].target == "/chartdrop-prod-inbox-123456789012/riverside"
    error_message = "What it sees as / is its folder."
  }
  assert {
    condition     = length(aws_transfer_ssh_key.this) == 2
    error_message = "Each key signs in."
  }
  assert {
    condition     = jsondecode(aws_iam_role.sftp[0].assume_role_policy).Statement[0].Principal == { Service = "transfer.amazonaws.com" } && jsondecode(aws_iam_role.sftp[0].assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "123456789012"
    error_message = "Transfer Family takes the role, for this account."
  }

  assert {
    condition     = toset(aws_cognito_user_pool_client.api[0].allowed_oauth_scopes) == toset(["chartdrop/records:read", "chartdrop/files:read", "chartdrop/files:write", "chartdrop/tenant:riverside"])
    error_message = "One tenant scope."
  }
  assert {
    condition     = tolist(aws_cognito_user_pool_client.api[0].allowed_oauth_flows) == tolist(["client_credentials"])
    error_message = "A machine has no other flow."
  }
  assert {
    condition     = aws_cognito_user_group.this.name == "tenant:riverside"
    error_message = "Its people are in its group."
  }
}

run "without_sftp_and_api_it_has_neither" {
  command = plan

  module {
    source = "./modules/tenant"
  }

  variables {
    sftp_enabled   = false
    sftp_server_id = null
    tenant = {
      name    = "Riverside Clinic", time_zone = "America/New_York", date_order = "MDY", charset = "windows-1252", column_aliases = {}, limits = {}
      enabled = true, ssh_keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGtest0000000000000000000000000000000000000"], api = false
    }
  }

  assert {
    condition     = length(aws_transfer_user.this) + length(aws_iam_role.sftp) + length(aws_transfer_ssh_key.this) + length(aws_cognito_user_pool_client.api) == 0
    error_message = "No user, no role, no key, no client."
  }
  assert {
    condition     = !can(jsondecode(aws_dynamodb_table_item.this.item).limits)
    error_message = "Limits that are not given are the service's to say."
  }
}

run "another_spelling_of_an_id_is_refused" {
  command = plan

  module {
    source = "./modules/tenant"
  }

  variables {
    id = "Riverside"
  }

  expect_failures = [var.id]
}
