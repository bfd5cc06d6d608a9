# Alarms that page for what matters to a clinic, and one dashboard. What they look at is named in the root's metrics.tf.

data "aws_iam_policy_document" "topic" {
  statement {
    sid       = "AlarmsOfThisEnvironment"
    actions   = ["sns:Publish"]
    resources = ["arn:aws:sns:${var.region}:${var.account_id}:${var.name}-alarms"]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }
    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:aws:cloudwatch:${var.region}:${var.account_id}:alarm:${var.name}-*"]
    }
  }
}

resource "aws_sns_topic" "alarms" {
  name              = "${var.name}-alarms"
  kms_master_key_id = var.key_arn
  policy            = data.aws_iam_policy_document.topic.json
}

resource "aws_sns_topic_subscription" "mail" {
  for_each = toset(var.emails)

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.value
}

locals {
  names = var.metrics.names

  # Over all clinics at once: the worst of them goes off, and the log says which it is.
  alarms = {
    oldest-file-waits = {
      metric      = local.names.oldest_waiting
      dimensions  = {}
      statistic   = "Maximum"
      threshold   = var.thresholds.oldest_waiting_seconds
      period      = 60
      of          = [3, 3]
      missing     = "notBreaching"
      description = "Some clinic's oldest unread file has waited ${var.thresholds.oldest_waiting_seconds} s or more."
    }
    tenant-not-polled = {
      metric      = local.names.poll_age
      dimensions  = {}
      statistic   = "Maximum"
      threshold   = var.thresholds.poll_age_seconds
      period      = 60
      of          = [3, 3]
      missing     = "breaching" # it is the heartbeat of routes
      description = "A worker has not looked into some clinic's inbox for ${var.thresholds.poll_age_seconds} s, or routes is silent altogether."
    }
    file-failed = {
      metric      = local.names.files_closed
      dimensions  = { status = "FAILED" }
      statistic   = "Sum"
      threshold   = var.thresholds.failed_files
      period      = 300
      of          = [1, 1]
      missing     = "notBreaching"
      description = "A file was given up by a fault of ours. It lies in errors and can be tried again."
    }
    api-errors = {
      metric      = local.names.api_requests
      dimensions  = { outcome = "server_error" }
      statistic   = "Sum"
      threshold   = var.thresholds.api_errors
      period      = 300
      of          = [1, 1]
      missing     = "notBreaching"
      description = "The API answered ${var.thresholds.api_errors} requests or more with a fault of ours within 5 minutes."
    }
    api-slow = {
      metric      = local.names.api_latency
      dimensions  = {}
      statistic   = "Average"
      threshold   = var.thresholds.api_latency_seconds
      period      = 300
      of          = [3, 3]
      missing     = "notBreaching"
      description = "The API has taken ${var.thresholds.api_latency_seconds} s or more on average for a quarter of an hour."
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${each.value.description} docs/runbook.md#${each.key}"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value.threshold
  datapoints_to_alarm = each.value.of[0]
  evaluation_periods  = each.value.of[1]
  treat_missing_data  = each.value.missing
  actions_enabled     = var.actions_enabled
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  namespace   = var.metrics.namespace
  metric_name = each.value.metric
  dimensions  = merge({ environment = var.environment }, each.value.dimensions)
  statistic   = each.value.statistic
  period      = each.value.period
}

# A throttled index throttles its table, so both count. A short burst is DynamoDB growing; one that lasts is a hot partition
# or a limit.
resource "aws_cloudwatch_metric_alarm" "throttled" {
  for_each = var.tables

  alarm_name          = "${var.name}-throttled-${each.key}"
  alarm_description   = "${each.value.name} or an index of it refused calls in each of ${var.thresholds.throttled_minutes} minutes. docs/runbook.md#throttled"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  datapoints_to_alarm = var.thresholds.throttled_minutes
  evaluation_periods  = var.thresholds.throttled_minutes
  treat_missing_data  = "notBreaching"
  actions_enabled     = var.actions_enabled
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "refused"
    expression  = "SUM(METRICS())"
    label       = "calls refused"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = merge([
      for metric in ["ReadThrottleEvents", "WriteThrottleEvents"] : merge(
        { "${lower(substr(metric, 0, 1))}_table" = { metric = metric, dimensions = { TableName = each.value.name } } },
        {
          for index in each.value.indexes : "${lower(substr(metric, 0, 1))}_${index}" => {
            metric     = metric
            dimensions = { TableName = each.value.name, GlobalSecondaryIndexName = index }
          }
        },
      )
    ]...)

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/DynamoDB"
        metric_name = metric_query.value.metric
        dimensions  = metric_query.value.dimensions
        period      = 60
        stat        = "Sum"
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "partial_upload" {
  count = var.sftp_enabled ? 1 : 0

  alarm_name          = "${var.name}-partial-upload"
  alarm_description   = "A clinic's connection broke in the middle of an upload: ask it to send the file again. docs/runbook.md#partial-upload"
  namespace           = var.metrics.namespace
  metric_name         = local.names.partial_upload
  statistic           = "Sum"
  period              = 300
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = var.thresholds.partial_uploads
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  actions_enabled     = var.actions_enabled
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}
