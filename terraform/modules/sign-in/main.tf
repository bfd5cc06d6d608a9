# Cognito as the tokens' contract needs it: access tokens whose groups name a person's tenant, whose scopes name a machine's.
# No Lambda: what a token says is what a group or a client was given.

locals {
  domain_prefix = coalesce(var.domain_prefix, "${var.name}-${var.account_id}")
  page          = "https://${local.domain_prefix}.auth.${var.region}.amazoncognito.com"
  callback_urls = coalesce(var.callback_urls, ["${var.web_address}/login/oauth2/code/chartdrop"])
  logout_urls   = coalesce(var.logout_urls, ["${var.web_address}/signed-out"])

  resource_server = "chartdrop"
  api_scopes = {
    "records:read" = "Find patient records"
    "files:read"   = "See files and their rejected rows"
    "files:write"  = "Upload files and try them again"
  }
}

resource "aws_cognito_user_pool" "this" {
  name                     = var.name
  user_pool_tier           = var.tier
  deletion_protection      = var.protected ? "ACTIVE" : "INACTIVE"
  mfa_configuration        = "ON"
  alias_attributes         = ["email"]
  auto_verified_attributes = ["email"]

  username_configuration {
    case_sensitive = false
  }

  # A clinic's people are invited by an operator, who puts them in the clinic's group.
  admin_create_user_config {
    allow_admin_create_user_only = true
  }

  software_token_mfa_configuration {
    enabled = true
  }

  password_policy {
    minimum_length                   = 14
    require_lowercase                = true
    require_uppercase                = true
    require_numbers                  = true
    require_symbols                  = false
    temporary_password_validity_days = 3
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }
}

resource "aws_cognito_user_pool_domain" "this" {
  domain       = local.domain_prefix
  user_pool_id = aws_cognito_user_pool.this.id
}

resource "aws_cognito_resource_server" "this" {
  identifier   = local.resource_server
  name         = local.resource_server
  user_pool_id = aws_cognito_user_pool.this.id

  dynamic "scope" {
    for_each = merge(local.api_scopes, { for tenant in var.api_tenants : "tenant:${tenant}" => "Machines of ${tenant}" })

    content {
      scope_name        = scope.key
      scope_description = scope.value
    }
  }
}

resource "aws_cognito_user_pool_client" "web" {
  name         = "${var.name}-web"
  user_pool_id = aws_cognito_user_pool.this.id

  generate_secret                      = true
  supported_identity_providers         = ["COGNITO"]
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  # Never a tenant scope: a person's token that bears one is refused.
  allowed_oauth_scopes = concat(["openid"], [for scope in sort(keys(local.api_scopes)) : "${local.resource_server}/${scope}"])
  callback_urls        = local.callback_urls
  logout_urls          = local.logout_urls

  explicit_auth_flows           = ["ALLOW_REFRESH_TOKEN_AUTH"]
  prevent_user_existence_errors = "ENABLED"
  enable_token_revocation       = true
  access_token_validity         = 15
  id_token_validity             = 15
  refresh_token_validity        = 12

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "hours"
  }

  # A scope must be there before a client may name it.
  depends_on = [aws_cognito_resource_server.this]
}
