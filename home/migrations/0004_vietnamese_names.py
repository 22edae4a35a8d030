"""Vietnamese names for the rows that Wagtail's own migrations leave in English.

Only rows that still carry Wagtail's name are touched, so what an editor renamed stays.
"""

from django.db import migrations

#: (app, model, Wagtail's name, ours)
NAMES = [
    ("wagtailcore", "Collection", "Root", "Kho chung"),
    ("wagtailcore", "Workflow", "Moderators approval", "Duyệt bài"),
    ("wagtailcore", "Task", "Moderators approval", "Duyệt bài"),
    ("auth", "Group", "Editors", "Người viết bài"),
    ("auth", "Group", "Moderators", "Người duyệt bài"),
]


def rename(apps, names):
    for app, model, old, new in names:
        apps.get_model(app, model).objects.filter(name=old).update(name=new)


def to_vietnamese(apps, schema_editor):
    rename(apps, NAMES)


def to_english(apps, schema_editor):
    rename(apps, [(app, model, new, old) for app, model, old, new in NAMES])


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_create_role_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        # Wagtail's image and document migrations still look for its groups by their English names.
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailmedia", "0005_alter_media_options"),
        ("wagtailadmin", "0006_formstate"),
    ]

    operations = [migrations.RunPython(to_vietnamese, to_english)]
