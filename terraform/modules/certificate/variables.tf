variable "domain" {
  description = "Host name of the web pages."
  type        = string
}

variable "zone_id" {
  description = "Route 53 zone that holds it."
  type        = string
}
