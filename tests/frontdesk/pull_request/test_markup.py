"""Which Markdown of a stranger may stand in a comment of ours."""

import pytest

from frontdesk.pull_request.markup import LONGEST, objection


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](//evil.example)",
        "<img src=x onerror=alert(1)>",
        "![](https://tracker.example/x.png)",
        "<!-- frontdesk review -->",
        "<!-- hidden",
        "<details",
        "<!doctype html>",
        "<DETAILS>",
        "@acme/everybody look here",
        "see [the review](https://evil.example/login)",
        "<a href='https://evil.example'>frontdesk</a>",
        "</details></details>",
        "<details><summary>open for ever",
        "<b>bold</b><style>p{display:none}</style>",
        "<p style='display:none'>x</p>",
        "title \u202e drowssap",
        "bell \x07",
        "<svg><a xlink:href='x'>y</a></svg>",
        "<iframe src=//evil.example></iframe>",
        "<input type=checkbox>",
        "a" * 65_001,
        "<?php echo 1 ?>",
        "<![CDATA[x]]>",
        "[x]: https://evil.example\n\n[not evil][x]",
        "<td>out of place",
        "```\nwords in a fence for ever",
    ],
)
def test_words_that_would_change_a_comment_are_refused(words):
    assert objection(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "# Heading\n\nwords, **strong** and `code`\n\n1. one\n2. two\n",
        "| a | b |\n|---|--:|\n| `x\\|y` | 2 |\n",
        "<details><summary>same change in 37 portals</summary>\n\n- one\n- two\n\n</details>\n",
        "<details open>\n<summary>x</summary>\n\n```diff\n- @team\n+ <script>\n```\n\n</details>",
        "`@team </details> <!-- ![x](y)` and mail jin@acme.example",
        "&lt;script&gt; is only words, and so is &#33;x",
        "https://help.acme.example/en/ is shown as it is",
        "a" * LONGEST,
        "<sub>3 more</sub><br>and ~~old~~ words",
    ],
)
def test_what_a_review_is_made_of_may_stand(words):
    assert objection(words) is None
