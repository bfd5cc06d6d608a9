output "topic_arn" {
  description = "Where alarms are told."
  value       = aws_sns_topic.alarms.arn
}

output "dashboard" {
  description = "The dashboard's name; null where it is off."
  value       = one(aws_cloudwatch_dashboard.this[*].dashboard_name)
}
