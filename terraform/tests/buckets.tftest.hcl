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
  account_id             = "123456789012"
  key_arn                = "arn:aws:kms:us-east-1:123456789012:key/data"
  protected              = true
  archive_cold_days      = 90
  archive_retention_days = 0
  errors_retention_days  = 400
  logs_retention_days    = 400
}

run "every_bucket_is_closed_and_no_rule_expires_an_unread_version" {
  command = plan

  module {
    source = "./modules/buckets"
  }

  assert {
    condition     = toset(keys(aws_s3_bucket.this)) == toset(["inbox", "archive", "errors", "logs"])
    error_message = "There are four buckets."
  }
  assert {
    condition = alltrue([
      for key in keys(aws_s3_bucket.this) :
      aws_s3_bucket_public_access_block.this[key].block_public_acls &&
      aws_s3_bucket_public_access_block.this[key].block_public_policy &&
      aws_s3_bucket_public_access_block.this[key].ignore_public_acls &&
      aws_s3_bucket_public_access_block.this[key].restrict_public_buckets
    ])
    error_message = "Public access is blocked in all four ways."
  }
  assert {
    condition     = alltrue([for key in keys(aws_s3_bucket.this) : aws_s3_bucket_versioning.this[key].versioning_configuration[0].status == "Enabled"])
    error_message = "Every bucket keeps versions."
  }
  assert {
    condition     = alltrue([for key in keys(aws_s3_bucket.this) : aws_s3_bucket_ownership_controls.this[key].rule[0].object_ownership == "BucketOwnerEnforced"])
    error_message = "No object has an owner or an ACL of its own."
  }
  assert {
    condition = alltrue([
      for key in ["inbox", "archive", "errors"] : alltrue([
        for rule in aws_s3_bucket_server_side_encryption_configuration.this[key].rule :
        rule.bucket_key_enabled && alltrue([for by in rule.apply_server_side_encryption_by_default : by.sse_algorithm == "aws:kms" && by.kms_master_key_id == var.key_arn])
      ])
    ])
    error_message = "Data is under the customer key, with bucket keys."
  }
  assert {
    condition = alltrue([
      for rule in aws_s3_bucket_server_side_encryption_configuration.this["logs"].rule :
      alltrue([for by in rule.apply_server_side_encryption_by_default : by.sse_algorithm == "AES256"])
    ])
    error_message = "S3 writes access logs under its own key only."
  }
  assert {
    condition     = alltrue([for bucket in aws_s3_bucket.this : !bucket.force_destroy])
    error_message = "A protected bucket that holds anything stays."
  }
  assert {
    condition     = alltrue([for key, log in aws_s3_bucket_logging.this : log.target_prefix == "s3/${key}/"]) && length(aws_s3_bucket_logging.this) == 3
    error_message = "Each bucket of data logs who called."
  }

  assert {
    condition = alltrue([
      for key, bucket in aws_s3_bucket.this : length([
        for statement in jsondecode(aws_s3_bucket_policy.this[key].policy).Statement : statement
        if try(
          statement.Effect == "Deny" && statement.Principal == { AWS = "*" } && statement.Action == "s3:*" &&
          sort(statement.Resource) == sort(["arn:aws:s3:::${bucket.bucket}", "arn:aws:s3:::${bucket.bucket}/*"]) &&
          statement.Condition == { Bool = { "aws:SecureTransport" = "false" } },
        false)
      ]) == 1
    ])
    error_message = "Every bucket denies all to all without TLS."
  }
  assert {
    condition = alltrue([
      for key in keys(aws_s3_bucket.this) : length([
        for statement in jsondecode(aws_s3_bucket_policy.this[key].policy).Statement : statement
        if try(statement.Effect == "Deny" && statement.Condition.NumericLessThan["s3:TlsVersion"] == "1.2", false)
      ]) == 1
    ])
    error_message = "Every bucket denies TLS before 1.2."
  }
  assert {
    condition = alltrue(flatten([
      for key in keys(aws_s3_bucket.this) : [
        for statement in jsondecode(aws_s3_bucket_policy.this[key].policy).Statement :
        can(statement.Principal.Service) || statement.Effect == "Deny"
      ]
    ]))
    error_message = "A bucket's policy allows nobody but AWS's own log writers."
  }

  assert {
    condition = alltrue([
      for rule in aws_s3_bucket_lifecycle_configuration.this["inbox"].rule :
      length(rule.noncurrent_version_expiration) == 0 && length(rule.transition) == 0 && length(rule.noncurrent_version_transition) == 0 &&
      alltrue([for expiration in rule.expiration : coalesce(expiration.days, 0) == 0 && expiration.date == null])
    ])
    error_message = "Nothing in the inbox expires by age."
  }
  assert {
    condition = alltrue([
      for lifecycle in aws_s3_bucket_lifecycle_configuration.this :
      length([for rule in lifecycle.rule : rule if try(rule.abort_incomplete_multipart_upload[0].days_after_initiation, 0) == 7]) == 1
    ])
    error_message = "Uploads that never ended go after a week."
  }
  # Hidden by a delete marker first, then gone: together what was promised.
  assert {
    condition = alltrue([
      for key, days in { errors = var.errors_retention_days, logs = var.logs_retention_days } : days ==
      sum(flatten([for rule in aws_s3_bucket_lifecycle_configuration.this[key].rule : [for expiration in rule.expiration : expiration.days] if rule.id == "expire"])) +
      sum(flatten([for rule in aws_s3_bucket_lifecycle_configuration.this[key].rule : [for expiration in rule.noncurrent_version_expiration : expiration.noncurrent_days] if rule.id == "overwritten"]))
    ])
    error_message = "A file is gone after the days that are promised, not hidden only."
  }
  assert {
    condition     = length([for rule in aws_s3_bucket_lifecycle_configuration.this["archive"].rule : rule if rule.id == "expire"]) == 0
    error_message = "0 keeps the archive for ever."
  }
  assert {
    condition     = [for rule in aws_s3_bucket_lifecycle_configuration.this["archive"].rule : [for transition in rule.transition : "${transition.days} ${transition.storage_class}"] if rule.id == "cold"] == [["90 GLACIER_IR"]]
    error_message = "The archive grows cold, and is still read at once."
  }
}

run "what_is_to_be_thrown_away_goes_with_what_it_holds" {
  command = plan

  module {
    source = "./modules/buckets"
  }

  variables {
    protected         = false
    archive_cold_days = 0
  }

  assert {
    condition     = alltrue([for bucket in aws_s3_bucket.this : bucket.force_destroy])
    error_message = "An unprotected bucket is emptied and deleted."
  }
  assert {
    condition     = length([for rule in aws_s3_bucket_lifecycle_configuration.this["archive"].rule : rule if rule.id == "cold"]) == 0
    error_message = "0 never moves the archive."
  }
}
