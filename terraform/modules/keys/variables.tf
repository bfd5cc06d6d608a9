variable "name" {
  description = "Beginning of every name, such as chartdrop-dev."
  type        = string
}

variable "account_id" {
  description = "The account the keys are used in."
  type        = string
}

variable "region" {
  description = "The region the keys are used in."
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

variable "data_services" {
  description = "Copilot services whose tasks read and write data."
  type        = list(string)
}

variable "administrators" {
  description = "ARNs, * allowed, of those who create the tables."
  type        = list(string)

  validation {
    condition     = length(var.administrators) > 0
    error_message = "A key without administrators could make no table."
  }
}

variable "deletion_window" {
  description = "Days between deleting a key and its end; all data under it ends with it."
  type        = number
}
