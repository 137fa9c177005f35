// Tabs: their name stands in the address, so that Back, a reload and the other language keep them; arrow keys move on.
const tabs = () => [...document.querySelectorAll(".tabs [role=tab]")];
const addressedTab = () => location.hash.slice(1) || (new URLSearchParams(location.search).has("doc") ? "reports" : "chat");
const openTab = (name) => tabs().find((tab) => tab.dataset.tabId === name)?.click();

let shownTab = "";
let pageTitle = "";
const nameWindow = () => {
  const report = shownTab === "reports" ? document.querySelector("#wb-report h2")?.textContent : "";
  const title = report ? `${report} · ${pageTitle}` : pageTitle;
  if (pageTitle && document.title !== title) document.title = title;
  const panels = [...document.querySelectorAll(".tabitem")].filter((each) => each.offsetParent);
  const name = tabs().find((tab) => tab.dataset.tabId === shownTab)?.textContent;
  for (const each of panels) if (name && each.getAttribute("aria-label") !== name) each.setAttribute("aria-label", name);
};
const followTab = () => {
  const chosen = tabs().find((tab) => tab.getAttribute("aria-selected") === "true");
  const name = chosen?.dataset.tabId ?? "";
  if (!name || name === shownTab) return;
  const isFirst = shownTab === "";
  shownTab = name;
  pageTitle ||= document.title;
  nameWindow();
  if (isFirst) {
    if (location.hash) openTab(addressedTab());
    return;
  }
  closePanel();
  takeOver();
  if (name === addressedTab()) return;
  history.pushState(null, "", name === "chat" ? location.pathname : `${location.pathname}#${name}`);
};
addEventListener("popstate", () => openTab(addressedTab()));

const stepTab = (event) => {
  const steps = { ArrowRight: 1, ArrowLeft: -1 };
  const every = tabs();
  const at = every.indexOf(event.target);
  const next = { Home: 0, End: every.length - 1 }[event.key] ?? at + steps[event.key];
  if (Number.isNaN(next) || !every[next]) return;
  event.preventDefault();
  every[next].focus();
  every[next].click();
};

// The other language opens on the same tab and the same place of the report.
const keepPlace = () => {
  const link = document.querySelector(".wb-language");
  if (!link) return;
  link.dataset.to ??= link.getAttribute("href");
  const address = `${link.dataset.to}${location.search}${location.hash}`;
  if (link.getAttribute("href") !== address) link.setAttribute("href", address);
};
