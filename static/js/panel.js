// Keeps the session panels of a page live: they look again every few seconds while somebody can see them, and tick
// down to the expiry. Looking changes nothing on the server; an answer without news (204) changes nothing here.
const EVERY = 2500; // milliseconds: another tab's change shows within three seconds

const panels = [...document.querySelectorAll("[data-session-panel]")];
const stripOf = (panel) => panel.closest("[data-session-strip]");
const canBeSeen = (panel) => !document.hidden && (stripOf(panel)?.open ?? true);

function look(panel) {
  if (canBeSeen(panel)) htmx.trigger(panel, "look");
}

function lookAtAll() {
  panels.forEach(look);
}

function sayLive(panel, works) {
  const sign = panel.querySelector("[data-live]");
  if (!sign) return;
  sign.classList.toggle("still", !works);
  sign.textContent = works ? "live" : "no answer from the library";
}

// "13 d 2 h 5 min", "2 h 5 min 9 s", "9 s", "over"
function untilText(moment) {
  const seconds = Math.ceil((moment - Date.now()) / 1000);
  if (seconds <= 0) return "over";
  const parts = [
    [Math.floor(seconds / 86400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  return "in " + parts.slice(first, first + 3).map(([count, unit]) => `${count} ${unit}`).join(" ");
}

function tick() {
  for (const time of document.querySelectorAll("[data-countdown]")) {
    time.title ||= time.textContent;
    time.textContent = untilText(new Date(time.dateTime));
  }
}

// A run on this page answers with the session key that the browser has now: the closed strip shows it.
document.addEventListener("session-key", (event) => {
  for (const tag of document.querySelectorAll("[data-session-strip] > summary .tag")) {
    const key = event.detail.key;
    tag.textContent = key ? `${key}…` : "none yet";
    tag.classList.toggle("none", !key);
  }
});

for (const panel of panels) {
  let opened = [];
  panel.addEventListener("htmx:beforeSwap", () => {
    opened = [...panel.querySelectorAll("details")].map((details) => details.open);
  });
  panel.addEventListener("htmx:afterSwap", () => {
    panel.querySelectorAll("details").forEach((details, index) => { details.open = opened[index] ?? false; });
    tick();
  });
  panel.addEventListener("htmx:afterRequest", (event) => sayLive(panel, event.detail.successful));
  stripOf(panel)?.addEventListener("toggle", () => look(panel));
}

if (panels.length) {
  document.addEventListener("visibilitychange", lookAtAll);
  setInterval(lookAtAll, EVERY);
  setInterval(tick, 1000);
  document.addEventListener("DOMContentLoaded", lookAtAll); // after htmx, which prepares the panels then
  tick();
}
