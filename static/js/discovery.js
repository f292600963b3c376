/*
 * The programme's filter in place. A choice fetches the address that the form or the link stands
 * for, the very page a browser without this would open, and swaps what has changed. The list keeps
 * its scroll, the form its focus and its open groups; "back" leads through every choice.
 */

const SWAPPED = ["chosen", "facets", "results"];
const form = document.querySelector(".filter form");
const count = document.getElementById("count");
const languages = document.querySelector(".languages");
let asking;

/** The address of the form's choice, without what is empty or as it is anyway. */
function addressOf(form) {
  const given = [...new FormData(form)].filter(([, value]) => value);
  const query = new URLSearchParams(given.filter(([name, value]) => value !== form.elements[name].dataset?.usual));
  return `${form.getAttribute("action")}${query.size ? `?${query}` : ""}`;
}

/** Show the page at that address here; `isNew` makes it one more step to go back from. */
async function show(address, { isNew = true } = {}) {
  asking?.abort();
  const mine = (asking = new AbortController());
  const results = document.getElementById("results");
  results.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: mine.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !page.getElementById("results")) throw new Error(`answered ${answer.status}`);
    if (mine.signal.aborted) return false;
    if (isNew && answer.url !== location.href) history.pushState(null, "", answer.url);
    swap(page);
    results.removeAttribute("aria-busy");
    return true;
  } catch (problem) {
    if (problem.name === "AbortError") return false;
    if (isNew) location.assign(address);
    else location.reload();
    return false;
  }
}

function swap(page) {
  const focused = describe(document.activeElement);
  const groups = new Map([...form.querySelectorAll("details")].map((group) => [group.id, group]));
  for (const group of page.querySelectorAll(".filter form details")) {
    if (groups.has(group.id)) group.open = groups.get(group.id).open;
  }
  const scrolled = [...groups.values()].map((group) => [group.id, group.querySelector("fieldset").scrollTop]);
  for (const id of SWAPPED) {
    document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
  }
  for (const [id, top] of scrolled) {
    const list = document.getElementById(id)?.querySelector("fieldset");
    if (list) list.scrollTop = top;
  }
  for (const field of form.querySelectorAll(":scope > .field :is(input, select)")) {
    if (field !== document.activeElement) field.value = page.getElementById(field.id).value;
  }
  languages.replaceChildren(...page.querySelector(".languages").childNodes);
  document.title = page.title;
  count.textContent = page.getElementById("count").textContent;
  if (focused) focusAgain(focused);
}

/** What finds the focused thing again in another page, where it is inside of what is swapped. */
function describe(element) {
  if (!SWAPPED.some((id) => document.getElementById(id).contains(element))) return "";
  if (element.id) return `#${CSS.escape(element.id)}`;
  if (element.name) return `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]`;
  const group = element.closest("details");
  return element.matches("summary") ? `#${group.id} > summary` : "#results";
}

/** Focus stays, or goes to the results where what had it is no more. */
function focusAgain(selector) {
  const element = document.querySelector(selector) ?? document.getElementById("results");
  element.focus({ preventScroll: true });
}

/** Another page, view or letter of the results is read from its beginning. */
function readFromTheTop() {
  const results = document.getElementById("results");
  results.focus({ preventScroll: true });
  results.scrollIntoView({ block: "start" });
}

function isOurs(event, link) {
  const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const isHere = link?.origin === location.origin && link.pathname === location.pathname;
  return isPlain && isHere && !link.hash && link.closest("#chosen, #results");
}

if (form && count) {
  document.documentElement.classList.add("in-place");
  form.addEventListener("change", () => show(addressOf(form)));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (event.submitter) document.querySelector(".filter").open = false;
    if ((await show(addressOf(form))) && event.submitter) readFromTheTop();
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a");
    if (!isOurs(event, link)) return;
    event.preventDefault();
    const isMoving = Boolean(link.closest("#results"));
    if ((await show(link.href)) && isMoving) readFromTheTop();
  });
  addEventListener("popstate", () => show(location.href, { isNew: false }));
}
