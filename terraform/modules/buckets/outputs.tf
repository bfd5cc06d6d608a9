# Both wait for the policies: nobody is told a bucket's name before it is closed to the world.
output "names" {
  description = "Name by bucket."
  value       = { for bucket, made in aws_s3_bucket.this : bucket => made.id }
  depends_on  = [aws_s3_bucket_policy.this, aws_s3_bucket_server_side_encryption_configuration.this]
}

output "arns" {
  description = "ARN by bucket."
  value       = { for bucket, made in aws_s3_bucket.this : bucket => made.arn }
}
