"""The last touches to a written body before anybody reads it, customer or agent. Its links are their pages' own matter.

The compiler has made safe HTML of it, the same for all languages of the interface; the words in it that are not the
author's are put in here.
"""

import re
from typing import Final

from markupsafe import escape

from runtime.i18n import Interface

_ALERT: Final = re.compile(r'(<p class="markdown-alert-title">)(Note|Tip|Important|Warning|Caution)(?=</p>)')


def finished(html: str, ui: Interface) -> str:
    """A body whose notes and warnings are headed, and whose tables scroll; `ui` speaks the body's language."""
    said = _ALERT.sub(lambda title: f"{title[1]}{escape(ui(f'alert.{title[2].lower()}'))}", html)
    return _with_scrolling(said, ui("article.table"))


def _with_scrolling(html: str, name: str) -> str:
    """What may be wider than a phone scrolls by itself, with the keyboard, too."""
    opening = f'<div class="table-scroll" role="group" aria-label="{escape(name)}" tabindex="0"><table>'
    return html.replace("<table>", opening).replace("</table>", "</table></div>").replace("<pre>", '<pre tabindex="0">')
