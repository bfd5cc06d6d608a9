variable "name" {
  description = "Beginning of every name, such as chartdrop-dev."
  type        = string
}

variable "account_id" {
  description = "The account whose alarms may write to the topic."
  type        = string
}

variable "environment" {
  description = "Value of the metrics' dimension environment."
  type        = string
}

variable "region" {
  description = "Region of alarms and charts."
  type        = string
}

variable "key_arn" {
  description = "KMS key of the topic; it must let CloudWatch use it."
  type        = string
}

variable "metrics" {
  description = "Namespace and names of what the services emit: the root's metrics.tf."
  type = object({
    namespace = string
    names = object({
      files_closed    = string
      rows            = string
      attempts        = string
      lease_takeovers = string
      throttles       = string
      writers_full    = string
      oldest_waiting  = string
      poll_age        = string
      landing         = string
      api_requests    = string
      api_latency     = string
      partial_upload  = string
    })
  })
}

variable "tables" {
  description = "Name and indexes by table, watched for refused calls."
  type = map(object({
    name    = string
    indexes = list(string)
  }))

  validation {
    # CloudWatch sums up ten metrics in an alarm: two for the table and two for each index.
    condition     = alltrue([for table in values(var.tables) : length(table.indexes) <= 4])
    error_message = "An alarm holds ten metrics: a table and four indexes."
  }
}

variable "thresholds" {
  description = "When an alarm goes off; the root's alarm_thresholds gives the defaults."
  type = object({
    oldest_waiting_seconds = number
    poll_age_seconds       = number
    failed_files           = number
    throttled_minutes      = number
    api_errors             = number
    api_latency_seconds    = number
    partial_uploads        = number
  })
}

variable "emails" {
  description = "Who is told; each confirms once."
  type        = list(string)
}

variable "actions_enabled" {
  description = "Whether an alarm tells anybody."
  type        = bool
}

variable "dashboard_enabled" {
  description = "Whether there is a dashboard."
  type        = bool
}

variable "sftp_enabled" {
  description = "Whether uploads come by SFTP too."
  type        = bool
}

variable "sftp_server_id" {
  description = "The SFTP server; null where there is none."
  type        = string
}
