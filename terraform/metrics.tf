# The one place that names what the services emit. Alarms, dashboard and README speak of these; a test compares the README.
# CloudWatch's dimensions: environment on every metric, and those named beside it.

locals {
  metrics = {
    namespace = "Chartdrop"
    names = {
      files_closed   = "chartdrop.files.closed"            # count; tenant, status
      rows           = "chartdrop.rows"                    # count; tenant, outcome (new, known, rejected)
      oldest_waiting = "chartdrop.inbox.oldest.seconds"    # gauge; tenant
      poll_age       = "chartdrop.tenant.poll.age.seconds" # gauge; tenant
      landing        = "chartdrop.file.landing.seconds"    # from landing to done; tenant
      api_requests   = "chartdrop.api.requests"            # count; operation, outcome (ok, client_error, server_error)
      api_latency    = "chartdrop.api.latency.seconds"     # operation
      # Counted in SFTP's log by a metric filter, which can set no dimension of its own: hence the environment in the name.
      partial_upload = "chartdrop.sftp.partial.uploads.${var.environment}"
    }
  }
}
