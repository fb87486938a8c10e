"""What reviewers decided about facts: kept beside the shards, applied by every later run, turned into gold.

`line` holds the format of a correction, `store` the file of an output folder, `anchor` and `moving` find the place of a
correction in a text that may have changed, `patch` lays its fields over a record by what they mean (`meanings`), `corrector`
applies the corrections of one source, `shard` those of a whole output folder (`stamping`: so that an update need not), `finish`
those of a run, and `gold` writes annotated documents.

Nothing is imported here: a run asks `finish` alone, before anything heavy is loaded.
"""
