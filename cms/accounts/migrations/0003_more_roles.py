"""The groups of reviewers and branch editors, and rights on models made since the first groups."""

from django.db import migrations

from cms.accounts.roles import BRANCH_EDITORS, REVIEWERS
from cms.accounts.services import roles_ensure


def make_groups(apps, schema_editor):
    # The service works on the historical models it is given.
    roles_ensure(registry=apps)


def remove_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name__in=[REVIEWERS, BRANCH_EDITORS]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_tokens_notices_registers"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("genealogy", "0003_people_and_trust"),
        ("home", "0004_vietnamese_names"),
        ("news", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailmedia", "0005_alter_media_options"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
