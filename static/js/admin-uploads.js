/*
 * Many stills at once: files may be dropped, and are sent one by one, each answered by what the
 * page says of it, so that no one file holds up the others. What could not be sent stays chosen.
 */

const form = document.querySelector(".uploads form");
const zone = form.querySelector(".drop-zone");
const input = form.querySelector("input[type=file]");
const outcome = document.querySelector(".uploads .outcome");

function choose(files) {
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  input.files = chosen.files;
}

function line(name, said) {
  const item = document.createElement("li");
  const [file, state] = [document.createElement("span"), document.createElement("span")];
  file.textContent = name;
  state.textContent = said;
  state.className = "state";
  item.append(file, " ", state);
  outcome.append(item);
  return item;
}

/** What the page says of one file; null where it could not be asked. */
async function send(file) {
  const body = new FormData(form);
  body.set(input.name, file);
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector(".uploads .outcome li");
  } catch {
    return null;
  }
}

async function sendAll() {
  const unsent = [];
  for (const file of input.files) {
    const item = line(file.name, form.dataset.sending);
    const said = await send(file);
    if (said) {
      item.replaceWith(said);
    } else {
      item.classList.add("refused");
      item.lastElementChild.textContent = form.dataset.unsent;
      unsent.push(file);
    }
  }
  choose(unsent);
}

form.addEventListener("submit", async (event) => {
  if (!input.files.length) return;
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  await sendAll();
  button.disabled = false;
  document.querySelector(".uploads .onward").hidden = false;
});

zone.querySelector(".can-drop").hidden = false;
for (const type of ["dragenter", "dragover", "dragleave", "drop"]) {
  zone.addEventListener(type, (event) => {
    event.preventDefault();
    zone.classList.toggle("is-over", type === "dragenter" || type === "dragover");
  });
}
zone.addEventListener("drop", (event) => choose([...input.files, ...event.dataTransfer.files]));
