/*
 * The focal point of a still: where the eye should rest when it is cropped. A click on the picture
 * sets it, or the arrow keys on its handle; the numbers beside it say the same. The previews show
 * what visitors will see.
 */

const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const SHARED = 1200 / 630;

const within = (number) => Math.min(100, Math.max(0, Math.round(number)));

/** Where a crop of one side is cut, in per cent, for the focal point to come near its middle. */
function cut(whole, shown, point) {
  const left = whole - shown;
  return left > 0.001 ? Math.min(100, Math.max(0, (100 * ((whole * point) / 100 - shown / 2)) / left)) : 50;
}

class FocalPoint {
  constructor(frame, card) {
    this.frame = frame;
    [this.x, this.y] = ["focal_x", "focal_y"].map((name) => card.querySelector(`[name$="-${name}"]`));
    if (!this.x || !this.y) return;
    this.shared = card.querySelector(".when-shared img");
    this.handle = this.makeHandle();
    frame.append(this.handle);
    this.show();
    for (const field of [this.x, this.y]) field.addEventListener("input", () => this.show());
    frame.querySelector(".preview").addEventListener("click", (event) => this.click(event));
    this.handle.addEventListener("keydown", (event) => this.press(event));
  }

  makeHandle() {
    const handle = document.createElement("span");
    handle.className = "focal-point";
    handle.tabIndex = 0;
    handle.setAttribute("role", "slider");
    handle.setAttribute("aria-label", this.frame.dataset.name);
    return handle;
  }

  click(event) {
    if (event.ctrlKey || event.metaKey) return; // opens the picture in a tab of its own
    event.preventDefault();
    const frame = event.currentTarget.getBoundingClientRect();
    const x = (100 * (event.clientX - frame.left)) / frame.width;
    this.set(x, (100 * (event.clientY - frame.top)) / frame.height);
  }

  press(event) {
    const way = KEYS[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const step = event.shiftKey ? 10 : 1;
    this.set(Number(this.x.value) + step * way[0], Number(this.y.value) + step * way[1]);
  }

  set(x, y) {
    this.x.value = within(x);
    this.y.value = within(y);
    for (const field of [this.x, this.y]) field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  show() {
    const [x, y] = [within(this.x.value), within(this.y.value)];
    this.frame.style.setProperty("--x", `${x}%`);
    this.frame.style.setProperty("--y", `${y}%`);
    const place = this.frame.dataset.place.replace("{x}", x).replace("{y}", y);
    this.handle.setAttribute("aria-valuenow", x);
    this.handle.setAttribute("aria-valuetext", place);
    if (this.shared) this.crop(this.shared, x, y);
  }

  /** As catalogue/output/share_pictures.py cuts it. */
  crop(image, x, y) {
    const ratio = image.getAttribute("width") / image.getAttribute("height");
    const scale = Math.max(1, SHARED / ratio);
    const [across, down] = [cut(ratio * scale, SHARED, x), cut(scale, 1, y)];
    image.style.objectPosition = `${across}% ${down}%`;
  }
}

for (const frame of document.querySelectorAll(".inline-related .focal-frame")) {
  const card = frame.closest(".inline-related");
  new FocalPoint(frame, card);
  const [credit, line] = [card.querySelector('[name$="-credit"]'), card.querySelector(".credit-line")];
  if (credit && line) {
    credit.addEventListener("input", () => { line.textContent = credit.value || "–"; });
  }
}
