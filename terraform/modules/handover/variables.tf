variable "prefix" {
  description = "Beginning of every parameter's name, such as /chartdrop/dev."
  type        = string

  validation {
    condition     = can(regex("^(/[a-z0-9-]+){2}$", var.prefix))
    error_message = "prefix is /application/environment."
  }
}

variable "plain" {
  description = "Value by the variable that a service reads."
  type        = map(string)

  validation {
    condition     = alltrue([for name in keys(var.plain) : can(regex("^CHARTDROP_[A-Z_]+$", name))])
    error_message = "A parameter is named as the variable that the service reads: CHARTDROP_..."
  }
}

variable "secret" {
  description = "Like plain, for what must not be seen."
  type        = map(string)
  sensitive   = true

  validation {
    # Operators are kept from _SECRET by its ending; a _PASSWORD is theirs.
    condition     = alltrue([for name in keys(var.secret) : can(regex("^CHARTDROP_[A-Z_]+_(PASSWORD|SECRET)$", name))])
    error_message = "A secret's name ends with _SECRET, or with _PASSWORD if operators are to read it."
  }
}

variable "state_version" {
  description = "Counts up when services must change with the state; the pipeline refuses another one than it was built for."
  type        = string

  validation {
    condition     = can(regex("^[1-9][0-9]*$", var.state_version))
    error_message = "STATE_VERSION is a whole number from 1."
  }
}
