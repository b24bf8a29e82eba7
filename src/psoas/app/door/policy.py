"""The headers of every answer, and the nonce that marks the scripts of a page as psoas' own."""

from __future__ import annotations

from functools import cache

from jinja2.ext import Extension
from nicegui.client import templates

#: Key of the ASGI scope under which the nonce of a request stands.
NONCE = "psoas.nonce"

#: What every answer says.
ALWAYS: dict[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(self), screen-wake-lock=(self), autoplay=(self), microphone=(), geolocation=(), display-capture=(), "
        "payment=(), usb=(), serial=(), hid=(), midi=()"
    ),
}
#: Unless the answer says otherwise: what is private stays in no cache.
UNLESS_SAID: dict[str, str] = {"Cache-Control": "no-store"}

#: For anything that is no page.
NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"


def page_policy(nonce: str, host: str) -> str:
    """Return the Content-Security-Policy of a page.

    NiceGUI compiles Vue templates and runs what the server sends it, which needs ``'unsafe-eval'``; the moving pictures
    bring their keyframes with them as styles, which needs ``'unsafe-inline'`` for styles. No script without the nonce
    runs that is not a file of this server.

    Parameters
    ----------
    nonce : str
        Differs in each answer.
    host : str
        The checked Host header; older browsers do not take ``'self'`` for a socket.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
            "script-src-attr 'none'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "media-src 'self' data: blob: mediastream:",
            f"connect-src 'self' ws://{host}",
            "worker-src 'self' blob:",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


class _MarksScripts(Extension):
    """Gives the nonce to the scripts that stand in NiceGUI's own template, before anything is filled in."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return source.replace("<script", f"<script nonce=\"{{{{ request.scope['{NONCE}'] }}}}\"")


@cache
def mark_scripts() -> None:
    """Let NiceGUI's pages carry the nonce of their request."""
    templates.env.add_extension(_MarksScripts)
