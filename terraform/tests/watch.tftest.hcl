# What pages, and that a new tenant or table is watched without a word. The real provider, no network.
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
  name              = "chartdrop-prod"
  account_id        = "123456789012"
  environment       = "prod"
  region            = "us-east-1"
  key_arn           = "arn:aws:kms:us-east-1:123456789012:key/telemetry"
  emails            = ["ops@example.org"]
  actions_enabled   = true
  dashboard_enabled = true
  sftp_enabled      = true
  sftp_server_id    = "s-0123456789abcdef0"
  tables = {
    records = { name = "chartdrop-prod-records", indexes = ["by_name", "by_day"] }
    files   = { name = "chartdrop-prod-files", indexes = ["by_status"] }
  }
  thresholds = {
    oldest_waiting_seconds = 900, poll_age_seconds = 300, failed_files = 1, throttled_minutes = 10, api_errors = 5, api_latency_seconds = 2, partial_uploads = 1
  }
  metrics = {
    namespace = "Chartdrop"
    names = {
      files_closed = "m.closed", rows = "m.rows", attempts = "m.attempts", lease_takeovers = "m.takeovers"
      throttles    = "m.throttles", writers_full = "m.full", oldest_waiting = "m.oldest", poll_age = "m.poll", landing = "m.landing"
      api_requests = "m.requests", api_latency = "m.latency", partial_upload = "m.partial"
    }
  }
}

run "each_thing_that_matters_pages" {
  command = plan

  module {
    source = "./modules/watch"
  }

  assert {
    condition     = toset(keys(aws_cloudwatch_metric_alarm.this)) == toset(["oldest-file-waits", "tenant-not-polled", "file-failed", "api-errors", "api-slow"])
    error_message = "Five alarms on what the services tell."
  }
  assert {
    condition     = toset(keys(aws_cloudwatch_metric_alarm.throttled)) == toset(keys(var.tables)) && length(aws_cloudwatch_metric_alarm.partial_upload) == 1
    error_message = "One for each table, one for uploads that break off."
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.throttled["records"].metric_query) == 7
    error_message = "A throttled index throttles its table: reads and writes of the table and both indexes, and their sum."
  }
  assert {
    condition = alltrue([
      for key, looks in {
        "oldest-file-waits" = ["m.oldest", "Maximum", { environment = "prod" }]
        "file-failed"       = ["m.closed", "Sum", { environment = "prod", status = "FAILED" }]
        "api-errors"        = ["m.requests", "Sum", { environment = "prod", outcome = "server_error" }]
        "api-slow"          = ["m.latency", "Average", { environment = "prod" }]
      } : aws_cloudwatch_metric_alarm.this[key].metric_name == looks[0] && aws_cloudwatch_metric_alarm.this[key].statistic == looks[1] && aws_cloudwatch_metric_alarm.this[key].dimensions == tomap(looks[2])
    ])
    error_message = "Each looks at one metric over all tenants, which costs the same for a thousand as for one."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["tenant-not-polled"].treat_missing_data == "breaching"
    error_message = "Silence of routes is an alarm."
  }
  assert {
    condition     = alltrue([for alarm in concat(values(aws_cloudwatch_metric_alarm.this), values(aws_cloudwatch_metric_alarm.throttled), aws_cloudwatch_metric_alarm.partial_upload) : alarm.actions_enabled])
    error_message = "They tell."
  }
  assert {
    condition     = aws_sns_topic.alarms.kms_master_key_id == var.key_arn
    error_message = "The topic is encrypted."
  }
}

run "an_alarm_may_be_silent" {
  command = plan

  module {
    source = "./modules/watch"
  }

  variables {
    actions_enabled   = false
    dashboard_enabled = false
    sftp_enabled      = false
    sftp_server_id    = null
  }

  assert {
    condition     = !anytrue([for alarm in values(aws_cloudwatch_metric_alarm.this) : alarm.actions_enabled]) && length(aws_cloudwatch_dashboard.this) == 0
    error_message = "Silent, and no dashboard."
  }
}

run "a_table_with_too_many_indexes_for_its_alarm_is_refused" {
  command = plan

  module {
    source = "./modules/watch"
  }

  variables {
    tables = { records = { name = "chartdrop-prod-records", indexes = ["a", "b", "c", "d", "e"] } }
  }

  expect_failures = [var.tables]
}
