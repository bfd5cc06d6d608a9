output "roles" {
  description = "ARNs of the roles for GitHub's workflows, and the name for permissions_boundary."
  value = {
    plan     = aws_iam_role.plan.arn
    deploy   = aws_iam_role.deploy.arn
    boundary = aws_iam_policy.boundary.name
  }
}
