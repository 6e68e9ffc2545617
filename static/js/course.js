// Keys of a lesson page: j and k walk through the operations, r runs the one in view, n and p turn to the next and the
// previous lesson. After a run the session panel looks at once.
const cards = [...document.querySelectorAll("[data-card]")];

function current() {
  const focused = cards.findIndex((card) => card.contains(document.activeElement));
  if (focused >= 0) return focused;
  return cards.findLastIndex((card) => card.getBoundingClientRect().top < innerHeight / 3);
}

function goTo(index) {
  const card = cards[Math.max(0, Math.min(index, cards.length - 1))];
  card?.scrollIntoView();
  card?.querySelector(".run").focus({ preventScroll: true });
}

const actions = {
  j: () => goTo(current() + 1),
  k: () => goTo(current() - 1),
  r: () => cards[current()]?.querySelector("form").requestSubmit(),
  n: () => document.querySelector("a[rel=next]")?.click(),
  p: () => document.querySelector("a[rel=prev]")?.click(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (typing && typing.type !== "radio") return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  actions[event.key]?.();
});

// The source, as it stands, for an editor. Where a page may not use the clipboard there is no button.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const lines = button.closest("[data-card]").querySelectorAll(".source .line");
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText([...lines].map((line) => line.textContent).join("\n") + "\n");
      button.textContent = "Copied";
    });
  }
}

// An answer with a status of 400 or more is an answer too: it says why nothing was run.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400 && event.target.closest("[data-card], #verdict")) event.detail.shouldSwap = true;
});

// After a run the focus is on the sentence, which is scrolled to only if it is out of sight.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.closest("[data-card]")) {
    const sentence = event.target.querySelector(".happened, [role=alert]");
    if (sentence?.matches(".happened")) {
      sentence.focus({ preventScroll: true });
      sentence.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
    document.querySelectorAll("[data-session-panel]").forEach((panel) => htmx.trigger(panel, "look"));
  }
});
