// Starts the screens, and in a browser the service worker that lets them start without a network.
//
// A new version never takes over by itself: a form under somebody's hands is not reloaded. It waits, and
//   <html data-update="waiting"> and the event "linli-update-waiting" on window say so;
//   the event "linli-update-apply", sent to window by the screens, lets it take over and reloads this page.

import init from "%GLUE%";

const boot = document.getElementById("boot");

try {
  await init({ module_or_path: "%WASM%" });
  boot?.remove();
} catch (error) {
  console.error(error);
  document.getElementById("boot-failed").hidden = false;
  boot.classList.add("boot-stopped");
}

// Spreadsheet files are read and written by a module of its own, which is no part of the start.
// `load` takes it when the screens ask; a file that ended it takes it along, so `drop` lets the next call take it anew.
window.linliTables = (() => {
  let module;
  let drops = 0;

  async function take() {
    const tables = await import(drops ? `%TABLES%?${drops}` : "%TABLES%");
    await tables.default({ module_or_path: "%TABLES_WASM%" });
    return tables;
  }

  function drop() {
    module = undefined;
    drops += 1;
  }

  function load() {
    module ??= take().catch((error) => {
      drop();
      throw error;
    });
    return module;
  }

  return { load, drop };
})();

if ("serviceWorker" in navigator && !("__TAURI_INTERNALS__" in window)) {
  keepForOffline().catch((error) => console.warn("not kept for offline use:", error));
}

async function keepForOffline() {
  const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  let applied = false;

  function tell() {
    document.documentElement.dataset.update = "waiting";
    window.dispatchEvent(new Event("linli-update-waiting"));
  }

  function watch(worker) {
    worker?.addEventListener("statechange", () => {
      // Without a controller this is the first version, which replaces nothing.
      if (worker.state === "installed" && navigator.serviceWorker.controller) tell();
    });
  }

  if (registration.waiting && navigator.serviceWorker.controller) tell();
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));

  window.addEventListener("linli-update-apply", () => {
    applied = true;
    registration.waiting?.postMessage("take-over");
  });
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (applied) location.reload();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && navigator.onLine) registration.update().catch(() => {});
  });
}
