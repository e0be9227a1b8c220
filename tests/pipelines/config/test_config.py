from __future__ import annotations

import pickle
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.commands.config import show_lines
from pipelines.config import Config, ConfigError, load_config
from pipelines.config.declarations import read_declarations, read_docstring
from pipelines.config.page import render_page
from pipelines.config.sections import SECTIONS, default_of, is_secret, known_sections
from pipelines.config.values import as_text, check_value
from tests.services import ROOT


def write(folder: Path, text: str) -> Path:
    path = folder / "newsheaf.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str, environ: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_config(write(folder, text), environ or {})
    return [problem.removeprefix(f"{folder}/") for problem in caught.value.problems]


def test_nothing_requires_a_file() -> None:
    config = load_config(None, {})
    assert config == Config() and config.run.processes == 0
    assert {name: config.section(name) for name in known_sections()}.keys() == SECTIONS.keys()


@pytest.mark.parametrize("name", SECTIONS)
def test_every_key_has_a_default_and_is_documented_where_it_is_declared(name: str) -> None:
    settings = Config().section(name)
    declared = read_declarations(*SECTIONS[name])
    assert [part.name for part in fields(settings)] == [declaration.key for declaration in declared]
    assert read_docstring(*SECTIONS[name])
    for declaration in declared:
        assert declaration.doc, f"{name}.{declaration.key} has no docstring"
        assert default_of(name, declaration.key) == getattr(settings, declaration.key)


def test_file_then_environment(tmp_path: Path) -> None:
    path = write(tmp_path, "run:\n  processes: 3\nfold:\n  window: 48h\nhttp:\n")
    config = load_config(path, {"NEWSHEAF_RUN_PROCESSES": "2", "NEWSHEAF_HTTP_PROXY": "http://127.0.0.1:1"})
    assert (config.run.processes, config.fold.window, config.http.proxy) == (2, timedelta(hours=48), "http://127.0.0.1:1")
    assert load_config(None, {"NEWSHEAF_CONFIG": str(path)}).run.processes == 3


def test_unknown_keys_name_the_nearest_and_the_line(tmp_path: Path) -> None:
    found = problems(tmp_path, "run:\n  proceses: 2\nrunn:\n  x: 1\nfold:\n  interval_seconds: 3\nzzz: 1\n", {"NEWSHEAF_RUN_PROCESES": "1"})
    assert sorted(found) == [
        "NEWSHEAF_RUN_PROCESES: no key run.proceses; did you mean run.processes?",
        "newsheaf.yaml:3: no section 'runn'; did you mean 'run'?",
        "newsheaf.yaml:6: no key fold.interval_seconds; did you mean poll.interval_seconds?",
        f"newsheaf.yaml:7: no section 'zzz'; sections are {', '.join(SECTIONS)}, feeds",
    ]
    assert problems(tmp_path, "run:\n  proceses: 2\n") == ["newsheaf.yaml:2: no key run.proceses; did you mean run.processes?"]


def test_all_problems_are_told_at_once_with_line_and_value(tmp_path: Path) -> None:
    text = "run:\n  max_reject_share: '0.1'\n  processes: 1.5\nfold:\n  window: soon\n  threshold: .nan\nhttp: 3\nrun: {}\n"
    found = problems(tmp_path, text)
    for part in (":2: run.max_reject_share: '0.1'", ":3: run.processes", ":5: fold.window: 'soon'", ":6: fold.threshold", ":7: http must be a mapping",
                 ":8: run is already set at"):
        assert any(part in line for line in found), (part, found)


def test_what_a_declaration_refuses_is_told_with_its_place(tmp_path: Path) -> None:
    assert "newsheaf.yaml:1: run: max_reject_share is 3.0" in problems(tmp_path, "run: {max_reject_share: 3}\n")[0]


@pytest.mark.parametrize("text", ["- a\n", "a\n", "run: [1]\n", "? [x]\n: 1\n", "run: &a [*a]\n", "\tx: 1", "run: {processes: !!python/object:os.system x}\n", "run: {processes: 2001-99-99}\n", "{" * 3000, "\x00"])
def test_any_malformed_file_is_told(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text)[0].startswith("newsheaf.yaml")


def test_an_empty_missing_or_binary_file(tmp_path: Path) -> None:
    assert load_config(write(tmp_path, ""), {}) == Config()
    with pytest.raises(ConfigError, match="can't read"):
        load_config(tmp_path / "none.yaml", {})
    (tmp_path / "b.yaml").write_bytes(b"\xff\xfe\x00x")
    with pytest.raises(ConfigError, match="b.yaml"):
        load_config(tmp_path / "b.yaml", {})


def test_secrets_come_from_files_and_are_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSHEAF_S3_SECRET_KEY", raising=False)
    (tmp_path / "key").write_text("hush-hush\n")
    monkeypatch.setenv("NEWSHEAF_S3_SECRET_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("NEWSHEAF_S3_ACCESS_KEY", "hush-too")
    monkeypatch.setenv("NEWSHEAF_HTTP_PROXY", "http://me:hush@proxy.example:3128")
    config = load_config(None)
    assert config.s3.resolved().secret_key == "hush-hush"
    assert b"hush-" not in pickle.dumps(config)
    shown = "\n".join(show_lines(config)) + repr(config)
    assert "hush" not in shown and "set, hidden" in shown and "…@proxy.example" in shown
    assert is_secret("s3", "secret_key") and not is_secret("s3", "region")
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, "s3:\n  secret_key: [hush-hush]\n"))
    assert "hush" not in str(caught.value) and "s3.secret_key" in str(caught.value)


def test_settings_of_single_feeds(tmp_path: Path) -> None:
    text = "poll: {interval_seconds: 900}\nfeeds:\n  other.example: {interval_seconds: 7200, delay_seconds: 5}\n  http://a.other.example/f: {interval_seconds: 60}\n"
    config = load_config(write(tmp_path, text), {})
    urls = ["http://x.example/f", "http://a.other.example/f", "http://b.other.example/f"]
    assert [config.for_feed(url).poll.interval_seconds for url in urls] == [900, 60, 7200]
    own = config.own_settings(urls)
    assert own.keys() == set(urls[1:]) and own[urls[1]].http.delay_seconds == 5
    assert config.digest() != load_config(write(tmp_path, "poll: {interval_seconds: 900}\n"), {}).digest()


def test_addresses_that_are_allowed(tmp_path: Path) -> None:
    text = "http: {allow: [feeds.lan.example]}\nfeeds:\n  http://a.lan.example/f: {allow: [10.1.0.0/16, '[::1]:88']}\n"
    config = load_config(write(tmp_path, text), {})
    assert [config.for_feed(url).http.allow for url in ("http://b.example/", "http://a.lan.example/f")] == [("feeds.lan.example",), ("10.1.0.0/16", "[::1]:88")]
    assert load_config(None, {"NEWSHEAF_HTTP_ALLOW": "lan.example, 10.0.0.0/8"}).http.allow == ("lan.example", "10.0.0.0/8")
    for bad in ("http: {allow: ['no host']}\n", "feeds: {http://a.example/f: {allow: [10.0.0.0/33]}}\n"):
        with pytest.raises(ConfigError, match="http.allow.*give feeds.lan.example"):
            load_config(write(tmp_path, bad), {})


def test_filters_of_single_feeds(tmp_path: Path) -> None:
    text = "filter: {languages: [en], skip_titles: [lottery]}\nfeeds:\n  other.example: {skip_titles: []}\n  http://a.other.example/f: {keep_urls: ['*/news/*']}\n"
    config = load_config(write(tmp_path, text), {})
    of = {url: config.filters.of(url) for url in ("http://x.example/f", "http://a.other.example/f", "http://b.other.example/f")}
    assert [(one.languages, one.skip_titles, one.keep_urls) for one in of.values()] == [(("en",), ("lottery",), ()), (("en",), (), ("*/news/*",)), (("en",), (), ())]
    assert all(config.for_feed(url).filter == one for url, one in of.items()) and pickle.loads(pickle.dumps(config.filters)) == config.filters
    assert Config().filters.of("http://x.example/f") == Config().filter and not Config().filter
    assert "filter.languages has 'English'" in problems(tmp_path, "filter: {languages: [English]}\n")[0]
    assert ":2: filter: filter.skip_titles has '!'" in problems(tmp_path, "feeds:\n  b.example: {skip_titles: ['!']}\n")[0]


def test_settings_that_a_feed_can_not_have(tmp_path: Path) -> None:
    found = problems(tmp_path, "feeds:\n  a.example:\n    intervall_seconds: 3\n    share: 1\n  b.example: 7\n  c.example: {interval_seconds: x}\n")
    for part in (":3: no key poll.intervall_seconds; did you mean poll.interval_seconds?", ":4: share is one for all", ":5: feeds.b.example must be", ":6: poll.interval_seconds: 'x'"):
        assert any(part in line for line in found), (part, found)


def test_it_survives_pickling_and_of_is_checked() -> None:
    config = Config.of(run={"processes": 2}, fold={"window": "1d"})
    again = pickle.loads(pickle.dumps(config))
    assert again == config and again.fold.window == timedelta(days=1)
    with pytest.raises(ConfigError, match="did you mean run.processes"):
        Config.of(run={"process": 2})


def test_digest_and_parameters() -> None:
    plain = Config()
    assert plain.digest() == Config().digest() and len(plain.digest()) == 12
    assert plain.digest() == Config.of(run={"processes": 7}, http={"proxy": "http://127.0.0.1:9"}, s3={"region": "x"}).digest()
    assert plain.digest() != Config.of(fold={"window": "71h"}).digest()
    assert plain.parameters() == Config.of(fold={"window": "71h"}, run={"processes": 3}).parameters()
    changed = Config.of(sign={"permutations": 64}).parameters()
    assert {name for name in changed if changed[name] != plain.parameters()[name]} == {"sign.permutations"}
    assert "sign.scheme" in changed


def test_show_can_be_read_back(tmp_path: Path) -> None:
    path = write(tmp_path, "fold:\n  window: 48h\nfeeds:\n  a.example: {interval_seconds: 60}\n")
    config = load_config(path, {})
    text = "\n".join(show_lines(config))
    again = load_config(write(tmp_path, text), {})
    assert again.digest() == config.digest() and f"# from {path}:2" in text
    assert yaml.safe_load(text)["fold"]["window"] == "2d"


def test_the_page_on_configuration_is_current() -> None:
    """``python -m pipelines.config.page > docs/configuration.md`` writes it."""
    assert (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8") == render_page()


@settings(max_examples=150, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=5),
       st.sampled_from([int, float, bool, str, timedelta, tuple[str, ...], timedelta | None]), st.booleans())
def test_any_value_is_taken_or_refused(value: Any, hint: Any, is_text: bool) -> None:
    try:
        found = check_value(hint, str(value) if is_text else value, is_text=is_text)
    except ValueError as error:
        assert str(error)
    else:
        as_text(found)


@pytest.mark.parametrize(
    ("hint", "text", "value"),
    [(int, "5", 5), (float, "5", 5.0), (bool, "true", True), (str, "5", "5"), (str, "", ""), (timedelta, "2h", timedelta(hours=2)),
     (tuple[str, ...], "a, b", ("a", "b")), (tuple[int, ...], "1,2", (1, 2)), (tuple[str, ...], "[a, b]", ("a", "b")), (int | None, "null", None)],
)  # fmt: skip
def test_environment_values(hint: Any, text: str, value: Any) -> None:
    assert check_value(hint, text, is_text=True) == value
