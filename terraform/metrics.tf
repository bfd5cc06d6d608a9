# What the services emit: metrics.json, which they read themselves, so the names cannot differ. Alarms, dashboard and README
# speak of these; a test compares the README. Each metric has the dimension environment and those that the file names. No
# clinic is a dimension, for each would cost by itself; the log's lines, of which the metrics are made, name it.

locals {
  metrics = {
    namespace = "Chartdrop"
    names = merge(
      { for key, metric in jsondecode(file("${path.module}/metrics.json")) : key => metric.name },
      # Counted in SFTP's log by a metric filter, which can set no dimension of its own: hence the environment in the name.
      { partial_upload = "chartdrop.sftp.partial.uploads.${var.environment}" },
    )
  }
}
