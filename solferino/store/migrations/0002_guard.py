from django.db import migrations

from solferino.store.triggers import guard


class Migration(migrations.Migration):
    dependencies = [("store", "0001_first")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
