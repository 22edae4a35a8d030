"""Shapes of `shared_parts`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict


class ImageFocalPoint(TypedDict):
    """Parts of width and height, 0 to 1."""

    x: float
    y: float


class ImageSrcsetAvifItem(TypedDict):
    url: str
    width: int


class ImageSrcsetJpegItem(TypedDict):
    url: str
    width: int


class ImageSrcsetWebpItem(TypedDict):
    url: str
    width: int


class ImageSrcset(TypedDict):
    """Narrow first; a list may be empty."""

    avif: list[ImageSrcsetAvifItem]
    jpeg: list[ImageSrcsetJpegItem]
    webp: list[ImageSrcsetWebpItem]


class Image(TypedDict):
    """A picture in several sizes and formats."""

    alt: str
    credit: str
    focal_point: ImageFocalPoint | None
    height: int
    id: int
    src: str | None
    srcset: ImageSrcset
    title: str
    width: int


class AuthorRef(TypedDict):
    """An author in a few words."""

    name: str
    role: NotRequired[str]
    slug: str
    url: str | None


class BirthNumbers(TypedDict):
    """Births in 25 years, Gregorian."""

    births: int
    since: int
    total: int
    until: int


class BlockCalloutValue(TypedDict):
    text: str
    title: str


class BlockCallout(TypedDict):
    """A remark set apart from the text (lưu ý): a date to keep, an account number."""

    id: str | None
    type: Literal["callout"]
    value: BlockCalloutValue


class BlockDocumentValue(TypedDict):
    extension: str
    size: int | None
    title: str
    url: str | None


class BlockDocument(TypedDict):
    """A file to download (tài liệu)."""

    id: str | None
    type: Literal["document"]
    value: BlockDocumentValue


class BlockGalleryValueImagesItem(TypedDict):
    caption: str
    image: Image | None


class BlockGalleryValue(TypedDict):
    caption: str
    images: list[BlockGalleryValueImagesItem]


class BlockGallery(TypedDict):
    """Pictures side by side (chùm ảnh)."""

    id: str | None
    type: Literal["gallery"]
    value: BlockGalleryValue


class BlockHeadingValue(TypedDict):
    level: Literal["h2", "h3"]
    text: str


class BlockHeading(TypedDict):
    """A heading inside the article (tiêu đề mục), level 2 or 3: level 1 is the page's title."""

    id: str | None
    type: Literal["heading"]
    value: BlockHeadingValue


class BlockImageValue(TypedDict):
    caption: str
    image: Image | None


class BlockImage(TypedDict):
    """A picture with its words (ảnh trong bài)."""

    id: str | None
    type: Literal["image"]
    value: BlockImageValue


class BlockParagraph(TypedDict):
    """Running text (đoạn văn)."""

    id: str | None
    type: Literal["paragraph"]
    value: str


class BlockQuoteValue(TypedDict):
    source: str
    text: str


class BlockQuote(TypedDict):
    """Words of somebody (trích dẫn)."""

    id: str | None
    type: Literal["quote"]
    value: BlockQuoteValue


class BlockTableValueColumnsItem(TypedDict):
    heading: str
    type: Literal["text", "number", "rich_text"]


class BlockTableValue(TypedDict):
    caption: str
    columns: list[BlockTableValueColumnsItem]
    rows: list[list[str | float | None]]


class BlockTable(TypedDict):
    """A table (bảng) whose columns hold text, rich text or numbers."""

    id: str | None
    type: Literal["table"]
    value: BlockTableValue


class BlockVideoFacts(TypedDict):
    """Where a video plays, with its length and poster."""

    duration: float | None
    embed_url: str | None
    height: int | None
    kind: Literal["youtube", "facebook", "vimeo", "tiktok", "file"]
    mime: str | None
    poster: Image | None
    provider: str
    src: str | None
    watch_url: str | None
    width: int | None


class BlockVideoValue(TypedDict):
    title: str
    url: str | None
    video: BlockVideoFacts | None


class BlockVideo(TypedDict):
    """A video of another site or an uploaded one (video): exactly one of the two."""

    id: str | None
    type: Literal["video"]
    value: BlockVideoValue


class BranchLink(TypedDict):
    """A branch of the gia phả that something speaks of."""

    id: str
    title: str
    url: str | None


class PersonLink(TypedDict):
    """A person of the gia phả that something speaks of; hidden people are left out."""

    branch: str
    generation: int | None
    id: str
    name: str
    url: str | None


class Translation(TypedDict):
    """The same page in another language."""

    detail_url: str | None
    id: int
    locale: str
    title: str
    url: str | None


class BranchNumbers(TypedDict):
    """A branch right below and how many people it and those within it hold."""

    id: str
    people: int
    title: str
    url: str | None


class NameCount(TypedDict):
    """A name, exact with its diacritics, and how many bear it."""

    count: int
    name: str


class CommonNames(TypedDict):
    """The names most used, at most twenty of each kind."""

    men: list[NameCount]
    middle_names_of_men: list[NameCount]
    middle_names_of_women: list[NameCount]
    surnames_of_wives: list[NameCount]
    women: list[NameCount]


class DraftMade(TypedDict):
    """What became of it: where an editor finds it, and its version for the next write."""

    edit_url: str | None
    id: int
    slug: str
    status: DraftStatus
    title: str
    version: str


AudienceEnum: TypeAlias = Literal["public", "members", "editors"]


Block: TypeAlias = (
    BlockParagraph
    | BlockHeading
    | BlockImage
    | BlockGallery
    | BlockQuote
    | BlockVideo
    | BlockTable
    | BlockDocument
    | BlockCallout
)


DraftStatus: TypeAlias = Literal["draft", "moderation", "live", "live+draft"]
