# The tenants' role: taken by the middle tier for each tenant's requests with a session tag, which is all that these policies
# know of a tenant. What the code forgets to ask, they refuse.

locals {
  # &{...} is IAM's own variable, filled in when a request is judged.
  tenant = "&{aws:PrincipalTag/tenant_id}"
}

data "aws_iam_policy_document" "tenant_trust" {
  statement {
    sid     = "MiddleTierForOneTenant"
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${var.account_id}:root"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalTag/copilot-application"
      values   = [var.application]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalTag/copilot-environment"
      values   = [var.environment]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalTag/copilot-service"
      values   = ["middletier"]
    }
    # A tag alone could be put on any role by whoever may tag; the name is Copilot's to give.
    condition {
      test     = "ArnLike"
      variable = "aws:PrincipalArn"
      values   = ["arn:aws:iam::${var.account_id}:role/${var.name}-middletier-TaskRole-*"]
    }
    condition {
      test     = "StringLike"
      variable = "aws:RequestTag/tenant_id"
      values   = ["?*"]
    }
    # ForAllValues is true of no tags at all; the condition above is not.
    condition {
      test     = "ForAllValues:StringEquals"
      variable = "aws:TagKeys"
      values   = ["tenant_id"]
    }
  }
}

data "aws_iam_policy_document" "tenant" {
  statement {
    sid     = "OwnItems"
    actions = ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"]
    resources = [
      var.table_arns["records"], "${var.table_arns["records"]}/index/*",
      var.table_arns["files"], "${var.table_arns["files"]}/index/*",
      var.table_arns["summary"],
    ]

    condition {
      test     = "ForAllValues:StringLike"
      variable = "dynamodb:LeadingKeys"
      values   = [local.tenant, "${local.tenant}#*"]
    }
    # A call without a key, such as a Scan, would otherwise satisfy the condition above.
    condition {
      test     = "Null"
      variable = "dynamodb:LeadingKeys"
      values   = ["false"]
    }
  }

  # An upload's row is there before its Location is told.
  statement {
    sid       = "OwnLedgerRows"
    actions   = ["dynamodb:PutItem"]
    resources = [var.table_arns["files"]]

    condition {
      test     = "ForAllValues:StringEquals"
      variable = "dynamodb:LeadingKeys"
      values   = [local.tenant]
    }
    condition {
      test     = "Null"
      variable = "dynamodb:LeadingKeys"
      values   = ["false"]
    }
  }

  statement {
    sid       = "OwnUploads"
    actions   = ["s3:AbortMultipartUpload", "s3:PutObject"]
    resources = ["${var.bucket_arns["inbox"]}/${local.tenant}/*"]
  }

  statement {
    sid     = "OwnFiles"
    actions = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = [
      "${var.bucket_arns["inbox"]}/${local.tenant}/*",
      "${var.bucket_arns["archive"]}/${local.tenant}/*",
      "${var.bucket_arns["errors"]}/${local.tenant}/*",
    ]
  }

  # Whoever may not list learns of a missing object that it is forbidden; so the API looks whether it is there at all.
  statement {
    sid       = "OwnFolders"
    actions   = ["s3:ListBucket"]
    resources = [for bucket in ["inbox", "archive", "errors"] : var.bucket_arns[bucket]]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["${local.tenant}/*"]
    }
  }
}

resource "aws_iam_role" "tenant" {
  name                 = "${var.name}-tenant"
  description          = "The middle tier's, for the tenant that the session is tagged with"
  assume_role_policy   = data.aws_iam_policy_document.tenant_trust.json
  permissions_boundary = var.permissions_boundary

  # Taken from a task's own role, it lives an hour at most whatever is said here.
  max_session_duration = 3600

  tags = { chartdrop-data = var.environment }
}

resource "aws_iam_role_policy" "tenant" {
  name   = "own-data"
  role   = aws_iam_role.tenant.id
  policy = data.aws_iam_policy_document.tenant.json
}

# --- the operator: ./ops on AWS

data "aws_iam_policy_document" "operator_trust" {
  count = length(var.operators) > 0 ? 1 : 0

  statement {
    sid     = "Operators"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${var.account_id}:root"]
    }
    condition {
      test     = "ArnLike"
      variable = "aws:PrincipalArn"
      values   = var.operators
    }

    dynamic "condition" {
      for_each = var.operators_prove_mfa ? [1] : []

      content {
        test     = "Bool"
        variable = "aws:MultiFactorAuthPresent"
        values   = ["true"]
      }
    }
  }
}

data "aws_iam_policy_document" "operator" {
  statement {
    sid = "Items"
    actions = [
      "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem",
      "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:UpdateItem",
    ]
    resources = concat(values(var.table_arns), [for arn in values(var.table_arns) : "${arn}/index/*"])
  }

  statement {
    sid = "Objects"
    actions = [
      "s3:AbortMultipartUpload", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject",
    ]
    resources = [for bucket in ["inbox", "archive", "errors"] : "${var.bucket_arns[bucket]}/*"]
  }

  statement {
    sid       = "Buckets"
    actions   = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"]
    resources = [for bucket in ["inbox", "archive", "errors"] : var.bucket_arns[bucket]]
  }

  # The names, as the services learn them. Not by path: that would hand out the secrets too.
  statement {
    sid       = "Names"
    actions   = ["ssm:GetParameter", "ssm:GetParameters"]
    resources = ["arn:aws:ssm:*:${var.account_id}:parameter/${var.application}/${var.environment}/*"]
  }

  statement {
    sid       = "NoSecrets"
    effect    = "Deny"
    actions   = ["ssm:GetParameter", "ssm:GetParameterHistory", "ssm:GetParameters"]
    resources = ["arn:aws:ssm:*:${var.account_id}:parameter/${var.application}/${var.environment}/*_SECRET"]
  }
}

resource "aws_iam_role" "operator" {
  count = length(var.operators) > 0 ? 1 : 0

  name                 = "${var.name}-operator"
  description          = "./ops: mends, replays and erases for every tenant"
  assume_role_policy   = data.aws_iam_policy_document.operator_trust[0].json
  permissions_boundary = var.permissions_boundary
  max_session_duration = 3600

  tags = { chartdrop-data = var.environment }
}

resource "aws_iam_role_policy" "operator" {
  count = length(var.operators) > 0 ? 1 : 0

  name   = "data"
  role   = aws_iam_role.operator[0].id
  policy = data.aws_iam_policy_document.operator.json
}

# --- the jump task: Session Manager reaches Hawtio through it, and it reaches nothing by its role

data "aws_iam_policy_document" "jump_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.account_id]
    }
  }
}

# These know no resource.
data "aws_iam_policy_document" "jump" {
  statement {
    sid = "Channels"
    actions = [
      "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
    ]
    resources = ["*"]
  }
}

resource "aws_iam_role" "jump" {
  count = length(var.operators) > 0 ? 1 : 0

  name                 = "${var.name}-jump"
  description          = "A task that Session Manager forwards a port through, to Hawtio"
  assume_role_policy   = data.aws_iam_policy_document.jump_trust.json
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_role_policy" "jump" {
  count = length(var.operators) > 0 ? 1 : 0

  name   = "channels"
  role   = aws_iam_role.jump[0].id
  policy = data.aws_iam_policy_document.jump.json
}
