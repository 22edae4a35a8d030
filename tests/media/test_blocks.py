"""The block library: what editors may enter, and what the API gets of it."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from wagtail.blocks import StructBlockValidationError
from wagtail.rich_text import RichText

from cms.media.blocks import ArticleBlocks, VideoBlock
from cms.media.models import ClanDocument, ClanMedia
from cms.media.services import image_create
from tests.media.pictures import picture, upload

YOUTUBE = "https://youtu.be/dQw4w9WgXcQ"


def api_of(rf, *blocks):
    library = ArticleBlocks()
    value = library.normalize(list(blocks))
    return [
        {"type": block["type"], "value": block["value"]}
        for block in library.api_value(value, rf.get("/api/v2/"))
    ]


def test_text_blocks_give_plain_values(rf):
    assert api_of(
        rf,
        ("heading", {"text": "Kết luận", "level": "h3"}),
        ("quote", {"text": "Uống nước nhớ nguồn", "source": "Tục ngữ"}),
    ) == [
        {"type": "heading", "value": {"text": "Kết luận", "level": "h3"}},
        {"type": "quote", "value": {"text": "Uống nước nhớ nguồn", "source": "Tục ngữ"}},
    ]


@pytest.mark.django_db
def test_running_text_gives_html_with_absolute_links(rf):
    source = '<p>Xem <a href="/tin-tuc/">tin</a> và <a href="https://example.org/">trang</a>.</p>'
    [block] = api_of(rf, ("paragraph", RichText(source)))
    assert 'href="http://testserver/tin-tuc/"' in block["value"]
    assert 'href="https://example.org/"' in block["value"]


@pytest.mark.django_db
def test_a_picture_gives_the_image_object(rf, media_root):
    image = image_create(title="Sân", file=upload(picture()), name="a.jpg", credit="Kho")
    struct = {"image": image, "alt": "Sân nhà thờ", "caption": "Sáng sớm", "credit": ""}
    [one, many] = api_of(
        rf, ("image", struct), ("gallery", {"images": [struct, struct], "caption": "Ngày hội"})
    )
    assert one["value"]["caption"] == "Sáng sớm"
    assert one["value"]["image"]["alt"] == "Sân nhà thờ"
    assert one["value"]["image"]["credit"] == "Kho"
    assert one["value"]["image"]["srcset"]["webp"][0]["url"].startswith("http://testserver/")
    assert [item["image"]["id"] for item in many["value"]["images"]] == [image.pk, image.pk]


@pytest.mark.django_db
def test_a_video_gives_its_facts(rf):
    media = ClanMedia.objects.create(
        title="Tập", type="video", duration=61, file=ContentFile(b"x", name="a.mp4")
    )
    [embed, file] = api_of(
        rf,
        ("video", {"title": "Giỗ tổ", "url": YOUTUBE, "media": None, "poster": None}),
        ("video", {"title": "Tập 1", "url": "", "media": media, "poster": None}),
    )
    assert embed["value"]["video"]["kind"] == "youtube"
    assert "youtube-nocookie.com" in embed["value"]["video"]["embed_url"]
    assert file["value"]["video"]["kind"] == "file"
    assert file["value"]["video"]["src"].startswith("http://testserver/media/")
    assert file["value"]["video"]["mime"] == "video/mp4"
    assert file["value"]["video"]["duration"] == 61


@pytest.mark.django_db
def test_a_document_gives_an_absolute_address(rf):
    document = ClanDocument.objects.create(
        title="Tộc ước", file=ContentFile(b"%PDF-1.4", name="toc-uoc.pdf")
    )
    [block] = api_of(rf, ("document", {"document": document, "title": ""}))
    assert block["value"]["title"] == "Tộc ước"
    assert block["value"]["url"].startswith("http://testserver/documents/")
    assert block["value"]["extension"] == "pdf"


def test_a_table_gives_columns_and_rows(rf):
    table = {
        "columns": [{"type": "text", "heading": "Họ tên"}, {"type": "number", "heading": "Số"}],
        "rows": [{"values": ["Dương Văn A", 5]}],
        "caption": "Công đức",
    }
    value = ArticleBlocks().to_python([{"type": "table", "value": table}])
    [block] = ArticleBlocks().api_value(value, rf.get("/"))
    assert block["value"]["columns"][0] == {"type": "text", "heading": "Họ tên"}
    assert block["value"]["rows"][0][0] == "Dương Văn A"
    assert block["value"]["caption"] == "Công đức"


@pytest.mark.parametrize(
    ("url", "words"),
    [("", "Hãy dán địa chỉ"), ("https://example.org/a.mp4", "Chưa nhận ra video")],
)
@pytest.mark.django_db
def test_a_video_we_cannot_play_is_refused_when_it_is_saved(url, words):
    block = VideoBlock()
    value = block.normalize({"title": "Tập", "url": url, "media": None, "poster": None})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert words in str(refused.value.block_errors["url"].messages)


@pytest.mark.django_db
def test_two_videos_in_one_block_are_refused():
    media = ClanMedia.objects.create(title="T", type="video", file=ContentFile(b"x", name="a.mp4"))
    block = VideoBlock()
    value = block.normalize({"title": "Tập", "url": YOUTUBE, "media": media, "poster": None})
    with pytest.raises(StructBlockValidationError):
        block.clean(value)
