"""Lists of the desk and of the admin, kept under a name: saved, renamed, shared, deleted."""

from typing import NamedTuple

from django import forms
from django.contrib.admin.views.decorators import staff_member_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people.models import SavedView

LONGEST_QUERY = 4000


class SavedViewForm(forms.ModelForm):
    class Meta:
        model = SavedView
        fields = ["name", "is_shared"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        namesakes = SavedView.objects.filter(
            owner=self.instance.owner, page=self.instance.page, name=name
        )
        if namesakes.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("You have a view of that name here already."))
        return name


class Listed(NamedTuple):
    """A list of the staff's at its address: the page's name, its path and what is asked of it."""

    page: str
    path: str
    query: str

    @property
    def address(self):
        return f"{self.path}?{self.query}" if self.query else self.path


def listed_at(address):
    """The list at an address of ours; no other page can be kept, or be gone back to."""
    path, _mark, query = address.partition("?")
    try:
        match = resolve(path)
    except Resolver404:
        raise Http404 from None
    is_list = match.view_name.endswith("_changelist") or match.view_name == "desk:selection_table"
    if not is_list or len(query) > LONGEST_QUERY:
        raise Http404
    return Listed(match.view_name, path, query)


def staff(view):
    """What every member of the staff may do to views of their own."""
    return never_cache(staff_member_required(view, login_url="admin:login"))


@staff
@require_POST
def saved_view_add(request):
    """Keep the list at the address that the form tells, and go back to it."""
    listed = listed_at(request.POST.get("address", ""))
    view = SavedView(owner=request.user, page=listed.page, query=listed.query)
    form = SavedViewForm(request.POST, instance=view)
    if form.is_valid():
        form.save()
        return redirect(listed.address)
    context = {"form": form, "listed": listed, "view": None}
    return render(request, "catalogue/desk/saved_view.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def saved_view_change(request, key):
    """Rename a view of one's own, share it or keep it for oneself."""
    view = get_object_or_404(request.user.saved_views, pk=key)
    listed = listed_at(request.POST.get("address") or request.GET.get("address", ""))
    form = SavedViewForm(request.POST or None, instance=view)
    if form.is_valid():
        form.save()
        return redirect(listed.address)
    context = {"form": form, "listed": listed, "view": view}
    return render(request, "catalogue/desk/saved_view.html", context)


@staff
@require_POST
def saved_view_delete(request, key):
    """Delete a view of one's own; the list it was of stays."""
    listed = listed_at(request.POST.get("address", ""))
    get_object_or_404(request.user.saved_views, pk=key).delete()
    return redirect(listed.address)
