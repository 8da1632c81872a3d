"""Looking at a column before it is added: what was found, and sample articles."""

import dataclasses
from typing import Any

from rich.text import Text

from newsarchive.cli.extract import article_object
from newsarchive.cli.output import local_time, out, say
from newsarchive.core.article import LOW_CONFIDENCE, Article
from newsarchive.core.errors import NewsArchiveError
from newsarchive.core.hints import Hints
from newsarchive.extraction.extract import Extraction
from newsarchive.pipelines.extract import read_page
from newsarchive.sources.probe import Fetch
from newsarchive.sources.proposal import Proposal, proposal_json
from spiders.items import ArticlePage, ListedItem

SAMPLES = 3
ITEMS_SHOWN = 5
_FEW_CHARS = 40


@dataclasses.dataclass(frozen=True, slots=True)
class Sample:
    """One article of a column, read for a person to judge; `error` where it could not be had."""

    item: ListedItem
    reading: Extraction | None
    error: str | None = None


def take_samples(proposal: Proposal, fetch: Fetch) -> list[Sample]:
    """Fetch and read the first articles of a column."""
    return [_sample(item, fetch) for item in proposal.items[:SAMPLES]]


def _sample(item: ListedItem, fetch: Fetch) -> Sample:
    """Read the page of an entry; a stub is followed once."""
    url: str | None = item.url
    reading = None
    for _ in range(2):
        if url is None:
            break
        try:
            page = fetch(url)
        except NewsArchiveError as error:
            return Sample(item, reading, None if reading else str(error))
        listed = ArticlePage(**page.as_fields(), via="direct", listed=item)
        reading = read_page(listed, Hints())
        url = reading.redirect_url
    return Sample(item, reading)


def look_json(proposal: Proposal, samples: list[Sample]) -> dict[str, Any]:
    """Return a proposal and its samples as a JSON object."""
    found = proposal_json(proposal)
    warnings = [*found["warnings"], *sample_doubts(samples)]
    told = [_sample_json(sample) for sample in samples]
    return found | {"warnings": warnings, "samples": told}


def sample_doubts(samples: list[Sample]) -> list[str]:
    """Say what looks poor in what was read of the samples."""
    articles = [one.reading.article for one in samples if one.reading and one.reading.article]
    poor = {
        "gave no article": len(samples) - len(articles),
        "gave a text of a few words only, or none": sum(_is_thin(one) for one in articles),
        "gave no date of publication": sum(one.published_at is None for one in articles),
        "gave a text that is doubtful": sum(
            any(flag.name == LOW_CONFIDENCE for flag in one.flags) for one in articles
        ),
    }
    return [
        f"{count} of {len(samples)} sample pages {what}" for what, count in poor.items() if count
    ]


def _is_thin(article: Article) -> bool:
    is_file = any(flag.name in {"attachment_only", "image_only"} for flag in article.flags)
    return len(article.text) < _FEW_CHARS and not is_file


def print_look(proposal: Proposal, samples: list[Sample]) -> None:
    """Print a proposal, the first entries of its list, and the samples."""
    print_proposal(proposal)
    print_items(proposal)
    print_samples(samples)


def print_proposal(proposal: Proposal) -> None:
    """Print what was found at an address, why it was chosen, and what else there is."""
    if proposal.kind:
        kind = proposal.kind.replace("_", " ")
        out.print(Text(f"{proposal.title or proposal.url}: {kind}", style="bold"))
    else:
        out.print(Text(proposal.reason or proposal.url, style="bold"))
    facts = {
        "read from": ", ".join(proposal.entry_urls),
        "made by": proposal.family,
        "articles": _span(proposal),
        "next page": proposal.next.url if proposal.next else None,
        "list pages": proposal.pages,
    }
    for fact, value in facts.items():
        if value:
            out.print(Text(f"{fact:>11}  {value}"))
    for sentence in proposal.evidence:
        out.print(Text(f"{'why':>11}  {sentence}"))
    for sentence in proposal.warnings:
        out.print(Text(f"{'beware':>11}  {sentence}", style="yellow"))
    for way in proposal.alternatives:
        out.print(Text(f"{'also':>11}  {way.kind.replace('_', ' ')} {way.url} ({way.why})"))
    if proposal.alternatives:
        told = "each is a source of its own: newsarchive source add with its address"
        out.print(Text(f"{'':>11}  {told}", style="dim"))


def print_items(proposal: Proposal, limit: int = ITEMS_SHOWN) -> None:
    """Print the first entries of a list."""
    for item in proposal.items[:limit]:
        date = local_time(item.published_at)[:10] if item.published_at else item.date_text or ""
        out.print(Text(f"{date:>11}  {item.title or ''}  {item.url}"))
    if len(proposal.items) > limit:
        out.print(Text(f"{'':>11}  and {len(proposal.items) - limit} more", style="dim"))


def print_samples(samples: list[Sample]) -> None:
    """Print sample articles, shortened, and warn where they look poor."""
    for sample in samples:
        out.print()
        if sample.error:
            say(sample.error)
            continue
        _print_sample(sample)
    for doubt in sample_doubts(samples):
        say(f"beware: {doubt}")


def _print_sample(sample: Sample) -> None:
    reading = sample.reading
    assert reading is not None  # noqa: S101 - the caller looked
    if reading.article is None:
        reason = reading.evidence[0] if reading.evidence else "no text"
        say(f"{sample.item.url}: no article but {reading.kind}: {reason}")
        return
    article = reading.article
    out.print(Text(article.title, style="bold"))
    told = [local_time(article.published_at), article.publisher, article.author, article.editor]
    out.print(Text(" · ".join(filter(None, told)), style="dim"))
    start = article.text[:120].replace("\n", " ")
    size = f"{len(article.text)} characters, {len(article.images)} images"
    out.print(Text(f"{start}… ({size})"))


def _span(proposal: Proposal) -> str | None:
    if not proposal.items:
        return None
    dates = proposal.date_range
    count = f"{len(proposal.items)} on the first page"
    if dates is None:
        return count
    return f"{count}, {local_time(dates[0])[:10]} to {local_time(dates[1])[:10]}"


def _sample_json(sample: Sample) -> dict[str, Any]:
    reading = sample.reading
    if reading is None:
        return {"url": sample.item.url, "error": sample.error}
    found: dict[str, Any] = {"url": sample.item.url, "kind": reading.kind}
    return found | (article_object(reading.article) if reading.article else {})
