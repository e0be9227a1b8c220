"""The ``newsheaf`` command, one file a subcommand. Nothing heavy is imported before a subcommand needs it.

``main``, here, comes first: it puts the subcommands together and turns their errors into words and exit codes (``exits``).
``run`` and ``stream`` build a graph and print each edition's ``summary``; ``show``, ``feeds``, ``rejects`` and ``editions`` read a
store, ``verify`` checks one, ``rebuild_state`` mends one; ``explain`` measures two stories again and ``explain_words`` says it;
``extract`` tries pages and ``feeds_check`` feeds without a store, ``config`` shows what is set, ``demo`` runs on the sample newsroom,
``worker_pool`` starts a cluster's workers.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from pipelines.commands import config, demo, editions, extract, feeds, rebuild_state, rejects, run, show, stream, verify, worker_pool
from pipelines.commands import explain as explain_command
from pipelines.commands.exits import explain, say_plainly, send_logs

app = typer.Typer(
    name="newsheaf",
    help="News feeds in, bundles out: one bundle an event, with every outlet's story on it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version("newsheaf")
        except PackageNotFoundError:
            found = "(not installed)"
        typer.echo(f"newsheaf {found}")
        raise typer.Exit


@app.callback()
def _newsheaf(
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and exit.")] = False,
) -> None:
    """News feeds in, bundles out: one bundle an event, with every outlet's story on it."""


app.command("run", epilog=run.EPILOG)(run.run)
app.command("stream", epilog=stream.EPILOG)(stream.stream)
app.command("stories")(show.stories)
app.command("bundles")(show.bundles)
app.command("bundle")(show.bundle)
app.add_typer(feeds.app, name="feeds")
app.command("rejects")(rejects.rejects)
app.command("editions")(editions.editions)
app.command("explain")(explain_command.explain)
app.command("extract")(extract.extract)
app.command("verify")(verify.verify)
app.command("rebuild-state")(rebuild_state.rebuild_state)
app.add_typer(config.app, name="config")
app.command("demo")(demo.demo)
app.command("worker-pool")(worker_pool.worker_pool)


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit with its code. Everything behind a lone ``--`` is for Beam."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    own, beam_args = arguments[:cut], tuple(arguments[cut + 1 :])
    if cut < len(arguments) and own[:1] not in (["run"], ["stream"]):
        own = arguments  # only these hand options on to Beam
    send_logs(say_plainly)
    try:
        code = app(args=own, prog_name="newsheaf", obj=beam_args, standalone_mode=True)
    except Exception as error:  # the one place where every error becomes words and an exit code
        code = explain(error)
    sys.exit(code)
