/*
 * Rows of the admin's inlines.
 *
 * A choice arrives as a bare <select> with what is chosen. When an editor turns to it, it becomes
 * the autocomplete of the blank row, with its links to add and to change. Headings name the
 * fields under them.
 */

const $ = window.django.jQuery;

function wrapperOf(select) {
  const blank = select.name.replace(/-\d+-/, "-__prefix__-");
  return document.getElementsByName(blank)[0]?.closest(".related-widget-wrapper");
}

function fill(element, number) {
  for (const name of ["id", "name"]) {
    const value = element.getAttribute(name);
    if (value) element.setAttribute(name, value.replace("__prefix__", number));
  }
}

/** The autocomplete that takes the place of a bare select; null where the page offers none. */
function upgrade(select) {
  const pattern = wrapperOf(select);
  if (!pattern) return null;
  const wrapper = pattern.cloneNode(true);
  const number = select.name.match(/-(\d+)-/)[1];
  for (const element of wrapper.querySelectorAll("*")) fill(element, number);
  const control = wrapper.querySelector("select");
  for (const option of select.selectedOptions) {
    control.append(new Option(option.text, option.value, true, true));
  }
  select.replaceWith(wrapper);
  $(control).djangoAdminSelect2();
  window.updateRelatedObjectLinks(control);
  unlinkNew(control);
  nameAutocomplete(control);
  return control;
}

/** Autocompletes are named by their label or heading as well as by what is chosen. */
function nameAutocomplete(control) {
  const shown = control.nextElementSibling?.querySelector(".select2-selection");
  const label = control.labels[0] ?? headingOf(control);
  if (!shown || !label) return;
  label.id ||= `${control.id}-label`;
  const chosen = shown.querySelector(".select2-selection__rendered");
  chosen?.setAttribute("aria-labelledby", label.id);
  shown.setAttribute("aria-labelledby", [label.id, chosen?.id].filter(Boolean).join(" "));
}

/** Somebody who is not there yet has no page to be changed on. */
function unlinkNew(control) {
  if (!control.value.startsWith("+")) return;
  control.closest(".related-widget-wrapper")?.querySelector(".change-related")?.removeAttribute("href");
}

/** A name that was typed and is not there yet reads in its row as it will be stored. */
function nameNew(control) {
  const option = control.selectedOptions[0];
  if (!option?.value.startsWith("+")) return;
  option.replaceWith(new Option(option.value.slice(1), option.value, true, true));
  $(control).trigger("change.select2");
}

/** Whom a pasted name may mean, and the way to anybody else. */
function offerOthers(root) {
  for (const select of root.querySelectorAll("select[data-offered]:not([data-others])")) {
    if (!wrapperOf(select)) continue;
    select.dataset.others = "yes";
    select.append(new Option(select.dataset.offered, "…"));
  }
}

function chooseOther(select) {
  select.selectedOptions[0].remove();
  select.value = "";
  const control = upgrade(select);
  if (control) $(control).select2("open");
}

function headingOf(control) {
  const cell = control.closest(".rows td");
  return cell?.closest("table").tHead.rows[0].cells[cell.cellIndex];
}

function nameFields(root) {
  for (const control of root.querySelectorAll(".rows td :is(input, select, textarea)")) {
    const heading = headingOf(control);
    if (heading && !control.labels?.length && control.type !== "hidden") {
      control.setAttribute("aria-labelledby", heading.id);
    }
  }
}

function nameAutocompletes(root) {
  for (const control of root.querySelectorAll("select.select2-hidden-accessible")) nameAutocomplete(control);
}

document.addEventListener("mousedown", (event) => {
  if (!event.target.matches("select[data-row]")) return;
  const control = upgrade(event.target);
  if (!control) return;
  event.preventDefault();
  $(control).select2("open");
});

document.addEventListener("focusin", (event) => {
  if (!event.target.matches("select[data-row]")) return;
  const control = upgrade(event.target);
  control?.nextElementSibling.querySelector(".select2-selection").focus();
});

$(document).on("change", ".rows td select", ({ target }) => {
  target.closest("td").querySelector(".state.read")?.remove(); // it was what the page proposed
  unlinkNew(target);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-offered]") && event.target.value === "…") chooseOther(event.target);
});

nameFields(document);
offerOthers(document);
$(() => nameAutocompletes(document));
$(document).on("select2:select", (event) => nameNew(event.target));

document.addEventListener("formset:added", (event) => {
  nameFields(event.target.closest(".inline-group"));
  nameAutocompletes(event.target);
  const first = event.target.querySelector("td :is(input:not([type=number], [type=hidden]), .select2-selection, select)");
  if (event.target.matches(".rows tr")) first?.focus();
});

document.addEventListener("rows:read", (event) => {
  nameFields(event.target);
  offerOthers(event.target);
});
