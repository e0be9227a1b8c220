"""What an answer to a poll comes to, its document parsed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from connectors.records import Entry, FeedOutcome, Known, Reject
from connectors.web.http import Response
from transforms.outcomes import Due, PollSettings, document_in, judge_response
from transforms.parse import parse_document


def judge(due: Due, response: Response, known: Mapping[str, Known], as_of: datetime, settings: PollSettings) -> Iterator[Entry | FeedOutcome | Reject]:
    document = document_in(response, due[0], as_of, settings)
    return judge_response(due, response, parse_document(document) if document else None, known, as_of, settings)
