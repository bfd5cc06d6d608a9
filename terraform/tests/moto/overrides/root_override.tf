# moto answers what it lacks with 500, which the provider would try again for minutes; but a connection may break once.
terraform {
  backend "local" {}
}

provider "aws" {
  max_retries       = 3
  s3_use_path_style = true
}
