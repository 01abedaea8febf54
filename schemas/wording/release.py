"""The words of the page that is shown while there is no release to serve."""

from collections.abc import Mapping

RELEASE_EN: Mapping[str, str] = {
    "unavailable.title": "We will be back shortly",
    "unavailable.text": "This help centre cannot be shown at the moment. Please try again in a few minutes.",
    "unavailable.request": "Request {id}",
}

RELEASE_KO: Mapping[str, str] = {
    "unavailable.title": "잠시 후 다시 이용해 주세요",
    "unavailable.text": "지금은 고객 센터를 표시할 수 없습니다. 몇 분 뒤에 다시 시도해 주세요.",
    "unavailable.request": "요청 번호 {id}",
}
