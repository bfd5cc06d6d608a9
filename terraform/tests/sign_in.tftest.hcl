# The real provider, no network: what it plans is what AWS would be asked for.
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
}

variables {
  name          = "chartdrop-prod"
  account_id    = "123456789012"
  region        = "us-east-1"
  protected     = true
  tier          = "LITE"
  domain_prefix = null
  web_address   = "https://chartdrop.example.org"
  callback_urls = null
  logout_urls   = null
  api_tenants   = ["riverside"]
}

run "people_are_invited_and_scopes_are_the_tokens_contract" {
  command = plan

  module {
    source = "./modules/sign-in"
  }

  assert {
    condition     = aws_cognito_user_pool.this.mfa_configuration == "ON" && aws_cognito_user_pool.this.software_token_mfa_configuration[0].enabled
    error_message = "Everybody has a second factor."
  }
  assert {
    condition     = aws_cognito_user_pool.this.admin_create_user_config[0].allow_admin_create_user_only
    error_message = "Nobody signs up by themselves."
  }
  assert {
    condition     = aws_cognito_user_pool.this.password_policy[0].minimum_length >= 12 && aws_cognito_user_pool.this.password_policy[0].temporary_password_validity_days <= 7
    error_message = "Passwords are long, invitations short."
  }
  assert {
    condition     = aws_cognito_user_pool.this.deletion_protection == "ACTIVE"
    error_message = "The people of prod stay."
  }

  assert {
    condition     = toset([for scope in aws_cognito_resource_server.this.scope : scope.scope_name]) == toset(["records:read", "files:read", "files:write", "tenant:riverside"])
    error_message = "The API's three scopes, and one for each tenant with machines."
  }
  assert {
    condition     = toset(aws_cognito_user_pool_client.web.allowed_oauth_scopes) == toset(["openid", "chartdrop/records:read", "chartdrop/files:read", "chartdrop/files:write"])
    error_message = "The web client names no tenant: a person's tenant is a group."
  }
  assert {
    condition     = tolist(aws_cognito_user_pool_client.web.allowed_oauth_flows) == tolist(["code"]) && aws_cognito_user_pool_client.web.generate_secret
    error_message = "The web client is confidential and knows the code flow only."
  }
  assert {
    condition     = tolist(aws_cognito_user_pool_client.web.callback_urls) == tolist(["https://chartdrop.example.org/login/oauth2/code/chartdrop"])
    error_message = "Sign-in returns to the web pages."
  }
}

run "a_98th_api_tenant_has_no_room" {
  command = plan

  module {
    source = "./modules/sign-in"
  }

  variables {
    api_tenants = [for i in range(98) : "clinic-${i}"]
  }

  expect_failures = [var.api_tenants]
}
