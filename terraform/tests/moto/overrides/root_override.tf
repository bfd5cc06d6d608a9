# moto answers what it lacks with 500, which the provider would try again for minutes.
terraform {
  backend "local" {}
}

provider "aws" {
  max_retries       = 1
  s3_use_path_style = true
}
