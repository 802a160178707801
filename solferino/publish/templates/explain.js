"use strict";
// The row of the words under the pointer or the focus is lit.
document.querySelectorAll("a.run").forEach((run) => {
  const row = document.getElementById(run.getAttribute("href").slice(1));
  const light = (on) => () => { if (row) row.classList.toggle("lit", on); };
  run.addEventListener("mouseenter", light(true));
  run.addEventListener("mouseleave", light(false));
  run.addEventListener("focus", light(true));
  run.addEventListener("blur", light(false));
});
