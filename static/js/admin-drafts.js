/*
 * What is typed in a form of the admin outlives the page: a crash, a closed tab, a session's end.
 *
 * It is kept in this browser alone, by address and editor, without files and passwords, until it
 * is saved, discarded, logged out of or a week old. Who opens the same form again is offered it.
 * Before anything is sent the server is asked whether the session is alive; where it is not, the
 * page stays, and is sent once somebody has logged in beside it.
 */

const WEEK = 7 * 24 * 3600 * 1000;
const SENT = "marquee-draft-sent";
const editor = document.querySelector("meta[name=editor]")?.content;
const owned = `marquee-draft ${editor} `;
const place = document.querySelector("#drafts");
const form = place?.closest("form");
const key = owned + location.pathname;
const draft = { id: `${Date.now()}-${Math.random()}` };
let isLoggingOut = false;

function read(name) {
  try {
    const kept = JSON.parse(localStorage.getItem(name)) ?? [];
    return kept.filter((one) => Date.now() - one.at < WEEK);
  } catch {
    return [];
  }
}

function write(name, drafts) {
  try {
    if (drafts.length) localStorage.setItem(name, JSON.stringify(drafts));
    else localStorage.removeItem(name);
  } catch {
    // A full or closed storage keeps nothing; the form works as without.
  }
}

function remove(name, id) {
  write(name, read(name).filter((one) => one.id !== id));
}

function eachOfEditor(act) {
  for (const name of Object.keys(localStorage)) if (name.startsWith(owned)) act(name);
}

/* What a form holds ------------------------------------------------------------------------ */

function isKept(control) {
  return control.name && !["file", "password", "submit", "button"].includes(control.type)
    && control.name !== "csrfmiddlewaretoken" && !control.name.includes("__prefix__");
}

function valuesOf(form) {
  return [...form.elements].filter(isKept).map((control) => {
    if (["checkbox", "radio"].includes(control.type)) return [control.name, control.value, control.checked];
    const text = control.selectedOptions?.[0]?.text;
    return text === undefined ? [control.name, control.value] : [control.name, control.value, text];
  });
}

function addRows(form, values) {
  for (const [name, value] of values) {
    const prefix = name.match(/^(.+)-TOTAL_FORMS$/)?.[1];
    const add = prefix && document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
    const total = prefix && form.elements[name];
    for (let here = Number(total?.value); add && here < Number(value); here++) add.click();
  }
}

function fill(control, [, value, more]) {
  if (["checkbox", "radio"].includes(control.type)) {
    if (control.value === value) control.checked = more;
    return;
  }
  if (control.tagName === "SELECT" && ![...control.options].some((option) => option.value === value)) {
    control.append(new Option(more, value));
  }
  control.value = value;
  if (control.classList.contains("select2-hidden-accessible")) {
    window.django.jQuery(control).trigger("change.select2");
  }
}

/** Rows others added since have no place in a draft: they are told when it is sent. */
function hideSurplus(form, values) {
  for (const [name, value] of values) {
    const prefix = name.match(/^(.+)-TOTAL_FORMS$/)?.[1];
    if (!prefix) continue;
    for (const control of form.elements) {
      const number = control.name.startsWith(`${prefix}-`) && control.name.slice(prefix.length + 1).match(/^(\d+)-/)?.[1];
      if (number && Number(number) >= Number(value)) control.closest(".form-row, .inline-related")?.remove();
    }
  }
}

function restore(form, { values }) {
  addRows(form, values);
  const controls = new Map();
  for (const control of form.elements) {
    if (isKept(control)) controls.set(control.name, [...(controls.get(control.name) ?? []), control]);
  }
  for (const entry of values) for (const control of controls.get(entry[0]) ?? []) fill(control, entry);
  hideSurplus(form, values);
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

/* Keeping ----------------------------------------------------------------------------------- */

function keepTyping() {
  const first = JSON.stringify(valuesOf(form));
  let soon;
  const keep = () => {
    clearTimeout(soon);
    if (isLoggingOut) return;
    const values = valuesOf(form);
    const others = read(key).filter((one) => one.id !== draft.id);
    const isTyped = JSON.stringify(values) !== first || document.querySelector(".errornote");
    write(key, isTyped ? [...others, { ...draft, at: Date.now(), values }] : others);
  };
  const keepSoon = () => {
    clearTimeout(soon);
    soon = setTimeout(keep, 400);
  };
  for (const event of ["input", "change", "formset:added", "formset:removed"]) form.addEventListener(event, keepSoon);
  window.django?.jQuery(form).on("change", "select", keepSoon); // Select2 tells jQuery alone
  window.addEventListener("pagehide", () => soon && keep());
  return keep;
}

function offer(kept) {
  const line = place.querySelector("template").content.firstElementChild.cloneNode(true);
  const at = line.querySelector("time");
  at.dateTime = new Date(kept.at).toISOString();
  at.textContent = new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  line.querySelector("[data-restore]").addEventListener("click", () => {
    restore(form, kept);
    remove(key, kept.id);
    line.remove();
  });
  line.querySelector("[data-discard]").addEventListener("click", () => {
    remove(key, kept.id);
    line.remove();
  });
  place.querySelector("ul").append(line);
}

/* Sending ----------------------------------------------------------------------------------- */

/** The state of the session, and a token that is good for it; null where nobody answers. */
async function session() {
  try {
    const answer = await fetch(place.dataset.session, { headers: { Accept: "application/json" }, cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function say(name) {
  for (const notice of place.querySelectorAll("[data-notice]")) notice.hidden = notice.dataset.notice !== name;
  if (name) place.querySelector(`[data-notice=${name}]`).scrollIntoView({ block: "center" });
}

function sendWhenAlive(keep) {
  let isChecked = false;
  form.addEventListener("submit", async (event) => {
    if (isChecked || event.defaultPrevented) return;
    event.preventDefault();
    keep();
    const answer = await session();
    say(answer === null ? "away" : answer.token ? "" : "ended");
    if (!answer?.token) return;
    form.elements.csrfmiddlewaretoken.value = answer.token;
    sessionStorage.setItem(SENT, JSON.stringify([key, draft.id]));
    isChecked = true;
    form.requestSubmit(event.submitter);
    isChecked = false;
  });
}

/* A page after a form that was sent: what was saved is no draft any more. */
const sent = JSON.parse(sessionStorage.getItem(SENT) ?? "null");
sessionStorage.removeItem(SENT);
if (sent && document.querySelector(".messagelist .success")) remove(...sent);

eachOfEditor((name) => write(name, read(name)));
document.querySelector("#logout-form")?.addEventListener("submit", () => {
  isLoggingOut = true;
  eachOfEditor((name) => write(name, []));
});

if (form) {
  if (!document.querySelector(".errornote")) read(key).forEach(offer);
  // Other scripts put the form in order first: that is not typing.
  window.addEventListener("load", () => setTimeout(() => sendWhenAlive(keepTyping())));
}
