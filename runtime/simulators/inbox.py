"""The simulator's inbox as pages: a list of mails and each mail as its recipient sees it.

Mail is strangers' HTML: it is shown in a frame without scripts, forms, cookies or anything fetched, on an address of
its own. The server listens on the loopback interface and answers no other host name.
"""

import html
import re
import threading
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import urlsplit

from runtime.simulators.mail import Inbox, Mail

_HOSTS: Final = frozenset({"127.0.0.1", "localhost", "outbox.localhost"})

_URL: Final = re.compile(r"https?://[^\s<>()]+")

_STYLE: Final = """
:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 16%,transparent)}
:root{--soft:color-mix(in srgb,currentColor 65%,transparent)}
*{box-sizing:border-box}
body{margin:0;font:16px/1.6 system-ui,-apple-system,"Apple SD Gothic Neo","Malgun Gothic",sans-serif}
body{word-break:keep-all;overflow-wrap:anywhere}
header,main{max-width:52rem;margin:0 auto;padding:1rem}
header{border-bottom:1px solid var(--line);display:flex;gap:1rem;align-items:baseline;flex-wrap:wrap}
h1{font-size:1.25rem;margin:0}
header p{margin:0;color:var(--soft)}
ul{list-style:none;margin:0;padding:0}
li a{display:block;padding:.75rem .5rem;border-bottom:1px solid var(--line);color:inherit;text-decoration:none}
li a:hover,li a:focus-visible{background:color-mix(in srgb,currentColor 6%,transparent)}
li strong{display:block}
li span{color:var(--soft);font-size:.9rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:1rem 0}
dt{color:var(--soft)}
dd{margin:0}
iframe{width:100%;height:28rem;border:1px solid var(--line);border-radius:.5rem;background:#fff}
pre{white-space:pre-wrap;border:1px solid var(--line);border-radius:.5rem;padding:1rem;overflow-wrap:anywhere}
.empty{padding:3rem 0;text-align:center;color:var(--soft)}
"""


class InboxPages:
    """The pages of an inbox on a port of the loopback interface; 0 takes a free one."""

    def __init__(self, inbox: Inbox, port: int = 0) -> None:
        handler = type("Handler", (_Handler,), {"inbox": inbox})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.daemon_threads = True

    def start(self) -> int:
        """Begin to listen; the port."""
        threading.Thread(target=self._server.serve_forever, name="inbox", daemon=True).start()
        return self.port

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def stop(self) -> None:
        """Hang up."""
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    inbox: Inbox
    server_version = "inbox"
    sys_version = ""

    def do_GET(self) -> None:
        """The list, a mail, or the body of a mail for its frame."""
        host = self.headers.get("Host", "").partition(":")[0].lower()
        if host not in _HOSTS:
            self._send(421, _page("Not here", "<p>This inbox answers on this machine only.</p>"))
            return
        parts = [part for part in urlsplit(self.path).path.split("/") if part]
        mail = _chosen(self.inbox, parts[0]) if parts else None
        if not parts:
            self._send(200, _list(self.inbox.mails()))
        elif mail is None or len(parts) > 2:
            self._send(404, _page("No such mail", '<p><a href="/">All mail</a></p>'))
        elif len(parts) == 1:
            self._send(200, _mail(mail))
        elif parts[1] == "body":
            self._send(200, f'<base target="_blank">{mail.html}', frame=True)
        else:
            self._send(404, _page("No such page", '<p><a href="/">All mail</a></p>'))

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the demo prints what matters itself."""

    def _send(self, status: int, body: str, *, frame: bool = False) -> None:
        data = body.encode()
        policy = (
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
            "sandbox allow-popups allow-popups-to-escape-sandbox"
            if frame
            else "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'none'; base-uri 'none'"
        )
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)


def _chosen(inbox: Inbox, name: str) -> Mail | None:
    return next((mail for mail in inbox.mails() if str(mail.number) == name), None)


def _list(mails: Iterable[Mail]) -> str:
    items = "".join(
        f'<li><a href="/{mail.number}"><strong>{_escape(mail.subject)}</strong>'
        f"<span>to {_escape(', '.join(mail.recipients))} · {mail.at:%H:%M:%S}{_copies(mail)}</span></a></li>"
        for mail in reversed(tuple(mails))
    )
    return _page("Outbox", f"<ul>{items}</ul>" if items else '<p class="empty">No mail has been sent yet.</p>')


def _mail(mail: Mail) -> str:
    facts = [
        ("From", str(mail.message["From"])),
        ("To", ", ".join(mail.recipients)),
        ("Sent", f"{mail.at:%Y-%m-%d %H:%M:%S} UTC{_copies(mail)}"),
        ("Message-ID", mail.message_id),
    ]
    listed = "".join(f"<dt>{name}</dt><dd>{_escape(value)}</dd>" for name, value in facts)
    frame = (
        f'<iframe src="/{mail.number}/body" title="The mail as HTML" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
    )
    plain = f"<h2>As plain text</h2><pre>{_linked(mail.text)}</pre>"
    return _page(mail.subject, f'<p><a href="/">All mail</a></p><dl>{listed}</dl>{frame if mail.html else ""}{plain}')


def _copies(mail: Mail) -> str:
    return f" · arrived {mail.copies} times" if mail.copies > 1 else ""


def _linked(text: str) -> str:
    """Plain text with its web addresses as links."""
    return _URL.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', _escape(text))


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{_escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><header><h1>{_escape(title)}</h1><p>Mail simulator: nothing leaves this machine.</p></header>"
        f"<main>{body}</main></body></html>"
    )


def _escape(text: str) -> str:
    return html.escape(text, quote=True)
