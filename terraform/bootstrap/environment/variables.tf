variable "environment" {
  description = "dev, stage or prod."
  type        = string
}

variable "account_id" {
  description = "The account it lives in."
  type        = string
}

variable "repository" {
  description = "OWNER/NAME of the repository whose workflows take the roles."
  type        = string
}

variable "zone_id" {
  description = "Route 53 zone whose CNAME records the deploy role changes; null: none."
  type        = string
}

variable "oidc_provider_arn" {
  description = "GitHub's provider in this account."
  type        = string
}

variable "state_arn" {
  description = "Bucket of the state."
  type        = string
}

variable "state_key_arn" {
  description = "KMS key of the state."
  type        = string
}
