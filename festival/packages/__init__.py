"""
A package: a festival as files people and programs can read, of any engine and for any.

    package.json        what it is: format, version, instant, and a line and a checksum a file
    films.jsonl …       a file a model, a record a line, in an order where references point back
    media.jsonl         name, size and checksum of every picture
    media/stills/…      the pictures and their renditions

docs/package-format.md is written for those who read one; `contents` says what goes in, `writing`
and `reading` do it, `upgrades` reads what older versions wrote. A backup (festival/backups/) is
another thing: the bytes of one engine, passwords included, at once and for that engine alone.
"""
