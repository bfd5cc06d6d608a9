# Who plans and applies one environment from GitHub. The role that applies may make roles only under the boundary, and may
# not touch the boundary: so it cannot give itself more by way of a role that it made.

locals {
  name     = "chartdrop-${var.environment}"
  iam      = "arn:aws:iam::${var.account_id}"
  boundary = "${local.iam}:policy/${local.name}-boundary"
  state    = ["${var.state_arn}/chartdrop/${var.environment}.tfstate", "${var.state_arn}/chartdrop/${var.environment}.tfstate.tflock"]
}

# --- what no role of this environment may go beyond, whatever its own policy says

data "aws_iam_policy_document" "boundary" {
  statement {
    sid = "Objects"
    actions = [
      "s3:AbortMultipartUpload", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetBucketLocation", "s3:GetObject", "s3:GetObjectVersion",
      "s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions", "s3:PutObject",
    ]
    resources = ["arn:aws:s3:::${local.name}-*"]
  }
  statement {
    sid = "Items"
    actions = [
      "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:DescribeTable",
      "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:UpdateItem",
    ]
    resources = ["arn:aws:dynamodb:*:${var.account_id}:table/${local.name}-*"]
  }
  statement {
    sid       = "Keys"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]
    resources = ["arn:aws:kms:*:${var.account_id}:key/*"]
  }
  statement {
    sid       = "Names"
    actions   = ["ssm:GetParameter", "ssm:GetParameters"]
    resources = ["arn:aws:ssm:*:${var.account_id}:parameter/chartdrop/${var.environment}/*"]
  }
  statement {
    sid       = "Logs"
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["arn:aws:logs:*:${var.account_id}:log-group:/aws/transfer/${local.name}*"]
  }
  # The jump task's; they know no resource.
  statement {
    sid = "Channels"
    actions = [
      "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
    ]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "boundary" {
  name        = "${local.name}-boundary"
  description = "The most that a role of ${local.name} may do"
  policy      = data.aws_iam_policy_document.boundary.json
}

# --- trust: a workflow of the repository, in the GitHub environment that asks for approval

data "aws_iam_policy_document" "trust" {
  for_each = {
    # Pull requests plan; GitHub gives them this subject.
    plan = ["repo:${var.repository}:pull_request", "repo:${var.repository}:environment:${var.environment}"]
    # Only jobs of the environment apply, so its reviewers are asked.
    deploy = ["repo:${var.repository}:environment:${var.environment}"]
  }

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [var.oidc_provider_arn]
    }
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = each.value
    }
  }
}

# --- plan: looks, and locks the state

data "aws_iam_policy_document" "state_read" {
  statement {
    sid       = "State"
    actions   = ["s3:GetObject"]
    resources = [local.state[0]]
  }
  statement {
    sid       = "Lock"
    actions   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
    resources = [local.state[1]]
  }
  statement {
    sid       = "Bucket"
    actions   = ["s3:ListBucket"]
    resources = [var.state_arn]
  }
  statement {
    sid       = "StateKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.state_key_arn]
  }
}

# What refreshing reads, by name: ReadOnlyAccess would read patients too.
data "aws_iam_policy_document" "look" {
  statement {
    sid = "Look"
    actions = [
      "acm:DescribeCertificate", "acm:ListTagsForCertificate", "budgets:ListTagsForResource", "budgets:ViewBudget", "cloudtrail:DescribeTrails",
      "cloudtrail:GetEventSelectors", "cloudtrail:GetTrail", "cloudtrail:GetTrailStatus", "cloudtrail:ListTags", "cloudwatch:DescribeAlarms",
      "cloudwatch:GetDashboard", "cloudwatch:ListTagsForResource", "cognito-idp:DescribeResourceServer", "cognito-idp:DescribeUserPool", "cognito-idp:DescribeUserPoolClient", "cognito-idp:DescribeUserPoolDomain", "cognito-idp:GetGroup", "cognito-idp:GetUserPoolMfaConfig",
      "cognito-idp:ListTagsForResource", "dynamodb:DescribeContinuousBackups", "dynamodb:DescribeTable", "dynamodb:DescribeTimeToLive",
      "dynamodb:ListTagsOfResource", "iam:GetPolicy", "iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListInstanceProfilesForRole",
      "iam:ListRolePolicies", "kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListAliases", "kms:ListResourceTags",
      "logs:DescribeLogGroups", "logs:DescribeMetricFilters", "logs:ListTagsForResource", "route53:GetChange", "route53:GetHostedZone",
      "route53:ListResourceRecordSets", "s3:GetAccelerateConfiguration", "s3:GetBucketAcl", "s3:GetBucketCORS", "s3:GetBucketLogging", "s3:GetBucketObjectLockConfiguration",
      "s3:GetBucketOwnershipControls", "s3:GetBucketPolicy", "s3:GetBucketPublicAccessBlock", "s3:GetBucketRequestPayment", "s3:GetBucketTagging",
      "s3:GetBucketVersioning", "s3:GetBucketWebsite", "s3:GetEncryptionConfiguration", "s3:GetLifecycleConfiguration",
      "s3:GetReplicationConfiguration", "sns:GetSubscriptionAttributes", "sns:GetTopicAttributes", "sns:ListTagsForResource", "ssm:DescribeParameters",
      "ssm:ListTagsForResource", "transfer:DescribeServer", "transfer:DescribeUser", "transfer:ListTagsForResource",
    ]
    resources = ["*"]
  }
  # The provider asks whether a bucket is there by HeadBucket, which is this right.
  statement {
    sid       = "Buckets"
    actions   = ["s3:ListBucket"]
    resources = ["arn:aws:s3:::${local.name}-*"]
  }
  # The tenants' items are Terraform's to begin; no other table is read.
  statement {
    sid       = "Tenants"
    actions   = ["dynamodb:GetItem"]
    resources = ["arn:aws:dynamodb:*:${var.account_id}:table/${local.name}-tenants"]
  }
  statement {
    sid       = "TenantsKey"
    actions   = ["kms:Decrypt"]
    resources = ["arn:aws:kms:*:${var.account_id}:key/*"]

    condition {
      test     = "StringLike"
      variable = "kms:ViaService"
      values   = ["dynamodb.*.amazonaws.com", "ssm.*.amazonaws.com"]
    }
  }
  statement {
    sid       = "Names"
    actions   = ["ssm:GetParameter", "ssm:GetParameters"]
    resources = ["arn:aws:ssm:*:${var.account_id}:parameter/chartdrop/${var.environment}/*"]
  }
}

resource "aws_iam_role" "plan" {
  name               = "${local.name}-plan"
  description        = "GitHub plans ${local.name}"
  assume_role_policy = data.aws_iam_policy_document.trust["plan"].json
}

resource "aws_iam_role_policy" "plan_state" {
  name   = "state"
  role   = aws_iam_role.plan.id
  policy = data.aws_iam_policy_document.state_read.json
}

# Managed, for both roles: what a role holds inline is limited to 10,240 characters together.
resource "aws_iam_policy" "look" {
  name        = "${local.name}-look"
  description = "What planning ${local.name} reads"
  policy      = data.aws_iam_policy_document.look.json
}

resource "aws_iam_role_policy_attachment" "plan_look" {
  role       = aws_iam_role.plan.name
  policy_arn = aws_iam_policy.look.arn
}

# --- deploy: looks as plan does, and makes what is named after the environment

data "aws_iam_policy_document" "deploy" {
  statement {
    sid       = "State"
    actions   = ["s3:PutObject"]
    resources = [local.state[0]]
  }
  statement {
    sid = "Buckets"
    actions = [
      "s3:CreateBucket", "s3:DeleteBucket", "s3:DeleteBucketPolicy", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:ListBucket",
      "s3:ListBucketVersions", "s3:PutBucketLogging", "s3:PutBucketOwnershipControls", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketTagging", "s3:PutBucketVersioning", "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration",
    ]
    resources = ["arn:aws:s3:::${local.name}-*"]
  }
  statement {
    sid = "Tables"
    actions = [
      "dynamodb:CreateTable", "dynamodb:DeleteTable", "dynamodb:TagResource", "dynamodb:UntagResource", "dynamodb:UpdateContinuousBackups",
      "dynamodb:UpdateTable", "dynamodb:UpdateTimeToLive",
    ]
    resources = ["arn:aws:dynamodb:*:${var.account_id}:table/${local.name}-*"]
  }
  statement {
    sid       = "Tenants"
    actions   = ["dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"]
    resources = ["arn:aws:dynamodb:*:${var.account_id}:table/${local.name}-tenants"]
  }
  statement {
    sid = "Named"
    actions = [
      "budgets:ModifyBudget", "budgets:TagResource", "cloudtrail:AddTags", "cloudtrail:CreateTrail", "cloudtrail:DeleteTrail", "cloudtrail:PutEventSelectors", "cloudtrail:RemoveTags", "cloudtrail:StartLogging", "cloudtrail:StopLogging", "cloudtrail:UpdateTrail", "cloudwatch:DeleteAlarms", "cloudwatch:DeleteDashboards",
      "cloudwatch:PutDashboard", "cloudwatch:PutMetricAlarm", "cloudwatch:TagResource", "cloudwatch:UntagResource", "logs:AssociateKmsKey",
      "logs:CreateLogGroup", "logs:DeleteLogGroup", "logs:DeleteMetricFilter", "logs:PutMetricFilter", "logs:PutRetentionPolicy",
      "logs:TagResource", "logs:UntagResource", "sns:CreateTopic", "sns:DeleteTopic", "sns:SetTopicAttributes", "sns:Subscribe", "sns:TagResource", "sns:Unsubscribe", "sns:UntagResource",
    ]
    resources = [
      "arn:aws:budgets::${var.account_id}:budget/${local.name}",
      "arn:aws:cloudtrail:*:${var.account_id}:trail/${local.name}-*",
      "arn:aws:cloudwatch:*:${var.account_id}:alarm:${local.name}-*",
      "arn:aws:cloudwatch::${var.account_id}:dashboard/${local.name}",
      "arn:aws:logs:*:${var.account_id}:log-group:/aws/transfer/${local.name}*",
      "arn:aws:sns:*:${var.account_id}:${local.name}-*",
    ]
  }
  # What Transfer Family asks of whoever has it write a structured log; these know no resource.
  statement {
    sid = "LogDelivery"
    actions = [
      "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeResourcePolicies", "logs:GetLogDelivery", "logs:ListLogDeliveries",
      "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
    ]
    resources = ["*"]
  }
  # These are given their names by AWS: the tag that Terraform puts on each is what tells them apart.
  statement {
    sid       = "MadeWithTag"
    actions   = ["acm:RequestCertificate", "cognito-idp:CreateUserPool", "kms:CreateKey", "transfer:CreateServer"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/copilot-environment"
      values   = [var.environment]
    }
  }
  # Giving the tag while making asks for this too, and what is being made has no tag yet. What bears another's stays another's.
  statement {
    sid       = "TaggedAsMade"
    actions   = ["acm:AddTagsToCertificate", "cognito-idp:TagResource", "kms:TagResource", "transfer:TagResource"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/copilot-environment"
      values   = [var.environment]
    }
    condition {
      test     = "StringEqualsIfExists"
      variable = "aws:ResourceTag/copilot-environment"
      values   = [var.environment]
    }
  }
  # What Copilot made for all environments bears the application's tag and no environment's: none may claim it. What bears
  # neither could be claimed, for it looks like what is being made: keep other things in another account.
  statement {
    sid       = "NotWhatAllShare"
    effect    = "Deny"
    actions   = ["acm:AddTagsToCertificate", "cognito-idp:TagResource", "kms:TagResource", "transfer:TagResource"]
    resources = ["*"]

    condition {
      test     = "Null"
      variable = "aws:ResourceTag/copilot-application"
      values   = ["false"]
    }
    condition {
      test     = "Null"
      variable = "aws:ResourceTag/copilot-environment"
      values   = ["true"]
    }
  }
  # The state's key bears no environment's tag, and none may claim it.
  statement {
    sid       = "NotTheStatesKey"
    effect    = "Deny"
    actions   = ["kms:TagResource"]
    resources = [var.state_key_arn]
  }
  statement {
    sid = "ChangedWithTag"
    actions = [
      "acm:AddTagsToCertificate", "acm:DeleteCertificate", "cognito-idp:CreateGroup", "cognito-idp:CreateResourceServer",
      "cognito-idp:CreateUserPoolClient", "cognito-idp:CreateUserPoolDomain", "cognito-idp:DeleteGroup", "cognito-idp:DeleteResourceServer", "cognito-idp:DeleteUserPool",
      "cognito-idp:DeleteUserPoolClient", "cognito-idp:DeleteUserPoolDomain", "cognito-idp:SetUserPoolMfaConfig", "cognito-idp:TagResource", "cognito-idp:UntagResource",
      "cognito-idp:UpdateGroup", "cognito-idp:UpdateResourceServer", "cognito-idp:UpdateUserPool", "cognito-idp:UpdateUserPoolClient", "kms:CreateAlias", "kms:DeleteAlias", "kms:EnableKeyRotation",
      "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateAlias", "kms:UpdateKeyDescription",
      "transfer:CreateUser", "transfer:DeleteServer", "transfer:DeleteSshPublicKey", "transfer:DeleteUser", "transfer:ImportSshPublicKey",
      "transfer:StartServer", "transfer:StopServer", "transfer:TagResource", "transfer:UpdateServer", "transfer:UpdateUser",
    ]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/copilot-environment"
      values   = [var.environment]
    }
  }
  statement {
    sid       = "Aliases"
    actions   = ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"]
    resources = ["arn:aws:kms:*:${var.account_id}:alias/${local.name}-*"]
  }
  # The server's own tag is asked by ChangedWithTag, and so is that of a user who is there.
  statement {
    sid       = "UsersMadeWithTag"
    actions   = ["transfer:CreateUser"]
    resources = ["arn:aws:transfer:*:${var.account_id}:user/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/copilot-environment"
      values   = [var.environment]
    }
  }
  # The certificate's proof and sftp.{web_domain}, in the environment's own zone and in no other.
  dynamic "statement" {
    for_each = var.zone_id == null ? [] : [var.zone_id]

    content {
      sid       = "Records"
      actions   = ["route53:ChangeResourceRecordSets"]
      resources = ["arn:aws:route53:::hostedzone/${statement.value}"]

      condition {
        test     = "ForAllValues:StringEquals"
        variable = "route53:ChangeResourceRecordSetsRecordTypes"
        values   = ["CNAME"]
      }
    }
  }
  statement {
    sid       = "Parameters"
    actions   = ["ssm:AddTagsToResource", "ssm:DeleteParameter", "ssm:PutParameter", "ssm:RemoveTagsFromResource"]
    resources = ["arn:aws:ssm:*:${var.account_id}:parameter/chartdrop/${var.environment}/*"]
  }
  statement {
    sid       = "RolesWithinTheBoundary"
    actions   = ["iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"]
    resources = ["${local.iam}:role/${local.name}-*"]

    condition {
      test     = "StringEquals"
      variable = "iam:PermissionsBoundary"
      values   = [local.boundary]
    }
  }
  statement {
    sid       = "Roles"
    actions   = ["iam:DeleteRole", "iam:DeleteRolePolicy", "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole"]
    resources = ["${local.iam}:role/${local.name}-jump", "${local.iam}:role/${local.name}-operator", "${local.iam}:role/${local.name}-sftp-*", "${local.iam}:role/${local.name}-tenant"]
  }
  statement {
    sid       = "RolesForTransferFamily"
    actions   = ["iam:PassRole"]
    resources = ["${local.iam}:role/${local.name}-sftp-*"]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["transfer.amazonaws.com"]
    }
  }
  # These would let it out of its own bounds. Its name is like those of the roles it makes.
  statement {
    sid       = "NotItself"
    effect    = "Deny"
    actions   = ["iam:Attach*", "iam:Create*", "iam:Delete*", "iam:Detach*", "iam:Put*", "iam:Set*", "iam:Tag*", "iam:Untag*", "iam:Update*"]
    resources = ["${local.iam}:role/${local.name}-deploy", "${local.iam}:role/${local.name}-plan", local.boundary, "${local.iam}:policy/${local.name}-look"]
  }
}

resource "aws_iam_role" "deploy" {
  name               = "${local.name}-deploy"
  description        = "GitHub applies ${local.name}"
  assume_role_policy = data.aws_iam_policy_document.trust["deploy"].json
}

resource "aws_iam_role_policy" "deploy_state" {
  name   = "state"
  role   = aws_iam_role.deploy.id
  policy = data.aws_iam_policy_document.state_read.json
}

resource "aws_iam_role_policy_attachment" "deploy_look" {
  role       = aws_iam_role.deploy.name
  policy_arn = aws_iam_policy.look.arn
}

resource "aws_iam_role_policy" "deploy" {
  name   = "make"
  role   = aws_iam_role.deploy.id
  policy = data.aws_iam_policy_document.deploy.json
}
