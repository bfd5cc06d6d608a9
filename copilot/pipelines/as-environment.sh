# Sourced: takes on the role by which Copilot manages an environment, which may lie in another account.
# shellcheck shell=bash

# as_environment ENVIRONMENT: from here on aws speaks as chartdrop-ENVIRONMENT-EnvManagerRole.
as_environment() {
  local known role session
  known=$(aws ssm get-parameter --name "/copilot/applications/chartdrop/environments/$1" --query Parameter.Value --output text)
  role=$(jq -er .managerRoleARN <<<"$known")
  AWS_REGION=$(jq -er .region <<<"$known")
  session=$(aws sts assume-role --role-arn "$role" --role-session-name chartdrop-pipeline --output json)
  AWS_ACCESS_KEY_ID=$(jq -er .Credentials.AccessKeyId <<<"$session")
  AWS_SECRET_ACCESS_KEY=$(jq -er .Credentials.SecretAccessKey <<<"$session")
  AWS_SESSION_TOKEN=$(jq -er .Credentials.SessionToken <<<"$session")
  export AWS_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
  unset AWS_PROFILE
}

# parameter ENVIRONMENT NAME [OPTION...]: what Terraform handed over under this name.
parameter() {
  local path=/chartdrop/$1/$2
  shift 2
  aws ssm get-parameter --name "$path" --query Parameter.Value --output text "$@"
}
