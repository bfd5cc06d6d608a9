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
  name                   = "chartdrop-prod"
  definitions            = jsondecode(file("tables.json"))
  key_arn                = "arn:aws:kms:us-east-1:123456789012:key/data"
  point_in_time_recovery = true
  protected              = true
}

run "every_table_is_protected_and_as_defined" {
  command = plan

  module {
    source = "./modules/tables"
  }

  assert {
    condition     = toset(keys(aws_dynamodb_table.this)) == toset(["records", "files", "idempotency", "summary", "tenants"])
    error_message = "The tables are those of tables.json."
  }
  assert {
    condition     = alltrue([for key, table in aws_dynamodb_table.this : table.name == "chartdrop-prod-${key}"])
    error_message = "A table is named chartdrop-ENV-TABLE."
  }
  assert {
    condition     = alltrue([for table in aws_dynamodb_table.this : table.server_side_encryption[0].enabled && table.server_side_encryption[0].kms_key_arn == var.key_arn])
    error_message = "Every table is under the customer key."
  }
  assert {
    condition     = alltrue([for table in aws_dynamodb_table.this : table.point_in_time_recovery[0].enabled])
    error_message = "Every table can be restored."
  }
  assert {
    condition     = alltrue([for table in aws_dynamodb_table.this : table.deletion_protection_enabled])
    error_message = "Every table refuses deletion."
  }
  assert {
    condition     = alltrue([for table in aws_dynamodb_table.this : table.billing_mode == "PAY_PER_REQUEST"])
    error_message = "Every table is billed by request."
  }

  assert {
    condition     = alltrue([for key, table in aws_dynamodb_table.this : table.hash_key == var.definitions[key].key[0] && table.range_key == try(var.definitions[key].key[1], null)])
    error_message = "Each table has its key."
  }
  assert {
    condition = alltrue([
      for key, table in aws_dynamodb_table.this :
      { for index in table.global_secondary_index : index.name => [index.hash_key, index.range_key] } == { for name, index in var.definitions[key].indexes : name => [index[0], index[1]] }
    ])
    error_message = "Each table has its indexes."
  }
  assert {
    condition     = alltrue(flatten([for table in aws_dynamodb_table.this : [for index in table.global_secondary_index : index.projection_type == "KEYS_ONLY"]]))
    error_message = "Every index holds keys only: names and notes lie in one place."
  }
  assert {
    condition     = alltrue(flatten([for table in aws_dynamodb_table.this : [for attribute in table.attribute : attribute.type == "S"]]))
    error_message = "Every key is a string."
  }
  assert {
    condition     = [for table in [aws_dynamodb_table.this["idempotency"]] : [for ttl in table.ttl : ttl.attribute_name]] == [["expires_at"]]
    error_message = "Only done keys of idempotency expire."
  }
}

run "what_is_to_be_thrown_away_is_not_protected" {
  command = plan

  module {
    source = "./modules/tables"
  }

  variables {
    protected              = false
    point_in_time_recovery = false
  }

  assert {
    condition     = !anytrue([for table in aws_dynamodb_table.this : table.deletion_protection_enabled || table.point_in_time_recovery[0].enabled])
    error_message = "Both follow their variables."
  }
}

run "a_restored_table_goes_by_its_own_name" {
  command = plan

  module {
    source = "./modules/tables"
  }

  variables {
    restored = { records = "chartdrop-prod-records-restored" }
  }

  assert {
    condition     = output.names["records"] == "chartdrop-prod-records-restored" && output.names["files"] == "chartdrop-prod-files"
    error_message = "That one has the name it was restored to, the others have their own."
  }
  assert {
    condition     = aws_dynamodb_table.this["records"].deletion_protection_enabled && aws_dynamodb_table.this["records"].point_in_time_recovery[0].enabled
    error_message = "It is protected as the others are."
  }
}

run "what_is_no_table_is_not_restored" {
  command = plan

  module {
    source = "./modules/tables"
  }

  variables {
    restored = { patients = "chartdrop-prod-patients-restored" }
  }

  expect_failures = [var.restored]
}

run "a_table_without_a_key_is_refused" {
  command = plan

  module {
    source = "./modules/tables"
  }

  variables {
    definitions = { records = { key = [], indexes = {}, ttl = null } }
  }

  expect_failures = [var.definitions]
}
