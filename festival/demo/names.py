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
            name, filed = self._put_together(pool, gender or chance.choice("fm"), chance)
            if self.owners.setdefault(name, owner) == owner:
                return name, filed
        raise LookupError(f"no free name left in the pool of {country}")

    @staticmethod
    def _put_together(pool, gender, chance):
        families = pool.get("family_m") if gender == "m" else None
        given = chance.choice(pool[gender].split(", "))
        family = chance.choice((families or pool["family"]).split(", "))
        if pool.get("first") == "family":
            return f"{family} {given}", f"{family}, {given}"
        name = f"{given} {family}"
        return name, name if pool.get("patronym") else f"{family}, {given}"
