// The theme switch of the header: system, light, dark. The choice is a cookie of its own, which the server reads,
// so that the next page is right from its first pixel. Without JavaScript the preferences page does the same.
const YEAR = 365 * 24 * 60 * 60; // seconds
const NEXT = { system: "light", light: "dark", dark: "system" };

const button = document.querySelector("[data-theme-switch]");

function show(theme) {
  document.documentElement.dataset.theme = theme;
  button.querySelector("[data-theme-name]").textContent = theme;
}

if (button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const theme = NEXT[document.documentElement.dataset.theme] ?? "light";
    document.cookie = `theme=${theme};path=/;max-age=${YEAR};samesite=lax`;
    show(theme);
  });
}
