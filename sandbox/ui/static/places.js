// Moving between the app, the channels and threads without loading the page anew, which would close a modal.
import { act, me, place, refresh, whenDrawn } from "./server.js";

const thread = document.getElementById("thread");
const sidebar = document.getElementById("sidebar");
const toggle = document.getElementById("open-sidebar");

/** Follow links to places, and the browser's own back and forward. */
export function listenToPlaces() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-go]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    arrive();
  });
  addEventListener("popstate", arrive);
  toggle.addEventListener("click", () => showSidebar(!sidebar.classList.contains("open")));
  document.addEventListener("keydown", (event) => event.key === "Escape" && showSidebar(false));
  document.getElementById("acting-as").addEventListener("change", (event) => {
    location.href = `/?as=${encodeURIComponent(event.target.value)}&at=${encodeURIComponent(place.at)}`;
  });
  document.addEventListener("scroll", onScroll, true);
  // A picture that arrives late makes the list longer.
  document.addEventListener("load", stick, true);
  whenDrawn("main", stick);
  whenDrawn("thread", stick);
  stick();
  look();
}

function showSidebar(open) {
  sidebar.classList.toggle("open", open);
  toggle.setAttribute("aria-expanded", String(open));
}

async function arrive() {
  const query = new URLSearchParams(location.search);
  if ((query.get("as") || me) !== me) return location.reload();
  const moved = (query.get("at") || "home") !== place.at;
  if (moved) reading.clear();
  place.at = query.get("at") || "home";
  place.thread = query.get("thread") || "";
  thread.hidden = !place.thread;
  showSidebar(false);
  await Promise.all(["main", "thread"].map(refresh));
  refresh("sidebar");
  (document.querySelector("#thread:not([hidden]) textarea") || document.getElementById("main")).focus({ preventScroll: true });
  if (moved) look();
}

/** Tell the app which of its tabs was opened, as Slack does. */
async function look() {
  if (place.at !== "home" && place.at !== "messages") return;
  await act("look", { at: place.at });
  ["main", "sidebar"].forEach(refresh);
}

// A list of messages stays at its end unless the person has scrolled up to read.
const reading = new Set();

function onScroll({ target }) {
  if (!target.matches?.("[data-stick]")) return;
  const away = target.scrollHeight - target.scrollTop - target.clientHeight > 60;
  reading[away ? "add" : "delete"](target.dataset.k);
}

function stick() {
  for (const list of document.querySelectorAll("[data-stick]")) {
    if (!reading.has(list.dataset.k)) list.scrollTop = list.scrollHeight;
  }
}
