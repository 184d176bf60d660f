//! Prepares the window: its commands, their permissions, its icon.

use std::path::Path;

const DIST: &str = "app/ui/dist";

const NOT_BUILT: &str = "<!doctype html><html lang=\"zh-Hans\"><meta charset=\"utf-8\"><title>邻里 Linli</title>\
    <p>The screens are not built yet: run <code>make web</code>, then build again.</p>";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A clean clone can be checked and linted before the screens are built.
    if !Path::new(DIST).join("index.html").exists() {
        std::fs::create_dir_all(DIST)?;
        std::fs::write(Path::new(DIST).join("index.html"), NOT_BUILT)?;
    }
    println!("cargo::rerun-if-changed={DIST}");
    let commands = tauri_build::AppManifest::new().commands(&["ask", "save_file"]);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))?;
    Ok(())
}
