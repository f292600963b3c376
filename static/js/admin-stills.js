/* A click on a still sets its focal point: where the eye should rest when it is cropped. */

function numbersBeside(preview) {
  const card = preview.closest(".inline-related");
  return ["focal_x", "focal_y"].map((name) => card?.querySelector(`[name$="-${name}"]`));
}

function show(preview) {
  const [x, y] = numbersBeside(preview);
  preview.style.setProperty("--x", `${x.value}%`);
  preview.style.setProperty("--y", `${y.value}%`);
}

for (const preview of document.querySelectorAll(".inline-related .preview")) {
  const [x, y] = numbersBeside(preview);
  if (!x || !y) continue;
  show(preview);
  for (const field of [x, y]) field.addEventListener("input", () => show(preview));
  preview.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey) return; // opens the picture in a tab of its own
    event.preventDefault();
    const frame = preview.getBoundingClientRect();
    x.value = Math.round((100 * (event.clientX - frame.left)) / frame.width);
    y.value = Math.round((100 * (event.clientY - frame.top)) / frame.height);
    show(preview);
  });
}
