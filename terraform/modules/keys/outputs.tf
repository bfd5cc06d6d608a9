output "data_key_arn" {
  description = "Key of tables and buckets."
  value       = aws_kms_key.data.arn
}

output "telemetry_key_arn" {
  description = "Key of topics and log groups."
  value       = aws_kms_key.telemetry.arn
}
