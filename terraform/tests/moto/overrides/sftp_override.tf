# moto tells of blocks that nobody gave.
resource "aws_transfer_server" "this" {
  lifecycle {
    ignore_changes = [endpoint_details, workflow_details]
  }
}
