# The load balancer's certificate, proved by a record in the zone.

resource "aws_acm_certificate" "web" {
  domain_name       = var.domain
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "proof" {
  # One name in, one proof out; its content is known only after the request.
  zone_id         = var.zone_id
  name            = tolist(aws_acm_certificate.web.domain_validation_options)[0].resource_record_name
  type            = tolist(aws_acm_certificate.web.domain_validation_options)[0].resource_record_type
  records         = [tolist(aws_acm_certificate.web.domain_validation_options)[0].resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "web" {
  certificate_arn         = aws_acm_certificate.web.arn
  validation_record_fqdns = [aws_route53_record.proof.fqdn]
}
