# inbox: what clinics upload, until it is read. archive: what was read. errors: what was not, and rejected rows. logs: who called.

locals {
  data  = toset(["inbox", "archive", "errors"])
  all   = setunion(local.data, ["logs"])
  names = { for bucket in local.all : bucket => "${var.name}-${bucket}-${var.account_id}" }

  # Known before the buckets are, so that a plan shows the policies in full.
  arns = { for bucket, name in local.names : bucket => "arn:aws:s3:::${name}" }

  # Days after which a file is gone, bytes and all. 0: never.
  retention = {
    archive = var.archive_retention_days
    errors  = var.errors_retention_days
    logs    = var.logs_retention_days
  }

  # Days of them that it lies hidden, for whoever deleted by mistake: where versions are kept, expiry only hides.
  hidden = { archive = 7, errors = 7, logs = 1 }
}

resource "aws_s3_bucket" "this" {
  for_each = local.all

  # A bucket's name is one of its kind in the world, hence the account in it.
  bucket        = local.names[each.key]
  force_destroy = !var.protected
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  rule {
    # S3 writes its access logs to no bucket under a customer key.
    bucket_key_enabled = contains(local.data, each.key)

    apply_server_side_encryption_by_default {
      sse_algorithm     = contains(local.data, each.key) ? "aws:kms" : "AES256"
      kms_master_key_id = contains(local.data, each.key) ? var.key_arn : null
    }
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each = aws_s3_bucket.this

  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_logging" "this" {
  for_each = { for bucket in local.data : bucket => aws_s3_bucket.this[bucket].id }

  bucket        = each.value
  target_bucket = aws_s3_bucket.this["logs"].id
  target_prefix = "s3/${each.key}/"

  depends_on = [aws_s3_bucket_policy.this]
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  rule {
    id     = "incomplete-uploads"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  # Only in the inbox does a version mean something by itself: Monday's file must not go because Tuesday's has its name. So no
  # rule expires one there, current or not; a lone delete marker, which withdraws nothing any more, is all that is swept.
  dynamic "rule" {
    for_each = each.key == "inbox" ? ["lone-delete-markers"] : []

    content {
      id     = rule.value
      status = "Enabled"

      filter {}

      expiration {
        expired_object_delete_marker = true
      }
    }
  }

  dynamic "rule" {
    for_each = each.key == "inbox" ? [] : ["overwritten"]

    content {
      id     = rule.value
      status = "Enabled"

      filter {}

      noncurrent_version_expiration {
        noncurrent_days = local.hidden[each.key]
      }
    }
  }

  dynamic "rule" {
    for_each = each.key == "archive" && var.archive_cold_days > 0 ? ["cold"] : []

    content {
      id     = rule.value
      status = "Enabled"

      filter {}

      transition {
        days          = var.archive_cold_days
        storage_class = "GLACIER_IR"
      }
    }
  }

  dynamic "rule" {
    for_each = lookup(local.retention, each.key, 0) > 0 ? ["expire"] : []

    content {
      id     = rule.value
      status = "Enabled"

      filter {}

      expiration {
        days = local.retention[each.key] - local.hidden[each.key]
      }
    }
  }

  # S3 refuses noncurrent rules on a bucket whose versioning is not there yet.
  depends_on = [aws_s3_bucket_versioning.this]
}

data "aws_iam_policy_document" "this" {
  for_each = local.arns

  statement {
    sid       = "OnlyByTls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [each.value, "${each.value}/*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }

  statement {
    sid       = "NoOldTls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [each.value, "${each.value}/*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "NumericLessThan"
      variable = "s3:TlsVersion"
      values   = ["1.2"]
    }
  }

  # Without a header the bucket's own key is used; with one, only that key may be named.
  dynamic "statement" {
    for_each = contains(local.data, each.key) ? {
      NoOtherKey        = ["s3:x-amz-server-side-encryption-aws-kms-key-id", var.key_arn]
      NoOtherEncryption = ["s3:x-amz-server-side-encryption", "aws:kms"]
    } : {}

    content {
      sid       = statement.key
      effect    = "Deny"
      actions   = ["s3:PutObject"]
      resources = ["${each.value}/*"]

      principals {
        type        = "AWS"
        identifiers = ["*"]
      }
      condition {
        test     = "StringNotEquals"
        variable = statement.value[0]
        values   = [statement.value[1]]
      }
      condition {
        test     = "Null"
        variable = statement.value[0]
        values   = ["false"]
      }
    }
  }

  # Each bucket's log under its own prefix, and nobody else's under it.
  dynamic "statement" {
    for_each = each.key == "logs" ? local.data : []

    content {
      sid       = "AccessLogOf${title(statement.value)}"
      actions   = ["s3:PutObject"]
      resources = ["${each.value}/s3/${statement.value}/*"]

      principals {
        type        = "Service"
        identifiers = ["logging.s3.amazonaws.com"]
      }
      condition {
        test     = "ArnEquals"
        variable = "aws:SourceArn"
        values   = [local.arns[statement.value]]
      }
      condition {
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = [var.account_id]
      }
    }
  }

  # Here and not in modules/audit: a bucket has one policy.
  dynamic "statement" {
    for_each = each.key == "logs" ? [1] : []

    content {
      sid       = "TrailLooks"
      actions   = ["s3:GetBucketAcl"]
      resources = [each.value]

      principals {
        type        = "Service"
        identifiers = ["cloudtrail.amazonaws.com"]
      }
      condition {
        test     = "ArnLike"
        variable = "aws:SourceArn"
        values   = ["arn:aws:cloudtrail:*:${var.account_id}:trail/${var.name}-*"]
      }
    }
  }

  dynamic "statement" {
    for_each = each.key == "logs" ? [1] : []

    content {
      sid       = "TrailWrites"
      actions   = ["s3:PutObject"]
      resources = ["${each.value}/cloudtrail/AWSLogs/${var.account_id}/*"]

      principals {
        type        = "Service"
        identifiers = ["cloudtrail.amazonaws.com"]
      }
      condition {
        test     = "ArnLike"
        variable = "aws:SourceArn"
        values   = ["arn:aws:cloudtrail:*:${var.account_id}:trail/${var.name}-*"]
      }
      condition {
        test     = "StringEquals"
        variable = "s3:x-amz-acl"
        values   = ["bucket-owner-full-control"]
      }
    }
  }
}

resource "aws_s3_bucket_policy" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id
  policy = data.aws_iam_policy_document.this[each.key].json

  depends_on = [aws_s3_bucket_public_access_block.this]
}
