/*
 * The order of an inline's rows: by a handle that is dragged, or Alt and the arrow keys on it.
 *
 * What is stored are the numbers of the column "position", as without this script. Rows that have
 * functions are in order among those of the same function, since that is how they are printed.
 */

const LABELS = document.querySelector("[data-order-words]")?.dataset ?? {};
const live = document.body.appendChild(document.createElement("div"));
live.className = "visually-hidden";
live.setAttribute("role", "status");

export function say(text) {
  live.textContent = text;
}

const rowsOf = (body) => [...body.rows].filter((row) => row.matches(".form-row:not(.empty-form)"));
const positionOf = (row) => row.querySelector("input[name$='-position']");
const functionOf = (row) => row.querySelector("select[name$='-function']")?.value ?? "";

function nameOf(row) {
  const texts = [...row.querySelectorAll("select")].map((select) => select.selectedOptions[0]?.text);
  return texts.concat(row.querySelector("input[name$='-title']")?.value).filter(Boolean).join(", ");
}

/** Numbers the rows of that row's function, and touches no number that is right. */
function number(row) {
  const peers = rowsOf(row.parentElement).filter((one) => functionOf(one) === functionOf(row));
  peers.forEach((peer, index) => {
    const field = positionOf(peer);
    if (field.value !== String(index + 1)) field.value = index + 1;
  });
}

function announce(row) {
  const rows = rowsOf(row.parentElement);
  const said = (LABELS.moved ?? "{name}: {place} / {count}")
    .replace("{name}", nameOf(row))
    .replace("{place}", rows.indexOf(row) + 1)
    .replace("{count}", rows.length);
  say(said);
}

function move(row, step) {
  const rows = rowsOf(row.parentElement);
  const neighbour = rows[rows.indexOf(row) + step];
  if (!neighbour) return;
  if (step < 0) neighbour.before(row);
  else neighbour.after(row);
  number(row);
  announce(row);
  row.querySelector(".handle").focus();
}

function drag(row, event) {
  const { pointerId, target } = event;
  target.setPointerCapture(pointerId);
  row.classList.add("dragged");
  const over = ({ clientY }) => {
    const below = rowsOf(row.parentElement).find((one) => {
      const box = one.getBoundingClientRect();
      return one !== row && clientY < box.top + box.height / 2;
    });
    const end = row.parentElement.querySelector(".empty-form");
    if ((below ?? end) !== row.nextElementSibling) row.parentElement.insertBefore(row, below ?? end);
    if (clientY < 80) window.scrollBy(0, -12);
    if (clientY > window.innerHeight - 120) window.scrollBy(0, 12);
  };
  const drop = () => {
    target.removeEventListener("pointermove", over);
    row.classList.remove("dragged");
    number(row);
    announce(row);
  };
  target.addEventListener("pointermove", over);
  target.addEventListener("lostpointercapture", drop, { once: true });
}

function addHandle(row) {
  const field = positionOf(row);
  if (!field || row.querySelector(".handle") || row.closest(".inline-group.shown")) return;
  const handle = document.createElement("button");
  handle.type = "button";
  handle.className = "handle";
  handle.textContent = "⠿";
  handle.title = LABELS.handle ?? "";
  handle.setAttribute("aria-label", LABELS.handle ?? "");
  field.before(handle);
  field.parentElement.classList.add("ordered");
}

export function addHandles(root) {
  for (const row of root.querySelectorAll(".rows tbody .form-row:not(.empty-form)")) addHandle(row);
}

document.addEventListener("pointerdown", (event) => {
  if (event.target.matches?.(".handle") && event.button === 0) drag(event.target.closest("tr"), event);
});

document.addEventListener("keydown", (event) => {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step || !event.altKey || !event.target.matches?.(".handle")) return;
  event.preventDefault();
  move(event.target.closest("tr"), step);
});

/* Django numbers the fields of all rows anew when an unsaved one is removed, in the order they stand
 * in; stored rows have to come first then. Afterwards the rows go back to where they were. */
document.addEventListener(
  "click",
  (event) => {
    const body = event.target.closest?.(".rows a.inline-deletelink")?.closest("tbody");
    if (!body) return;
    const shown = rowsOf(body);
    const index = (row) => Number(positionOf(row)?.name.match(/-(\d+)-position$/)?.[1] ?? 0);
    const end = body.querySelector(".empty-form");
    for (const row of [...shown].sort((a, b) => index(a) - index(b))) body.insertBefore(row, end);
    document.addEventListener(
      "formset:removed",
      () => shown.filter((row) => row.isConnected).forEach((row) => body.insertBefore(row, end)),
      { once: true },
    );
  },
  { capture: true },
);

document.addEventListener("formset:added", (event) => {
  if (event.target.matches(".rows tr")) addHandle(event.target);
});
addHandles(document);
