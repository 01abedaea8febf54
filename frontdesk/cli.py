"""The executable: its commands, loaded when called.

Start-up is most of a short run, so a command's module is imported only when that command is asked for.
"""

import gc
import importlib
import sys
from typing import Any

import click

# Command, where it lives, and the line `--help` shows; listed here so that help needs no import. One without a line is
# for machines, and not shown.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("frontdesk.init:init", "Make a configuration repository."),
    "build": ("frontdesk.build:build", "Compile the repository into a bundle."),
    "check": ("frontdesk.check:check", "Report everything that is wrong."),
    "fmt": ("frontdesk.fmt:fmt", "Lay out every file; comments and meaning stay."),
    "add": ("frontdesk.add:add", "Add an object, with what it needs."),
    "rename": ("frontdesk.rename:rename", "Give an object another id, in every place that names it."),
    "remove": ("frontdesk.remove:remove", "Remove an object that nothing needs any more."),
    "snapshot": ("frontdesk.snapshot:snapshot", "Write what reviewers read, or check that it is fresh."),
    "diff": ("frontdesk.diff:diff", "Say what people will notice of a change."),
    "explain": ("frontdesk.explain:explain", "Show what a diagnostic code means."),
    "list": ("frontdesk.listing:listing", "List the objects there are."),
    "show": ("frontdesk.showing:show", "Show an object as it is in effect."),
    "where-used": ("frontdesk.where_used:where_used", "Say where an object is used."),
    "graph": ("frontdesk.graph:graph", "Draw which object uses which."),
    "explain-origin": ("frontdesk.explain_origin:explain_origin", "Say which file and line a value comes from."),
    "translate": ("frontdesk.translate:translate", "See how far the translation is; to translators and back."),
    "publish": ("frontdesk.publish:publish", "Compile a commit, sign it, bring it to a release address."),
    "rollback": ("frontdesk.rollback:rollback", "Serve an earlier release again, at once."),
    "resign": ("frontdesk.resign:resign", "Renew the signatures of a release before they expire."),
    "history": ("frontdesk.release_history:history", "List the releases of an address."),
    "reproduce": ("frontdesk.reproduce:reproduce", "Build a published release again and compare."),
    "keys": ("frontdesk.keys:keys", "Make and change the keys that sign releases."),
    "serve": ("frontdesk.serve:serve", "Serve the portals of a bundle with gunicorn."),
    "demo": ("frontdesk.demo:demo", "Start everything on this machine and print where it is."),
    "worker": ("frontdesk.worker:worker", "Send mail and let time pass for the rules."),
    "activate": ("frontdesk.activate:activate", "Take the release offered now, and say what came of it."),
    "status": ("frontdesk.status:status", "Show which process serves which release."),
    "agents": ("frontdesk.agents:agents", "List agents, set their passwords."),
    "bundle": ("frontdesk.bundle:bundle", "A release in one file, for machines that no address reaches."),
    "export": ("frontdesk.export:export", "The configuration in forms that other programs read."),
    "lsp": ("frontdesk.lsp.command:lsp", "Talk to an editor: findings, completion, hover, definitions."),
    "completion": ("frontdesk.completion:completion", "Print what a shell needs to complete commands."),
    "clean": ("frontdesk.clean:clean", "Remove what the next run makes again."),
    "pull-request": ("frontdesk.pull_request.command:pull_request", "Questions of workflows about a pull request."),
    "backup": ("frontdesk.backup:backup", "Copy an installation while it runs."),
    "restore": ("frontdesk.backup:restore", "Put a copy of an installation back."),
    "migrate": ("frontdesk.migrate:migrate", "Bring the configuration or the database up to date."),
    "tuf": ("frontdesk.tuf:tuf", ""),
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: Any = getattr(importlib.import_module(module), name)
        if not gc.isenabled():  # off since `frontdesk.start`
            gc.freeze()  # what is imported stays: no collection has to walk over it, the last one at the end neither
            gc.enable()
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as fault:
            from frontdesk.faults import of_the_machine, report

            told = of_the_machine(fault)
            if told is not None:
                raise told from fault
            sys.exit(report(fault))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items() if line])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option("0.1.0", prog_name="frontdesk")
def main() -> None:
    """Customer-support portals as code."""


if __name__ == "__main__":
    main()
