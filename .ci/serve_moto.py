"""moto's S3 and DynamoDB on any free port of 127.0.0.1; the first line says where.

It answers one request at a time. moto shows an item while its attributes are still being set, one after
the other, which DynamoDB never does: there a write is seen whole or not at all.
"""

import logging
import threading

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server


def one_at_a_time(application):
    turn = threading.Lock()

    def answer(environ, start_response):
        with turn:
            return list(application(environ, start_response))

    return answer


logging.getLogger("werkzeug").setLevel(logging.ERROR)
moto = one_at_a_time(DomainDispatcherApplication(create_backend_app))
server = make_server("127.0.0.1", 0, moto, threaded=True)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
