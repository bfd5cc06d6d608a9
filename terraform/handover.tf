# What the services are told. Each name is a variable that a service reads, here as on one machine; nothing else goes in.
# Copilot's addons read /chartdrop/{environment}/{VARIABLE}. What Copilot itself knows (CHARTDROP_API, ports) is not here.

locals {
  handover = merge(
    { for table, name in module.tables.names : "CHARTDROP_TABLE_${upper(table)}" => name },
    {
      CHARTDROP_INBOX         = module.buckets.names["inbox"]
      CHARTDROP_ARCHIVE       = module.buckets.names["archive"]
      CHARTDROP_ERRORS        = module.buckets.names["errors"]
      CHARTDROP_TENANT_ACCESS = module.roles.tenant_role_arn
      CHARTDROP_ISSUER        = module.sign_in.issuer
      CHARTDROP_WEB           = local.web_address
      CHARTDROP_WEB_CLIENT_ID = module.sign_in.web_client_id
      CHARTDROP_SIGN_OUT      = module.sign_in.sign_out_template
    },
    # Absent where there is no SFTP: the page then does not speak of it.
    var.sftp_enabled ? {
      CHARTDROP_SFTP_HOST = module.sftp[0].host
      CHARTDROP_SFTP_PORT = "22"
    } : {},
    local.has_canary ? { CHARTDROP_CANARY_CLIENT_ID = module.tenant["canary"].client_id } : {},
  )

  handover_secrets = merge(
    {
      CHARTDROP_WEB_CLIENT_SECRET = module.sign_in.web_client_secret
      CHARTDROP_OPS_PASSWORD      = terraform_data.ops_password.input
    },
    local.has_canary ? { CHARTDROP_CANARY_CLIENT_SECRET = module.tenant["canary"].client_secret } : {},
  )

  # The clinic that the pipeline's smoke test is; no service reads of it.
  has_canary = try(var.tenants["canary"].api, false)
}

# Hawtio's, in routes: 122 random bits, made once and kept. Like the clients' secrets it lies in the state, which is why that
# has a key of its own; a new one: terraform/tf ENV taint terraform_data.ops_password, apply, and deploy routes again.
resource "terraform_data" "ops_password" {
  input = sensitive(uuid())

  lifecycle {
    ignore_changes = [input]
  }
}
