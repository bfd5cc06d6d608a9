# moto tells of blocks that nobody gave, and cannot update a server, which the provider does for force_destroy too.
resource "aws_transfer_server" "this" {
  lifecycle {
    ignore_changes = [endpoint_details, force_destroy, workflow_details]
  }
}
