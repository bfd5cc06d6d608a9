variable "name" {
  description = "The budget's name, such as chartdrop-dev."
  type        = string
}

variable "environment" {
  description = "Value of the tag copilot-environment that is counted."
  type        = string
}

variable "limit_usd" {
  description = "US dollars a month."
  type        = number
}

variable "emails" {
  description = "Who is told; at least one."
  type        = list(string)
}
