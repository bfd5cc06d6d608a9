# --- where

variable "environment" {
  description = "dev, stage or prod: part of every name. ./tf takes it from the file's name and refuses a file that says another."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["dev", "stage", "prod"], var.environment)
    error_message = "environment is dev, stage or prod."
  }
}

variable "region" {
  description = "AWS region that holds all of it."
  type        = string
  default     = "us-east-1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is a name such as us-east-1."
  }
}

variable "allowed_account_ids" {
  description = "The accounts this environment may live in; the provider refuses any other before it does anything."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.allowed_account_ids) > 0 && alltrue([for id in var.allowed_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "allowed_account_ids names at least one account, each in 12 digits."
  }
}

variable "web_domain" {
  description = "Host name of the web pages, such as chartdrop.example.org. People sign in to it, so it needs HTTPS."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$", var.web_domain))
    error_message = "web_domain is a host name in lower case, without https:// and without a path."
  }
}

variable "zone_id" {
  description = "Route 53 zone of web_domain: its certificate is made and proved there, and sftp.{web_domain} named. null: you bring a certificate of your own."
  type        = string
  default     = null

  validation {
    condition     = var.zone_id == null || can(regex("^[A-Z0-9]{8,32}$", var.zone_id))
    error_message = "zone_id is a Route 53 zone's id such as Z0123456789ABCDEFGHIJ."
  }
}

# --- who

variable "tenants" {
  description = <<-EOT
    The clinics by their id. Makes the clinic's item once (later changes belong to ./ops), its sign-in group, its SFTP user
    with these public keys if SFTP is on, and with api = true a client for its machines.
  EOT
  type = map(object({
    name           = string
    time_zone      = string
    date_order     = optional(string, "MDY")
    charset        = optional(string, "windows-1252")
    column_aliases = optional(map(string), {})
    limits = optional(object({
      max_file_bytes     = optional(number)
      max_expanded_bytes = optional(number)
      max_row_bytes      = optional(number)
      max_columns        = optional(number)
    }), {})
    enabled  = optional(bool, true)
    ssh_keys = optional(list(string), [])
    api      = optional(bool, false)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for id in keys(var.tenants) : can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", id))])
    error_message = "A tenant's id begins with a letter, ends with a letter or digit, has 3 to 32 of a-z, 0-9 and -. Not so: ${join(", ", [for id in keys(var.tenants) : id if !can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", id))])}."
  }

  validation {
    condition     = alltrue([for tenant in values(var.tenants) : trimspace(tenant.name) != ""])
    error_message = "A tenant has a name."
  }

  validation {
    # Java's ZoneId takes +05:00 too, but a fixed offset has no summer time: no clinic means that.
    condition     = alltrue([for tenant in values(var.tenants) : tenant.time_zone == "UTC" || can(regex("^[A-Z][A-Za-z_]+(/[A-Z][A-Za-z_+-]+){1,2}$", tenant.time_zone))])
    error_message = "time_zone is a region's name such as America/New_York, or UTC."
  }

  validation {
    condition     = alltrue([for tenant in values(var.tenants) : contains(["MDY", "DMY", "YMD"], tenant.date_order)])
    error_message = "date_order is MDY, DMY or YMD."
  }

  validation {
    condition = alltrue([for tenant in values(var.tenants) : alltrue([
      for target in values(tenant.column_aliases) :
      contains(["medical_record_number", "first_name", "last_name", "date_time", "doctors_notes", "-"], target)
    ])])
    error_message = "column_aliases map a header to medical_record_number, first_name, last_name, date_time, doctors_notes, or - to leave the column out."
  }

  validation {
    condition     = alltrue([for tenant in values(var.tenants) : alltrue([for limit in values(tenant.limits) : limit == null || try(limit >= 1 && floor(limit) == limit, false)])])
    error_message = "Each limit is a whole number of at least 1."
  }

  validation {
    condition     = alltrue([for tenant in values(var.tenants) : coalesce(tenant.limits.max_file_bytes, 1) <= 5368709120])
    error_message = "max_file_bytes is at most 5368709120 (5 GB): S3 copies no larger object at once."
  }

  validation {
    condition = alltrue([for tenant in values(var.tenants) : alltrue([
      for key in tenant.ssh_keys : can(regex("^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]+={0,3}( .*)?$", key))
    ])])
    error_message = "ssh_keys are public keys in OpenSSH's form: ssh-ed25519 AAAA... Never a private key."
  }

  validation {
    # A resource server holds 100 scopes; 3 are the API's own. The contract of the token needs them in one.
    condition     = length([for tenant in values(var.tenants) : tenant if tenant.api]) <= 97
    error_message = "At most 97 tenants have api = true: Cognito keeps 100 scopes in a resource server."
  }
}

variable "operators" {
  description = "ARNs, with * if need be, of those who may take the operator's role. Empty: there is no such role."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.operators : can(regex("^arn:aws:(iam|sts)::[0-9]{12}:(user|role|assumed-role)/.+", arn))])
    error_message = "operators are ARNs of users or roles, account included."
  }
}

variable "operators_prove_mfa" {
  description = "Whether an operator's session must say that it was begun with MFA. IAM Identity Center asks for MFA itself and its sessions do not say so: false there."
  type        = bool
  default     = true
  nullable    = false
}

variable "administrators" {
  description = "ARNs, with * if need be, of those who apply this besides the deploy role of bootstrap/. They may use the data key through DynamoDB, which creating tables needs."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.administrators : can(regex("^arn:aws:iam::[0-9]{12}:(user|role)/.+", arn))])
    error_message = "administrators are ARNs of users or roles, account included; a session is named by its role's ARN."
  }
}

variable "permissions_boundary" {
  description = "Name of the policy that bounds every role made here: bootstrap/ makes chartdrop-ENV-boundary and lets the deploy role create no role without it. null: none."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary == null || can(regex("^[A-Za-z0-9+=,.@_-]{1,128}$", var.permissions_boundary))
    error_message = "permissions_boundary is the name of an IAM policy, not its ARN."
  }
}

# --- sign-in

variable "sign_in_domain_prefix" {
  description = "First part of the sign-in page's host, one of its kind in the region. null: chartdrop-ENV-ACCOUNT."
  type        = string
  default     = null

  validation {
    condition     = var.sign_in_domain_prefix == null || can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.sign_in_domain_prefix))
    error_message = "sign_in_domain_prefix has a-z, 0-9 and -, 63 at most."
  }

  validation {
    condition     = var.sign_in_domain_prefix == null || !can(regex("aws|amazon|cognito", var.sign_in_domain_prefix))
    error_message = "Cognito refuses a sign_in_domain_prefix that holds aws, amazon or cognito."
  }
}

variable "sign_in_tier" {
  description = "Cognito's feature plan. LITE has all that the token contract needs; ESSENTIALS has newer pages and passkeys and costs more from the 10,001st person on."
  type        = string
  default     = "LITE"
  nullable    = false

  validation {
    condition     = contains(["LITE", "ESSENTIALS", "PLUS"], var.sign_in_tier)
    error_message = "sign_in_tier is LITE, ESSENTIALS or PLUS."
  }
}

variable "callback_urls" {
  description = "Where sign-in may return to. null: the web pages' own, https://{web_domain}/login/oauth2/code/chartdrop."
  type        = list(string)
  default     = null

  validation {
    condition     = var.callback_urls == null || alltrue([for url in coalesce(var.callback_urls, []) : can(regex("^(https://|http://localhost[:/])", url))])
    error_message = "callback_urls are https, or http on localhost: Cognito takes no others."
  }
}

variable "logout_urls" {
  description = "Where sign-out may return to. null: https://{web_domain}/signed-out."
  type        = list(string)
  default     = null

  validation {
    condition     = var.logout_urls == null || alltrue([for url in coalesce(var.logout_urls, []) : can(regex("^(https://|http://localhost[:/])", url))])
    error_message = "logout_urls are https, or http on localhost: Cognito takes no others."
  }
}

# --- behaviour, and what it costs (docs/cost.md)

variable "protect_data" {
  description = "true: tables, buckets and the user pool refuse deletion, keys wait 30 days, and destroy is refused as a whole. To lift it: set false, apply, then destroy."
  type        = bool
  default     = true
  nullable    = false
}

variable "sftp_enabled" {
  description = "Transfer Family, about two thirds of a small bill. Off: files come by the browser only."
  type        = bool
  default     = true
  nullable    = false
}

variable "point_in_time_recovery" {
  description = "Tables can be restored to any second of the last 35 days. 0.20 USD per GB and month."
  type        = bool
  default     = true
  nullable    = false
}

variable "restored_tables" {
  description = "A table that was restored goes by another name: { records = \"chartdrop-ENV-records-restored\" }. docs/restore.md says when it is set, for it must be in the state first."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in values(var.restored_tables) : can(regex("^chartdrop-${var.environment}-[a-zA-Z0-9_.-]+$", name))])
    error_message = "restored_tables are named chartdrop-ENV-...: every role's rights go by that."
  }
}

variable "data_events_enabled" {
  description = "CloudTrail records each call on objects and items, in the logs bucket: who looked at what, also past the API. 0.10 USD per 100,000 calls."
  type        = bool
  default     = false
  nullable    = false
}

variable "monthly_budget_usd" {
  description = "Mails alarm_emails at 80 % spent and when 100 % is forecast. 0: no budget. Needs the tag copilot-environment activated for cost allocation."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.monthly_budget_usd >= 0
    error_message = "monthly_budget_usd is 0 or more."
  }

  validation {
    condition     = var.monthly_budget_usd == 0 || length(var.alarm_emails) > 0
    error_message = "A budget tells alarm_emails: name one, or set monthly_budget_usd = 0."
  }
}

variable "archive_cold_days" {
  description = "Days after which an archived file moves to Glacier Instant Retrieval: a sixth of the storage price, still read at once. 0: never."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.archive_cold_days >= 0 && floor(var.archive_cold_days) == var.archive_cold_days
    error_message = "archive_cold_days is a whole number of days; 0 is never."
  }
}

variable "archive_retention_days" {
  description = "Days after which an archived file is deleted. 0: never. Records can be refilled from it until then; the law of the clinics decides."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.archive_retention_days == 0 || var.archive_retention_days >= max(400, var.archive_cold_days + 90)
    error_message = "archive_retention_days is 0 (never), or at least 400 and 90 more than archive_cold_days: Glacier bills 90 days at least."
  }
}

variable "errors_retention_days" {
  description = "Days after which rejected rows, reports and files that could not be read are deleted. 0: never."
  type        = number
  default     = 400
  nullable    = false

  validation {
    condition     = var.errors_retention_days == 0 || var.errors_retention_days >= 30
    error_message = "errors_retention_days is 0 (never) or at least 30: a clinic needs time to mend rows."
  }
}

variable "logs_retention_days" {
  description = "Days that S3's access logs and CloudTrail's files are kept."
  type        = number
  default     = 400
  nullable    = false

  validation {
    condition     = var.logs_retention_days >= 2
    error_message = "logs_retention_days is at least 2: a day until S3 hides, a day until it deletes."
  }
}

variable "log_retention_days" {
  description = "Days that CloudWatch keeps SFTP's log."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days is one of the spans that CloudWatch knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, ..."
  }
}

# --- who is told

variable "alarm_emails" {
  description = "Addresses that alarms and the budget write to; each must confirm once."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for address in var.alarm_emails : can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", address))])
    error_message = "alarm_emails are mail addresses."
  }
}

variable "alarms_page" {
  description = "false: alarms change colour and tell nobody. So where the services are not deployed yet: a heartbeat that is missing is an alarm."
  type        = bool
  default     = true
  nullable    = false
}

variable "dashboard_enabled" {
  description = "The CloudWatch dashboard: 3 USD a month each after the account's first three."
  type        = bool
  default     = true
  nullable    = false
}

variable "alarm_thresholds" {
  description = "When an alarm goes off; README.md says what each looks at."
  type = object({
    oldest_waiting_seconds = optional(number, 900)
    poll_age_seconds       = optional(number, 300)
    failed_files           = optional(number, 1)
    throttled_minutes      = optional(number, 10)
    api_errors             = optional(number, 5)
    api_latency_seconds    = optional(number, 2)
    partial_uploads        = optional(number, 1)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for value in values(var.alarm_thresholds) : value > 0])
    error_message = "Every threshold is above 0."
  }

  validation {
    condition     = var.alarm_thresholds.throttled_minutes <= 60 && floor(var.alarm_thresholds.throttled_minutes) == var.alarm_thresholds.throttled_minutes
    error_message = "throttled_minutes is a whole number up to 60."
  }
}
