variable "name" {
  description = "Beginning of every name, such as chartdrop-dev."
  type        = string
}

variable "account_id" {
  description = "The account the roles live in."
  type        = string
}

variable "application" {
  description = "Copilot's application: the value of its tag."
  type        = string
}

variable "environment" {
  description = "The environment: the value of Copilot's tag and of chartdrop-data."
  type        = string
}

variable "table_arns" {
  description = "ARN by table: records, files, idempotency, summary, tenants."
  type        = map(string)
}

variable "bucket_arns" {
  description = "ARN by bucket: inbox, archive, errors."
  type        = map(string)
}

variable "operators" {
  description = "ARNs, * allowed, of those who may take the operator's role; empty for no such role."
  type        = list(string)
}

variable "operators_prove_mfa" {
  description = "Whether an operator's session must say that it was begun with MFA."
  type        = bool
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds the roles; null for none."
  type        = string
}
