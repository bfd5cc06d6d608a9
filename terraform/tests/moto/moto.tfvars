# On top of environments/dev.tfvars: everything that moto can hold. It has no budgets, trails and SSH keys; those are planned
# with prod.tfvars and stage.tfvars, not applied.
allowed_account_ids = ["123456789012"]
sftp_enabled        = true
monthly_budget_usd  = 0
operators           = ["arn:aws:iam::123456789012:user/ops/*"]

tenants = {
  acme      = { name = "Acme Clinic", time_zone = "America/New_York", api = true, column_aliases = { MRN = "medical_record_number" } }
  acme2     = { name = "Acme Two", time_zone = "UTC", api = true } # its name begins with the other's
  riverside = { name = "Riverside Clinic", time_zone = "America/New_York", column_aliases = { MRN = "medical_record_number" } }
}
