# What the root refuses before it asks AWS anything, and what it hands over. The real provider, no network.
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
}

override_data {
  target = data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

variables {
  environment         = "prod"
  allowed_account_ids = ["123456789012"]
  web_domain          = "chartdrop.example.org"
  zone_id             = "Z0123456789EXAMPLE"
  alarm_emails        = ["ops@example.org"]
  monthly_budget_usd  = 100
  data_events_enabled = true
  tenants = {
    riverside = { name = "Riverside Clinic", time_zone = "America/New_York", api = true }
    lakeside  = { name = "Lakeside Clinic", time_zone = "America/Los_Angeles" }
  }
}

run "the_services_are_told_their_variables_and_nothing_else" {
  command = plan

  assert {
    condition = toset(output.handover) == toset([for name in concat(
      [for table in ["RECORDS", "FILES", "IDEMPOTENCY", "SUMMARY", "TENANTS"] : "CHARTDROP_TABLE_${table}"],
      ["CHARTDROP_INBOX", "CHARTDROP_ARCHIVE", "CHARTDROP_ERRORS", "CHARTDROP_TENANT_ACCESS", "CHARTDROP_ISSUER", "CHARTDROP_WEB"],
      ["CHARTDROP_WEB_CLIENT_ID", "CHARTDROP_WEB_CLIENT_SECRET", "CHARTDROP_SIGN_OUT", "CHARTDROP_OPS_PASSWORD", "CHARTDROP_SFTP_HOST", "CHARTDROP_SFTP_PORT", "STATE_VERSION"],
    ) : "/chartdrop/prod/${name}"])
    error_message = "Parameters are named as the variables that services read."
  }
  assert {
    condition     = output.state_version == trimspace(file("STATE_VERSION"))
    error_message = "The state's version is the file's."
  }
  assert {
    condition     = local.tags == { copilot-application = "chartdrop", copilot-environment = "prod", managed-by = "terraform" }
    error_message = "Copilot's two tags; never copilot-service, which would block the deletion of an environment."
  }
  assert {
    condition     = local.administrators == ["arn:aws:iam::123456789012:role/chartdrop-prod-deploy"]
    error_message = "The deploy role may create tables."
  }
  assert {
    condition     = terraform_data.guard.input.protected == true
    error_message = "Data is protected unless one says otherwise."
  }
}

run "tenant_id_riverside__is_refused" {
  command = plan

  variables {
    tenants = { "riverside-" = { name = "A clinic", time_zone = "UTC" } }
  }

  expect_failures = [var.tenants]
}

run "tenant_id_a_b_is_refused" {
  command = plan

  variables {
    tenants = { "a#b" = { name = "A clinic", time_zone = "UTC" } }
  }

  expect_failures = [var.tenants]
}

run "tenant_id_abcdefghijklmnopqrstuvwxyz_0123456_is_refused" {
  command = plan

  variables {
    tenants = { "abcdefghijklmnopqrstuvwxyz-0123456" = { name = "A clinic", time_zone = "UTC" } }
  }

  expect_failures = [var.tenants]
}

run "a_nameless_tenant_is_refused" {
  command = plan

  variables {
    tenants = { riverside = { name = " ", time_zone = "UTC" } }
  }

  expect_failures = [var.tenants]
}

run "a_fixed_offset_is_no_time_zone" {
  command = plan

  variables {
    tenants = { riverside = { name = "A clinic", time_zone = "+05:00" } }
  }

  expect_failures = [var.tenants]
}

run "another_date_order_is_refused" {
  command = plan

  variables {
    tenants = { riverside = { name = "A clinic", time_zone = "UTC", date_order = "MYD" } }
  }

  expect_failures = [var.tenants]
}

run "an_alias_to_no_column_is_refused" {
  command = plan

  variables {
    tenants = { riverside = { name = "A clinic", time_zone = "UTC", column_aliases = { MRN = "mrn" } } }
  }

  expect_failures = [var.tenants]
}

run "a_limit_of_nothing_is_refused" {
  command = plan

  variables {
    tenants = { riverside = { name = "A clinic", time_zone = "UTC", limits = { max_columns = 0 } } }
  }

  expect_failures = [var.tenants]
}

run "a_file_larger_than_s3_copies_is_refused" {
  command = plan

  variables {
    tenants = { riverside = { name = "A clinic", time_zone = "UTC", limits = { max_file_bytes = 5368709121 } } }
  }

  expect_failures = [var.tenants]
}

run "a_private_key_is_refused" {
  command = plan

  variables {
    tenants = { riverside = { name = "A clinic", time_zone = "UTC", ssh_keys = ["-----BEGIN OPENSSH PRIVATE KEY-----"] } }
  }

  expect_failures = [var.tenants]
}

run "a_98th_tenant_with_api_is_refused" {
  command = plan

  variables {
    tenants = { for i in range(98) : format("clinic-%02d", i) => { name = "A clinic", time_zone = "UTC", api = true } }
  }

  expect_failures = [var.tenants]
}

run "the_smoke_test_is_told_how_the_canary_signs_in" {
  command = plan

  variables {
    tenants = { canary = { name = "Canary", time_zone = "UTC", api = true } }
  }

  assert {
    condition = toset([for name in output.handover : name if strcontains(name, "CANARY")]) == toset([
      "/chartdrop/prod/CHARTDROP_CANARY_CLIENT_ID", "/chartdrop/prod/CHARTDROP_CANARY_CLIENT_SECRET",
    ])
    error_message = "Its id and its secret, by which a token is asked for."
  }
}

run "without_sftp_nobody_is_told_of_it" {
  command = plan

  variables {
    sftp_enabled = false
  }

  assert {
    condition     = length([for name in output.handover : name if strcontains(name, "SFTP")]) == 0 && output.sftp_host == null
    error_message = "No host, no port."
  }
}

# By itself: it is compared with the environment, which is wrong below.
run "a_restored_table_outside_of_every_roles_rights_is_refused" {
  command = plan

  variables {
    restored_tables = { records = "chartdrop-dev-records-restored" }
  }

  expect_failures = [var.restored_tables]
}

# All at once, for one plan costs as much as another: each of them must be refused.
run "each_of_these_is_refused" {
  command = plan

  variables {
    environment            = "production"                         # another name than the three is refused
    allowed_account_ids    = ["1234"]                             # an account that is none is refused
    web_domain             = "https://chartdrop.example.org/"     # an address is no host name
    zone_id                = "chartdrop.example.org"              # a zone of another form is refused
    operators              = ["*"]                                # everybody is no operator
    administrators         = ["*"]                                # everybody is no administrator
    permissions_boundary   = "arn:aws:iam::123456789012:policy/x" # a boundary is named not addressed
    sign_in_domain_prefix  = "my-cognito"                         # cognito keeps its own names
    callback_urls          = ["http://chartdrop.example.org/"]    # plain http is no callback
    logs_retention_days    = 1                                    # s3 needs a day to hide and a day to delete
    archive_retention_days = 30                                   # an archive that ends too soon is refused
    alarm_emails           = []                                   # a budget that tells nobody is refused
    log_retention_days     = 100                                  # a span cloudwatch does not know is refused
    alarm_thresholds       = { failed_files = 0 }                 # a threshold of nothing is refused
  }

  expect_failures = [
    var.environment,
    var.allowed_account_ids,
    var.web_domain,
    var.zone_id,
    var.operators,
    var.administrators,
    var.permissions_boundary,
    var.sign_in_domain_prefix,
    var.callback_urls,
    var.logs_retention_days,
    var.archive_retention_days,
    var.monthly_budget_usd,
    var.log_retention_days,
    var.alarm_thresholds,
  ]
}
