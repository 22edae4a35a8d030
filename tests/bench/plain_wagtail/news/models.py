"""News as a Wagtail tutorial writes it: the fields of our articles, each in `api_fields`."""

from __future__ import annotations

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from rest_framework.fields import Field
from wagtail import blocks
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images.api.fields import ImageRenditionField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page
from wagtail.search import index


class Topic(models.Model):
    name = models.CharField(max_length=80)
    slug = models.SlugField()

    api_fields = [APIField("name"), APIField("slug")]


class Author(models.Model):
    name = models.CharField(max_length=120)
    slug = models.SlugField()

    api_fields = [APIField("name"), APIField("slug")]


class TopicsField(Field):
    """Names and slugs; without it the API gives keys alone."""

    def to_representation(self, value):
        return [{"slug": topic.slug, "name": topic.name} for topic in value.all()]


class NewsPage(Page):
    lead = models.TextField(blank=True)
    date = models.DateTimeField(db_index=True)
    author = models.ForeignKey(Author, null=True, on_delete=models.PROTECT)
    topics = ParentalManyToManyField(Topic)
    cover_image = models.ForeignKey(
        "wagtailimages.Image", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = StreamField(
        [
            ("heading", blocks.CharBlock()),
            ("paragraph", blocks.RichTextBlock()),
            ("quote", blocks.BlockQuoteBlock()),
            ("image", ImageChooserBlock()),
        ]
    )

    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    api_fields = [
        APIField("lead"),
        APIField("date"),
        APIField("author"),
        APIField("topics", serializer=TopicsField()),
        APIField("cover", serializer=ImageRenditionField("width-800", source="cover_image")),
        APIField("body"),
    ]
