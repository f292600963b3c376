/*
 * Two shortcuts of a record's page, none of them a letter by itself: Ctrl or Cmd with S saves and
 * stays, Alt with Page Down saves and opens the next film of the section. They are listed where
 * the buttons are.
 */

const keys = document.querySelector(".keys");
if (keys) keys.hidden = false;

function press(name) {
  const button = document.querySelector(`.submit-row [name='${name}']`);
  button?.click();
  return Boolean(button);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const isSave = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const isNext = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (isSave && event.key.toLowerCase() === "s" && press("_continue")) event.preventDefault();
  else if (isNext && event.key === "PageDown" && press("_next")) event.preventDefault();
});
