"""Writes docs/configuration.md from the declarations: ``python -m pipelines.config.page > docs/configuration.md``."""

from __future__ import annotations

import dataclasses
from typing import Any

from pipelines.config.declarations import read_declarations, read_docstring
from pipelines.config.file import FEED_SECTIONS, SHARED_KEYS
from pipelines.config.sections import SECTIONS, default_of, is_secret, known_sections
from pipelines.config.values import yaml_text

INTRODUCTION = """\
# How do I configure newsheaf?

You don't have to: `newsheaf run` works without a configuration. When you want another value, write only that one:

```yaml
# newsheaf.yaml
http:
  user_agent: "example-news/1.0 (+https://news.example/bot; bot@news.example)"
poll:
  interval_seconds: 900
feeds:
  https://slow.example/feed.xml:      # one feed, as the feed list spells it
    interval_seconds: 21600
  other.example:                      # all feeds of a registered domain
    delay_seconds: 5
```

**Where is it read from?** From `--config FILE`, else from the file that `NEWSHEAF_CONFIG` names.
The environment wins over the file: `NEWSHEAF_<SECTION>_<KEY>`, such as `NEWSHEAF_HTTP_PROXY=http://proxy.example:3128`.
A name with `_FILE` behind it gives a file to read the value from, for secrets that a container mounts.

**How do I see what is in force?** `newsheaf config show` prints every key with its documentation, its value and where that came
from; secrets stay hidden. `newsheaf config check` says whether a run would accept the configuration. A key that nobody declares is
an error that names the nearest one:

    newsheaf: newsheaf.yaml:5: no key poll.intervall_seconds; did you mean poll.interval_seconds?

**How are values written?** As YAML: numbers without quotes, lists in brackets, durations with a unit (`72h`, `1d12h`) where the
default has one. In the environment a list may be separated by commas.

**What can I set for one feed?** Under `feeds`, by URL or by registered domain (the URL wins): {feed_keys}.

**How do I ask a feed that wants a password, a token or a header?** In the feed list, with variables of the environment, or of files
that it names with `_FILE` behind the variable's name (`NEWS_PASS_FILE=/run/secrets/ledger`):

    https://${NEWS_USER}:${NEWS_PASS}@ledger.example/feed
    https://post.example/rss?token=${NEWS_POST_TOKEN}

User and password may also stand there as they are, with `%40` for an `@`. They go to that host alone, by HTTP Basic, with the feed and
with its pages, not to where it redirects to, and not from https to http. The feed is known by its address without them, so that a
changed password changes nothing in the store; a token is shown as `${NEWS_POST_TOKEN}` wherever the address is, and the same words are
put for it where an answer repeats it, links included. Nothing can tell a token that stands in the list as it is from any other part of
an address: that is kept and published with it. Two feeds whose addresses differ in user and password alone get ids:

```yaml
feeds:
  https://desk@ledger.example/feed:   # the line with this user
    id: desk
  https://${NEWS_USER}:${NEWS_PASS}@ledger.example/feed:
    id: evening
  https://wire.example/atom:
    headers: ["X-Api-Key: ${WIRE_KEY}"]
```

A list names variables that begin with `NEWS_` only, and a list from the web none, since a list may be anybody's and the environment holds
other keys; the configuration may name any. On a cluster the values travel with the job's settings, to its workers. What is not covered: a
password that an answer repeats in its text, and a secret of fewer than four characters.

**Which changes need a rebuild?** Keys of `sign` shape what the store remembers. A run with other values than the store was made
with stops and asks for `newsheaf rebuild-state`. All other keys may change from run to run; the manifest's `config_hash` tells which
editions were made alike.
"""


def render_page() -> str:
    """The whole page."""
    feed_keys = [f"`{d.key}`" for section in FEED_SECTIONS for d in read_declarations(*SECTIONS[section]) if d.key not in SHARED_KEYS]
    parts = [INTRODUCTION.replace("{feed_keys}", ", ".join(feed_keys))]
    for name in known_sections():
        parts.append(f"## {name}\n\n{' '.join(_plain(read_docstring(*SECTIONS[name])).split())}\n")
        for declaration in read_declarations(*SECTIONS[name]):
            shown = "a secret, never printed" if is_secret(name, declaration.key) else f"`{_default(default_of(name, declaration.key))}`"
            parts.append(f"- **`{declaration.key}`** ({shown}) {_plain(declaration.doc)}")
        parts.append("")
    return "\n".join(parts).rstrip("\n") + "\n"


def _default(value: Any) -> str:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return ", ".join(f"{part.name}: {_default(getattr(value, part.name))}" for part in dataclasses.fields(value))
    return yaml_text(value)


def _plain(text: str) -> str:
    return text.replace("``", "`")


if __name__ == "__main__":
    print(render_page(), end="")
