"""A registry of our own on this machine: it speaks the NPI Registry's answers, and nothing leaves the machine."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

ADA_AT_THE_REGISTRY: dict[str, Any] = {
    "enumeration_type": "NPI-1",
    "number": 1234567893,
    "basic": {
        "first_name": "ADA",
        "last_name": "MCBIRCH",
        "credential": "PSYD",
        "status": "A",
        "gender": "F",
        "last_updated": "2025-03-04",
    },
    "addresses": [
        {"address_purpose": "MAILING", "address_1": "PO BOX 9", "city": "LIMON", "state": "CO", "postal_code": "80828"},
        {
            "address_purpose": "LOCATION",
            "address_1": "12 OAK ST",
            "address_2": "STE 4",
            "city": "DENVER",
            "state": "COLORADO",
            "postal_code": "802021234",
            "telephone_number": "303-555-0101",
        },
    ],
    "taxonomies": [{"code": "103TC0700X", "state": "CO", "license": "PSY.1"}, {"code": "207RX0202X", "state": "WY"}],
}


class Registry(ThreadingHTTPServer):
    """Answers with what was laid ready, in order; the last again and again. `asked` holds the questions."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[tuple[int, dict[str, str], Any]] = []
        self.asked: list[dict[str, str]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/api/"


class _Handler(BaseHTTPRequestHandler):
    server: Registry

    def do_GET(self) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        self.server.asked.append(asked)
        answers = self.server.answers
        status, headers, body = answers.pop(0) if len(answers) > 1 else answers[0]
        content = body if isinstance(body, bytes) else json.dumps(body(asked) if callable(body) else body).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        pass
