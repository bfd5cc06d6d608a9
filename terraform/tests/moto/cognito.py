"""Cognito as a service meets it, for a pool that Terraform made on moto: the issuer's own address, its keys, and tokens.

moto holds pools and clients but mints no tokens for machines, and its issuer is an address of AWS's. So this stands between:
an HTTPS proxy on loopback that answers for that address itself, by a certificate of its own, and lets nothing through.
"""

import base64
import datetime
import http.server
import json
import ssl
import subprocess
import threading
import time
import urllib.parse

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

PASSWORD = "changeit"
KEY = "of-a-test"


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Cognito:
    """The issuer of one pool, until it is closed. FOLDER takes its certificate."""

    def __init__(self, issuer, folder):
        self.issuer = issuer
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.host = urllib.parse.urlparse(issuer).hostname
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self._certificate(folder))
        self.trust = f"{folder}/trust.p12"
        subprocess.run(
            ["keytool", "-importcert", "-noprompt", "-alias", "cognito", "-file", f"{folder}/cognito.pem"]
            + ["-keystore", self.trust, "-storetype", "PKCS12", "-storepass", PASSWORD],
            check=True,
            capture_output=True,
        )
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def jvm(self):
        """What a JVM must be told to find the issuer here."""
        return [
            "-Dhttps.proxyHost=127.0.0.1",
            f"-Dhttps.proxyPort={self.server.server_port}",
            f"-Djavax.net.ssl.trustStore={self.trust}",
            f"-Djavax.net.ssl.trustStorePassword={PASSWORD}",
        ]

    def token(self, client):
        """An access token by client credentials, as Cognito mints it: the client itself is the subject."""
        now = int(time.time())
        claims = {
            "sub": client["ClientId"],
            "client_id": client["ClientId"],
            "token_use": "access",
            "scope": " ".join(client["AllowedOAuthScopes"]),
            "iss": self.issuer,
            "iat": now,
            "auth_time": now,
            "exp": now + 3600,
            "version": 2,
        }
        signed = ".".join(base64url(json.dumps(part).encode()) for part in ({"kid": KEY, "alg": "RS256"}, claims))
        return f"{signed}.{base64url(self.key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256()))}"

    def _certificate(self, folder):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.host)])
        now = datetime.datetime.now(datetime.timezone.utc)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(hours=6))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(self.host)]), critical=False)
            .sign(key, hashes.SHA256())
        )
        path = f"{folder}/cognito.pem"
        with open(path, "wb") as file:
            file.write(certificate.public_bytes(serialization.Encoding.PEM))
            file.write(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        return path

    def _documents(self):
        base = urllib.parse.urlparse(self.issuer).path
        numbers = self.key.public_key().public_numbers()
        part = lambda number: base64url(number.to_bytes((number.bit_length() + 7) // 8, "big"))
        public = {"kty": "RSA", "n": part(numbers.n), "e": part(numbers.e), "kid": KEY, "use": "sig", "alg": "RS256"}
        return {
            f"{base}/.well-known/openid-configuration": {
                "issuer": self.issuer,
                "jwks_uri": f"{self.issuer}/.well-known/jwks.json",
                "subject_types_supported": ["public"],
            },
            f"{base}/.well-known/jwks.json": {"keys": [public]},
        }

    def _handler(self):
        host, context, documents = self.host, self.context, self._documents()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_CONNECT(self):
                if self.path != f"{host}:443":
                    self.send_error(403, "Only the issuer is here")
                    return
                self.send_response_only(200)
                self.end_headers()
                self.connection = context.wrap_socket(self.connection, server_side=True)
                self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb")
                self.close_connection = False

            def do_GET(self):
                document = documents.get(self.path)
                body = json.dumps(document or {}).encode()
                self.send_response_only(200 if document else 404)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                self.wfile.flush()

        return Handler
