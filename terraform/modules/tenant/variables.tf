variable "id" {
  description = "The tenant: item key, group, SFTP user and S3 prefix alike."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.id))
    error_message = "A tenant's id begins with a letter, ends with a letter or digit, has 3 to 32 of a-z, 0-9 and -."
  }
}

variable "tenant" {
  description = "What the tfvars say of it; the root's variable tenants explains each."
  type = object({
    name           = string
    time_zone      = string
    date_order     = string
    charset        = string
    column_aliases = map(string)
    limits = object({
      max_file_bytes     = optional(number)
      max_expanded_bytes = optional(number)
      max_row_bytes      = optional(number)
      max_columns        = optional(number)
    })
    enabled  = bool
    ssh_keys = list(string)
    api      = bool
  })
}

variable "name" {
  description = "Beginning of every name, such as chartdrop-dev."
  type        = string
}

variable "environment" {
  description = "The value of the tag chartdrop-data, by which the data key knows the SFTP role."
  type        = string
}

variable "account_id" {
  description = "The account whose SFTP server may take the role."
  type        = string
}

variable "tenants_table" {
  description = "Table of the tenants' items."
  type        = string
}

variable "user_pool_id" {
  description = "Pool of the group and the client."
  type        = string
}

variable "resource_server" {
  description = "First part of each scope."
  type        = string
}

variable "sftp_enabled" {
  description = "Whether there is a server to upload to."
  type        = bool
}

variable "sftp_server_id" {
  description = "The server; null where SFTP is off."
  type        = string
}

variable "inbox" {
  description = "Bucket of the uploads."
  type        = string
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds the SFTP role; null for none."
  type        = string
}
