output "names" {
  description = "Name by table."
  value       = { for table, made in aws_dynamodb_table.this : table => made.name }
}

output "arns" {
  description = "ARN by table."
  value       = { for table, made in aws_dynamodb_table.this : table => made.arn }
}
