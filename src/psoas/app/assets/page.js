// What every page needs of the browser itself.

// A lost connection, in words that say what to do. The framework shows and hides the box.
const lost = document.getElementById("popup");
if (lost) {
  const [what, how] = lost.children;
  what.textContent = "No connection to psoas.";
  how.textContent = "It tries again by itself. If this stays, start psoas again on this computer. Your journal is safe.";
  lost.setAttribute("role", "alert");
}

// On paper nothing can be unfolded, so all of it is.
addEventListener("beforeprint", () => {
  for (const box of document.querySelectorAll("main details:not([open]), #main details:not([open])")) {
    box.open = true;
    box.dataset.printed = "";
  }
});
addEventListener("afterprint", () => {
  for (const box of document.querySelectorAll("details[data-printed]")) {
    box.open = false;
    delete box.dataset.printed;
  }
});
