"""HTML of mails: what is cleaned away is what is told, and the other way round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.mail_markup import clean_mail, dropped, files_in


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>Hello</p>", []),
        ('<a href="#{ticket.link}">see</a>', []),
        ('<img src="assets/steps.png" alt="steps" width="20">', []),
        ("<form>x</form>", ["<form>"]),
        ('<p style="color:red" class="x">a</p>', ['the attribute "style"', 'the attribute "class"']),
        ('<a href="javascript:x()">a</a>', ["an address that begins with javascript:"]),
        ('<img src="data:image/png;base64,xx" alt="">', ["an address that begins with data:"]),
        ("1 < 2 and #{customer.name}", []),
    ],
)
def test_what_does_not_arrive_is_told(body, said):
    assert [one.said for one in dropped(body)] == said


def test_places_count_over_lines():
    body = "<p>one</p>\n\n<p>two <script>x</script></p>"
    [script] = dropped(body)
    assert body[script.start : script.end] == "<script>"


@given(st.text(alphabet='<>"=/ ap imgsrchreftjv:#{}\n', max_size=60))
def test_no_text_breaks_the_reader(body):
    dropped(body)
    clean_mail(body, "html")


def test_the_files_of_a_body_are_found_with_their_place():
    body = '<p><img src="assets/a.png" alt=""><a href="assets/b.pdf">b</a> assets/c.png</p>'
    assert [path for _, path in files_in(body)] == ["assets/a.png", "assets/b.pdf"]
    assert all(body[start:].startswith(path) for start, path in files_in(body))
