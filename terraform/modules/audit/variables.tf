variable "name" {
  description = "Beginning of every name; the logs bucket lets in trails that begin so."
  type        = string
}

variable "logs_bucket" {
  description = "Bucket of the trail's files; its policy lets the trail write."
  type        = string
}

variable "bucket_arns" {
  description = "Buckets whose objects are watched."
  type        = list(string)
}

variable "table_arns" {
  description = "Tables whose items are watched."
  type        = list(string)
}
