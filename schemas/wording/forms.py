"""The words of forms, English and Korean side by side: system fields, what may be wrong with an answer, asking, and
the built-in statuses, progress steps and priorities.

`field.…` and `validate.…` belong to `schemas.fields`, `ask.…` to the pages where customers ask.
"""

from collections.abc import Mapping
from typing import Final

_WORDS: Final[tuple[tuple[str, str, str], ...]] = (
    # system fields
    ("field.inquiry_type.label", "What is it about?", "문의 유형"),
    ("field.email.label", "E-mail address", "이메일"),
    ("field.title.label", "Subject", "제목"),
    ("field.content.label", "Your message", "문의 내용"),
    ("field.name.label", "Name", "이름"),
    ("field.phone.label", "Phone number", "전화번호"),
    ("field.attachments.label", "Attachments", "첨부 파일"),
    ("field.personal_information.label", "Your personal information", "개인정보 수집·이용 동의"),
    ("field.processing_type.label", "Processing type", "처리 유형"),
    ("field.priority.label", "Priority", "우선순위"),
    ("field.consultation_time.label", "Time of the call", "상담 시간"),
    ("field.call_direction.label", "Direction of the call", "IN/OUT 구분"),
    ("field.call_direction.incoming", "Incoming", "IN(수신)"),
    ("field.call_direction.outgoing", "Outgoing", "OUT(발신)"),
    ("field.call_reservation.label", "Call back", "전화 예약"),
    ("field.call_reservation.sentence", "The customer wants to be called back.", "고객이 전화 예약을 원합니다."),
    ("field.call_reservation_time.label", "Call back at", "전화 예약 시간"),
    ("field.call_reservation_phone.label", "Call back on", "전화 예약 번호"),
    (
        "field.personal_information.text",
        "- **What for**: to receive your inquiry and to answer it\n"
        "- **What**: your e-mail address, your message, the files you attach and whatever else you enter here\n"
        "- **How long**: three years after the inquiry has been closed\n\n"
        "You may refuse; without your consent we cannot take an inquiry through this form.",
        "- **수집·이용 목적**: 문의 접수와 답변\n"
        "- **수집 항목**: 이메일, 문의 내용, 첨부 파일과 이 양식에 직접 입력하신 정보\n"
        "- **보유·이용 기간**: 문의 처리 완료 후 3년\n\n"
        "동의를 거부하실 수 있습니다. 동의하지 않으시면 이 양식으로 문의를 접수할 수 없습니다.",
    ),
    (
        "field.personal_information.sentence",
        "I agree that my personal information is collected and used as described.",
        "위와 같이 개인정보를 수집·이용하는 것에 동의합니다.",
    ),
    # what may be wrong with an answer
    ("validate.required", "“{label}” needs an answer.", "“{label}” 항목을 입력하세요."),
    ("validate.required.choice", "Choose an answer to “{label}”.", "“{label}” 항목을 선택하세요."),
    ("validate.required.files", "Attach a file to “{label}”.", "“{label}” 항목에 파일을 첨부하세요."),
    ("validate.required.flag", "Tick the box at “{label}”.", "“{label}” 항목에 동의해 주세요."),
    ("validate.ticket.inquiry_type.required", "Choose what it is about.", "문의 유형을 선택하세요."),
    ("validate.ticket.email.required", "Enter your e-mail address.", "이메일을 입력하세요."),
    ("validate.ticket.title.required", "Enter a subject.", "제목을 입력하세요."),
    ("validate.ticket.content.required", "Tell us what happened.", "문의 내용을 입력하세요."),
    (
        "validate.ticket.personal_information.required",
        "We need your consent before we can take your inquiry.",
        "개인정보 수집·이용에 동의하셔야 문의를 접수할 수 있습니다.",
    ),
    (
        "validate.date",
        "“{label}” must be a day, such as 2026-03-31.",
        "“{label}” 항목에는 날짜를 입력하세요. 예: 2026-03-31",
    ),
    (
        "validate.datetime",
        "“{label}” must be a day and a time, such as 2026-03-31 09:30.",
        "“{label}” 항목에는 날짜와 시간을 입력하세요. 예: 2026-03-31 09:30",
    ),
    (
        "validate.period_end",
        "“{label}” needs both a beginning and an end.",
        "“{label}” 항목에는 시작과 끝을 모두 입력하세요.",
    ),
    ("validate.period_order", "“{label}” ends before it begins.", "“{label}” 항목의 끝이 시작보다 빠릅니다."),
    ("validate.several", "“{label}” takes one answer.", "“{label}” 항목에는 하나만 답할 수 있습니다."),
    (
        "validate.too_long",
        "“{label}” takes at most {limit} characters; yours has {length}.",
        "“{label}” 항목은 {limit}자까지 쓸 수 있습니다. 지금은 {length}자입니다.",
    ),
    (
        "validate.number",
        "“{label}” must be a number, such as 12 or -3.5.",
        "“{label}” 항목에는 숫자만 입력하세요. 예: 12, -3.5",
    ),
    (
        "validate.number_comma",
        "Write “{label}” without a comma, with a point for decimals.",
        "“{label}” 항목은 쉼표 없이 입력하고 소수는 마침표로 구분하세요.",
    ),
    ("validate.number_whole", "“{label}” must be a whole number.", "“{label}” 항목에는 정수를 입력하세요."),
    ("validate.number_min", "“{label}” must be {min} or more.", "“{label}” 항목은 {min} 이상이어야 합니다."),
    ("validate.number_max", "“{label}” must be {max} or less.", "“{label}” 항목은 {max} 이하여야 합니다."),
    (
        "validate.number_step",
        "“{label}” must go in steps of {step}.",
        "“{label}” 항목은 {step} 단위로 입력하세요.",
    ),
    (
        "validate.choice",
        "Choose one of the answers offered at “{label}”.",
        "“{label}” 항목에서 제시된 답 가운데 선택하세요.",
    ),
    ("validate.option", "“{option}” must be ticked.", "“{option}” 항목을 선택하셔야 합니다."),
    (
        "validate.email",
        "Enter one e-mail address, such as name@example.com.",
        "이메일 주소를 하나만 정확히 입력하세요. 예: name@example.com",
    ),
    (
        "validate.phone",
        "Enter a phone number, such as 02-123-4567 or +44 20 7946 0958.",
        "전화번호를 정확히 입력하세요. 예: 02-123-4567, +82 10-1234-5678",
    ),
    (
        "validate.file_count",
        "You can attach up to {limit} files; you chose {count}.",
        "파일은 {limit}개까지 첨부할 수 있습니다. {count}개를 선택하셨습니다.",
    ),
    (
        "validate.file_type",
        "“{file}” cannot be attached. Possible are: {allowed}.",
        "“{file}” 파일은 첨부할 수 없습니다. 가능한 형식: {allowed}",
    ),
    (
        "validate.file_name",
        "The name of “{file}” is longer than {limit} characters. Rename it and attach it again.",
        "“{file}” 파일의 이름이 {limit}자를 넘습니다. 이름을 줄여 다시 첨부하세요.",
    ),
    ("validate.file_size", "“{file}” is larger than {limit}.", "“{file}” 파일이 {limit}보다 큽니다."),
    ("validate.file_empty", "“{file}” is empty.", "“{file}” 파일에 내용이 없습니다."),
    (
        "validate.files_again",
        "Please choose your files again: browsers do not keep them.",
        "파일을 다시 선택하세요. 브라우저는 선택한 파일을 기억하지 않습니다.",
    ),
    # asking: choosing a type
    ("asking.title", "Ask us", "문의하기"),
    ("asking.choose", "What is it about?", "어떤 문의인가요?"),
    (
        "asking.choose.words",
        "Choose what fits best. One short form follows.",
        "가장 가까운 항목을 선택하시면 간단한 양식이 열립니다.",
    ),
    ("asking.choose.narrow", "What exactly?", "조금 더 자세히 선택해 주세요"),
    ("asking.none", "There is nothing to choose at the moment.", "지금은 선택할 수 있는 문의 유형이 없습니다."),
    # asking: the form
    ("asking.change", "Choose another topic", "다른 유형 선택"),
    ("asking.required", "Fields marked with {star} must be filled in.", "{star} 표시 항목은 꼭 입력해야 합니다."),
    ("asking.required.word", "required", "필수"),
    ("asking.select", "Choose …", "선택하세요"),
    ("asking.select.none", "No answer", "선택 안 함"),
    ("asking.period.from", "From", "시작"),
    ("asking.period.to", "To", "끝"),
    ("asking.length", "Up to {limit} characters.", "{limit}자까지 쓸 수 있습니다."),
    (
        "asking.files",
        "Up to {files} files, each at most {size}. Possible are: {extensions}.",
        "최대 {files}개, 파일당 {size}까지. 가능한 형식: {extensions}",
    ),
    (
        "asking.files.one",
        "One file of at most {size}. Possible are: {extensions}.",
        "1개, {size}까지. 가능한 형식: {extensions}",
    ),
    ("asking.suggest", "Does one of these answer your question?", "이 문서에서 답을 찾으실 수 있나요?"),
    ("asking.suggest.search", "Search the help centre first", "고객 센터에서 먼저 찾아보기"),
    ("asking.new_tab", "(opens in a new tab)", "(새 탭에서 열림)"),
    ("asking.website", "Leave this field empty", "이 칸은 비워 두세요"),
    ("asking.send", "Send inquiry", "문의 보내기"),
    ("asking.errors", "There is a problem", "입력 내용을 확인해 주세요"),
    ("asking.error", "Error:", "오류:"),
    (
        "asking.more",
        "Your answers lead to more questions. Please look at them and send again.",
        "선택하신 답에 따라 질문이 추가되었습니다. 확인하고 다시 보내 주세요.",
    ),
    (
        "asking.expired",
        "This page had been open for too long, or was not ours. Nothing is lost: please send again.",
        "페이지를 연 지 너무 오래되어 접수되지 않았습니다. 입력하신 내용은 그대로 있으니 다시 보내 주세요.",
    ),
    (
        "asking.changed",
        "The questions have changed while you were writing. Please look at them and send again.",
        "작성하시는 동안 질문이 바뀌었습니다. 확인하고 다시 보내 주세요.",
    ),
    (
        "asking.changed.gone",
        "These words answered a question that is no longer asked. Copy what we should know into another field:",
        "더 이상 묻지 않는 질문에 쓰신 내용입니다. 필요한 내용은 다른 칸에 옮겨 적어 주세요.",
    ),
    ("asking.change.removed", "“{label}” is no longer asked.", "‘{label}’ 질문이 없어졌습니다."),
    (
        "asking.change.added",
        "“{label}” is new and has to be answered.",
        "‘{label}’ 질문이 추가되었습니다. 꼭 답해 주세요.",
    ),
    ("asking.change.required", "“{label}” has to be answered now.", "이제 ‘{label}’ 질문에 꼭 답해야 합니다."),
    (
        "asking.change.option",
        "“{option}” can no longer be chosen for “{label}”.",
        "‘{label}’에서 ‘{option}’ 항목을 더 이상 선택할 수 없습니다.",
    ),
    (
        "asking.change.type",
        "“{label}” is answered in another way now.",
        "‘{label}’ 질문에 답하는 방식이 바뀌었습니다.",
    ),
    (
        "asking.change.agree",
        "The words of “{label}” have changed. Please read them and agree again.",
        "‘{label}’ 내용이 바뀌었습니다. 다시 읽고 동의해 주세요.",
    ),
    (
        "asking.type_gone",
        "This subject is no longer offered. Please choose another: your words are still here.",
        "선택하신 유형의 문의는 더 이상 받지 않습니다. 다른 유형을 선택해 주세요. 입력하신 내용은 그대로 있습니다.",
    ),
    (
        "asking.carried",
        "Your words have come along. Please look at the questions and send.",
        "입력하신 내용을 옮겨 왔습니다. 질문을 확인하고 보내 주세요.",
    ),
    ("kept.title", "What you wrote", "작성하신 내용"),
    (
        "kept.text",
        "It was not sent. You can copy your words from here.",
        "아직 보내지 않은 내용입니다. 여기에서 복사하실 수 있습니다.",
    ),
    (
        "asking.unavailable",
        "We cannot take your inquiry right now. Your words are still here: please send again in a few minutes.",
        "지금은 문의를 접수할 수 없습니다. 입력하신 내용은 그대로 있으니 몇 분 뒤에 다시 보내 주세요.",
    ),
    (
        "asking.sent_before",
        "This form has been sent already: it is inquiry {number}. Your changes were not sent. "
        "They are still here: send them as a new inquiry?",
        "이미 보내신 양식입니다(문의 {number}). 바꾸신 내용은 접수되지 않았지만 그대로 있습니다. "
        "새 문의로 접수하시려면 한 번 더 보내 주세요.",
    ),
    (
        "asking.too_many",
        "We have received many inquiries from you in a short time. Please try again later; your words are still here.",
        "짧은 시간에 많은 문의가 접수되었습니다. 잠시 뒤 다시 시도하세요. 입력하신 내용은 그대로 있습니다.",
    ),
    # asking: the confirmation
    ("asking.done", "We have received your inquiry", "문의가 접수되었습니다"),
    ("asking.done.number", "Your inquiry number", "접수 번호"),
    ("asking.done.next", "What happens next", "앞으로의 절차"),
    (
        "asking.done.mail",
        "The answer will come by e-mail to {email}.",
        "답변은 이메일({email})로 보내 드립니다.",
    ),
    (
        "asking.done.read",
        "A person reads your inquiry and answers it in the order it came in.",
        "담당자가 접수된 순서대로 확인하고 답변드립니다.",
    ),
    (
        "asking.done.reply",
        "You can add to it at any time on your inquiry’s own page.",
        "문의 페이지에서 언제든지 내용을 추가하실 수 있습니다.",
    ),
    ("asking.done.open", "Open my inquiry", "내 문의 보기"),
    ("asking.done.link", "Link to your inquiry", "문의 페이지 주소"),
    (
        "asking.done.link.words",
        "Whoever has this link can read the inquiry. Keep it to yourself.",
        "이 주소를 아는 사람은 누구나 문의를 볼 수 있으니 다른 사람과 공유하지 마세요.",
    ),
    ("asking.done.copy", "Copy link", "주소 복사"),
    ("asking.done.copied", "Copied", "복사했습니다"),
    ("asking.done.articles", "These articles may help meanwhile", "기다리시는 동안 도움이 될 만한 문서"),
    # built-in statuses, for agents
    ("status.unassigned", "Unassigned", "미배정"),
    ("status.processing", "Processing", "처리 중"),
    ("status.pending", "Pending", "보류"),
    ("status.escalated", "Escalated", "이관"),
    ("status.escalation_answered", "Escalation answered", "이관 답변"),
    ("status.dooray_transferred", "Transferred to Dooray", "Dooray 이관"),
    ("status.dooray_in_progress", "In progress in Dooray", "Dooray 처리 중"),
    ("status.dooray_answered", "Answered in Dooray", "Dooray 답변"),
    ("status.resolved", "Resolved", "해결"),
    ("status.completed", "Completed", "완료"),
    ("status.spam", "Spam", "스팸"),
    # built-in progress, for customers
    ("progress.received", "Received", "접수"),
    ("progress.checking", "Being checked", "확인 중"),
    ("progress.more_info", "More information needed", "추가 확인"),
    ("progress.answered", "Answered", "답변 완료"),
    ("progress.finished", "Finished", "처리 완료"),
    # built-in priorities
    ("priority.low", "Low", "낮음"),
    ("priority.normal", "Normal", "보통"),
    ("priority.high", "High", "높음"),
    ("priority.urgent", "Urgent", "긴급"),
    ("close_reason.spam", "Spam", "스팸"),
    ("close_reason.abuse", "Abuse", "욕설·비방"),
    ("close_reason.test", "Test", "테스트"),
    ("close_reason.duplicate", "Duplicate", "중복 문의"),
    ("close_reason.via_chat", "Settled in a chat", "채팅 상담으로 처리"),
    ("close_reason.via_call", "Settled on the telephone", "전화 상담으로 처리"),
    ("close_reason.other", "Other", "기타"),
)

FORMS_EN: Final[Mapping[str, str]] = {code: english for code, english, _ in _WORDS}
FORMS_KO: Final[Mapping[str, str]] = {code: korean for code, _, korean in _WORDS}
