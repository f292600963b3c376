"""Invented people for casts and crews, the same ones every time, plausible for their country."""

import random

DRAWS = 60


class Names:
    """Draws names from the pools of names.toml; a name taken by somebody else is drawn again."""

    def __init__(self, pools: dict, taken=()):
        self.pools = {
            country: pool for pool in pools.values() for country in pool["countries"].split()
        }
        self.owners = dict.fromkeys(taken, "")

    def draw(self, country: str, gender: str, seed: str, *, owner: str) -> tuple[str, str]:
        """
        A name as printed and as filed. The same seed gives the same name; `owner` keeps apart
        those who cannot be one person, such as the crews of 1927 and of 2027.
        """
        pool = self.pools[country]
        chance = random.Random(seed)  # noqa: S311 - names have to be the same every time
        for _ in range(DRAWS):
            given, family = draw(pool, gender or chance.choice("fm"), chance)
            name, filed = put_together(pool, given, family)
            if self.owners.setdefault(name, owner) == owner:
                return name, filed
        raise LookupError(f"no free name left in the pool of {country}")


def draw(pool: dict, gender: str, chance: random.Random) -> tuple[str, str]:
    """A given and a family name of a pool; the family's form is that of the gender, "f" or "m"."""
    families = pool.get("family_m") if gender == "m" else None
    given = chance.choice(pool[gender].split(", "))
    return given, chance.choice((families or pool["family"]).split(", "))


def put_together(pool: dict, given: str, family: str) -> tuple[str, str]:
    """The name as printed where the pool comes from, and as it is filed there."""
    if pool.get("first") == "family":
        return f"{family} {given}", f"{family}, {given}"
    name = f"{given} {family}"
    return name, name if pool.get("patronym") else f"{family}, {given}"
