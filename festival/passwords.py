from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """
    In the memory that OWASP's password storage guide asks for, 19 MiB. Django's 100 MiB for each
    login would be most of a small machine when eight people log in at once.
    """

    time_cost, memory_cost, parallelism = 2, 19 * 1024, 1
