variable "name" {
  description = "Beginning of every name, such as chartdrop-dev."
  type        = string
}

variable "definitions" {
  description = "tables.json, read: key, indexes and ttl attribute by table. All keys are strings, all indexes KEYS_ONLY."
  type = map(object({
    key     = list(string)
    indexes = map(list(string))
    ttl     = string
  }))

  validation {
    condition     = alltrue([for table in values(var.definitions) : contains([1, 2], length(table.key))])
    error_message = "A table's key has one attribute or two."
  }

  validation {
    condition     = alltrue(flatten([for table in values(var.definitions) : [for index in values(table.indexes) : length(index) == 2]]))
    error_message = "An index has a partition key and a sort key."
  }
}

variable "restored" {
  description = "Name of a table that was restored from another, by what it holds; every other table is named after the environment."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(setsubtract(keys(var.restored), keys(var.definitions))) == 0
    error_message = "Only tables of tables.json can be restored."
  }
}

variable "key_arn" {
  description = "KMS key of all tables."
  type        = string
}

variable "point_in_time_recovery" {
  description = "Whether a table can be restored to any second of the last 35 days."
  type        = bool
}

variable "protected" {
  description = "Whether DynamoDB refuses to delete a table."
  type        = bool
}
