output "account_id" {
  description = "The account it lives in."
  value       = data.aws_caller_identity.current.account_id
}

output "handover" {
  description = "Names of the parameters that the services are told by, state version included."
  value       = module.handover.names
}

output "state_version" {
  description = "What the pipeline compares with the version it was built for."
  value       = module.handover.state_version
}

output "tables" {
  description = "Table names by what they hold."
  value       = module.tables.names
}

output "buckets" {
  description = "Bucket names by what they hold."
  value       = module.buckets.names
}

output "certificate_arn" {
  description = "Certificate of web_domain for Copilot's environment manifest; null where zone_id is."
  value       = one(module.certificate[*].arn)
}

output "sign_in" {
  description = "User pool, issuer and sign-in page."
  value = {
    user_pool_id = module.sign_in.user_pool_id
    issuer       = module.sign_in.issuer
    page         = module.sign_in.page
  }
}

output "api_clients" {
  description = "Client id of each tenant with api = true. Its secret: aws cognito-idp describe-user-pool-client."
  value       = { for id, tenant in module.tenant : id => tenant.client_id if tenant.client_id != null }
}

output "sftp_host" {
  description = "Where clinics upload; null where SFTP is off."
  value       = one(module.sftp[*].host)
}

output "tenant_role_arn" {
  description = "The role that the middle tier takes for each tenant's requests."
  value       = module.roles.tenant_role_arn
}

output "operator_role_arn" {
  description = "The role of ./ops on AWS; null where there are no operators."
  value       = module.roles.operator_role_arn
}

output "alarm_topic_arn" {
  description = "Where alarms are told."
  value       = module.watch.topic_arn
}

output "dashboard" {
  description = "The dashboard's name; null where it is off."
  value       = module.watch.dashboard
}
