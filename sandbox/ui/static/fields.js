// Reads and writes the value of an element in the shape of Slack's state.

const json = (node) => JSON.parse(node.dataset.value);

/** Return {type, [key]: value} as Slack sends it. */
export function readElement(element) {
  const { type, key } = element.dataset;
  return { type, [key]: readValue(element, key) };
}

function readValue(element, key) {
  const select = element.querySelector("select");
  if (select) return json(select.selectedOptions[0]);
  if (key === "files") return [];
  if (element.classList.contains("choices")) {
    const chosen = [...element.querySelectorAll("[data-value]:checked")].map(json);
    return key.endsWith("s") ? chosen : (chosen[0] ?? null);
  }
  const words = element.querySelector("input, textarea").value;
  if (key === "rich_text_value") return richText(words);
  return words === "" ? null : words;
}

function richText(words) {
  if (!words) return null;
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text: words }] }],
  };
}

function richWords(value) {
  return (value?.elements || []).map((part) => part.elements.map((span) => span.text || "").join("")).join("\n");
}

/** Say whether a person has changed an element since it was drawn. */
export function isTouched(element) {
  const select = element.querySelector("select");
  if (select) return select.selectedIndex !== Math.max(0, [...select.options].findIndex((one) => one.defaultSelected));
  return [...element.querySelectorAll("input, textarea")].some(
    (one) => one.checked !== one.defaultChecked || (!one.matches(".choices *") && one.value !== one.defaultValue),
  );
}

/** Put a value that readElement returned into an element of the same kind. */
export function writeElement(element, state) {
  const value = state[element.dataset.key];
  const select = element.querySelector("select");
  const same = (a, b) => (a?.value ?? a) === (b?.value ?? b);
  if (select) {
    for (const option of select.options) option.selected = same(json(option), value);
  } else if (element.classList.contains("choices")) {
    const chosen = Array.isArray(value) ? value : [value];
    for (const box of element.querySelectorAll("input[data-value]")) {
      box.checked = chosen.some((one) => one !== null && same(one, json(box)));
    }
  } else if (element.dataset.key !== "files") {
    const field = element.querySelector("input, textarea");
    field.value = element.dataset.key === "rich_text_value" ? richWords(value) : (value ?? "");
  }
}

/** Return the values of a whole surface by block_id and action_id. */
export function readSurface(surface) {
  const state = {};
  for (const element of surface.querySelectorAll(".element")) {
    const { blockId, actionId } = element.dataset;
    (state[blockId] ||= {})[actionId] = readElement(element);
  }
  return state;
}

/** Show sentences at their fields, an empty object takes all away; if wanted, move to the first of them. */
export function showErrors(surface, found, goThere) {
  let first = null;
  for (const block of surface.querySelectorAll(".block-input")) {
    const sentence = found[block.dataset.blockId] || "";
    const slot = block.querySelector(".field-error");
    slot.textContent = sentence;
    slot.hidden = !sentence;
    block.querySelector(".input").classList.toggle("has-error", Boolean(sentence));
    const fields = [...block.querySelectorAll("input, textarea, select")];
    for (const field of fields) {
      if (sentence) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    if (sentence) first ||= fields.find((field) => field.checked) || fields[0];
  }
  if (!goThere || !first) return;
  first.focus();
  first.closest(".block").scrollIntoView({ block: "nearest" });
}
