"""The one page for a browser that has no key: what to do, and nothing about anybody."""

from __future__ import annotations

_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0; padding: 2rem 1.25rem; background: #f7f3ec; color: #1d2b2a;
    font: 1.125rem/1.55 system-ui, sans-serif; }
main { max-width: 34rem; margin: 0 auto; }
h1 { font-size: 1.75rem; line-height: 1.2; }
a { display: inline-block; padding: .75rem 1.25rem; border-radius: .75rem; background: #0d5f57; color: #fff;
    text-decoration: none; }
a:focus-visible { outline: 3px solid currentColor; outline-offset: 3px; }
@media (prefers-color-scheme: dark) {
    body { background: #0d1615; color: #e9efec; }
    a { background: #7fd3c6; color: #06231f; }
}
"""
SPENT = "This address was used already, or it is from an earlier start of psoas."
STRANGER = "psoas does not know this browser yet, so it shows nothing of yours."


def closed_page(why: str) -> str:
    """Return the page; `why` is one sentence without markup."""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Open psoas from where it runs</title><style>{_STYLE}</style></head>
<body><main><h1>Open psoas from the window or terminal where it runs</h1>
<p>{why}</p>
<ol><li>Type <b>psoas</b> in a terminal, the same way you started it. If it runs already, it opens the right page.</li>
<li>Or copy the address that it printed there into this browser. Each address works once.</li></ol>
<p>After that this browser is known, and bookmarks work.</p>
<p>Did you follow a link from another page? Then go on here:</p>
<p><a href="/">Continue to psoas</a></p>
</main></body></html>
"""
