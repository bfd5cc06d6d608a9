# All that one clinic has of its own. A change to a clinic is a change in here, and in no other clinic's.

locals {
  limits = { for limit, value in var.tenant.limits : limit => { N = tostring(value) } if value != null }
}

# The item begins here and lives with ./ops: a later change there is not taken back, a later change here is not made.
resource "aws_dynamodb_table_item" "this" {
  table_name = var.tenants_table
  hash_key   = "pk"

  item = jsonencode(merge(
    {
      pk             = { S = var.id }
      name           = { S = var.tenant.name }
      time_zone      = { S = var.tenant.time_zone }
      date_order     = { S = var.tenant.date_order }
      charset        = { S = var.tenant.charset }
      column_aliases = { M = { for header, column in var.tenant.column_aliases : header => { S = column } } }
      enabled        = { BOOL = var.tenant.enabled }
    },
    # An absent limit takes the service's default, and follows it.
    length(local.limits) == 0 ? {} : { limits = { M = local.limits } },
  ))

  lifecycle {
    ignore_changes = [item]
  }
}

# --- people and machines

resource "aws_cognito_user_group" "this" {
  name         = "tenant:${var.id}"
  description  = "People of ${var.id}"
  user_pool_id = var.user_pool_id
}

resource "aws_cognito_user_pool_client" "api" {
  count = var.tenant.api ? 1 : 0

  name         = "${var.name}-api-${var.id}"
  user_pool_id = var.user_pool_id

  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["client_credentials"]
  allowed_oauth_scopes = [
    "${var.resource_server}/files:read",
    "${var.resource_server}/files:write",
    "${var.resource_server}/records:read",
    "${var.resource_server}/tenant:${var.id}",
  ]

  explicit_auth_flows     = ["ALLOW_REFRESH_TOKEN_AUTH"]
  enable_token_revocation = true

  # Each token that is asked for costs.
  access_token_validity = 60

  token_validity_units {
    access_token = "minutes"
  }
}

# --- SFTP

data "aws_iam_policy_document" "sftp_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["transfer.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.account_id]
    }
    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:aws:transfer:*:${var.account_id}:user/*/${var.id}"]
    }
  }
}

data "aws_iam_policy_document" "sftp" {
  # The slash is what keeps acme out of acme2's.
  statement {
    sid       = "OwnFolder"
    actions   = ["s3:ListBucket"]
    resources = ["arn:aws:s3:::${var.inbox}"]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["${var.id}/*"]
    }
  }

  # Deleting leaves a marker, which withdraws what was not read yet. No version can be deleted, so none can vanish.
  statement {
    sid       = "OwnUploads"
    actions   = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
    resources = ["arn:aws:s3:::${var.inbox}/${var.id}/*"]
  }
}

resource "aws_iam_role" "sftp" {
  count = var.sftp_enabled ? 1 : 0

  # A tenant's id has 32 characters at most, so the name stays under IAM's 64.
  name                 = "${var.name}-sftp-${var.id}"
  description          = "SFTP uploads of ${var.id}"
  assume_role_policy   = data.aws_iam_policy_document.sftp_trust.json
  permissions_boundary = var.permissions_boundary

  tags = { chartdrop-data = var.environment }
}

resource "aws_iam_role_policy" "sftp" {
  count = var.sftp_enabled ? 1 : 0

  name   = "own-folder"
  role   = aws_iam_role.sftp[0].id
  policy = data.aws_iam_policy_document.sftp.json
}

resource "aws_transfer_user" "this" {
  count = var.sftp_enabled ? 1 : 0

  server_id           = var.sftp_server_id
  user_name           = var.id
  role                = aws_iam_role.sftp[0].arn
  home_directory_type = "LOGICAL"

  home_directory_mappings {
    entry  = "/"
    target = "/${var.inbox}/${var.id}"
  }

  depends_on = [aws_iam_role_policy.sftp]
}

resource "aws_transfer_ssh_key" "this" {
  for_each = var.sftp_enabled ? toset(var.tenant.ssh_keys) : toset([])

  server_id = var.sftp_server_id
  user_name = aws_transfer_user.this[0].user_name
  body      = each.value
}
