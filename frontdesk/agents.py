"""`frontdesk agents`: who may sign in to the desk, and their passwords.

Who is an agent is written in the brands' YAML; a password is a runtime fact and belongs to the person.
"""

import secrets
import sys

import click

from frontdesk.installation import with_installation
from runtime.settings import Settings

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another


@click.group()
def agents() -> None:
    """Agents of the desk and their passwords."""


@agents.command("list", short_help="Every agent, and who can sign in.")
@with_installation
def listed(settings: Settings) -> None:
    """Every agent: id, name, brands with the role there, and whether there is a password."""
    from frontdesk.accounts import agents_of, open_release, with_password

    known = with_password(settings)
    for agent in agents_of(open_release(settings)):
        brands = ", ".join(f"{brand} ({role})" for brand, role in agent.roles)
        state = "password set" if agent.id in known else "no password"
        click.echo(f"{agent.id}\t{agent.name} <{agent.email}>\t{brands}\t{state}")


@agents.command(short_help="Set the password of an agent.")
@click.argument("agent")
@click.option("--brand", default=None, help="Insist that the agent belongs to this brand.")
@click.option("--generate", is_flag=True, help="Make a password and print it.")
@with_installation
def password(settings: Settings, agent: str, brand: str | None, generate: bool) -> None:
    """Set AGENT's password: asked for, read from standard input, or made up and printed."""
    from frontdesk.accounts import agents_of, open_release, set_password
    from runtime.access.passwords import fault
    from schemas.wording import WORDING

    found = next((one for one in agents_of(open_release(settings)) if one.id == agent), None)
    if found is None or (brand is not None and brand not in dict(found.roles)):
        where = f"brand {brand}" if brand else "any brand"
        raise click.ClickException(
            f"{agent!r} is no agent of {where}; agents are written in brands/<brand>/agents.yaml"
        )
    words = new_password() if generate else _asked()
    wrong = fault(words)
    if wrong is not None:
        raise click.ClickException(WORDING["en"][wrong])
    set_password(settings, agent, words)
    click.echo(f"{agent}: {words}" if generate else f"the password of {agent} is set")


def new_password() -> str:
    """Four groups of four letters: about 79 bits, and fit to be read aloud."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def _asked() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("New password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
