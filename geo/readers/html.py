"""HTML: the text of a page's article, one report a page."""

import codecs
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from gazetteer.arabic import is_arabic

from ..report import Report
from .source import Particulars, Source, UnreadableError, decode, is_blank

__all__ = ["read_html"]

_DROPPED = frozenset(
    (
        *(
            "head",
            "title",
            "script",
            "style",
            "noscript",
            "template",
            "nav",
            "footer",
            "aside",
            "form",
            "button",
            "select",
        ),
        *("textarea", "iframe", "svg", "canvas", "dialog"),
    )
)
_INLINE = frozenset(
    (
        *(
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "cite",
            "code",
            "em",
            "font",
            "i",
            "mark",
            "q",
            "s",
            "small",
            "span",
            "strong",
        ),
        *("sub", "sup", "time", "u", "wbr"),
    )
)
"""Tags that do not part words; every other begins a line."""
_SCOPES = ("article", "main")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_META = {
    "article:published_time": "published",
    "datepublished": "published",
    "og:title": "title",
    "og:site_name": "outlet",
    "og:url": "url",
}


class _Page(HTMLParser):
    """Gathers the lines of articles, of the main part and of the page, and what the page says of itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: dict[str, list[list[list[str]]]] = {"article": [], "main": [], "page": [[[]]]}
        self.meta: dict[str, str] = {}
        self._open: list[tuple[str, bool]] = []
        self._depth = dict.fromkeys((*_DROPPED, *_SCOPES, "header"), 0)
        self._dropping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            key = values.get("property") or values.get("itemprop") or values.get("name") or ""
            self._note(_META.get(key.strip().lower()), values.get("content"))
        elif tag == "time":
            self._note("time", values.get("datetime"))
        elif tag in self._depth:
            self._enter(tag)
        if tag not in _INLINE:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if self._depth.get(tag):
            while self._leave() != tag:
                pass
        if tag not in _INLINE:
            self._break()

    def handle_data(self, data: str) -> None:
        if self._depth["title"] and not self._depth["svg"]:
            self._note("heading", data)
        if self._dropping:
            return
        for scope, parts in self._parts.items():
            if scope == "page" or self._depth[scope]:
                parts[-1][-1].append(data)

    def text(self) -> str:
        """Return the longest article's lines (the others are teasers), else the main part's, else the page's."""
        return next(filter(None, (max(map(_joined, parts), key=len, default="") for parts in self._parts.values())), "")

    def _note(self, name: str | None, value: str | None) -> None:
        if name and value and value.strip():
            self.meta.setdefault(name, _SPACE.sub(" ", value).strip())

    def _enter(self, tag: str) -> None:
        """Enter a tag that matters; a header outside an article is the site's, not the report's."""
        drops = tag in _DROPPED or (tag == "header" and not any(self._depth[scope] for scope in _SCOPES))
        if tag in _SCOPES and not self._depth[tag]:
            self._parts[tag].append([[]])
        self._open.append((tag, drops))
        self._depth[tag] += 1
        self._dropping += drops

    def _leave(self) -> str:
        tag, drops = self._open.pop()
        self._depth[tag] -= 1
        self._dropping -= drops
        return tag

    def _break(self) -> None:
        for parts in self._parts.values():
            if parts and parts[-1][-1]:
                parts[-1].append([])


def _joined(part: list[list[str]]) -> str:
    lines = (_SPACE.sub(" ", "".join(line)).strip(" ") for line in part)
    return "\n".join(line for line in lines if line)


def read_html(source: Source) -> Iterator[Report]:
    """Yield the one report that a page is: its paragraphs as lines, its particulars from the page's own marks.

    What ``reports.csv`` says goes before what the page says of itself. Offsets index the text without markup.
    """
    page = _Page()
    try:
        page.feed(_closed(_markup(source)))
        page.close()
    except (AssertionError, ValueError) as error:
        source.fault(page.getpos()[0], f"damaged HTML, read up to here: {error}")
    text = page.text()
    if is_blank(text):
        msg = "holds no text"
        raise UnreadableError(msg)
    about = source.written.over(_particulars(source, page.meta)).over(source.given)
    yield Report(
        id=source.name, text=text, published=about.published, outlet=about.outlet, title=about.title, url=about.url
    )


def _particulars(source: Source, meta: dict[str, str]) -> Particulars:
    return Particulars(
        published=source.day(meta.get("published") or meta.get("time"), None),
        outlet=meta.get("outlet"),
        title=meta.get("title") or meta.get("heading"),
        url=meta.get("url"),
    )


def _closed(markup: str) -> str:
    """Make text of tags that never close: html.parser would look for the end of each through all that follows."""
    end = markup.rfind(">") + 1
    return markup[:end] + markup[end:].replace("<", "&lt;")


def _markup(source: Source) -> str:
    """Return a page's text in the encoding that it names, unless it is sound UTF-8 with Arabic letters in it."""
    data = source.stream.read()
    named = _charset(data)
    sound = _is_arabic(data)
    if named and named != "utf-8" and not sound:
        try:
            return data.decode(named)
        except (LookupError, UnicodeDecodeError):
            pass
    text, remark = decode(data)
    if sound and named not in {None, "utf-8"}:
        remark = f"names its encoding {named}, but is UTF-8, and read as that"
    if remark:
        source.fault(None, remark)
    return text


def _charset(data: bytes) -> str | None:
    """Return the encoding that a page names, as Python calls it."""
    found = _CHARSET.search(data[:2048])
    try:
        return codecs.lookup(found[1].decode("ascii")).name if found else None
    except LookupError:
        return None


def _is_arabic(data: bytes) -> bool:
    try:
        return is_arabic(data.decode())
    except UnicodeDecodeError:
        return False
