/*
 * The table in place. Sorting by several columns: a click on a head sorts by that column alone, with
 * Shift also by it. Changing a row: its form, which is a page of its own without this, opens below
 * it; saved, the row is shown as it is now. Escape closes it. Focus goes into the form and back.
 */

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

addEventListener("click", (event) => {
  const link = event.target.closest?.("a");
  if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
  if (link.dataset.also && event.shiftKey) {
    event.preventDefault();
    location.assign(link.dataset.also);
  } else if (link.matches("a.edit") && !event.shiftKey) {
    event.preventDefault();
    open(link);
  } else if (link.matches("tr.editing a.cancel")) {
    event.preventDefault();
    close(link.closest("tr.editing"));
  }
});

addEventListener("keydown", (event) => {
  const editing = event.target.closest?.("tr.editing");
  if (editing && event.key === "Escape") close(editing);
});

addEventListener("submit", async (event) => {
  const editing = event.target.closest?.("tr.editing");
  if (!editing) return;
  event.preventDefault();
  const form = event.target;
  form.setAttribute("aria-busy", "true");
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
  if (!answer) return form.submit();
  const page = parsed(await answer.text());
  const row = editing.previousElementSibling;
  const saved = page.getElementById(row.id);
  if (saved) {
    row.replaceWith(saved);
    editing.remove();
    saved.querySelector("a.edit").focus();
  } else if (page.getElementById("row-form")) {
    show(editing, page);
  } else {
    location.assign(answer.url);
  }
});

async function open(link) {
  const row = link.closest("tr");
  if (row.nextElementSibling?.matches("tr.editing")) return close(row.nextElementSibling);
  const answer = await fetch(link.href).catch(() => null);
  const page = answer?.ok && parsed(await answer.text());
  if (!page?.getElementById("row-form")) return location.assign(link.href);
  const editing = document.createElement("tr");
  editing.className = "editing";
  editing.append(document.createElement("td"));
  editing.firstChild.colSpan = row.cells.length;
  row.after(editing);
  show(editing, page);
}

/** Put the form of that page into the row, and the focus where something is to be done. */
function show(editing, page) {
  editing.firstChild.replaceChildren(page.getElementById("row-form"));
  const fields = editing.querySelectorAll(":is(input, select):not([type=hidden])");
  const wrong = editing.querySelector(".errorlist")?.parentElement.querySelector("input, select");
  (wrong ?? fields[0]).focus();
}

function close(editing) {
  const row = editing.previousElementSibling;
  editing.remove();
  row.querySelector("a.edit").focus();
}
