variable "name" {
  description = "Beginning of every name, such as chartdrop-dev."
  type        = string
}

variable "account_id" {
  description = "The account whose server may take the logging role."
  type        = string
}

variable "log_key_arn" {
  description = "KMS key of the log group."
  type        = string
}

variable "log_retention_days" {
  description = "Days that the log is kept."
  type        = number
}

variable "host_name" {
  description = "Name clinics are told; null for the server's own, which changes when it is made anew."
  type        = string
}

variable "zone_id" {
  description = "Route 53 zone that holds host_name; null where there is none."
  type        = string
}

variable "protected" {
  description = "Whether a server with users that Terraform does not know refuses to be destroyed."
  type        = bool
}

variable "metrics_namespace" {
  description = "CloudWatch namespace of what is counted in the log."
  type        = string
}

variable "partial_upload" {
  description = "Name of the metric that counts uploads that broke off."
  type        = string
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds the logging role; null for none."
  type        = string
}
