"""The first pages of the site: front page, news, programmes, events, about us.

Wagtail's welcome page makes room for them and its site leads to the front page. Historical models
know no tree, so paths are written by hand: four signs a level, base 36, as treebeard does.

Going back removes every page under the front page, whoever made it (their tables go with the
migration before this one), and puts Wagtail's welcome page in its place.
"""

from django.conf import settings
from django.db import migrations
from django.utils import timezone
from wagtail.coreutils import get_supported_content_language_variant

STEP = 4
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
HOME_SLUG = "trang-chu"
SECTIONS = [
    ("news", "NewsIndexPage", "Tin tức", "tin-tuc"),
    ("programmes", "ProgrammeIndexPage", "Truyền hình", "truyen-hinh"),
    ("council", "EventIndexPage", "Sự kiện", "su-kien"),
    ("home", "StandardPage", "Giới thiệu", "gioi-thieu"),
]


def path_of_next_child(Page, parent):
    """Return the tree path after the last child of `parent`."""
    siblings = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1)
    last = siblings.order_by("path").values_list("path", flat=True).last()
    number = int(last[-STEP:], 36) + 1 if last else 1
    signs = ""
    for _step in range(STEP):
        number, rest = divmod(number, 36)
        signs = SIGNS[rest] + signs
    return parent.path + signs


def add_page(apps, parent, app_label, model_name, title, slug, **fields):
    """Add a live page as last child of `parent`, whose `numchild` is kept right."""
    Page = apps.get_model("wagtailcore", "Page")
    now = timezone.now()
    page = apps.get_model(app_label, model_name).objects.create(
        title=title,
        draft_title=title,
        slug=slug,
        content_type=content_type_of(apps, app_label, model_name),
        locale=default_locale(apps),
        path=path_of_next_child(Page, parent),
        depth=parent.depth + 1,
        numchild=0,
        url_path=f"{parent.url_path}{slug}/",
        first_published_at=now,
        last_published_at=now,
        **fields,
    )
    count_children(Page, parent)
    return page


def count_children(Page, parent):
    children = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1)
    Page.objects.filter(pk=parent.pk).update(numchild=children.count())


def content_type_of(apps, app_label, model_name):
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model_name.lower()
    )
    return content_type


def default_locale(apps):
    locale, _made = apps.get_model("wagtailcore", "Locale").objects.get_or_create(
        language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE)
    )
    return locale


def welcome_pages(apps):
    """Return Wagtail's first page as long as nobody has built on it."""
    return apps.get_model("wagtailcore", "Page").objects.filter(
        content_type=content_type_of(apps, "wagtailcore", "Page"),
        slug="home",
        depth=2,
        numchild=0,
    )


def create_tree(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    root = Page.objects.get(depth=1)
    home = add_page(apps, root, "home", "HomePage", "Trang chủ", HOME_SLUG)
    for app_label, model_name, title, slug in SECTIONS:
        add_page(apps, home, app_label, model_name, title, slug, show_in_menus=True)

    # The sites first: they would vanish together with the page they lead to.
    Site.objects.filter(root_page__in=welcome_pages(apps)).update(
        root_page=home, site_name="Từ Đường"
    )
    welcome_pages(apps).delete()
    count_children(Page, root)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        site = Site.objects.create(
            hostname="localhost", site_name="Từ Đường", root_page=home, is_default_site=True
        )
    # Made here, so that no page view has to write them.
    apps.get_model("home", "SiteSettings").objects.get_or_create(site=site)
    apps.get_model("home", "NavigationSettings").objects.get_or_create(site=site)


def remove_tree(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    root = Page.objects.get(depth=1)
    apps.get_model("home", "SiteSettings").objects.all().delete()
    apps.get_model("home", "NavigationSettings").objects.all().delete()
    homes = list(Page.objects.filter(content_type=content_type_of(apps, "home", "HomePage")))
    if not homes:
        return
    welcome = add_page(
        apps, root, "wagtailcore", "Page", "Welcome to your new Wagtail site!", "home"
    )
    Site.objects.filter(root_page__in=homes).update(root_page=welcome)
    for home in homes:
        Page.objects.filter(path__startswith=home.path).delete()
    count_children(Page, root)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("news", "0001_initial"),
        ("programmes", "0001_initial"),
        ("council", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(create_tree, remove_tree)]
