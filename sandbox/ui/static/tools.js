// The top bar and the inspector: the clock, the switches, starting over, filters.
import { confirmed } from "./elements.js";
import { closeMenus } from "./menus.js";
import { act, place, refresh, say, whenDrawn } from "./server.js";

/** Listen to the tools around the workspace. */
export function listenToTools() {
  document.addEventListener("click", onClick);
  document.addEventListener("change", onSwitch);
  document.getElementById("clock-date")?.addEventListener("submit", (event) => {
    event.preventDefault();
    move({ by: "date", to: document.getElementById("clock-to").value });
  });
  if (document.getElementById("clock")) setInterval(() => document.hidden || ["clock", "ahead"].forEach(refresh), 30000);
  document.addEventListener("toggle", openDelivery, true);
  whenDrawn("deliveries", filter);
}

async function onClick({ target }) {
  if (target.closest("[aria-controls=clock-date]")) {
    document.getElementById("clock-to").value = document.querySelector("#clock time").dateTime.slice(0, 16);
  }
  const step = target.closest("[data-clock]");
  if (step) await move({ by: step.dataset.clock });
  const chosen = target.closest("[data-filter]");
  if (chosen) {
    for (const one of document.querySelectorAll("[data-filter]")) one.setAttribute("aria-pressed", String(one === chosen));
    filter();
  }
  const shortcut = target.closest("[data-shortcut]");
  if (shortcut) await useShortcut(shortcut.dataset);
  const button = target.closest("[data-act]");
  if (!button) return;
  closeMenus();
  const question = button.dataset.confirm ? JSON.parse(button.dataset.confirm) : null;
  if (!(await confirmed(question)) || !(await act(button.dataset.act))) return;
  say(button.dataset.act === "start-over" ? "Starting over. The page comes back by itself." : "Done.");
}

async function move(how) {
  closeMenus();
  const bar = document.querySelector(".clock-steps");
  if (bar.getAttribute("aria-busy") === "true") return;
  bar.setAttribute("aria-busy", "true");
  const done = await act("clock", how);
  bar.removeAttribute("aria-busy");
  if (!done) return;
  // Whoever comes back to Home after a while opens it anew.
  if (place.at === "home") await act("look", { at: "home" });
  ["clock", "main", "thread", "sidebar", "ahead"].forEach(refresh);
}

async function useShortcut({ shortcut, channel, ts }) {
  closeMenus();
  const said = ts ? { callback_id: shortcut, channel, ts } : { callback_id: shortcut };
  if (await act("shortcut", said)) refresh("views");
}

async function onSwitch({ target }) {
  if (!target.dataset?.switch) return;
  const value = target.type === "checkbox" ? target.checked : Number(target.value);
  await act("switch", { name: target.dataset.switch, value });
}

/** Fetch what was asked and answered when somebody wants to read it. */
async function openDelivery({ target }) {
  const box = target.querySelector?.("[data-delivery]");
  if (!target.open || !box || box.firstElementChild) return;
  const answer = await fetch(`/ui/deliveries/${box.dataset.delivery}`);
  if (answer.ok) box.innerHTML = await answer.text();
}

function filter() {
  const wanted = document.querySelector("[data-filter][aria-pressed=true]")?.dataset.filter;
  for (const one of document.querySelectorAll(".delivery")) {
    const fits = wanted === "failed" ? one.classList.contains("failed") : !wanted || one.dataset.to === wanted;
    one.hidden = !fits;
  }
}
