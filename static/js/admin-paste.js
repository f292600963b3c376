/*
 * The boxes above rows: "Read the pasted lines" asks the form's own address, and the lists that
 * come back take the place of those that are here. Files stay where they were chosen, and so does
 * everything outside the lists.
 */

import { addHandles, say } from "./admin-order.js";

const $ = window.django.jQuery;

/** Django's own set-up of an inline, for one that was not there when the page was opened. */
function begin(group) {
  const { name, options } = JSON.parse(group.dataset.inlineFormset);
  const rows = `${name}-group .tabular.inline-related tbody:first > tr.form-row`;
  $(rows).tabularFormset(rows, options);
}

function replace(group, fresh) {
  group.replaceWith(fresh);
  begin(fresh);
  addHandles(fresh);
  fresh.dispatchEvent(new CustomEvent("rows:read", { bubbles: true }));
}

/** What the form would send, without files, and marked so that nothing is stored. */
function sentBy(form, button) {
  const sent = new FormData(form);
  for (const [name, value] of [...sent]) if (value instanceof File) sent.delete(name);
  sent.set(button.name, button.value);
  return sent;
}

async function read(button) {
  const form = button.form;
  const prefix = button.value;
  const answer = await fetch(form.action || location.href, { method: "POST", body: sentBy(form, button) });
  if (!answer.ok || answer.redirected) return form.requestSubmit(button);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = [...page.querySelectorAll(".inline-group.rows:has(tbody)")].filter((group) =>
    document.getElementById(group.id)?.matches(".js-inline-admin-formset"),
  );
  // What others changed meanwhile is shown with the whole page.
  if (!fresh.length || page.querySelector(".meanwhile")) return form.requestSubmit(button);
  for (const group of fresh) replace(document.getElementById(group.id), group);
  say(document.querySelector(`#${prefix}-group .report`)?.innerText ?? "");
  const box = document.getElementById(`${prefix}-pasted`);
  const added = document.querySelector(`#${prefix}-group [data-offered], #${prefix}-group .errors`);
  (box?.value ? box : added ?? box)?.focus();
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.(".paste-box button[name='_read']");
  if (!button || button.dataset.whole) return;
  event.preventDefault();
  button.disabled = true;
  try {
    await read(button);
  } catch {
    button.dataset.whole = "yes"; // no network for a part of the page: as without this script
  } finally {
    button.disabled = false;
  }
});
