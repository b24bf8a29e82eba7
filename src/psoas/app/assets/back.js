// Coming back to a session with the browser's Back asks first whether to go on.
addEventListener("pageshow", (event) => {
  const [way] = performance.getEntriesByType("navigation");
  if (event.persisted || way?.type === "back_forward") location.replace(`${location.pathname}?back=1`);
});
