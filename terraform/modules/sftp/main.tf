# Where clinics upload. A public endpoint: one inside Copilot's network would stand in the way of that network's deletion.

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/transfer/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_key_arn
}

data "aws_iam_policy_document" "logging_trust" {
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
  }
}

data "aws_iam_policy_document" "logging" {
  statement {
    sid       = "OwnLog"
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = [aws_cloudwatch_log_group.this.arn, "${aws_cloudwatch_log_group.this.arn}:log-stream:*"]
  }
}

resource "aws_iam_role" "logging" {
  name                 = "${var.name}-sftp-log"
  description          = "Transfer Family writes its log"
  assume_role_policy   = data.aws_iam_policy_document.logging_trust.json
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_role_policy" "logging" {
  name   = "log"
  role   = aws_iam_role.logging.id
  policy = data.aws_iam_policy_document.logging.json
}

resource "aws_transfer_server" "this" {
  domain                      = "S3"
  endpoint_type               = "PUBLIC"
  protocols                   = ["SFTP"]
  identity_provider_type      = "SERVICE_MANAGED"
  security_policy_name        = "TransferSecurityPolicy-2025-03"
  logging_role                = aws_iam_role.logging.arn
  structured_log_destinations = ["${aws_cloudwatch_log_group.this.arn}:*"]

  # Users go with the server; without this a user that Terraform does not know would keep the hour's price running.
  force_destroy = !var.protected

  tags = { Name = "${var.name}-sftp" }
}

resource "aws_route53_record" "this" {
  count = var.host_name == null ? 0 : 1

  zone_id = var.zone_id
  name    = var.host_name
  type    = "CNAME"
  records = [aws_transfer_server.this.endpoint]
  ttl     = 300
}

# A connection that broke in the middle of an upload. What it left is a short file, and only the clinic can send the whole.
resource "aws_cloudwatch_log_metric_filter" "partial_upload" {
  name           = "${var.name}-partial-upload"
  log_group_name = aws_cloudwatch_log_group.this.name
  pattern        = "{ $.activity-type = \"PARTIAL_CLOSE\" }"

  metric_transformation {
    namespace     = var.metrics_namespace
    name          = var.partial_upload
    value         = "1"
    default_value = "0"
    unit          = "Count"
  }
}
