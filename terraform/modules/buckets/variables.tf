variable "name" {
  description = "Beginning of every name, such as chartdrop-dev."
  type        = string
}

variable "account_id" {
  description = "The account: end of every bucket's name."
  type        = string
}

variable "key_arn" {
  description = "KMS key of the buckets that hold data."
  type        = string
}

variable "protected" {
  description = "Whether a bucket that holds anything refuses to be destroyed."
  type        = bool
}

variable "archive_cold_days" {
  description = "Days until an archived file moves to Glacier Instant Retrieval; 0 is never."
  type        = number
}

variable "archive_retention_days" {
  description = "Days until an archived file is deleted; 0 is never."
  type        = number
}

variable "errors_retention_days" {
  description = "Days until rejected rows and unread files are deleted; 0 is never."
  type        = number
}

variable "logs_retention_days" {
  description = "Days until logs are deleted."
  type        = number
}
