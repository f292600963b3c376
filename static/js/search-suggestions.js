// Suggestions while a search is typed: an editable combobox with a list (WAI-ARIA's pattern).
// Enhances every search form; the server renders the options, a form without this module searches.

const WAIT = 120;
const SHORTEST = 2;
let forms = 0;

class Suggestions {
  constructor(form, input) {
    this.input = input;
    this.address = new URL("suggestions/", form.action);
    this.list = document.createElement("div");
    this.list.id = `suggestions-${++forms}`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    input.after(this.list);
    form.append(this.status);
    const attributes = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    form.addEventListener("submit", () => this.close());
    // The input keeps the focus while an option is pressed.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    addEventListener("pageshow", () => this.close());
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  get isOpen() {
    return !this.list.hidden;
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    this.asking?.abort();
    const words = this.input.value.trim();
    if (words.length < SHORTEST && !/\p{Lo}/u.test(words)) return this.close();
    const asking = (this.asking = new AbortController());
    this.address.search = new URLSearchParams({ q: words });
    try {
      const answer = await fetch(this.address, { signal: asking.signal });
      if (answer.ok) this.show(await answer.text());
    } catch {
      // Overtaken by the next letter, or offline: the form still searches.
    }
  }

  show(html) {
    if (document.activeElement !== this.input) return;
    const answer = document.createElement("template");
    answer.innerHTML = html;
    const said = answer.content.querySelector("[data-status]");
    this.status.textContent = said.textContent;
    said.remove();
    this.list.replaceChildren(answer.content);
    this.options.forEach((option, place) => (option.id = `${this.list.id}-${place}`));
    this.choose(null);
    this.toggle(this.options.length > 0);
  }

  toggle(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", isOpen);
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.choose(null);
    this.toggle(false);
    this.status.textContent = "";
  }

  choose(chosen) {
    this.chosen = chosen;
    for (const option of this.options) option.setAttribute("aria-selected", option === chosen);
    if (chosen) {
      this.input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  // From the input downwards through the options and back into the input.
  step(by) {
    const places = [null, ...this.options];
    const here = places.indexOf(this.chosen);
    this.choose(places.at((here + by) % places.length));
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && this.isOpen) {
      this.close();
    } else if (event.key === "Enter" && this.isOpen && this.chosen) {
      this.chosen.click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.isOpen) this.step(event.key === "ArrowDown" ? 1 : -1);
      else if (this.options.length) this.toggle(true);
      else this.ask();
    } else {
      return;
    }
    event.preventDefault();
  }
}

for (const form of document.querySelectorAll("form[role=search]")) {
  const input = form.querySelector("input[type=search]");
  if (input) new Suggestions(form, input);
}
