// Runs the checks of every store on IndexedDB and shows the report.

import init, { run_conformance } from "%GLUE%";

const report = document.createElement("pre");
try {
  await init({ module_or_path: "%WASM%" });
  report.textContent = await run_conformance();
} catch (error) {
  report.textContent = `failed: ${error}`;
}
report.dataset.testid = "report";
document.body.append(report);
