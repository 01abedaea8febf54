"""The names that style sheets of themes may rely on: what the built-in help centre carries (NHN-162 to NHN-176).

Selectors by the style sheet they belong to, in the order a reader meets them on the page. `:before`, `:after` and
`:hover` are promises about their element. Pages themselves are the runtime's.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

MARKUP: Final[Mapping[str, tuple[str, ...]]] = {
    "main.css": (
        ".main_banner",
        ".main_banner img",
        ".carousel-caption .title_txt",
        ".carousel-caption .sub_txt",
        ".search-box",
        ".search-box .icon-ic-search",
        "#supports .container-con",
        "#supports .support__item:nth-child(1):before",
        "#supports .support__item:nth-child(2):before",
        "#supports .support__item:nth-child(3):before",
        "#supports .support__item:nth-child(4):before",
        "#supports .support__item .card-title .btn",
        "#supports .support__item .card-title .btn:hover",
        "#supports .support__item .card-title .btn:after",
        "#supports .support__item .card-text",
        "#sec_contact-news .textArea",
        "#sec_contact-news .textArea .text-item h3",
        "#sec_contact-news .textArea .text-item .icon-more::after",
        "#sec_contact-news .textArea .text-item li",
        "#chat-offline",
        "#chat-offline .title",
        "#chat-offline .text",
        "#chat-offline .close",
        "#chat-offline .btn",
    ),
    "faq.css": (
        ".lnb--fixed .lnb--fixed__nav",
        ".help-center-title",
        ".lnb__nav",
        ".lnb__nav li a",
        ".lnb__nav li.on a",
        ".lnb--fixed__side-divider",
        ".lnb--fixed__content",
        ".tit_txt",
        ".data_info-box",
        ".tab_category",
        ".tab_category>li.on",
        ".tab_category>li",
        ".tbl_wrap",
        ".faqData th:nth-child(1)",
        ".faqData th:nth-child(2)",
        ".faqData th:nth-child(3)",
        ".faqData tr.hot-text td",
        ".faqData tr.hot-text td .title-info a",
        ".faqData td .title-info sup",
        ".gocont .search",
        ".sel",
        ".search .inp",
        ".search .btnArea",
        ".faqData_info-con",
        ".faqData_info-con .dataTit",
        ".faqData_info-con .dataTime",
        ".faqData_info-con .dataTextBox",
    ),
    "notice.css": (
        ".el-breadcrumb",
        ".el-breadcrumb li",
        ".noticeData",
        ".noticeData th:nth-child(1)",
        ".noticeData th:nth-child(2)",
        ".noticeData th:nth-child(3)",
        ".noticeData th:nth-child(4)",
        ".noticeData tr.hot-text",
        ".noticeData tr.hot-text td",
        ".noticeData tr.hot-text td .title-info a",
        ".noticeData td .title-info sup",
        ".icon-leavel-1",
        ".noticeData tr",
        ".noticeData td .title-info a",
        ".upload-text-memo",
        ".faqData_info-con .dataTime .noticeType",
        ".faqData_info-con .dataTime .noticeType .icon-leavel-1",
    ),
    "search.css": (
        ".paginate",
        ".paginate li",
        ".paginate li.firstPage a",
        ".paginate li.firstPage a.img",
        ".paginate li.prev a",
        ".paginate li.prev a img",
        ".paginate li a",
        ".paginate li.number.active a",
        ".paginate li.next a",
        ".paginate li.next a img",
        ".paginate li.lastPage a",
        ".paginate li.lastPage a.img",
        ".search-title",
        ".search-title strong",
        ".search-text",
        ".search-text .search-title_sub",
        ".search-text .search-text_lit",
        ".search-text .search-text_lit dt a",
        ".search-text .search-text_lit dd .search-text_con",
        ".search-text .search-text_lit dd .search-text_time",
    ),
    "inquiry.css": (
        ".selectStyle",
        ".inquiry-con",
        ".inquiry-con_table",
        ".inquiry-con_table th",
        ".bl_ess",
        ".inquiry-con_table td",
        ".inquiry-con_table td .error_txt",
        ".inquiry-btn",
        ".layui-icon",
        ".layui-icon-right",
        ".layui-icon-up",
        '.check_area_wrap .td-radio .layui-form-checkbox[lay-skin="primary"] span',
        ".error_txt",
    ),
}
"""Both `a.img` and `a img` are promised where a pager's picture is meant."""

_NAME: Final = re.compile(r"[.#]-?[A-Za-z_][\w-]*")
_BRACKETS: Final = re.compile(r"\[[^\]]*+(?:\]|\Z)")


def names_in(selector: str) -> Iterator[str]:
    """The classes and ids of a selector, with their dot or hash."""
    last = selector.rfind("]") + 1  # behind it no bracket closes
    yield from _NAME.findall(_BRACKETS.sub("", selector[:last]) + selector[last:])


@cache
def names() -> frozenset[str]:
    """Every class and id that is promised."""
    return frozenset(name for selectors in MARKUP.values() for selector in selectors for name in names_in(selector))
