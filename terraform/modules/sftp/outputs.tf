output "server_id" {
  description = "The server that users are made in."
  value       = aws_transfer_server.this.id
}

output "host" {
  description = "Where clinics upload, port 22."
  value       = var.host_name == null ? aws_transfer_server.this.endpoint : aws_route53_record.this[0].fqdn
}
