/*
 * Sorting by several columns: a click on a head sorts by that column alone; with Shift, or Shift and
 * Enter, also by it. Without this the form "Columns, order, groups" does the same.
 */

addEventListener("click", (event) => {
  const link = event.shiftKey && event.target.closest?.("a[data-also]");
  if (!link) return;
  event.preventDefault();
  location.assign(link.dataset.also);
});
