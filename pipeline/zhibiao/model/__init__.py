"""The values that flow between the steps: frozen, slotted, without spaCy.

`Source → Article → (spaCy Doc with span groups) → mentions → facts → records`. Offsets here are code points into an
article's *clean* text (`Article.text`), half-open, unless a name says `raw`. `Article.offsets` leads back to the raw text.
"""

from zhibiao.model.articles import Article, ArticleKind, Block, BlockKind, LineFault, Repair, Section
from zhibiao.model.facts import (
    Attribution,
    AttributionKind,
    Change,
    Commitment,
    Direction,
    Facts,
    Indicator,
    Link,
    Person,
    Status,
    Target,
    TargetRegion,
    TargetYear,
)
from zhibiao.model.frozen import changed, value
from zhibiao.model.mentions import (
    Comparator,
    Organisation,
    Period,
    PersonMention,
    Quantity,
    Region,
    RegionLevel,
    RegionMention,
    Rejected,
    Title,
)
from zhibiao.model.offsets import BY_END, BY_START, Box, OffsetMap, Piece, Stretch, Swap

__all__ = [
    "BY_END",
    "BY_START",
    "Article",
    "ArticleKind",
    "Attribution",
    "AttributionKind",
    "Block",
    "BlockKind",
    "Box",
    "Change",
    "Commitment",
    "Comparator",
    "Direction",
    "Facts",
    "Indicator",
    "LineFault",
    "Link",
    "OffsetMap",
    "Organisation",
    "Period",
    "Person",
    "PersonMention",
    "Piece",
    "Quantity",
    "Region",
    "RegionLevel",
    "RegionMention",
    "Rejected",
    "Repair",
    "Section",
    "Status",
    "Stretch",
    "Swap",
    "Target",
    "TargetRegion",
    "TargetYear",
    "Title",
    "changed",
    "value",
]
