import sys
from threading import Barrier, Thread

from catalogue import film_questions
from people.prepared import prepared


def test_several_who_ask_it_first_at_the_same_moment_get_one_question():
    """As a server's threads do when it has just begun; without a database each fails after that."""
    strange = []

    def ask(question, together):
        together.wait()
        try:
            question(1, 2026)
        except ValueError as error:
            strange.append(error)
        except RuntimeError:
            pass

    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _round in range(30):
            together = Barrier(4)
            question = prepared(film_questions.biographies_of.__wrapped__)
            threads = [Thread(target=ask, args=(question, together)) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    finally:
        sys.setswitchinterval(usual)

    assert strange == []
