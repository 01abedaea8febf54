"""What the desk says of rules beside `desk`: more targets of conditions, and what a rule sent. English and Korean."""

from collections.abc import Mapping
from typing import Final

_WORDS: Final[tuple[tuple[str, str, str], ...]] = (
    ("desk.target.processing_type", "Processing type", "처리 유형"),
    ("desk.target.project", "Project", "프로젝트"),
    ("desk.target.sla", "Service level", "서비스 수준"),
    ("desk.target.inbox", "Inbox", "인박스"),
    ("desk.target.rating", "Rating", "평가"),
    ("desk.target.customer.id", "Customer's id", "고객 ID"),
    ("desk.target.customer.company", "Customer's company", "고객 회사"),
    ("desk.target.customer.country", "Customer's country", "고객 국가"),
    ("desk.target.customer.member", "Customer is a member", "회원 여부"),
    ("desk.target.first_response_due", "First answer due", "첫 답변 기한"),
    ("desk.target.resolve_due", "Resolution due", "해결 기한"),
    ("desk.trace.not_now", "Not tried: outside its schedule", "확인 안 함: 예약된 시간이 아님"),
    ("desk.trace.reply", "Reply to the customer", "고객에게 답변"),
    ("desk.trace.sms", "Text message to {to}", "문자: {to}"),
    ("desk.trace.forward", "Forwarded to {to}", "전달: {to}"),
    ("desk.trace.webhook", "Called {to}", "호출: {to}"),
    ("desk.trace.dooray", "Written to the Dooray room {to}", "Dooray 대화방에 작성: {to}"),
)

RULES_EN: Final[Mapping[str, str]] = {code: english for code, english, _ in _WORDS}
RULES_KO: Final[Mapping[str, str]] = {code: korean for code, _, korean in _WORDS}
