//! The oldest browser and WebView the app runs in, held at build time: Chromium 111 and what is of its age (Safari 16.4,
//! Firefox 113), from spring 2023.
//!
//! A compiler or a style sheet that asks for more would only show on a phone that cannot be had any more; so the build ends.
//! **Invariant:** what is let through here was in Chromium 111. Whoever raises it says so in the README.

use anyhow::{Context, Result, ensure};
use wasmparser::{Validator, WasmFeatures};

/// Features of WebAssembly in that browser, among them all that the compiler asks for.
const WASM: WasmFeatures = WasmFeatures::WASM1
    .union(WasmFeatures::BULK_MEMORY)
    .union(WasmFeatures::MULTI_VALUE)
    .union(WasmFeatures::REFERENCE_TYPES)
    .union(WasmFeatures::SATURATING_FLOAT_TO_INT)
    .union(WasmFeatures::SIGN_EXTENSION);

/// Words of style sheets that are younger.
const YOUNGER_STYLES: [&str; 11] = [
    "@position-try",
    "@scope",
    "@starting-style",
    "@view-transition",
    "animation-timeline",
    "field-sizing",
    "interpolate-size",
    "light-dark(",
    "position-anchor",
    "subgrid",
    "transition-behavior",
];

/// Checks that a program runs in the oldest browser.
///
/// # Errors
/// If it uses a younger feature, or is no program.
pub(crate) fn check_wasm(wasm: &[u8]) -> Result<()> {
    let checked = Validator::new_with_features(WASM).validate_all(wasm);
    checked.context("the program asks for more than the oldest supported browser has").map(drop)
}

/// Checks that a style sheet says nothing the oldest browser would not understand.
///
/// # Errors
/// If it does, with the word.
pub(crate) fn check_styles(styles: &str) -> Result<()> {
    for word in YOUNGER_STYLES {
        ensure!(!styles.contains(word), "{word} is younger than the oldest supported browser");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &[u8] = b"\0asm\x01\0\0\0";

    fn module(parts: &[&[u8]]) -> Vec<u8> {
        [HEAD, &parts.concat()].concat()
    }

    /// A function without parameters and results, with a body.
    fn function(body: &[u8]) -> Vec<u8> {
        let size = body.len() as u8;
        module(&[&[1, 4, 1, 0x60, 0, 0], &[3, 2, 1, 0], &[10, size + 3, 1, size + 1, 0], body])
    }

    #[test]
    fn what_the_compiler_asks_for_runs_and_what_is_younger_does_not() {
        assert!(check_wasm(HEAD).is_ok());
        assert!(check_wasm(&function(&[0x41, 0, 0xc0, 0x1a, 0x0b])).is_ok(), "i32.extend8_s");
        assert!(check_wasm(&function(&[0xd0, 0x6f, 0x1a, 0x0b])).is_ok(), "ref.null extern");
        assert!(check_wasm(&function(&[0x12, 0, 0x0b])).is_err(), "return_call came with Chromium 112");
        assert!(check_wasm(&module(&[&[5, 3, 1, 4, 1]])).is_err(), "memory64 came with Chromium 133");
        assert!(check_wasm(&module(&[&[13, 3, 1, 0, 0]])).is_err(), "tags are not asked for");
        assert!(check_wasm(b"no program").is_err());
    }

    #[test]
    fn younger_styles_are_named() {
        assert!(check_styles("main { color: color-mix(in srgb, red, blue); height: 100dvh }").is_ok());
        let refused = check_styles("main { color: light-dark(red, blue) }").map_err(|error| error.to_string());
        assert!(refused.is_err_and(|words| words.starts_with("light-dark(")));
    }
}
