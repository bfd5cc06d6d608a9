output "state_bucket" {
  description = "Goes into environments/ENV.s3.tfbackend."
  value       = aws_s3_bucket.state.id
}

output "roles" {
  description = "For each environment: the role that plans, the role that applies, the name for permissions_boundary."
  value       = { for name, environment in module.environment : name => environment.roles }
}
