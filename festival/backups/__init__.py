"""
A backup: one tar file with the database as it was at one instant, every file of the storage, and
a manifest that counts and fingerprints both.

    database.sqlite3.gz or database.dump     what the engine's own tool wrote
    media/…                                  the storage's files, under their names
    manifest.json                            last, so that a backup cut off has none

Files are listed after the database's instant. They bear names nobody else has and are never
written twice, so what the database's rows name is there, however busy editors are meanwhile.
"""
