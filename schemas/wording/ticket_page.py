"""The words of the customer's ticket page, English and Korean side by side: codes that begin with `ticket.`.

What is said of a change that `runtime.tickets` refused is `schemas.wording.tickets`.
"""

from collections.abc import Mapping
from typing import Final

_WORDS: Final[tuple[tuple[str, str, str], ...]] = (
    ("ticket.number", "Inquiry {number}", "문의 {number}"),
    ("ticket.progress", "Progress", "진행 상황"),
    ("ticket.progress.now", "Now: {name}", "현재 상태: {name}"),
    ("ticket.progress.done", "done", "완료"),
    ("ticket.sent", "Sent {when}", "{when} 접수"),
    ("ticket.thread", "Conversation", "대화"),
    ("ticket.you", "You", "나"),
    ("ticket.team", "Support team", "상담팀"),
    ("ticket.answers", "What you told us", "보내 주신 내용"),
    ("ticket.answers.type", "Subject area", "문의 유형"),
    ("ticket.answers.private", "Kept encrypted and not shown here.", "암호화하여 보관하며 여기에는 표시하지 않습니다."),
    ("ticket.answers.unreadable", "This cannot be read at present.", "지금은 이 내용을 읽을 수 없습니다."),
    ("ticket.answers.yes", "Yes", "예"),
    ("ticket.answers.no", "No", "아니요"),
    ("ticket.reply", "Your reply", "답장"),
    ("ticket.reply.hint", "We will mail you when there is an answer.", "답변이 등록되면 이메일로 알려 드립니다."),
    ("ticket.reply.files", "Add files (optional)", "파일 첨부 (선택)"),
    (
        "ticket.reply.files.hint",
        "Up to {count} files, {size} each.",
        "파일은 최대 {count}개, 하나에 {size}까지 첨부할 수 있습니다.",
    ),
    ("ticket.reply.send", "Send reply", "답장 보내기"),
    ("ticket.told.sent", "Thank you. Your reply has arrived.", "답장이 접수되었습니다. 감사합니다."),
    (
        "ticket.closed",
        "This inquiry is closed. If something is still open, please send us a new one.",
        "종료된 문의입니다. 더 필요한 것이 있으면 새 문의를 보내 주세요.",
    ),
    ("ticket.closed.ask", "Send a new inquiry", "새 문의 보내기"),
    (
        "ticket.private",
        "Whoever has the address of this page can read it. Please keep it to yourself.",
        "이 페이지의 주소를 아는 사람은 누구나 내용을 볼 수 있습니다. 주소를 공유하지 마세요.",
    ),
    # a link that opens nothing
    ("ticket.gone", "This link does not open an inquiry", "이 링크로 열 수 있는 문의가 없습니다"),
    (
        "ticket.gone.text",
        "It may have expired, or part of the address is missing. The latest mail we sent you has a link that works.",
        "링크의 유효 기간이 지났거나 주소 일부가 빠졌을 수 있습니다. 가장 최근에 받은 이메일의 링크를 사용하세요.",
    ),
    # what can go wrong
    ("ticket.fault", "Your reply was not sent", "답장을 보내지 못했습니다"),
    (
        "ticket.stale",
        "This page had been open for a long time. Please send your reply once more.",
        "페이지를 연 지 오래되었습니다. 답장을 한 번 더 보내 주세요.",
    ),
    (
        "ticket.unavailable",
        "We cannot take your reply right now. Your words are still here: please send them again in a few minutes.",
        "지금은 답장을 등록할 수 없습니다. 입력하신 내용은 그대로 있으니 몇 분 뒤에 다시 보내 주세요.",
    ),
    (
        "ticket.often",
        "Many messages came in a short time. Please wait {minutes} minutes and send it again.",
        "짧은 시간에 많은 메시지가 도착했습니다. {minutes}분 뒤에 다시 보내 주세요.",
    ),
)

TICKET_PAGE_EN: Final[Mapping[str, str]] = {code: english for code, english, _ in _WORDS}
TICKET_PAGE_KO: Final[Mapping[str, str]] = {code: korean for code, _, korean in _WORDS}
