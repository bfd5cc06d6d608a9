output "tenant_role_arn" {
  description = "What the middle tier takes for a tenant's requests; known once its policy is there."
  value       = aws_iam_role.tenant.arn
  depends_on  = [aws_iam_role_policy.tenant]
}

output "operator_role_arn" {
  description = "What ./ops takes; null where there are no operators."
  value       = one(aws_iam_role.operator[*].arn)
}
