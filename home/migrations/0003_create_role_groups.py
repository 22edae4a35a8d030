"""The three groups of the site with their rights.

It stands on the page tree (home) because editors' rights are given on the home page, and on every
app whose permissions the roles name.
"""

from django.db import migrations

from cms.accounts.roles import ROLES
from cms.accounts.services import roles_ensure


def make_groups(apps, schema_editor):
    # The service works on the historical models it is given.
    roles_ensure(registry=apps)


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=[role.name for role in ROLES]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailmedia", "0005_alter_media_options"),
        ("news", "0001_initial"),
        ("genealogy", "0001_initial"),
        ("home", "0002_create_page_tree"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
