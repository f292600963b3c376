/*
 * A programme of one's own. Marks are kept in this browser alone, and go to the server only as the
 * address of a page: /my-programme/?film=here-2023&screening=k7m2u7tt.
 */

const KEY = "my-programme";
const VERSION = 1;
const KINDS = ["film", "screening"];
const MOST = 120;
const LONGEST = 120;

const link = document.getElementById("my-programme");
const base = link.getAttribute("href");
const { asOf } = document.documentElement.dataset; // the hour of a page that is a copy

// Marks ------------------------------------------------------------------------------------------

const noMarks = () => ({ film: [], screening: [] });
const all = (marks) => KINDS.flatMap((kind) => marks[kind].map((value) => `${kind}=${value}`));
const holds = (marks, others) => all(others).every((mark) => all(marks).includes(mark));
const isSame = (marks, others) => holds(marks, others) && holds(others, marks);

/** The marks in an object or in the query of an address, each once; whatever else it holds is none. */
function marksFrom(valuesOf) {
  const marks = noMarks();
  for (const kind of KINDS) {
    const values = [valuesOf(kind)].flat().filter((v) => typeof v === "string" && v && v.length <= LONGEST);
    marks[kind] = [...new Set(values)].slice(0, MOST);
  }
  return marks;
}

function marksIn(address) {
  const query = new URL(address, location.href).searchParams;
  return marksFrom((kind) => query.getAll(kind));
}

function addressOf(marks) {
  const query = new URLSearchParams(KINDS.flatMap((kind) => marks[kind].map((value) => [kind, value])));
  return query.size ? `${base}?${query}` : base;
}

// Storage ----------------------------------------------------------------------------------------

/** What is stored, as it is: marks, and what a later version of this page may have added. */
function stored() {
  try {
    const value = JSON.parse(localStorage.getItem(KEY));
    return value && typeof value === "object" ? value : {};
  } catch {
    return {};
  }
}

const ownMarks = () => {
  const value = stored();
  return marksFrom((kind) => value[kind]);
};

/** Whether the marks are kept now; the version stays where a later one has written before. */
function keep(marks) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ version: VERSION, ...stored(), ...marks }));
  } catch {
    say(link.dataset.blocked);
    return false;
  }
  showMarks();
  keepOffline(addressOf(marks));
  return true;
}

function isStorageOpen() {
  try {
    localStorage.getItem(KEY);
    return true;
  } catch {
    return false;
  }
}

// What is shown ----------------------------------------------------------------------------------

const notice = document.createElement("p");
notice.className = "mark-notice";
notice.setAttribute("role", "status");
document.body.append(notice);

function say(sentence, values = {}) {
  notice.textContent = sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  clearTimeout(say.silence);
  say.silence = setTimeout(() => (notice.textContent = ""), 8000);
}

const number = document.createElement("span");
number.className = "number";
link.append(" ", number);

/** The header's number and every button, as the marks are now. */
function showMarks() {
  const marks = ownMarks();
  const count = all(marks).length;
  number.textContent = count || "";
  link.href = addressOf(marks);
  for (const toggle of document.querySelectorAll("mark-toggle")) toggle.show(marks);
}

/** <mark-toggle film="slug" name="Title"> around a link: the link becomes a button. */
class MarkToggle extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("button") || !isStorageOpen()) return;
    this.kind = KINDS.find((kind) => this.hasAttribute(kind));
    this.value = this.getAttribute(this.kind);
    const button = document.createElement("button");
    button.type = "button";
    button.innerHTML = `<span></span><span class="visually-hidden"></span>`;
    button.firstChild.textContent = link.firstElementChild.textContent;
    button.lastChild.textContent = `: ${this.getAttribute("name")}`;
    button.addEventListener("click", () => this.toggle());
    this.replaceChildren(button);
    this.show(ownMarks());
  }

  show(marks) {
    const isMarked = marks[this.kind]?.includes(this.value) ?? false;
    this.querySelector("button")?.setAttribute("aria-pressed", isMarked);
  }

  toggle() {
    const marks = ownMarks();
    const isMarked = marks[this.kind].includes(this.value);
    const count = all(marks).length + (isMarked ? -1 : 1);
    if (count > MOST) return say(link.dataset.full, { count: MOST });
    marks[this.kind] = isMarked
      ? marks[this.kind].filter((value) => value !== this.value)
      : [...marks[this.kind], this.value];
    if (!keep(marks)) return;
    const sentence = isMarked ? link.dataset.removed : link.dataset.added;
    say(sentence, { name: this.getAttribute("name"), count });
    if (!isMarked && this.kind === "film") keepOffline(`${base.replace("my-programme", "films")}${this.value}/`);
  }
}

// The page ---------------------------------------------------------------------------------------

/** Whose programme the page shows, and what there is to do about it. */
function openPlan(plan) {
  // In place of a programme that was not kept stands one much like it: a copy says itself what it shows.
  const shown = marksIn(asOf ? plan.dataset.plan : location.href);
  let own = ownMarks();
  const isBare = !all(shown).length && !all(marksIn(location.href)).length && !new URLSearchParams(location.search).has("words");
  if (isBare && all(own).length) return location.replace(addressOf(own));
  const isOwn = () => isSame(shown, own);
  const showState = (state) => {
    for (const message of plan.querySelectorAll("[data-when]")) message.hidden = message.dataset.when !== state;
  };
  const stateOf = () => (isOwn() ? "own" : holds(own, shown) ? "partial" : "shared");
  showState(stateOf());

  plan.addEventListener("click", (event) => {
    const change = event.target.closest("a[data-change]");
    if (change && isOwn() && !event.ctrlKey && !event.metaKey) keep(marksIn(change.href));
    const verb = event.target.closest("[data-do]")?.dataset.do;
    if (verb) verbs[verb](event.target.closest("[data-do]"));
  });
  const verbs = {
    keep() {
      const both = noMarks();
      for (const kind of KINDS) both[kind] = [...new Set([...ownMarks()[kind], ...shown[kind]])];
      if (all(both).length > MOST) return say(link.dataset.full, { count: MOST });
      if (keep(both)) location.replace(addressOf(both));
    },
    async copy(button) {
      const field = plan.querySelector("#address");
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        if (!document.execCommand("copy")) return;
      }
      say(button.dataset.done);
    },
    print: () => print(),
    show() {},
  };
  for (const button of plan.querySelectorAll("button[data-do][hidden]")) button.hidden = false;
  const linkToOwn = () => {
    for (const show of plan.querySelectorAll("a[data-do=show]")) show.href = addressOf(own);
  };
  linkToOwn();
  const wasOwn = isOwn();
  addEventListener("storage", () => {
    own = ownMarks();
    linkToOwn();
    showState(wasOwn && !isOwn() ? "changed" : stateOf());
  });
}

// Offline ----------------------------------------------------------------------------------------

const worker = navigator.serviceWorker;

/** Have pages kept that were not opened; one that is opened is kept by the worker on its way here. */
async function keepOffline(...addresses) {
  (await worker?.ready)?.active.postMessage({ keep: addresses });
}

/** A page that is a copy says of what hour it is. */
function showAge(kept) {
  const { lang } = document.documentElement;
  const locale = lang === "en" ? "en-GB" : lang; // as the dates of the site are
  const words = (options) => new Intl.DateTimeFormat(locale, options).format(new Date(kept));
  const age = document.createElement("p");
  age.className = "message as-of-copy";
  age.textContent = link.dataset.asOf
    .replace("{hour}", words({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }))
    .replace("{day}", `${words({ weekday: "long" })}, ${words({ day: "numeric", month: "long" })}`);
  document.querySelector("main").prepend(age);
}

customElements.define("mark-toggle", MarkToggle);
showMarks();
addEventListener("storage", showMarks);
addEventListener("pageshow", (event) => event.persisted && showMarks());
if (asOf) showAge(asOf);
worker?.register("/service-worker.js").catch(() => {});
if (!worker?.controller) keepOffline(location.href); // the first visit, before there was a worker
const plan = document.querySelector("[data-plan]");
if (plan) openPlan(plan);
