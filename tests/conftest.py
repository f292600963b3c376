from hypothesis import settings

# How long an example takes is the machine's affair; figures are for the benchmarks.
settings.register_profile("marquee", deadline=None)
settings.load_profile("marquee")
