output "client_id" {
  description = "Client of the tenant's machines; null without api."
  value       = one(aws_cognito_user_pool_client.api[*].id)
}

output "client_secret" {
  description = "Its secret; null without api."
  value       = one(aws_cognito_user_pool_client.api[*].client_secret)
  sensitive   = true
}
