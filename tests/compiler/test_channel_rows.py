"""What a brand says about its channels and text messages: what it compiles to, what reviewers read, what is found."""

import pytest

from compiler.snapshot import snapshots
from schemas.channels.chat import snippet
from schemas.settings import Settings
from schemas.wording import WORDING
from tests.kitchen import KeptBlobs, compiled, picture, said

ON = "name: Kitchen\nlanguages: [en, ko]\ndefault_language: en\nfeatures: {chat: true, call: true, sms: true}\n"
AGENTS = 'jin: {role: admin, permissions: [tickets, chat, call], cti: {id: "1", number: "07012345678"}}\n'
CHAT = """\
greeting: {en: Hello, ko: 안녕하세요}
satisfaction_message: {en: Rate us, ko: 평가해 주세요}
assignment: recent_agent
feedback: {choices: [satisfied, dissatisfied], reason: true}
widget: {origins: ["https://shop.kitchen.example"]}
"""
CALL = """\
tenant: {id: kitchen, password: {secret: "env:CTI_PASSWORD"}}
ivr_routes:
  R1: {name: {en: Questions, ko: 질문}, inquiry_type: question}
numbers:
  - {id: main, number: "15880000", name: {en: Main, ko: 대표}, certificate: assets/certificate.pdf}
  - id: shop
    number: "15880001"
    name: {en: Shop, ko: 상점}
    purpose: {en: orders, ko: 주문}
    certificate: assets/certificate.pdf
"""
X = """\
accounts:
  kitchen_help: {token: {secret: "env:X_TOKEN"}, tickets: [mention, direct_message], message_requests_on: true}
"""
KAKAO = """\
accounts: {kitchen: {activate_on: "2026-04-01", key: {secret: "env:KAKAO_KEY"}, public_search_on: true}}
hours: [{days: [mon-fri], from: "09:00", to: "18:00"}]
auto_comments:
  out_of_hours: {en: Closed, ko: 영업 종료}
  greeting: {en: Hello, ko: 안녕하세요}
  no_agent: {en: Nobody is here, ko: 상담원이 없습니다}
  evaluation: {en: Please rate us, ko: 평가해 주세요}
  end: {en: Goodbye, ko: 안녕히 가세요}
"""
SMS = 'app_key: {secret: "env:SMS_APP_KEY"}\nnumbers: ["15880000"]\n'
CATEGORIES = "- {id: news, name: {en: News, ko: 소식}, children: [{id: offers, name: {en: Offers, ko: 행사}}]}\n"
TEMPLATE = 'category: offers\nnumber: "15880000"\ntext: {en: Pans are cheap, ko: 냄비가 쌉니다}\n'
BASE = {
    "brand.yaml": ON,
    "agents.yaml": AGENTS,
    "portals/main.yaml": """\
enabled: true
address: {host: {binding: main_host}}
profile: {name: {en: Help, ko: 도움말}, logo: assets/logo.png, favicon: assets/favicon.png}
design: {theme: plain}
show: {chat: true}
footer:
  text: {en: Nine to five, ko: 9시부터 5시}
  links: [{id: privacy, label: {en: Privacy, ko: 개인정보}, url: "https://kitchen.example/privacy"}]
""",
    "kb/start/_category.yaml": "name: {en: Start, ko: 시작}\n",
    "kb/start/welcome.ko.md": "---\ntitle: 환영합니다\n---\n여기서 시작하세요.\n",
    "inquiry_types.yaml": "- {id: question, name: {en: Question, ko: 질문}, form: question}\n",
    "groups.yaml": "support: {name: {en: Support, ko: 지원}, agents: [jin]}\n",
    "mail/sender.yaml": "name: {en: Kitchen, ko: 키친}\naddress: help@kitchen.example\n",
    "channels/chat.yaml": CHAT,
    "channels/call.yaml": CALL,
    "channels/x.yaml": X,
    "channels/kakao.yaml": KAKAO,
    "channels/sms.yaml": SMS,
    "sms_templates/_categories.yaml": CATEGORIES,
    "sms_templates/offer.yaml": TEMPLATE,
    "assets/certificate.pdf": b"%PDF-1.7\n",
}


def about(changes):
    """What is said about the brand of this file, with some files changed."""
    return said({**BASE, **changes})


def texts(changes=()):
    """Every snapshot of the brand of this file, by its path."""
    blobs = KeptBlobs()
    result, words = compiled({**BASE, **dict(changes)}, blobs)
    assert result.bundle is not None, words
    return {made.path.removeprefix("kitchen/main/"): made.text for made in snapshots(result.bundle, blobs.kept.get)}


def section(text, name):
    """The lines of one section of a snapshot."""
    return text.split(f"# {name}\n")[1].split("\n\n")[0].splitlines()


@pytest.fixture(scope="module")
def snapshot():
    return texts()


def test_nothing_is_wrong_with_a_brand_that_uses_every_channel():
    """NHN-204: X, KakaoTalk and text messages are each a file of the brand."""
    assert about({}) == ""


def test_a_portal_shows_the_chat_where_it_says_so(snapshot):
    """NHN-011: the chat is on where the portal shows it, the brand has the feature and a channel."""
    assert "on the pages of this portal: yes" in section(snapshot["en.public.txt"], "Chat")
    assert (
        "# Chat"
        not in texts({"brand.yaml": ON.replace("chat: true, ", ""), "channels/chat.yaml": None})["en.public.txt"]
    )


def test_a_chat_that_is_shown_and_not_set_up_is_an_error():
    """NHN-011: a portal cannot show a chat the brand does not have."""
    assert about({"channels/chat.yaml": None}).startswith("error[FD461]")


def test_a_chat_without_anybody_who_may_chat_is_found():
    """NHN-013: only agents with the permission chat, so somebody needs it."""
    assert "FD460" in about({"agents.yaml": AGENTS.replace("chat, ", "")})


@pytest.mark.parametrize("fact", ["status: online", "online: true"])
def test_who_is_online_is_no_setting(fact):
    """NHN-014, NHN-015: being online, on a break or offline is known at run time and refused in a file."""
    assert "FD101" in about({"agents.yaml": AGENTS.replace("}}", f"}}, {fact}}}")})


def test_the_chat_greets_in_each_language(snapshot):
    """NHN-016: the greeting is written once for each language."""
    assert "first words: Hello" in section(snapshot["en.public.txt"], "Chat")
    assert "first words: 안녕하세요" in section(snapshot["ko.public.txt"], "Chat")
    strict = BASE["portals/main.yaml"] + "translations: {missing: warn}\n"
    english = CHAT.replace("{en: Hello, ko: 안녕하세요}", "{en: Hello}")
    assert "FD303" in about({"portals/main.yaml": strict, "channels/chat.yaml": english})


def test_a_rating_is_asked_for_in_each_language(snapshot):
    """NHN-017: the request for a rating is written once for each language."""
    assert "asking for a rating: 평가해 주세요" in section(snapshot["ko.public.txt"], "Chat")


def test_a_chat_is_rated_by_two_words_and_a_reason(snapshot):
    """NHN-018: customers say satisfied or dissatisfied, and why."""
    assert "rated by: satisfied or dissatisfied, with a reason" in section(snapshot["en.public.txt"], "Chat")
    assert "FD462" in about({"channels/chat.yaml": CHAT.replace("satisfaction_message", "# satisfaction_message")})


@pytest.mark.parametrize(("word", "told"), [("recent_agent", "who helped last time"), ("random", "anybody")])
def test_a_chat_goes_to_the_last_agent_or_to_anybody(word, told):
    """NHN-019: a chat goes to the agent of the last one, or to anybody."""
    text = texts({"channels/chat.yaml": CHAT.replace("recent_agent", word)})["en.agents.txt"]
    assert told in next(line for line in section(text, "Channels") if "goes to" in line)


def test_the_box_for_an_empty_desk_has_words_in_both_languages():
    """NHN-015, NHN-169: when nobody is there, a box with a title, a text and a way to ask says so."""
    codes = ("chat.offline.title", "chat.offline.text", "chat.offline.ask", "chat.offline.close")
    assert all(WORDING[language][code] for language in ("en", "ko") for code in codes)


def test_another_word_for_assignment_is_refused():
    """NHN-019: there is no third way."""
    assert "FD103" in about({"channels/chat.yaml": CHAT.replace("recent_agent", "loudest")})


def test_reviewers_read_the_code_for_other_websites(snapshot):
    """NHN-020: the code to insert stands in the snapshot of each language, with the origins that may show it."""
    lines = section(snapshot["ko.public.txt"], "Chat on other websites")
    assert lines == [
        "may show it: https://shop.kitchen.example",
        f"before </body>, in demo: {snippet('https://kitchen.localhost', 'ko')}",
    ]


@pytest.mark.parametrize("origin", ["http://shop.example", "https://shop.example/basket", "*", "shop.example"])
def test_an_origin_is_encrypted_and_has_no_path(origin):
    """NHN-020: an origin that browsers would not compare is refused."""
    assert "FD103" in about({"channels/chat.yaml": CHAT.replace("https://shop.kitchen.example", origin)})


def test_the_code_is_one_script_in_front_of_the_end_of_the_body():
    """NHN-021: one line without anything of the visitor in it goes before `</body>`."""
    code = snippet("https://help.example/faq", "ko")
    assert code == '<script src="https://help.example/faq/widget/chat.js" data-language="ko" async></script>'


def test_a_route_has_a_code_a_name_and_a_type(snapshot):
    """NHN-121, NHN-130: a route is named, and its calls become tickets of a type."""
    assert "  route R1: Questions → inquiry type question" in section(snapshot["en.agents.txt"], "Channels")


def test_two_routes_with_one_code_are_found():
    """NHN-121, NHN-127: a code that is registered is not registered again, whatever its case."""
    twice = CALL.replace("numbers:", "  r1: {name: {en: Again, ko: 다시}}\nnumbers:")
    assert "FD463" in about({"channels/call.yaml": twice})


def test_the_account_at_the_telephone_system_is_named_and_its_password_is_not(snapshot):
    """NHN-127: routes are those of one account; its password is a reference."""
    lines = section(snapshot["en.agents.txt"], "Channels")
    assert "  account at the telephone system: kitchen" in lines
    assert "  its password: kept in env:CTI_PASSWORD" in lines
    assert "FD103" in about({"channels/call.yaml": CALL.replace('{secret: "env:CTI_PASSWORD"}', "s3cret")})


def test_a_route_to_a_type_that_is_off_is_found():
    """NHN-130: calls need a type that new tickets can have."""
    types = BASE["inquiry_types.yaml"] + "- {id: fax, name: {en: Fax, ko: 팩스}, form: question, enabled: false}\n"
    changes = {
        "inquiry_types.yaml": types,
        "channels/call.yaml": CALL.replace("inquiry_type: question", "inquiry_type: fax"),
    }
    assert "FD464" in about(changes)


def test_customers_see_the_numbers_in_their_order(snapshot):
    """NHN-122, NHN-131, NHN-132: calling numbers in the agents' order, each with what it is for."""
    assert section(snapshot["en.public.txt"], "Calls") == [
        "an agent may call from: 15880000, Main",
        "an agent may call from: 15880001, Shop",
    ]
    assert "  number shop: 15880001, Shop, for orders" in section(snapshot["en.agents.txt"], "Channels")


def test_who_may_call_is_said_brand_by_brand():
    """NHN-126: the permission is the brand's, so a telephone shows only where an agent has it."""
    shop = {
        "brands/shop/brand.yaml": ON,
        "brands/shop/agents.yaml": "jin: {role: admin}\n",
        **{f"brands/shop/{name}": BASE[name] for name in ("groups.yaml", "mail/sender.yaml")},
    }
    result, words = compiled({**BASE, **shop})
    assert result.bundle is not None, words
    brands = result.bundle.brands
    assert "call" in brands["kitchen"].desk.agents["jin"].permissions
    assert "call" not in brands["shop"].desk.agents["jin"].permissions


def test_a_telephone_without_a_number_is_found():
    """NHN-122: without a number agents cannot call."""
    assert "FD469" in about({"channels/call.yaml": CALL.partition("numbers:")[0]})


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"15880001"', "call-us", "FD103"),
        ('"15880001"', '"15880000"', "FD463"),
        (", certificate: assets/certificate.pdf}\n  - id: shop", "}\n  - id: shop", "FD102"),
        ("certificate: assets/certificate.pdf}\n  -", "certificate: assets/gone.pdf}\n  -", "FD632"),
    ],
)
def test_a_number_has_digits_a_name_and_a_certificate(old, new, code):
    """NHN-133: a number is digits, is there once, and comes with its certificate."""
    assert old in CALL
    assert code in about({"channels/call.yaml": CALL.replace(old, new)})


@pytest.mark.parametrize("fact", ["state: confirmed", "reason: blurred"])
def test_whether_a_number_is_confirmed_is_no_setting(fact):
    """NHN-132, NHN-135: a number is confirmed or rejected at run time, never in a file."""
    assert "FD101" in about({"channels/call.yaml": CALL.replace("{id: main,", f"{{id: main, {fact},")})


def test_x_is_switched_off_with_its_accounts_kept():
    """NHN-205: `enabled: false` switches X off and keeps what was set."""
    text = texts({"channels/x.yaml": f"enabled: false\n{X}"})["en.agents.txt"]
    assert "X [switched off]" in section(text, "Channels")


def test_x_needs_an_account():
    """NHN-206: X without an account does nothing and is refused."""
    assert "FD103" in about({"channels/x.yaml": "accounts: {}\n"})
    assert "FD102" in about({"channels/x.yaml": X.replace('token: {secret: "env:X_TOKEN"}, ', "")})


@pytest.mark.parametrize(
    ("kinds", "told"), [("[mention]", "mentions become"), ("[direct_message]", "direct messages become")]
)
def test_mentions_and_messages_become_tickets_separately(kinds, told):
    """NHN-207: each kind of message at X becomes tickets or does not."""
    text = texts({"channels/x.yaml": X.replace("[mention, direct_message]", kinds)})["en.agents.txt"]
    assert f"  account kitchen_help: {told} tickets" in section(text, "Channels")


def test_direct_messages_need_a_setting_at_x():
    """NHN-208: somebody must say that X lets strangers write."""
    assert "FD466" in about({"channels/x.yaml": X.replace(", message_requests_on: true", "")})
    assert (
        about({"channels/x.yaml": X.replace(", direct_message", "").replace(", message_requests_on: true", "")}) == ""
    )


def test_kakaotalk_is_switched_off_with_its_accounts_kept():
    """NHN-210: `enabled: false` switches KakaoTalk off and keeps what was set."""
    made = texts({"channels/kakao.yaml": f"enabled: false\n{KAKAO}"})
    assert "KakaoTalk [switched off]" in section(made["en.agents.txt"], "Channels")
    assert "# KakaoTalk" not in made["en.public.txt"]


def test_an_account_at_kakaotalk_has_an_id_and_a_day(snapshot):
    """NHN-211: the id and the day on which it begins; the day must be one."""
    assert "account: kitchen, from 2026-04-01" in section(snapshot["en.public.txt"], "KakaoTalk")
    assert "FD622" in about({"channels/kakao.yaml": KAKAO.replace("2026-04-01", "2026-02-30")})


@pytest.mark.parametrize("fact", ["state: rejected", "reason: no such channel"])
def test_what_kakaotalk_decides_is_no_setting(fact):
    """NHN-212: whether the connection was accepted, or why not, is refused in a file."""
    assert "FD101" in about(
        {"channels/kakao.yaml": KAKAO.replace("public_search_on: true", f"public_search_on: true, {fact}")}
    )


def test_an_account_at_kakaotalk_must_be_found_by_search():
    """NHN-213: somebody must say that public search is on at KakaoTalk."""
    assert "FD466" in about({"channels/kakao.yaml": KAKAO.replace(", public_search_on: true", "")})


def test_hours_of_consultation_end_after_they_begin(snapshot):
    """NHN-214: hours are from and to, and nothing lies between them the other way round."""
    assert "hours: mon-fri from 09:00 to 18:00" in section(snapshot["en.public.txt"], "KakaoTalk")
    assert "FD473" in about({"channels/kakao.yaml": KAKAO.replace('"18:00"', '"08:00"')})


def test_there_is_a_day_of_consultation():
    """NHN-215: at least one day."""
    assert "FD103" in about({"channels/kakao.yaml": KAKAO.replace("[mon-fri]", "[]")})


@pytest.mark.parametrize("comment", ["out_of_hours", "greeting", "no_agent", "evaluation", "end"])
def test_all_five_comments_are_there(comment, snapshot):
    """NHN-216: all five comments are written, in each language."""
    lines = KAKAO.splitlines(keepends=True)
    without = "".join(line for line in lines if not line.startswith(f"  {comment}:"))
    assert "FD102" in about({"channels/kakao.yaml": without})
    assert len([line for line in section(snapshot["ko.public.txt"], "KakaoTalk") if line.startswith("said ")]) == 5


def test_tickets_know_that_they_came_by_kakaotalk():
    """NHN-209, NHN-217: rules can tell the channel of a ticket, KakaoTalk and X among them."""
    channels = "all: [{if: channel, in: [kakao, x, sms]}]"
    rule = f"- {{id: a, title: A, events: [created], {channels}, then: [{{do: tag, add: [b]}}]}}\n"
    assert about({"triggers/10-channels.yaml": rule}) == ""


def test_text_messages_wait_for_the_feature():
    """NHN-218: without the feature the files of text messages wait, which is said."""
    assert "FD656" in about({"brand.yaml": ON.replace(", sms: true", "")})


def test_the_key_of_the_provider_is_a_reference(snapshot):
    """NHN-219, NHN-220: the key is named, never written; whether it is valid is asked at run time."""
    assert "  key of the provider: kept in env:SMS_APP_KEY" in section(snapshot["en.agents.txt"], "Channels")
    assert "FD103" in about({"channels/sms.yaml": SMS.replace('{secret: "env:SMS_APP_KEY"}', "abc")})


def test_messages_come_from_registered_numbers():
    """NHN-221: a template's number is one of the channel's, and those are digits."""
    assert "FD467" in about({"sms_templates/offer.yaml": TEMPLATE.replace("15880000", "15889999")})
    assert "FD103" in about({"channels/sms.yaml": SMS.replace('"15880000"', '"1588-0000"')})


@pytest.mark.parametrize(
    ("letters", "kind", "fits"), [(90, "sms", True), (91, "sms", False), (91, "mms", True), (2001, "mms", False)]
)
def test_a_message_is_as_long_as_its_type_allows(letters, kind, fits):
    """NHN-222: 90 bytes for an SMS, 2,000 for an MMS, to the byte."""
    words = f"{{en: {'a' * letters}, ko: {'가' * (letters // 2)}}}"
    text = f'category: offers\ntype: {kind}\nnumber: "15880000"\ntext: {words}\n'
    words = about({"sms_templates/offer.yaml": text})
    assert (words == "") is fits
    assert fits or "error[FD678]" in words


def test_a_picture_travels_by_mms_as_a_small_jpeg():
    """NHN-222: only an MMS has a picture, a JPEG of at most 300 KB."""
    mms = f"{TEMPLATE}type: mms\nimage: assets/offer.%s\n"
    assert about({"sms_templates/offer.yaml": mms % "jpg", "assets/offer.jpg": picture(40, 30, "JPEG")}) == ""
    assert "FD675" in about({"sms_templates/offer.yaml": mms % "png", "assets/offer.png": picture(40, 30)})
    assert "FD675" in about({"sms_templates/offer.yaml": mms % "jpg", "assets/offer.jpg": picture(40, 30)})
    assert "FD676" in about({"sms_templates/offer.yaml": mms % "jpg", "assets/offer.jpg": picture(5200, 5200, "JPEG")})
    assert "FD680" in about(
        {"sms_templates/offer.yaml": TEMPLATE + "image: assets/offer.jpg\n", "assets/offer.jpg": picture(4, 3, "JPEG")}
    )


def test_categories_of_messages_have_two_levels(snapshot):
    """NHN-222: two levels of categories, shown as one path."""
    assert "offer: News › Offers" in section(snapshot["en.agents.txt"], "Text messages that agents send")
    deeper = "- {id: news, name: N, children: [{id: offers, name: O, children: [{id: pans, name: P}]}]}\n"
    assert "FD681" in about({"sms_templates/_categories.yaml": deeper})


def test_mail_to_an_account_becomes_a_ticket():
    """NHN-112: the channel names accounts that can receive, and keeps quoted words or not."""
    accounts = "service: {address: service@kitchen.example, send: {host: smtp.kitchen.example}%s}\n"
    receive = ', receive: {host: imap.kitchen.example, user: service, password: {secret: "env:IMAP"}}'
    email = "accounts: [service]\nstrip_quotes: true\n"
    made = texts({"mail/accounts.yaml": accounts % receive, "channels/email.yaml": email})["en.agents.txt"]
    assert "  mail to service: becomes tickets" in section(made, "Channels")
    assert "FD465" in about({"mail/accounts.yaml": accounts % "", "channels/email.yaml": email})


def test_channels_cross_into_the_bundle_with_every_language():
    """NHN-016, NHN-216: the runtime gets each channel as it was written, with a text for each language."""
    result, _ = compiled(BASE)
    chat = result.bundle.brands["kitchen"].settings["chat_channel"]
    assert isinstance(chat, Settings)
    assert chat.objects[""].greeting.by_language == {"en": "Hello", "ko": "안녕하세요"}
    category = result.bundle.brands["kitchen"].settings["sms_category"]
    assert list(category.objects) == ["news"], "what lies in a tree crosses with its root"
