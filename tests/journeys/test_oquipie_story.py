"""Cooking Village, the whole story: from an empty folder to an answered inquiry, in thirteen steps.

Through real commits, the real compiler, gunicorn, chromium and SMTP. Each step does what an admin, a customer or an
agent does, and looks at what they would look at.
"""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

HOST, ENGLISH_HOST = "cooking.localhost", "cooking-en.localhost"
BRAND = "brands/cooking-village"
PORTAL = f"{BRAND}/portals/main.yaml"

FIRST = {
    "frontdesk.yaml": "version: 1\nenvironments: [demo]\n",
    "environments/demo.yaml": f"cooking-village: {{main_host: {HOST}}}\n",
    "brands/_organization/members.yaml": (
        "jin: {name: Jin Kim, email: jin@cooking-village.example}\n"
        "kim: {name: Min Kim, email: kim@cooking-village.example}\n"
    ),
    f"{BRAND}/brand.yaml": (
        "name: {ko: 쿠킹 빌리지, en: Cooking Village}\nlanguages: [ko, en]\n"
        "default_language: ko\ntime_zone: Asia/Seoul\n"
    ),
    f"{BRAND}/bindings.yaml": "main_host: {type: host}\n",
    f"{BRAND}/agents.yaml": "jin: {role: admin, permissions: [tickets]}\nkim: {role: agent, permissions: [tickets]}\n",
    f"{BRAND}/groups.yaml": "kitchen: {name: {ko: 주방, en: Kitchen}, agents: [jin, kim]}\n",
    PORTAL: (
        "enabled: false\n"
        "address: {host: {binding: main_host}, path: /}\n"
        "profile: {name: {ko: 고객 센터, en: Help centre}}\n"
        "design: {theme: warm}\n"
    ),
}

SECTIONS = {
    f"{BRAND}/kb/getting-started/_category.yaml": "name: {ko: 시작하기, en: Getting started}\n",
    f"{BRAND}/kb/internal-policy/_category.yaml": "name: {ko: 내부 정책, en: Internal policy}\nstatus: member\n",
    f"{BRAND}/kb/getting-started/accounts/_folder.yaml": "name: {ko: 계정, en: Accounts}\n",
    f"{BRAND}/kb/getting-started/secrets/_folder.yaml": "name: {ko: 비밀, en: Secrets}\nstatus: member\n",
}


def article(title: str, status: str, body: str, more: str = "") -> str:
    return f"---\ntitle: {title}\nstatus: {status}\n{more}---\n{body}\n"


def translation(title: str, body: str) -> str:
    return f"---\ntitle: {title}\n---\n{body}\n"


def written(folder: str, name: str, korean: str, english: tuple[str, str]) -> dict[str, str]:
    return {f"{folder}/{name}.md": korean, f"{folder}/{name}.en.md": translation(*english)}


ACCOUNTS = f"{BRAND}/kb/getting-started/accounts"
ARTICLES = {
    **written(
        ACCOUNTS,
        "reset-password",
        article(
            "비밀번호 재설정", "public", "로그인 화면에서 **비밀번호 찾기**를 누르세요.", "tags: [login, password]\n"
        ),
        ("Reset your password", "On the sign-in page choose **Forgot password**."),
    ),
    **written(
        ACCOUNTS,
        "change-email",
        article("이메일 변경", "public", "프로필에서 주소를 바꿀 수 있습니다.", "tags: [login]\n"),
        ("Change your e-mail", "Change the address in your profile."),
    ),
    **written(
        ACCOUNTS,
        "agent-notes",
        article("상담원 메모", "member", "password 문의에는 재설정 링크를 보냅니다."),
        ("Agent notes", "Send the reset link when someone asks for a password."),
    ),
    **written(
        ACCOUNTS,
        "half-written",
        article("쓰는 중", "draft", "password 초안입니다.", "author: jin\n"),
        ("Half written", "A draft about a password."),
    ),
    **written(
        f"{BRAND}/kb/internal-policy",
        "refund-limits",
        article("환불 한도", "public", "password 없이도 환불할 수 있습니다."),
        ("Refund limits", "A refund needs no password."),
    ),
}

FIELDS = {
    "order_no": "{type: text, label: {ko: 주문 번호, en: Order number}, max_length: 40}\n",
    "amount": "{type: number, min: 0, label: {ko: 금액, en: Amount}}\n",
    "device": (
        "{type: radio, label: {ko: 기기, en: Device}, options: [{id: phone, label: {ko: 휴대폰, en: Phone}}, "
        "{id: oven, label: {ko: 오븐, en: Oven}}]}\n"
    ),
    "symptoms": (
        "{type: checkbox, label: {ko: 증상, en: Symptoms}, options: [{id: noise, label: {ko: 소음, en: Noise}}, "
        "{id: smell, label: {ko: 냄새, en: Smell}}]}\n"
    ),
    "country": (
        "{type: dropdown, label: {ko: 국가, en: Country}, options: [{id: kr, label: {ko: 한국, en: Korea}}, "
        "{id: us, label: {ko: 미국, en: United States}}]}\n"
    ),
}
FORM = f"{BRAND}/forms/bug.yaml"
INQUIRIES = {
    f"{BRAND}/inquiry_types.yaml": (
        "- {id: billing, name: {ko: 결제, en: Billing}, form: bug}\n- {id: bug, name: {ko: 오류, en: Bug}, form: bug}\n"
    ),
    FORM: (
        "fields:\n"
        "  - {field: device}\n"
        "  - {field: order_no, required: true}\n"
        "  - {field: amount}\n"
        "  - {field: symptoms}\n"
        "  - {field: country, hidden: true}\n"
    ),
    **{f"{BRAND}/fields/{code}.yaml": text for code, text in FIELDS.items()},
    f"{BRAND}/messages/received.yaml": (
        "subject: {ko: 문의가 접수되었습니다, en: We have your inquiry}\n"
        'body: {ko: "<p>확인하고 답변드리겠습니다. #{ticket.link}</p>", '
        'en: "<p>We will answer soon. #{ticket.link}</p>"}\n'
    ),
    f"{BRAND}/mail/sender.yaml": (
        "{name: {ko: 쿠킹 빌리지, en: Cooking Village}, address: help@cooking-village.example}\n"
    ),
    f"{BRAND}/triggers/10-routing.yaml": (
        "- id: bug-to-kitchen\n  title: Bugs go to the kitchen\n  events: [created]\n"
        "  all: [{if: inquiry_type, is: bug}]\n"
        "  then:\n    - {do: assign, group: kitchen, agent: jin}\n    - {do: mail, to: [customer], message: received}\n"
    ),
}
LOOK = (
    "enabled: true\n"
    "address: {host: {binding: main_host}, path: /}\n"
    "profile: {name: {ko: 고객 센터, en: Help centre}, logo: assets/logo.png, favicon: assets/icon.png}\n"
    "design:\n"
    "  image: assets/hero.png\n"
    "  image_alt: {ko: 부엌, en: A kitchen}\n"
    "  colors:\n"
    '    background: "#ffffff"\n'
    '    divider: "#e5e0da"\n'
    '    button: "#b3421b"\n'
    '    link: "#9a3412"\n'
    '    text: "#292524"\n'
    "  buttons:\n"
    '    - {id: home, label: {ko: 홈페이지, en: Website}, url: "https://cooking-village.example"}\n'
    '    - {id: sns, label: {ko: 인스타그램, en: Instagram}, url: "https://social.example/cooking"}\n'
)
FOOTER = (
    "footer:\n"
    "  text: {ko: 쿠킹 빌리지 주식회사, en: Cooking Village Inc.}\n"
    "  links:\n"
    '    - {id: terms, label: {ko: 이용약관, en: Terms}, url: "https://cooking-village.example/terms"}\n'
    '    - {id: privacy, label: {ko: 개인정보 처리방침, en: Privacy}, url: "https://cooking-village.example/privacy"}\n'
    "  dropdown:\n"
    '    - {id: about, label: {ko: 회사 소개, en: About us}, url: "https://cooking-village.example/about"}\n'
    "    - {id: english, label: {ko: 영문 고객 센터, en: English help centre}, portal: cooking-village-en/main}\n"
)
ENGLISH_BRAND = {
    "brands/cooking-village-en/brand.yaml": "name: Cooking Village International\nlanguages: [en]\n",
    "brands/cooking-village-en/bindings.yaml": "main_host: {type: host}\n",
    "brands/cooking-village-en/portals/main.yaml": (
        "enabled: true\naddress: {host: {binding: main_host}, path: /}\n"
        "profile: {name: Help centre, logo: assets/logo.png, favicon: assets/icon.png}\ndesign: {theme: cool}\n"
        "footer:\n  text: Cooking Village\n"
        '  links: [{id: privacy, label: Privacy, url: "https://cooking-village.example/privacy"}]\n'
    ),
    "brands/cooking-village-en/kb/start/_category.yaml": "name: Start\n",
    "brands/cooking-village-en/kb/start/hello.md": article("Hello", "public", "Welcome."),
    "brands/cooking-village-en/inquiry_types.yaml": "- {id: question, name: Question, form: question}\n",
    "brands/cooking-village-en/forms/question.yaml": "fields: []\n",
    "brands/cooking-village-en/mail/sender.yaml": "{name: Cooking Village, address: help-en@cooking-village.example}\n",
    "environments/demo.yaml": (
        f"cooking-village: {{main_host: {HOST}}}\ncooking-village-en: {{main_host: {ENGLISH_HOST}}}\n"
    ),
}


def test_the_story_of_cooking_village(story, chromium):
    for picture, size in (("logo", (240, 64)), ("icon", (64, 64)), ("hero", (1200, 450))):
        story.picture(f"{BRAND}/assets/{picture}.png", size)
        story.picture(f"brands/cooking-village-en/assets/{picture}.png", size, "#0f609b")
    step_1_the_brand_is_committed_and_its_address_printed(story)
    step_2_and_3_sections_and_articles(story)
    step_7_forms_and_the_refused_question(story)
    step_10_and_11_the_look_and_the_footer(story)
    start_everything(story)
    customer = chromium.new_context(locale="ko-KR").new_page()
    agent = chromium.new_context(locale="en-GB").new_page()
    step_4_a_customer_sees_what_is_public(story, customer)
    step_5_agents_see_more(story, agent)
    step_6_related_articles(story, customer)
    step_8_a_customer_asks(story, customer, agent)
    step_9_a_question_is_deleted(story, customer, agent)
    step_12_the_portal_closes_and_opens(story, customer)
    step_13_the_reviewer_sees_the_lines_that_changed(story)


def codes(findings: list[dict]) -> list[tuple[str, str, int]]:
    return [(item["severity"], item["file"], item["line"]) for item in findings]


def errors(story) -> list[dict]:
    return [item for item in story.check() if item["severity"] == "error"]


def step_1_the_brand_is_committed_and_its_address_printed(story):
    story.write(FIRST)
    story.commit("Cooking Village begins")
    built = story.frontdesk("build", "-o", story.bundle)
    assert built.returncode == 0, built.stdout
    assert HOST in built.stdout


def step_2_and_3_sections_and_articles(story):
    story.write({**SECTIONS, **ARTICLES})
    story.commit("A knowledge base")
    [unreachable] = [item for item in story.check() if item["file"].endswith("refund-limits.md")]
    assert unreachable["severity"] == "warning"
    assert story.frontdesk("snapshot").returncode == 0
    members = story.read("snapshots/cooking-village/main/en.member.txt")
    for title in ("Reset your password", "Agent notes", "Refund limits"):
        assert title in members
    assert "Half written [its author only (jin)]" in story.read("snapshots/cooking-village/main/en.agents.txt")
    public = story.read("snapshots/cooking-village/main/en.public.txt")
    assert "Reset your password" in public
    assert "Refund limits" not in public
    story.commit("Snapshots")


def step_7_forms_and_the_refused_question(story):
    story.write(INQUIRIES)
    story.edit(FORM, "{field: country, hidden: true}", "{field: country, hidden: true, required: true}")
    [wrong] = errors(story)
    assert (wrong["file"], wrong["line"]) == (FORM, 6)
    story.edit(FORM, "{field: country, hidden: true, required: true}", "{field: country, hidden: true}")
    assert not errors(story)
    story.commit("Inquiry types and a form")


def step_10_and_11_the_look_and_the_footer(story):
    story.write({PORTAL: LOOK + FOOTER, **ENGLISH_BRAND})
    assert not errors(story), errors(story)
    story.edit(PORTAL, '    link: "#9a3412"\n', "")
    [wrong] = errors(story)
    assert wrong["file"] == PORTAL
    assert "link" in wrong["message"]
    story.edit(PORTAL, "    divider:", '    link: "#9a3412"\n    divider:')
    story.edit(PORTAL, "portal: cooking-village-en/main", "portal: cooking-village-en/man")
    [wrong] = errors(story)
    assert wrong["code"] == "FD201"
    assert "main" in wrong["hint"]
    story.edit(PORTAL, "portal: cooking-village-en/man", "portal: cooking-village-en/main")


def start_everything(story):
    story.release("Open the portal")
    assert story.frontdesk("migrate", "db").returncode == 0
    for agent in ("jin", "kim"):
        set_password(story, agent)
    story.start("-m", "frontdesk.cli", "worker")
    story.start(
        "-m", "gunicorn", "--bind", f"127.0.0.1:{story.port}", "--workers", "2", "--no-control-socket",
        "runtime.wsgi:create()",
    )  # fmt: skip
    story.wait_for(story.current_root())


def step_4_a_customer_sees_what_is_public(story, customer):
    customer.goto(story.url("/"))
    assert customer.url == story.url("/ko/")
    expect(customer.get_by_role("main").get_by_role("link", name="시작하기")).to_be_visible()
    expect(customer.get_by_text("내부 정책")).to_have_count(0)
    customer.goto(story.url("/en/search?q=password"))
    results = customer.get_by_role("main").get_by_role("link", name=re.compile("password", re.IGNORECASE))
    assert [link.inner_text() for link in results.all()] == ["Reset your password"]
    for hidden in ("agent-notes", "half-written", "refund-limits"):
        assert customer.goto(story.url(f"/en/articles/{hidden}")).status == 404


def step_5_agents_see_more(story, agent):
    sign_in(story, agent, "jin")
    seen = members_view(story, agent)
    assert {"Reset your password", "Agent notes", "Half written", "Refund limits"} <= seen
    agent.context.clear_cookies()
    sign_in(story, agent, "kim")
    seen = members_view(story, agent)
    assert "Half written" not in seen
    assert {"Reset your password", "Agent notes", "Refund limits"} <= seen


def step_6_related_articles(story, customer):
    customer.goto(story.url("/en/articles/reset-password"))
    related = customer.get_by_role("region", name="Related articles")
    assert [link.inner_text() for link in related.get_by_role("link").all()] == ["Change your e-mail"]


def step_8_a_customer_asks(story, customer, agent):
    customer.goto(story.url("/en/ask/bug"))
    labels = [label.inner_text() for label in customer.locator("main form label, main form legend").all()]
    order = [next(index for index, label in enumerate(labels) if name in label) for name in ("Device", "Order number")]
    assert order == sorted(order)
    assert not [label for label in labels if "Country" in label]
    fill(customer, amount="a lot")
    expect(customer.get_by_role("alert")).to_contain_text("Amount")
    assert customer.get_by_label("Order number").input_value() == "A-1001"
    fill(customer, amount="12")
    expect(customer.get_by_role("heading", level=1)).to_be_visible()
    mail = story.mail("ada@customer.example")
    link = story.link_in(mail)
    customer.goto(link)
    expect(customer.get_by_role("main")).to_contain_text("The oven smokes")
    agent.goto(story.url("/desk/cooking-village"))
    agent.get_by_role("link", name=re.compile("^Bug")).click()
    agent.get_by_role("link", name="The oven smokes").click()
    for answer in ("A-1001", "12", "Oven", "Noise"):
        expect(agent.get_by_role("main")).to_contain_text(answer)
    expect(agent.get_by_role("main")).to_contain_text("Bugs go to the kitchen")
    agent.get_by_label("Reply").fill("Please switch it off. We will call you.")
    agent.get_by_role("button", name="Send reply").click()
    answered = story.mail("ada@customer.example", 2)
    assert "Please switch it off" in answered.text
    customer.goto(story.link_in(answered))
    expect(customer.get_by_role("main")).to_contain_text("Please switch it off")
    customer.get_by_role("textbox", name="Your reply").fill("It is off now, thank you.")
    customer.locator("form#reply button[type=submit]").click()
    expect(customer.get_by_role("main")).to_contain_text("It is off now")
    agent.reload()
    expect(agent.get_by_role("main")).to_contain_text("It is off now")


def step_9_a_question_is_deleted(story, customer, agent):
    story.edit(FORM, "  - {field: symptoms}\n", "")
    (story.folder / f"{BRAND}/fields/symptoms.yaml").unlink()
    story.release("No more symptoms")
    customer.goto(story.url("/en/ask/bug"))
    expect(customer.get_by_text("Symptoms")).to_have_count(0)
    agent.goto(story.url("/desk/cooking-village"))
    agent.get_by_role("link", name=re.compile("^Bug")).click()
    agent.get_by_role("link", name="The oven smokes").click()
    expect(agent.get_by_role("main")).to_contain_text("Symptoms")
    expect(agent.get_by_role("main")).to_contain_text("Noise")


def step_12_the_portal_closes_and_opens(story, customer):
    customer.goto(story.url("/en/ask/bug"))
    story.edit(PORTAL, "enabled: true", "enabled: false")
    story.release("Close the portal")
    status, _, text = story.get("/en/")
    assert status in (404, 503), text
    assert "not open" in text or "closed" in text
    fill(customer, amount="1")
    assert len(story.mails("ada@customer.example")) == 2
    story.edit(PORTAL, "enabled: false", "enabled: true")
    story.release("Open again")
    assert story.get("/en/")[0] == 200
    for name in ("reset-password", "change-email"):
        story.edit(f"{ACCOUNTS}/{name}.md", "status: public", "status: member")
    assert [item for item in errors(story) if item["file"] == PORTAL]
    story.git("checkout", "-q", "--", ".")


def step_13_the_reviewer_sees_the_lines_that_changed(story):
    assert story.frontdesk("snapshot").returncode == 0
    story.commit("Snapshots")
    assert story.frontdesk("snapshot", "--check").returncode == 0
    story.edit(PORTAL, "인스타그램, en: Instagram", "인스타그램, en: Pictures")
    stale = story.frontdesk("snapshot", "--check")
    assert stale.returncode == 1
    assert story.frontdesk("snapshot").returncode == 0
    added = [
        line[1:].strip() for line in story.git("diff", "-U0", "snapshots").splitlines() if re.match(r"\+[^+]", line)
    ]
    assert added
    assert all("Pictures" in line for line in added), added


def set_password(story, agent: str) -> None:
    done = story.frontdesk("agents", "password", agent, answer=f"a long password of {agent}\n")
    assert done.returncode == 0, done.stdout + done.stderr


def sign_in(story, page, agent: str) -> None:
    page.goto(story.url("/desk"))
    page.locator("input[name=who]").fill(agent)
    page.get_by_label("Password").fill(f"a long password of {agent}")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("link", name="Tickets")).to_be_visible()


def members_view(story, page) -> set[str]:
    """Titles an agent sees in the member view of the knowledge base, all sections."""
    titles: set[str] = set()
    page.goto(story.url("/desk/cooking-village/kb?language=en"))
    titles |= {link.inner_text() for link in page.get_by_role("main").get_by_role("link").all()}
    return titles


def fill(page, amount: str) -> None:
    """The form for a bug, filled in by Ada and sent."""
    page.get_by_label("Oven").check()
    page.get_by_label("Order number").fill("A-1001")
    page.get_by_label("Amount").fill(amount)
    for noise in page.get_by_label("Noise").all():
        noise.check()
    page.get_by_label("E-mail address").fill("ada@customer.example")
    page.get_by_label("Subject").fill("The oven smokes")
    page.get_by_label("Your message").fill("Since this morning there is smoke.")
    page.locator("input[name=personal_information]").check()
    page.get_by_role("button", name="Send inquiry").click()
