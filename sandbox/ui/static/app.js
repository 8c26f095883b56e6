// Starts the page.
import { listenToComposers } from "./composer.js";
import { listenToElements } from "./elements.js";
import { listenToMenus } from "./menus.js";
import { listenToModals } from "./modals.js";
import { listen } from "./server.js";
import { listenToTools } from "./tools.js";

listenToMenus();
listenToElements();
listenToModals();
listenToComposers();
listenToTools();
if (document.getElementById("sidebar")) {
  const { listenToPlaces } = await import("./places.js");
  listenToPlaces();
}
listen();
