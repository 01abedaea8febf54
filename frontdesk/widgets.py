"""`frontdesk export widget`: what other websites insert to show the chat, one for each language (NHN-020)."""

from collections.abc import Iterator

from compiler.bundle import Bundle
from schemas.channels.chat import ChatChannel, snippet


def snippets(bundle: Bundle, brand: str | None = None) -> Iterator[tuple[str, str]]:
    """The code of every portal, environment and language, each with a title; brands without a widget have none."""
    for name, compiled in sorted(bundle.brands.items()):
        settings = compiled.settings.get("chat_channel")
        chat = settings.objects.get("") if settings is not None and brand in (None, name) else None
        if not isinstance(chat, ChatChannel) or not _shown(chat) or not compiled.brand.features.chat:
            continue
        for portal_id, portal in sorted(compiled.portals.items()):
            for environment, values in sorted(bundle.environments.items()):
                host = portal.host.resolve(values.get(name, {}))
                for language in portal.languages if host and portal.enabled else ():
                    address = f"https://{host}{portal.path.rstrip('/')}"
                    yield f"{name}/{portal_id} in {environment}, {language}", snippet(address, language)


def _shown(chat: ChatChannel) -> bool:
    return chat.enabled and chat.widget is not None and chat.widget.enabled
