"""The leanest Django settings under which the store works: no users, no web, no database until a case is opened."""

from __future__ import annotations

from typing import Any

INSTALLED_APPS = ["solferino.store"]
DATABASES: dict[str, Any] = {}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
USE_I18N = False
