# Cheap and quick to make and to throw away. The ids are invented: put yours in.
environment          = "dev"
allowed_account_ids  = ["111122223333"]
web_domain           = "dev.chartdrop.example.org"
zone_id              = "Z0123456789EXAMPLEDEV"
permissions_boundary = "chartdrop-dev-boundary"
operators            = ["arn:aws:iam::111122223333:user/ops/*"]

protect_data          = false
sftp_enabled          = false # uploads by browser; two thirds of a small bill
archive_cold_days     = 0
errors_retention_days = 30
logs_retention_days   = 30
log_retention_days    = 14

alarms_page        = false # true once the services run
alarm_emails       = ["ops@example.org"]
monthly_budget_usd = 160 # a mail comes at 80 % of it

tenants = {
  riverside = { name = "Riverside Clinic", time_zone = "America/New_York", api = true }
  lakeside  = { name = "Lakeside Clinic", time_zone = "America/Los_Angeles" }
  canary    = { name = "Canary", time_zone = "UTC", api = true } # the smoke test's own
}
