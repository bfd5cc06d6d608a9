# moto tells of a POSIX profile that nobody gave.
resource "aws_transfer_user" "this" {
  lifecycle {
    ignore_changes = [posix_profile]
  }
}
