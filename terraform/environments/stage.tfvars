# As prod, but it may be thrown away. The ids are invented: put yours in.
environment          = "stage"
allowed_account_ids  = ["111122223333"]
web_domain           = "stage.chartdrop.example.org"
zone_id              = "Z0123456789EXAMPLESTG"
permissions_boundary = "chartdrop-stage-boundary"
operators            = ["arn:aws:iam::111122223333:user/ops/*"]

protect_data          = false
sftp_enabled          = true
archive_cold_days     = 0
errors_retention_days = 30
logs_retention_days   = 90

alarms_page        = false # true once the services run
alarm_emails       = ["ops@example.org"]
monthly_budget_usd = 450 # a mail comes at 80 % of it

tenants = {
  canary = { name = "Canary", time_zone = "UTC", api = true } # the smoke test's own
  riverside = {
    name      = "Riverside Clinic"
    time_zone = "America/New_York"
    # Made for this example; its private half was thrown away.
    ssh_keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAoxXEqSLZDI2W+oAz2cK4x7KMxvZJ4jJqjQeVErukrb riverside"]
  }
}
