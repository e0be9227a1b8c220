"""The frozen, typed records that pass between the stages. No logic beyond what a record says of itself.

Times are aware UTC datetimes; as text they are RFC 3339 (``connectors.times``). Hashes that name things are hex digits of SHA-256
(``connectors.hashes``); hashes that are only compared (terms, shingles, lines) are little-endian numpy arrays as bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Literal

Precision = Literal["second", "minute", "day", "none"]
FeedStatus = Literal["changed", "unchanged", "deferred", "failed"]
Stage = Literal["read", "poll", "fetch", "extract", "strip", "sign", "fold", "bundle", "publish"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One line of a feed list."""

    url: str  # without user and password, and with ${NAME} where a variable of the environment belongs
    login: str = field(default="", repr=False)  # user and password, as the line spells them; only until the feed's access is known
    title: str = ""
    category: str = ""  # folders joined by "/", as OPML nests them
    aggregator: bool = False  # the operator vouches: what its RSS <source> names is whose article it lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """What the store knows of one feed. Published only with an edition that accounts for every entry of the response."""

    feed: str  # the URL as the feed list gives it: the cursor's identity
    url: str  # where the feed is now, after permanent redirects
    etag: str = ""
    last_modified: str = ""
    checked: datetime  # as-of of the last poll
    read: datetime | None = None  # as-of of the last full response; when that is long ago, one is asked for without validators
    due: datetime  # not to be asked again before
    failures: int = 0  # polls in a row that failed
    gone: bool = False  # the last answer was 410
    note: str = ""  # why the last poll deferred or failed; empty when it went well
    title: str = ""  # of the feed and where it stands, as the feed list has it
    category: str = ""
    status: FeedStatus | None = None  # of the last poll; None as long as only an older newsheaf asked
    silent: bool = False  # the last poll was deferred because its host did not answer others
    trouble_since: datetime | None = None  # as-of of the first of the polls in a row that failed or were deferred
    succeeded: datetime | None = None  # as-of of the last good answer, unchanged or not
    published: datetime | None = None  # as-of of the last edition with a new story of it
    stories: tuple[tuple[date, int], ...] = ()  # new stories by as-of day, of the last days that had any
    lags: tuple[int, ...] = ()  # seconds from publication to first sight, of its last new stories that are dated to the minute
    unlisted: datetime | None = None  # as-of of the first edition whose feed lists lack it; None while it is listed
    told: date | None = None  # as-of day of its newest row in tables/feeds
    filters: str = ""  # digest of the filters that kept entries of its last full response out; empty where none did
    arrivals: float = 0.0  # its new entries of late, the more recent the more they count (transforms/rhythm.py)
    watched: float = 0.0  # seconds in which they came, counted alike; 0 before the first good answer
    listed: int = 0  # entries of its last full response
    ttl: int = 0  # seconds for which that says that it may be kept
    period: int = 0  # and from one update to the next
    skips: tuple[int, ...] = ()  # hours of the week, from Monday 0:00 UTC, in which that says that nothing comes
    moving: str = ""  # where a permanent redirect led that has been met once
    home: datetime | None = None  # as-of when the address in the feed list was last asked, of a feed that is elsewhere now

    @property
    def failing(self) -> bool:
        """Whether it, or its host, gave no good answer when last asked."""
        return self.failures > 0 or self.silent


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed, normalised; also what a pending item is kept as."""

    id: str  # the story id that it becomes, unless its page or what is known of it says otherwise
    feed: str
    asked: str = ""  # registered domain that answered with the feed; empty: that of ``feed``
    vouched: bool = False  # the site of ``url`` has named the feed as its own
    guid: str = ""  # within its feed; its link or the hash of its words where it has none that is its own
    url: str = ""  # where it leads, canonical; empty when the feed gives nothing
    own_page: bool = True  # whether ``url`` is a page of its own, which identifies it and can be asked for
    title: str = ""
    text: str = ""  # the feed's own content or summary as plain paragraphs separated by newlines
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    published_precision: Precision = "none"
    language: str = ""  # as the feed declares it
    categories: tuple[str, ...] = ()  # its own, then the folders of its feed in the list, all joined by "/" and each
    publisher: str = ""  # the feed's title
    source_name: str = ""  # RSS <source>, of feeds that the operator marks as aggregators
    source_url: str = ""
    fingerprint: str  # of the entry's words, and of the date of a change where it states one; another makes a revision possible
    former: str = ""  # the fingerprint as earlier versions took it, which stores may still hold
    first_seen: datetime  # as-of of the edition that first listed it; survives pending
    attempts: int = 0  # how often its page was tried


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOutcome:
    """What became of one due feed: the ledger's line for it."""

    feed: str
    status: FeedStatus
    reason: str = ""
    cursor: Cursor
    listed: int = 0  # entries in the response = new + known + rejected + those that filters kept out
    new: int = 0
    known: int = 0
    rejected: int = 0
    filtered: tuple[tuple[str, int], ...] = ()  # (filter, how many entries it kept out), sorted
    listed_keys: tuple[str, ...] = ()  # identity keys listed, to renew Known.listed
    named: tuple[tuple[str, str, str], ...] = ()  # (identity key, story id, fingerprint) of known items under another name


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One identity (of a guid in its feed, a page, a given row, a story) that the store has worked off or holds as pending."""

    key: str
    story_id: str
    fingerprint: str  # of a story's own key the content's, of the others the item's
    listed: date | None = None  # last as-of day a feed listed it; None never expires
    language: str = ""  # story keys only, as what follows but for ``owner``: a revision keeps its language and its event time
    event_time: datetime | None = None
    owner: str = ""  # who alone may revise it: the registered domain of its page, or its feed; empty: not known. Of a link: ``feed_mark``
    hearsay: bool = False  # found by another site's feed alone: what the owner says of it takes its place
    trace: bytes = b""  # of its content (``connectors.continuity``); empty: not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One document with an article to be found in it. Its HTML never crosses a shuffle."""

    id: str = ""  # a given id; else empty, and the story id comes from the entry or the canonical URL
    url: str = ""  # where it was found, after redirects
    html: str | bytes  # empty when the page can't be had: the entry's own text becomes the story
    charset: str = ""  # from the Content-Type header
    entry: Entry | None = None
    fingerprint: str = ""
    first_seen: datetime
    losses: int = 0  # editions in which no worker survived it
    no_page: str = ""  # why there is no HTML, which was asked for: "robots", "http 403" …


@dataclass(frozen=True, slots=True)
class Carried:
    """A pending item that an edition takes up: it has an outcome there, or stays pending."""

    id: str


@dataclass(frozen=True, slots=True)
class Listed:
    """How many feeds the lists name, and which of the feeds that the store knows left the lists or came back."""

    feeds: int
    left: tuple[str, ...] = ()
    back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """How many rows a given source had."""

    source: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenStory:
    """One row of a ``--stories`` source, or one of its ``.txt`` files."""

    id: str
    url: str = ""
    title: str = ""
    text: str = ""
    titled: bool = True  # False for a .txt file: its first line that is not residue is the title
    published: datetime | None = None
    published_precision: Precision = "none"
    language: str = ""
    publisher: str = ""
    fingerprint: str
    first_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One line that stripping removed, and why."""

    line: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article, extracted and stripped. A copy is a story too."""

    id: str
    url: str = ""
    title: str = ""
    text: str = ""  # paragraphs separated by "\n"; never begins by repeating the title
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()  # as its entry has them
    credit: str = ""  # whom it names as its source, as read: "AP", "The Conversation; example.org"
    publisher: str = ""
    site: str = ""
    published: datetime | None = None
    published_precision: Precision = "none"
    published_source: str = ""  # "json-ld", "meta", "feed", "given", "text"; empty when undated
    first_seen: datetime
    language: str = ""  # ISO 639-1; "und" when it can't be told
    feed: str = ""
    guid: str = ""
    link: str = ""  # canonical URL as the entry or given row had it; ``url`` may be what the page calls canonical
    asked: str = ""  # registered domain that answered with it, as a page or a feed; empty for given rows, which the operator vouches for
    owner: str = ""  # who alone may revise it: the registered domain of its page, or its feed
    no_page: str = ""  # why its text is the feed's own although a page was to be fetched: "robots", "http 403" …
    hearsay: bool = False  # the page's own content, found by another site's feed, of which nothing else was taken
    natural: str = ""  # the id that its identity alone makes
    claim: str = ""  # what it competes for with others of its edition: a published story's id, or a page in any spelling; empty: its id
    known_by: tuple[str, ...] = ()  # identity keys of the URLs that are its own
    trace: bytes = b""  # of its content, to tell later whether a text goes on this one
    cut: tuple[Cut, ...] = ()
    item_fingerprint: str  # of the entry or given row that it came from
    fingerprint: str  # of the content before learned stripping: decides revision or known
    first_event: datetime | None = None  # of a revision: the event time under which its story was first published

    @property
    def event_time(self) -> datetime:
        """The clock of folding, bundling and state partitions."""
        return self.first_event or self.published or self.first_seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """What did not become a story. Every reject is a row of the rejects table."""

    item: str  # story id, else URL, else file:line: whatever names the item to its sender
    stage: Stage
    reason: str  # a short constant: "empty", "too large", "http 404", "not html" …
    detail: str = ""  # what, where and how to mend it
    url: str = ""
    feed: str = ""
    keys: tuple[tuple[str, str, str], ...] = ()  # (identity key, story id, fingerprint): made known, so not retried


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An item that turned out to be known already, or filtered: nothing is published but its keys."""

    id: str
    keys: tuple[tuple[str, str, str], ...] = ()  # (identity key, story id, fingerprint)
    listed: bool = False  # by a feed, so that the keys expire when the feed drops it
    rule: str = ""  # the filter that keeps it out, which only its text could tell; empty for what is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What folding and bundling know of a story: no text. The row of the sketches state.
    ``labels`` and ``url``, by which evidence and overrides name a new story, travel only in flight and are empty in the store."""

    id: str
    language: str
    site: str
    publisher: str = ""
    credit: str = ""
    url: str = ""
    title: str = ""
    event_time: datetime  # fixed when the story is first seen; a revision keeps it
    published: datetime | None = None
    published_precision: Precision = "none"
    first_seen: datetime
    words: int  # tokens of title and text
    title_hash: str  # of the normalised title
    text_hash: str  # of the normalised text
    signature: bytes  # uint32[128], MinHash
    shingles: bytes  # uint32, sorted, distinct
    terms: bytes  # uint64 hashes, sorted
    weights: bytes  # float32, parallel to terms: term frequency weighted by place, before idf
    numbers: bytes  # uint64 hashes of numbers in title and lead, sorted
    figures: bytes = b""  # uint64 hashes of all numbers in the text, sorted: folding compares them
    vocabulary: bytes = b""  # uint32 hashes of all words of title and text, sorted: folding compares them
    labels: tuple[str, ...] = ()  # parallel to terms
    copy_of: str = ""  # root original, once folded
    bundle_id: str = ""  # once bundled
    edition: str = ""  # that last wrote this row

    @property
    def seniority(self) -> tuple[datetime, datetime, str]:
        """Sort key that chooses the original: a day counts as its end, then first_seen, then id."""
        when = self.published or self.first_seen
        if self.published and self.published_precision == "day":
            when = when.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return (when, self.first_seen, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldEvidence:
    """Why a story is a copy."""

    matched: str = ""  # the story that it was compared with and matched
    rule: str = ""  # which rule decided: "equal text", "shingles", …
    estimated_jaccard: float = 0.0
    jaccard: float = 0.0  # exact, of the runs of three words
    containment: float = 0.0  # idf-weighted, of the shorter in the longer
    rare_overlap: float = 0.0
    credits: str = ""  # "same" or "different" source credited; empty when there is nothing to compare
    score: float = 0.0
    threshold: float = 0.0
    terms: tuple[str, ...] = ()  # rare terms that both have
    override: str = ""  # the editor's word that decided, if one did


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold(FoldEvidence):
    """The verdict that a story is a copy, with its evidence. ``copy_of`` empty: an earlier verdict is withdrawn."""

    id: str
    copy_of: str  # the root original

    @property
    def evidence(self) -> FoldEvidence:
        """The evidence alone, as it is published under the copy."""
        return FoldEvidence(**{part.name: getattr(self, part.name) for part in fields(FoldEvidence)})


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberEvidence:
    """Why a story belongs to its bundle."""

    rule: str = ""  # "opens", "joins", "copy", "merge", "split", "must-link", "cannot-link"
    matched: str = ""  # the member (or bundle) that it came closest to
    score: float = 0.0
    threshold: float = 0.0
    runner_up: str = ""  # the next-best bundle
    runner_up_score: float = 0.0
    terms: tuple[str, ...] = ()  # the terms that carried the score, strongest first
    override: str = ""  # the editor's word that decided, if one did


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(MemberEvidence):
    """The verdict that a story belongs to a bundle, with its evidence."""

    id: str
    bundle_id: str

    @property
    def evidence(self) -> MemberEvidence:
        """The evidence alone, as it is published with the member."""
        return MemberEvidence(**{part.name: getattr(self, part.name) for part in fields(MemberEvidence)})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBundle:
    """The state of one bundle: what the next edition needs to go on with it. The row of the bundles state."""

    id: str
    language: str
    founder: str  # story id
    opened: str  # edition id
    founded: datetime | None = None  # event time of the founder: fixed, and the partition of the row; None: opened's as-of
    first_event: datetime
    last_event: datetime
    members: tuple[str, ...]  # sorted story ids, copies included
    originals: tuple[str, ...] = ()  # sorted; members that are not copies
    labels: tuple[str, ...] = ()  # top terms spelled out, strongest first
    merged_into: str = ""  # a tombstone: names the bundle that took it over
    split_from: str = ""
    moved: int = 0  # memberships that came from another bundle
    version: int = 1  # of the published document
    document: str = ""  # key of that document
    edition: str = ""  # that last wrote this row


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An item that the store knows and has not worked off; ``done`` is the tombstone."""

    id: str
    reason: str
    entry: Entry | None = None
    html: bytes = b""  # compressed (zlib) page of a given item whose worker died; its source may not come again
    done: bool = False
    edition: str = ""
