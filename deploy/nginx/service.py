"""Stands for order-service in deploy/nginx/test: answers with the headers that it got, and with streams that never end."""

import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SHOWN = ("host", "origin", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path in ("/live", "/ops/live"):
            self.stream()
        else:
            self.answer(" ".join(f"{name}={self.headers.get(name)}" for name in SHOWN))

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer("")

    def answer(self, text):
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"event: history\ndata: {}\n\n")
        self.wfile.flush()
        threading.Event().wait()

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
server.daemon_threads = True
server.serve_forever()
