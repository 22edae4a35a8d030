from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "cms.jobs"
    label = "jobs"
    verbose_name = _("Việc chạy nền")

    def ready(self) -> None:
        """Say what runs a job, and let every app say in its module `jobs` which kinds it has."""
        from cms.jobs.registry import job_runner_set
        from cms.jobs.worker import job_run_now

        job_runner_set(job_run_now)
        autodiscover_modules("jobs")
