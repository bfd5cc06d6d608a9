# An account of its own. The ids are invented: put yours in.
environment          = "prod"
allowed_account_ids  = ["444455556666"]
web_domain           = "chartdrop.example.org"
zone_id              = "Z0123456789EXAMPLEPRD"
permissions_boundary = "chartdrop-prod-boundary"
operators            = ["arn:aws:iam::444455556666:user/ops/*"]

protect_data        = true
sftp_enabled        = true
data_events_enabled = true
archive_cold_days   = 90
log_retention_days  = 365

alarms_page        = false # true once the services run
alarm_emails       = ["ops@example.org"]
monthly_budget_usd = 600

tenants = {
  canary = { name = "Canary", time_zone = "UTC", api = true } # the smoke test's own
}
