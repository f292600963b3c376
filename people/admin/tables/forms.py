"""The form of one row: a few fields of a record, checked as if it were sent whole."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseModelForm, ModelForm


class RowForm(ModelForm):
    """
    Django leaves out what concerns a field that the form does not show, and the database then
    refuses with an error what a sentence should: here every rule of the record is asked.
    """

    user = None
    use_required_attribute = False

    @staticmethod
    def label_of(record):
        """How the table names the record."""
        return str(record)

    def warnings(self):
        """What an editor has to be told before the row is saved, in sentences."""
        return []

    def validate_unique(self):
        for check in (self.instance.validate_unique, self.instance.validate_constraints):
            if not self.errors:
                self.check_all_of(check)

    def check_all_of(self, check):
        try:
            check()
        except ValidationError as error:
            for name, said in error.update_error_dict({}).items():
                is_shown = name != NON_FIELD_ERRORS and name in self.fields
                self.add_error(name if is_shown else None, said)


def fetch_choices(form_class: type[BaseModelForm]) -> None:
    """Read the choices of every foreign key once, instead of once for each row that shows them."""
    for field in form_class.base_fields.values():
        if hasattr(field, "queryset"):
            field.choices = list(field.choices)
