"use strict";
(() => {
  const drawer = document.getElementById("drawer");
  const drawn = document.getElementById("drawn");
  const find = document.getElementById("find");
  const left = document.getElementById("left");

  // A figure opens its evidence beside the text; without this script the same link leads to the evidence section.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.figure");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !drawer.showModal) return;
    const proof = document.getElementById(link.getAttribute("href").slice(1));
    if (!proof) return;
    event.preventDefault();
    const copy = proof.cloneNode(true);
    copy.removeAttribute("id");
    copy.querySelectorAll("details").forEach((d) => { d.open = true; });
    drawn.replaceChildren(copy);
    if (!drawer.open) drawer.showModal();
    drawer.scrollTop = 0;
  });
  document.getElementById("close").addEventListener("click", () => drawer.close());
  drawer.addEventListener("click", (event) => {
    const inside = event.target.closest("a[href^='#']:not(.figure)");
    if (event.target === drawer || inside) drawer.close();
  });

  if (find) {
    const all = [...document.querySelectorAll("tbody.incident")].map((body) => [body, body.textContent.normalize("NFKD").toLowerCase()]);
    find.closest("p").hidden = false;
    find.addEventListener("input", () => {
      const words = find.value.normalize("NFKD").toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [body, text] of all) {
        body.hidden = !words.every((word) => text.includes(word));
        shown += body.hidden ? 0 : 1;
      }
      left.textContent = words.length ? `${shown} of ${all.length}` : "";
    });
  }

  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) target.querySelectorAll("tr.more details").forEach((d) => { d.open = true; });
  };
  addEventListener("hashchange", reveal);
  reveal();
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
})();
