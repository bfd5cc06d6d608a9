# Everything of Chartdrop that holds state, for one environment. Each block is one module; what they are told here is how
# they hang together. Copilot deploys the services beside it and learns the names from the hand-over parameters.

locals {
  application = "chartdrop"
  name        = "${local.application}-${var.environment}"

  # Copilot's services may read a parameter only if both are on it. Never copilot-service: an environment could then not be deleted.
  tags = {
    copilot-application = local.application
    copilot-environment = var.environment
    managed-by          = "terraform"
  }

  # The services that touch data. Copilot makes their task roles and gives each the tag copilot-service.
  data_services = ["routes", "middletier"]

  # Who applies: the deploy role that bootstrap/ makes, and whom the tfvars name.
  administrators = concat(
    ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/${local.name}-deploy"],
    var.administrators,
  )

  permissions_boundary = (
    var.permissions_boundary == null
    ? null
    : "arn:aws:iam::${data.aws_caller_identity.current.account_id}:policy/${var.permissions_boundary}"
  )

  web_address = "https://${var.web_domain}"

  table_definitions = jsondecode(file("${path.module}/tables.json"))
}

data "aws_caller_identity" "current" {}

module "keys" {
  source = "./modules/keys"

  name            = local.name
  account_id      = data.aws_caller_identity.current.account_id
  region          = var.region
  application     = local.application
  environment     = var.environment
  data_services   = local.data_services
  administrators  = local.administrators
  deletion_window = var.protect_data ? 30 : 7
}

module "tables" {
  source = "./modules/tables"

  name                   = local.name
  definitions            = local.table_definitions
  restored               = var.restored_tables
  key_arn                = module.keys.data_key_arn
  point_in_time_recovery = var.point_in_time_recovery
  protected              = var.protect_data
}

module "buckets" {
  source = "./modules/buckets"

  name                   = local.name
  account_id             = data.aws_caller_identity.current.account_id
  key_arn                = module.keys.data_key_arn
  protected              = var.protect_data
  archive_cold_days      = var.archive_cold_days
  archive_retention_days = var.archive_retention_days
  errors_retention_days  = var.errors_retention_days
  logs_retention_days    = var.logs_retention_days
}

module "sign_in" {
  source = "./modules/sign-in"

  name          = local.name
  account_id    = data.aws_caller_identity.current.account_id
  region        = var.region
  protected     = var.protect_data
  tier          = var.sign_in_tier
  domain_prefix = var.sign_in_domain_prefix
  web_address   = local.web_address
  callback_urls = var.callback_urls
  logout_urls   = var.logout_urls
  api_tenants   = [for id, tenant in var.tenants : id if tenant.api]
}

module "certificate" {
  source = "./modules/certificate"
  count  = var.zone_id == null ? 0 : 1

  domain  = var.web_domain
  zone_id = var.zone_id
}

module "roles" {
  source = "./modules/roles"

  name                 = local.name
  account_id           = data.aws_caller_identity.current.account_id
  application          = local.application
  environment          = var.environment
  table_arns           = module.tables.arns
  bucket_arns          = module.buckets.arns
  operators            = var.operators
  operators_prove_mfa  = var.operators_prove_mfa
  permissions_boundary = local.permissions_boundary
}

module "sftp" {
  source = "./modules/sftp"
  count  = var.sftp_enabled ? 1 : 0

  name                 = local.name
  account_id           = data.aws_caller_identity.current.account_id
  log_key_arn          = module.keys.telemetry_key_arn
  log_retention_days   = var.log_retention_days
  host_name            = var.zone_id == null ? null : "sftp.${var.web_domain}"
  zone_id              = var.zone_id
  protected            = var.protect_data
  metrics_namespace    = local.metrics.namespace
  partial_upload       = local.metrics.names.partial_upload
  permissions_boundary = local.permissions_boundary
}

module "tenant" {
  source   = "./modules/tenant"
  for_each = var.tenants

  id                   = each.key
  tenant               = each.value
  name                 = local.name
  environment          = var.environment
  tenants_table        = module.tables.names["tenants"]
  user_pool_id         = module.sign_in.user_pool_id
  resource_server      = module.sign_in.resource_server
  sftp_server_id       = one(module.sftp[*].server_id)
  sftp_enabled         = var.sftp_enabled
  account_id           = data.aws_caller_identity.current.account_id
  inbox                = module.buckets.names["inbox"]
  permissions_boundary = local.permissions_boundary
}

module "handover" {
  source = "./modules/handover"

  prefix        = "/${local.application}/${var.environment}"
  plain         = local.handover
  secret        = local.handover_secrets
  state_version = trimspace(file("${path.module}/STATE_VERSION"))
}

module "watch" {
  source = "./modules/watch"

  name              = local.name
  account_id        = data.aws_caller_identity.current.account_id
  environment       = var.environment
  region            = var.region
  key_arn           = module.keys.telemetry_key_arn
  metrics           = local.metrics
  tables            = { for table, name in module.tables.names : table => { name = name, indexes = keys(local.table_definitions[table].indexes) } }
  thresholds        = var.alarm_thresholds
  emails            = var.alarm_emails
  actions_enabled   = var.alarms_page
  dashboard_enabled = var.dashboard_enabled
  sftp_enabled      = var.sftp_enabled
  sftp_server_id    = one(module.sftp[*].server_id)
}

module "audit" {
  source = "./modules/audit"
  count  = var.data_events_enabled ? 1 : 0

  name        = local.name
  logs_bucket = module.buckets.names["logs"]
  bucket_arns = [for bucket in ["inbox", "archive", "errors"] : module.buckets.arns[bucket]]
  table_arns  = values(module.tables.arns)
}

module "budget" {
  source = "./modules/budget"
  count  = var.monthly_budget_usd == 0 ? 0 : 1

  name        = local.name
  environment = var.environment
  limit_usd   = var.monthly_budget_usd
  emails      = var.alarm_emails
}

# Destroyed before all else, because it depends on all else: while data is protected its refusal leaves everything as it was.
# prevent_destroy cannot do this: it takes no variable. See docs/decisions/protection-by-a-guard.md.
resource "terraform_data" "guard" {
  input = {
    protected   = var.protect_data
    environment = var.environment
  }

  provisioner "local-exec" {
    when    = destroy
    command = "test \"$PROTECTED\" = false || { echo \"$ENVIRONMENT is protected: set protect_data = false in its tfvars, apply, then destroy.\" >&2; exit 1; }"

    environment = {
      PROTECTED   = self.input.protected
      ENVIRONMENT = self.input.environment
    }
  }

  depends_on = [
    module.keys, module.tables, module.buckets, module.sign_in, module.certificate, module.roles, module.sftp, module.tenant,
    module.handover, module.watch, module.audit, module.budget,
  ]
}
