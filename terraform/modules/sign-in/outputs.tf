output "user_pool_id" {
  description = "The pool of all clinics' people."
  value       = aws_cognito_user_pool.this.id
}

output "resource_server" {
  description = "Its identifier, first part of each scope; known once the scopes are there."
  value       = aws_cognito_resource_server.this.identifier
}

output "issuer" {
  description = "What the tokens' iss says; its keys and addresses are found below it."
  value       = "https://cognito-idp.${var.region}.amazonaws.com/${aws_cognito_user_pool.this.id}"
}

output "page" {
  description = "The sign-in page's base."
  value       = local.page
}

output "web_client_id" {
  description = "Client of the web pages."
  value       = aws_cognito_user_pool_client.web.id
}

output "web_client_secret" {
  description = "Its secret."
  value       = aws_cognito_user_pool_client.web.client_secret
  sensitive   = true
}

output "sign_out_template" {
  description = "Cognito's sign-out wants client_id and logout_uri, not id_token_hint. {return_to} is to be filled in, URL-encoded, with one of logout_urls."
  value       = "${local.page}/logout?client_id=${aws_cognito_user_pool_client.web.id}&logout_uri={return_to}"
}
