"""The words of mail about tickets and of refused changes, English and Korean side by side: `mail.` and `ticket.`."""

from collections.abc import Mapping
from typing import Final

_WORDS: Final[tuple[tuple[str, str, str], ...]] = (
    # the mail that brings an agent's answer
    ("mail.answer.subject", "Answer to your inquiry {number}", "문의 {number}에 대한 답변"),
    ("mail.answer.greeting", "Hello {name},", "{name}님, 안녕하세요."),
    ("mail.answer.greeting.unnamed", "Hello,", "안녕하세요."),
    ("mail.answer.intro", "we have answered your inquiry:", "문의하신 내용에 답변드립니다."),
    (
        "mail.answer.link",
        "You can read the whole conversation and reply here:",
        "전체 대화를 확인하고 답장하려면 아래 링크를 여세요.",
    ),
    (
        "mail.answer.private",
        "The link opens your inquiry without a password. Please keep it to yourself.",
        "이 링크는 비밀번호 없이 문의를 엽니다. 다른 사람과 공유하지 마세요.",
    ),
    # changes that are refused
    ("ticket.missing", "This ticket does not exist.", "존재하지 않는 티켓입니다."),
    (
        "ticket.final",
        "This inquiry is closed. Please send a new one.",
        "종료된 문의입니다. 새로운 문의를 남겨 주세요.",
    ),
    ("ticket.empty", "Write something first.", "내용을 입력하세요."),
    ("ticket.long", "Please use at most {limit} characters.", "{limit}자 이내로 입력하세요."),
    (
        "ticket.sent_before",
        "This has been sent already, with other words. If your new words are to be added, please send them once more.",
        "이미 다른 내용으로 전송되었습니다. 새로 쓰신 내용을 추가하려면 한 번 더 보내 주세요.",
    ),
    (
        "ticket.overtaken",
        "Somebody else has changed this ticket in the meantime. Nothing is saved yet; your choice is kept.",
        "그 사이 다른 사람이 이 티켓을 변경했습니다. 아직 저장하지 않았으며 선택하신 값은 그대로 있습니다.",
    ),
    (
        "ticket.newer",
        "There is a newer message. Please read it first: nothing is sent yet, and your words are kept.",
        "새 메시지가 있습니다. 먼저 읽어 보세요. 아직 보내지 않았으며 작성하신 내용은 그대로 있습니다.",
    ),
    ("ticket.unknown.status", "There is no status “{value}”.", "‘{value}’ 상태가 없습니다."),
    ("ticket.unknown.priority", "There is no priority “{value}”.", "‘{value}’ 우선순위가 없습니다."),
    ("ticket.unknown.group", "There is no group “{value}”.", "‘{value}’ 그룹이 없습니다."),
    ("ticket.unknown.agent", "There is no agent “{value}”.", "‘{value}’ 상담원이 없습니다."),
    ("ticket.unknown.tag", "There is no tag “{value}”.", "‘{value}’ 태그가 없습니다."),
    ("ticket.files", "At most {limit} files can be attached.", "파일은 최대 {limit}개까지 첨부할 수 있습니다."),
    ("ticket.file_size", "A file may be at most {limit}.", "파일 크기는 최대 {limit}입니다."),
)

TICKETS_EN: Final[Mapping[str, str]] = {code: english for code, english, _ in _WORDS}
TICKETS_KO: Final[Mapping[str, str]] = {code: korean for code, _, korean in _WORDS}
