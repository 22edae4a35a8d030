from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "cms.news"
    label = "news"
    verbose_name = _("Tin tức")

    def ready(self) -> None:
        # Models are loaded only now.
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import Site
        from wagtail.signals import page_slug_changed, page_unpublished, post_page_move

        from cms.news.addresses import forget_news_index_url
        from cms.news.feeds import news_feed
        from cms.news.models import NewsIndexPage
        from cms.news.selectors import news_mentions
        from genealogy.public import register_mentions

        NewsIndexPage.make_feed = staticmethod(news_feed)
        register_mentions(news_mentions)
        for signal in (post_save, post_delete):
            for model in (NewsIndexPage, Site):
                signal.connect(
                    forget_news_index_url,
                    sender=model,
                    dispatch_uid=f"news_index_url_{id(signal)}_{model.__name__}",
                )
        for signal in (page_slug_changed, post_page_move, page_unpublished):
            signal.connect(forget_news_index_url, dispatch_uid=f"news_index_url_{id(signal)}")
