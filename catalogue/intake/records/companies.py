"""The companies that produced, sell, distribute or lend the film."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from catalogue.intake.entries import CompanyLine
from catalogue.intake.records.recording import Recording, save_valid
from catalogue.models import Company, CompanyCredit
from people.folding import fold


def record(recording: Recording) -> None:
    for position, line in enumerate(recording.entry.companies):
        record_company(recording, line, position)


def record_company(recording: Recording, line: CompanyLine, position: int) -> None:
    if is_withheld(recording, line):
        return
    company = find_company(recording, line.name)
    about = {"film": recording.film, "company": company, "function": line.function}
    credit = CompanyCredit.objects.filter(**about).first()
    if credit is None:
        credit = CompanyCredit(**about, position=position, note=line.note or "")
        recording.make(credit, f"{line.function}: {line.name}")
    elif recording.fill(credit, "note", line.note):
        save_valid(credit)


def is_withheld(recording: Recording, line: CompanyLine) -> bool:
    """Whether a credit that is not there may not be made."""
    if not (recording.locks or recording.imported):
        return False
    theirs = recording.film.company_credits.filter(function=line.function)
    if theirs.filter(company__folded_name=fold(line.name)).exists():
        return False
    key = f"company:{line.function}"
    return not recording.may_write(key, line.function, line.name, line.name)


def find_company(recording: Recording, name: str) -> Company:
    """Of several companies of that name the one the film credits, else the first recorded."""
    theirs = CompanyCredit.objects.filter(film=recording.film, company=OuterRef("pk"))
    bearers = Company.objects.filter(folded_name=fold(name))
    if not fold(name):
        bearers = bearers.filter(name=name)
    found = list(bearers.annotate(is_theirs=Exists(theirs)).order_by("-is_theirs", "pk")[:2])
    if not found:
        return recording.make(Company(name=name), f"company {name}")
    if len(found) > 1 and not found[0].is_theirs:
        told = _("several companies are called %(name)s: the first was taken")
        recording.ask(told % {"name": name})
    return found[0]
