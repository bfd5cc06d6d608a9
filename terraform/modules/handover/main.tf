# Plain ones are String: CloudFormation reads no SecureString through a stack's parameter. They bear both of Copilot's tags
# by the provider's default_tags, without which a service may not read them.

resource "aws_ssm_parameter" "plain" {
  for_each = var.plain

  name  = "${var.prefix}/${each.key}"
  type  = "String"
  value = each.value
}

# Under the account's own aws/ssm key, so that Copilot's execution role needs nothing but the tags.
resource "aws_ssm_parameter" "secret" {
  for_each = nonsensitive(toset(keys(var.secret)))

  name  = "${var.prefix}/${each.key}"
  type  = "SecureString"
  value = var.secret[each.key]
}

resource "aws_ssm_parameter" "state_version" {
  name  = "${var.prefix}/STATE_VERSION"
  type  = "String"
  value = var.state_version
}
