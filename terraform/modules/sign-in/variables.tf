variable "name" {
  description = "Beginning of every name, such as chartdrop-dev."
  type        = string
}

variable "account_id" {
  description = "The account: end of the sign-in page's name unless one is given."
  type        = string
}

variable "region" {
  description = "The region: part of the issuer's name."
  type        = string
}

variable "protected" {
  description = "Whether Cognito refuses to delete the pool and its people."
  type        = bool
}

variable "tier" {
  description = "Cognito's feature plan: LITE, ESSENTIALS or PLUS."
  type        = string
}

variable "domain_prefix" {
  description = "First part of the sign-in page's host; null for one made of name and account."
  type        = string
}

variable "web_address" {
  description = "Where the web pages are, https:// included, without a path."
  type        = string
}

variable "callback_urls" {
  description = "Where sign-in may return to; null for the web pages' own."
  type        = list(string)
}

variable "logout_urls" {
  description = "Where sign-out may return to; null for the web pages' first."
  type        = list(string)
}

variable "api_tenants" {
  description = "Tenants whose machines have a client: each is a scope."
  type        = list(string)

  validation {
    condition     = length(var.api_tenants) <= 97
    error_message = "Cognito keeps 100 scopes in a resource server, 3 of which are the API's own."
  }
}
