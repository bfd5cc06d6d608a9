"""A wire to a store that remembers which rights each call takes, and whether a policy of the addons gives them."""

import fnmatch
import http.client
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit


class Wire:
    """Listens on a port of its own and passes everything on; `used` is what was asked: (action, resource)."""

    def __init__(self, upstream, rights):
        self.used = set()
        self.unknown = set()
        wire, target = self, urlsplit(upstream).netloc

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Headers and body go in two writes; without this the second waits for the first one's receipt.
            disable_nagle_algorithm = True

            def log_message(self, *_):
                pass

            def body(self):
                if "chunked" in self.headers.get("Transfer-Encoding", ""):
                    parts = []
                    while size := int(self.rfile.readline().split(b";")[0], 16):
                        parts.append(self.rfile.read(size))
                        self.rfile.readline()
                    self.rfile.readline()
                    return b"".join(parts)
                return self.rfile.read(int(self.headers.get("Content-Length", 0)))

            def passed_on(self):
                body = self.body()
                found = rights(self.command, self.path, self.headers, body)
                (wire.used.update(found) if found else wire.unknown.add(f"{self.command} {self.path.split('?')[0]}"))
                if not hasattr(self, "upstream"):
                    self.upstream = http.client.HTTPConnection(target)
                kept = {key: value for key, value in self.headers.items() if key.lower() not in ("connection", "transfer-encoding", "content-length", "expect")}
                self.upstream.request(self.command, self.path, body, {**kept, "Content-Length": str(len(body))})
                answer = self.upstream.getresponse()
                content = answer.read()
                self.send_response_only(answer.status)
                for key, value in answer.getheaders():
                    if key.lower() not in ("connection", "transfer-encoding", "content-length"):
                        self.send_header(key, value)
                self.send_header("Content-Length", answer.getheader("Content-Length", "0") if self.command == "HEAD" else str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = passed_on

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_):
                """A task that is killed leaves its connections broken."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def dynamodb_rights(method, path, headers, body):
    operation = headers.get("X-Amz-Target", ".").split(".")[1]
    asked = json.loads(body or "{}")
    if operation == "TransactWriteItems":
        names = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
        return {(f"dynamodb:{names[kind]}", f"table/{part['TableName']}") for item in asked["TransactItems"] for kind, part in item.items()}
    if operation in ("BatchGetItem", "BatchWriteItem"):
        return {(f"dynamodb:{operation}", f"table/{table}") for table in asked["RequestItems"]}
    if "TableName" not in asked:
        return set()
    index = f"/index/{asked['IndexName']}" if "IndexName" in asked else ""
    return {(f"dynamodb:{operation}", f"table/{asked['TableName']}{index}")}


def s3_rights(method, path, headers, body):
    parts = urlsplit(path)
    query = parse_qs(parts.query, keep_blank_values=True)
    bucket, _, key = unquote(parts.path).lstrip("/").partition("/")
    version = "Version" if "versionId" in query else ""
    if not key:
        if method == "GET" and "versions" in query:
            return {("s3:ListBucketVersions", bucket)}
        return {("s3:ListBucket", bucket)} if method == "HEAD" or "list-type" in query else set()
    at = f"{bucket}/{key}"
    if method in ("GET", "HEAD"):
        return {(f"s3:GetObject{version}", at)}
    if method == "DELETE":
        return {("s3:AbortMultipartUpload" if "uploadId" in query else f"s3:DeleteObject{version}", at)}
    source = unquote(headers.get("x-amz-copy-source", "")).lstrip("/")
    if source:
        name, _, source_version = source.partition("?")
        return {("s3:PutObject", at), ("s3:GetObjectVersion" if source_version else "s3:GetObject", name)}
    return {("s3:PutObject", at)}


def granted(addon, values):
    """The rights of an addon's policies, (action, resource) each, with what is passed to it filled in."""
    for made in addon["Resources"].values():
        for statement in made["Properties"]["PolicyDocument"]["Statement"]:
            for resource in statement["Resource"]:
                text = resource.get("Fn::Sub") or values[resource["Ref"]]
                for name, value in values.items():
                    text = text.replace("${%s}" % name, value)
                short = text.split(":::")[-1].split(":")[-1]
                for action in statement["Action"]:
                    yield action, short


def not_granted(used, rights):
    rights = list(rights)
    return {one for one in used if not any(one[0] == action and fnmatch.fnmatchcase(one[1], resource) for action, resource in rights)}


def not_used(used, rights):
    return {(action, resource) for action, resource in rights if not any(one[0] == action and fnmatch.fnmatchcase(one[1], resource) for one in used)}
