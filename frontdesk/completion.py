"""`frontdesk completion`: what a shell needs to complete commands, options and their values."""

import click

_HOW = {
    "bash": 'eval "$(frontdesk completion bash)"     # in ~/.bashrc',
    "zsh": 'eval "$(frontdesk completion zsh)"      # in ~/.zshrc',
    "fish": "frontdesk completion fish | source      # in ~/.config/fish/config.fish",
}


@click.command()
@click.argument("shell", type=click.Choice(list(_HOW)), required=False)
@click.pass_context
def completion(context: click.Context, shell: str | None) -> None:
    """Print the script that completes frontdesk's commands in SHELL. Without SHELL: where the script goes."""
    from click.shell_completion import get_completion_class

    if shell is None:
        click.echo("\n".join(_HOW.values()))
        return
    made = get_completion_class(shell)
    assert made is not None
    script = made(context.find_root().command, {}, "frontdesk", "_FRONTDESK_COMPLETE")
    # The script is filled here and not by `source()`, which starts bash to ask it for its version.
    click.echo(script.source_template % script.source_vars())
