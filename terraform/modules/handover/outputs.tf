output "names" {
  description = "Every parameter."
  value = sort(concat(
    [for parameter in aws_ssm_parameter.plain : parameter.name],
    [for parameter in aws_ssm_parameter.secret : parameter.name],
    [aws_ssm_parameter.state_version.name],
  ))
}

output "state_version" {
  description = "As the parameter says it."
  value       = nonsensitive(aws_ssm_parameter.state_version.value)
}
