from __future__ import annotations

import lxml.html
import pytest

from transforms.extract.boxes import find_boxes

PARAGRAPHS = [
    "The harbour council voted on Friday evening to rebuild the northern pier, which was damaged by the storms of last winter.",
    "Work is expected to begin in the autumn and to take eighteen months, the harbour master said after the vote.",
    "Fishermen had asked for an earlier start because the temporary berths on the southern side are too shallow.",
]
LINE = "Boats, tides and a good story every Friday morning"


def boxes_of(inside: str, *lines: str, body: str = "<body>") -> dict[str, str]:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return find_boxes(lxml.html.document_fromstring(f"<html>{body}<article>{text}{inside}</article></body></html>"), [*PARAGRAPHS, *lines])


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ('<div class="block block-newsletter-signup"><p>{}</p></div>', "newsletter box"),
        ('<div class="ArticleNewsletterBox"><p>{}</p></div>', "newsletter box"),
        ('<section id="promo_banner"><p>{}</p></section>', "promotion box"),
        ('<ul class="related-posts"><li>{}</li></ul>', "related box"),
        ('<div class="relatedStories"><div><h3>{}</h3></div></div>', "related box"),
        ("<figure><figcaption>{}</figcaption></figure>", "caption"),
        ('<p class="wp-caption-text">{}</p>', "caption"),
        ('<div class="author-bio"><p>{}</p></div>', "author box"),
        ('<div class="share-bar"><span>{}</span></div>', "share bar"),
        ("<footer><p>{}</p></footer>", "page footer"),
        ('<form action="/go"><p>{}</p></form>', "form"),
    ],
)
def test_a_line_in_a_named_part_of_the_page_is_in_that_box(markup: str, kind: str) -> None:
    assert boxes_of(markup.format(LINE), LINE) == {LINE: kind}


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="sharepoint discarded captionless"><p>{}</p></div>',  # a name is a whole word
        '<h2 id="why-the-council-has-a-newsletter">{}</h2>',  # an anchor made of a heading
        '<div class="article-paragraph text-block"><p>{}</p></div>',
        '<div class="newsletter"><p>{}</p></div><p>{}</p>',  # stands in the article as well
    ],
)
def test_other_lines_are_in_none(markup: str) -> None:
    assert boxes_of(markup.replace("{}", LINE), LINE) == {}


def test_a_part_that_holds_the_article_is_no_box_whatever_its_name() -> None:
    assert boxes_of(f"<p>{LINE}</p>", LINE, body='<body class="newsletter has-footer modal">') == {}


def test_a_short_line_must_be_a_text_of_its_own() -> None:
    inside = '<div class="promo"><p>All about boats and tides</p><p>Boats</p></div>'
    assert boxes_of(inside, "tides", "Boats") == {"Boats": "promotion box"}


def test_a_call_to_action_is_short() -> None:
    long = "What we found in a year of reading the harbour's own books, told in full. " * 8
    assert boxes_of(f'<div class="cta"><p>{LINE}</p></div>', LINE) == {LINE: "call to action"}
    assert boxes_of(f'<div class="cta"><p>{LINE}</p><p>{long}</p></div>', LINE) == {}


def test_the_captions_of_a_picture_story_are_the_story() -> None:
    captions = [f"{n} boats lie in the harbour on a morning in spring, and the gulls wait for the first of them to sail." for n in range(4)]
    figures = "".join(f"<figure><figcaption>{caption}</figcaption></figure>" for caption in captions)
    assert boxes_of(figures, *captions) == {}
    assert boxes_of(f"<figure><figcaption>{captions[0]}</figcaption></figure>", captions[0]) == {captions[0]: "caption"}


def test_a_page_without_lines_has_no_boxes() -> None:
    assert find_boxes(lxml.html.document_fromstring("<html><body><footer>x</footer></body></html>"), []) == {}
