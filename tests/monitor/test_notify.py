"""Alerts to real servers on loopback."""

import contextlib
import datetime as dt
import http.server
import json
import socketserver
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from newsarchive.core.errors import UsageError
from newsarchive.monitor.notify import NotTold, check_channel, tell
from storage.records import AlertRecord

NOW = dt.datetime(2024, 6, 24, 4, tzinfo=dt.UTC)


def alert(number: int = 1, *, over: bool = False) -> AlertRecord:
    return AlertRecord(
        id=number,
        source_id=number,
        source=f"qingxi-{number}",
        rule="silent",
        severity="warning",
        sentence="silent for 9 days",
        advice="look at it",
        opened_at=NOW,
        closed_at=NOW if over else None,
        told_at=None,
    )


@contextlib.contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextlib.contextmanager
def webhook(answer: Any, status: int = 200) -> Iterator[tuple[int, list[Any]]]:
    received: list[Any] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with serving(http.server.HTTPServer(("127.0.0.1", 0), Handler)) as port:
        yield port, received


@contextlib.contextmanager
def mailbox() -> Iterator[tuple[int, list[str]]]:
    received: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 mail.example\r\n")
            inside = False
            for line in iter(self.rfile.readline, b""):
                text = line.decode().rstrip("\r\n")
                received.append(text)
                if inside:
                    inside = text != "."
                    if inside:
                        continue
                elif text.upper() == "DATA":
                    inside = True
                    self.wfile.write(b"354 go on\r\n")
                    continue
                elif text.upper() == "QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                self.wfile.write(b"250 fine\r\n")

    with serving(socketserver.TCPServer(("127.0.0.1", 0), Handler)) as port:
        yield port, received


def test_a_webhook_gets_everything_as_json():
    with webhook({}) as (port, received):
        tell(f"http://127.0.0.1:{port}/hook", [alert(1), alert(2, over=True)])

    (message,) = received
    assert message["subject"] == "newsarchive: a new trouble"
    assert message["text"].splitlines() == [
        "warning: qingxi-1: silent for 9 days; look at it",
        "over: qingxi-2: silent for 9 days",
    ]
    assert [(one["source"], one["state"]) for one in message["alerts"]] == [
        ("qingxi-1", "open"),
        ("qingxi-2", "closed"),
    ]


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ("wecom", {"msgtype": "text", "text": {"content": "{}"}}),
        ("dingtalk", {"msgtype": "text", "text": {"content": "{}"}}),
        ("feishu", {"msg_type": "text", "content": {"text": "{}"}}),
    ],
)
def test_robots_get_the_message_in_their_own_form(form, message):
    text = "newsarchive: a new trouble\nwarning: qingxi-1: silent for 9 days; look at it"
    with webhook({"errcode": 0, "code": 0}) as (port, received):
        tell(f"{form}+http://127.0.0.1:{port}/robot/send?key=secret", [alert()])

    assert received == [json.loads(json.dumps(message).replace("{}", json.dumps(text)[1:-1]))]


def test_a_flood_becomes_one_message_that_counts_the_rest():
    with webhook({}) as (port, received):
        tell(f"http://127.0.0.1:{port}/", [alert(number) for number in range(50)])

    assert received[0]["subject"] == "newsarchive: 50 new troubles"
    assert received[0]["text"].splitlines()[-1] == "and 30 more: see newsarchive status"


def test_mail_goes_out_with_subject_and_lines():
    with mailbox() as (port, received):
        tell(f"smtp://127.0.0.1:{port}/?from=a@qingxi.example&to=b@qingxi.example", [alert()])

    assert "rcpt TO:<b@qingxi.example>" in received
    assert "Subject: newsarchive: a new trouble" in received
    assert "warning: qingxi-1: silent for 9 days; look at it" in received


@pytest.mark.parametrize(
    ("answer", "status"), [({"errcode": 93000, "errmsg": "invalid key"}, 200), ({}, 500)]
)
def test_a_refusal_is_told_without_the_secret_of_the_address(answer, status):
    with webhook(answer, status) as (port, _), pytest.raises(NotTold) as caught:
        tell(f"wecom+http://127.0.0.1:{port}/send?key=secret", [alert()])

    assert "wecom+http://127.0.0.1 did not take a message" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_channel_that_nobody_answers_is_told():
    with pytest.raises(NotTold, match="did not take a message"):
        tell("http://127.0.0.1:9/", [alert()])


@pytest.mark.parametrize(
    "channel", ["ftp://a.example/", "pigeon+https://a.example/", "smtp://mail.example/", "https://"]
)
def test_what_is_no_channel_is_refused(channel):
    with pytest.raises(UsageError):
        check_channel(channel)
