"""Gajim's profile of a person, written by Gajim's own code (run by the Python that Gajim runs with): an account, and our plugin."""

import json
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("GtkSource", "4")

from gajim.common import app, configpaths  # noqa: E402
from gajim.common.settings import Settings  # noqa: E402

ACCOUNT = "test"

wanted = json.load(sys.stdin)
configpaths.set_config_root(wanted["folder"])
configpaths.init()
configpaths.create_paths()
settings = app.settings = Settings()
settings.init()
for name, value in wanted["app"].items():
    settings.set_app_setting(name, value)
settings.add_account(ACCOUNT)
for name, value in wanted["account"].items():
    settings.set_account_setting(ACCOUNT, name, value)
settings.set_plugin_setting("driver", "active", True)
settings.save()
sys.stdout.write(
    json.dumps({"certificates": str(configpaths.get("CERT_STORE")), "plugins": str(configpaths.get("PLUGINS_USER"))})
)
