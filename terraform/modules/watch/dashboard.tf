locals {
  alarm_arns = concat(
    [for alarm in aws_cloudwatch_metric_alarm.this : alarm.arn],
    [for alarm in aws_cloudwatch_metric_alarm.throttled : alarm.arn],
    aws_cloudwatch_metric_alarm.partial_upload[*].arn,
  )

  # What the services tell, found by search, so that a new status shows by itself.
  found = {
    "Files closed"                = { dimensions = ",status", metric = local.names.files_closed, stat = "Sum" }
    "Rows"                        = { dimensions = ",outcome", metric = local.names.rows, stat = "Sum" }
    "Attempts at files"           = { dimensions = ",outcome", metric = local.names.attempts, stat = "Sum" }
    "Oldest file waiting, s"      = { dimensions = "", metric = local.names.oldest_waiting, stat = "Maximum" }
    "Since the last poll, s"      = { dimensions = "", metric = local.names.poll_age, stat = "Maximum" }
    "From landing to done, s p95" = { dimensions = "", metric = local.names.landing, stat = "p95" }
    "Dead workers' files taken"   = { dimensions = "", metric = local.names.lease_takeovers, stat = "Sum" }
    "Throttled, as we see it"     = { dimensions = "", metric = local.names.throttles, stat = "Sum" }
    "Chunks without a writer"     = { dimensions = "", metric = local.names.writers_full, stat = "Sum" }
    "API requests"                = { dimensions = ",outcome", metric = local.names.api_requests, stat = "Sum" }
    "API latency, s p95"          = { dimensions = ",operation", metric = local.names.api_latency, stat = "p95" }
  }

  charts = concat(
    [
      for title, chart in local.found : {
        title   = title
        metrics = [[{ expression = "SEARCH('{${var.metrics.namespace},environment${chart.dimensions}} MetricName=\"${chart.metric}\" environment=\"${var.environment}\"', '${chart.stat}', 300)" }]]
      }
    ],
    [
      {
        title   = "Writes, units"
        metrics = [for table, made in var.tables : ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", made.name, { stat = "Sum", label = table }]]
      },
      {
        title = "Calls refused"
        metrics = concat([
          for table, made in var.tables : [
            for metric in ["ReadThrottleEvents", "WriteThrottleEvents"] : ["AWS/DynamoDB", metric, "TableName", made.name, { stat = "Sum", label = "${table} ${lower(trimsuffix(metric, "ThrottleEvents"))}s" }]
          ]
        ]...)
      },
    ],
    [for chart in [
      {
        title   = "SFTP, bytes in"
        metrics = [["AWS/Transfer", "BytesIn", "ServerId", var.sftp_server_id, { stat = "Sum" }]]
      },
      {
        title   = "Uploads broken off"
        metrics = [[var.metrics.namespace, local.names.partial_upload, { stat = "Sum" }]]
      },
    ] : chart if var.sftp_enabled],
  )
}

resource "aws_cloudwatch_dashboard" "this" {
  count = var.dashboard_enabled ? 1 : 0

  dashboard_name = var.name

  dashboard_body = jsonencode({
    widgets = concat(
      [{ type = "alarm", x = 0, y = 0, width = 24, height = 3, properties = { title = var.name, alarms = sort(local.alarm_arns) } }],
      [
        for i, chart in local.charts : {
          type   = "metric"
          x      = 8 * (i % 3)
          y      = 3 + 6 * floor(i / 3)
          width  = 8
          height = 6
          properties = {
            title   = chart.title
            metrics = chart.metrics
            region  = var.region
            period  = 300
            view    = "timeSeries"
          }
        }
      ],
    )
  })
}
