"""Tells people of alerts: webhooks in the formats of several services, and e-mail.

The message formats are those of the services' own pages on custom robots: WeCom (企业微信群机器人),
Feishu (飞书自定义机器人), DingTalk (钉钉自定义机器人).
"""

import email.message
import json
import smtplib
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from newsarchive.core.errors import NewsArchiveError, UsageError
from newsarchive.monitor.message import body, subject
from storage.records import AlertRecord

TIMEOUT_SECONDS = 20.0

_SMTP, _SMTPS = 587, 465


class NotTold(NewsArchiveError):
    """A channel did not take a message."""


def _generic(alerts: Sequence[AlertRecord]) -> Mapping[str, Any]:
    return {
        "subject": subject(alerts),
        "text": body(alerts),
        "alerts": [
            {
                "source": alert.source,
                "rule": alert.rule,
                "severity": alert.severity,
                "state": "open" if alert.closed_at is None else "closed",
                "sentence": alert.sentence,
                "advice": alert.advice,
                "opened_at": alert.opened_at.isoformat(),
                "closed_at": alert.closed_at.isoformat() if alert.closed_at else None,
            }
            for alert in alerts
        ],
    }


def _wecom(alerts: Sequence[AlertRecord]) -> Mapping[str, Any]:
    return {"msgtype": "text", "text": {"content": f"{subject(alerts)}\n{body(alerts)}"}}


def _feishu(alerts: Sequence[AlertRecord]) -> Mapping[str, Any]:
    return {"msg_type": "text", "content": {"text": f"{subject(alerts)}\n{body(alerts)}"}}


FORMATS: Mapping[str, Callable[[Sequence[AlertRecord]], Mapping[str, Any]]] = {
    "json": _generic,
    "wecom": _wecom,
    "feishu": _feishu,
    "dingtalk": _wecom,
}
"""Message formats by name; DingTalk's text message is WeCom's."""

HOSTS = {
    "qyapi.weixin.qq.com": "wecom",
    "open.feishu.cn": "feishu",
    "open.larksuite.com": "feishu",
    "oapi.dingtalk.com": "dingtalk",
}
"""Formats of the services' own addresses."""


def check_channel(channel: str) -> str:
    """Return a channel's address as it is; raises UsageError for one that cannot be used.

    `https://…` is a webhook: the format goes by its host, or stands before it as in
    `feishu+https://…`. `smtp://user:password@host:587/?from=…&to=…` is e-mail; `smtps` begins with
    TLS.
    """
    parts = urlsplit(channel)
    form, _, scheme = parts.scheme.rpartition("+")
    if scheme in {"smtp", "smtps"} and not form:
        query = parse_qs(parts.query)
        if parts.hostname and query.get("from") and query.get("to"):
            return channel
        raise UsageError(f"{_named(parts)}: e-mail needs a host, ?from=… and &to=…")
    if scheme in {"http", "https"} and parts.hostname and (not form or form in FORMATS):
        return channel
    raise UsageError(
        f"{_named(parts)}: no channel; write https://…, {', '.join(FORMATS)} with a + before it, "
        "or smtp://user:password@host/?from=…&to=…"
    )


def tell(channel: str, alerts: Sequence[AlertRecord]) -> None:
    """Send one message on all alerts; raises NotTold when the channel does not take it."""
    parts = urlsplit(check_channel(channel))
    try:
        if parts.scheme in {"smtp", "smtps"}:
            _mail(parts, alerts)
        else:
            _post(parts, alerts)
    except (OSError, ValueError, smtplib.SMTPException) as error:
        raise NotTold(f"{_named(parts)} did not take a message: {error}") from error


def _post(parts: SplitResult, alerts: Sequence[AlertRecord]) -> None:
    form, _, scheme = parts.scheme.rpartition("+")
    message = FORMATS[form or HOSTS.get(parts.hostname or "", "json")](alerts)
    request = urllib.request.Request(  # noqa: S310 - http or https, as checked
        parts._replace(scheme=scheme).geturl(),
        data=json.dumps(message, ensure_ascii=False).encode("utf-8"),
        headers={"Content-Type": "application/json; charset=utf-8"},
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:  # noqa: S310
            answer = response.read(10_000)
    except urllib.error.HTTPError as error:
        error.close()
        raise
    _look_for_refusal(answer)


def _look_for_refusal(answer: bytes) -> None:
    """Robots answer 200 to messages that they refuse: the code within tells."""
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        return
    if isinstance(told, dict) and (told.get("errcode") or told.get("code")):
        raise ValueError(told.get("errmsg") or told.get("msg") or answer.decode("utf-8", "replace"))


def _mail(parts: SplitResult, alerts: Sequence[AlertRecord]) -> None:
    query = parse_qs(parts.query)
    message = email.message.EmailMessage()
    message["Subject"] = subject(alerts)
    message["From"] = query["from"][0]
    message["To"] = ", ".join(query["to"])
    message.set_content(body(alerts))
    host = parts.hostname or ""
    secure = parts.scheme == "smtps"
    server = (
        smtplib.SMTP_SSL(host, parts.port or _SMTPS, timeout=TIMEOUT_SECONDS)
        if secure
        else smtplib.SMTP(host, parts.port or _SMTP, timeout=TIMEOUT_SECONDS)
    )
    with server:
        server.ehlo()
        if not secure and server.has_extn("starttls"):
            server.starttls()
            server.ehlo()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


def _named(parts: SplitResult) -> str:
    """A channel without what is secret in it: user, password, path and key."""
    return f"{parts.scheme}://{parts.hostname or ''}"
