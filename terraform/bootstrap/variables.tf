variable "account_id" {
  description = "The account this is for; the provider refuses any other."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id has 12 digits."
  }
}

variable "region" {
  description = "Region of the state's bucket, and of the environments."
  type        = string
  default     = "us-east-1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is a name such as us-east-1."
  }
}

variable "environments" {
  description = "The environments that live in this account."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.environments) > 0 && length(setsubtract(var.environments, ["dev", "stage", "prod"])) == 0
    error_message = "environments are some of dev, stage and prod."
  }
}

variable "zone_ids" {
  description = "Route 53 zone of each environment that has one: zone_id of its tfvars. The deploy role changes records in no other."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for zone in values(var.zone_ids) : can(regex("^[A-Z0-9]{8,32}$", zone))])
    error_message = "zone_ids are ids such as Z0123456789ABCDEFGHIJ."
  }

  validation {
    condition     = length(setsubtract(keys(var.zone_ids), var.environments)) == 0
    error_message = "zone_ids are those of environments that live in this account."
  }
}

variable "github_repository" {
  description = "OWNER/NAME of the repository whose workflows plan and apply; null: no workflow does."
  type        = string
  default     = null

  validation {
    condition     = var.github_repository == null || can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.github_repository))
    error_message = "github_repository is OWNER/NAME."
  }
}
