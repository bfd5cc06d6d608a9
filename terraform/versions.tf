terraform {
  # 1.11 is the first with S3's own locking out of its trial: no lock table.
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # Where the state lies is said by environments/ENV.s3.tfbackend; ./tf gives it, and nothing else should.
  backend "s3" {}
}
