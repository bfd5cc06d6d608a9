# Who touched which object or item, also past the API. Contents are in none of it, but keys are: an MRN is one.

resource "aws_cloudtrail" "data" {
  name                          = "${var.name}-data"
  s3_bucket_name                = var.logs_bucket
  s3_key_prefix                 = "cloudtrail"
  enable_log_file_validation    = true
  include_global_service_events = false

  advanced_event_selector {
    name = "Objects"

    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }
    field_selector {
      field  = "resources.type"
      equals = ["AWS::S3::Object"]
    }
    field_selector {
      field       = "resources.ARN"
      starts_with = [for arn in var.bucket_arns : "${arn}/"]
    }
    # routes looks into each inbox every few seconds. It shows nobody anything, and would be most of the bill.
    field_selector {
      field      = "eventName"
      not_equals = ["ListObjects", "ListObjectVersions"]
    }
  }

  advanced_event_selector {
    name = "Items"

    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }
    field_selector {
      field  = "resources.type"
      equals = ["AWS::DynamoDB::Table"]
    }
    field_selector {
      field  = "resources.ARN"
      equals = var.table_arns
    }
  }
}
