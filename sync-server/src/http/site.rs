//! The web app's files, as the bundler laid them down.
//!
//! **Invariant:** a path never leads out of the folder. Files under `assets/` carry a hash in their name and never
//! change; everything else is asked for anew each time. A path that is no file is a page of the app.

use std::path::{Path, PathBuf};

use axum::extract::State;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName,
    REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const GUARDS: [(HeaderName, &str); 6] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(), microphone=()"),
];

/// The folder with the web app.
#[derive(Debug, Clone)]
pub struct Site {
    folder: PathBuf,
}

impl Site {
    /// The app in a folder.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    async fn find(&self, path: &str, headers: &HeaderMap) -> Option<Found> {
        let accepted = headers.get(ACCEPT_ENCODING).and_then(|accepted| accepted.to_str().ok()).unwrap_or_default();
        let plain = self.folder.join(path);
        for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
            if accepts(accepted, encoding)
                && let Ok(bytes) = tokio::fs::read(packed(&plain, ending)).await
            {
                return Some(Found { bytes, encoding: Some(encoding) });
            }
        }
        tokio::fs::read(plain).await.ok().map(|bytes| Found { bytes, encoding: None })
    }
}

struct Found {
    bytes: Vec<u8>,
    encoding: Option<&'static str>,
}

pub(super) async fn get(State(site): State<Site>, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let Some(mut path) = (path.is_empty() || is_plain(path)).then_some(path) else { return missing() };
    let is_page = !path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_page {
        path = "index.html";
    }
    let Some(found) = site.find(path, &headers).await else { return missing() };
    let mut response = found.bytes.into_response();
    let into = response.headers_mut();
    into.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    let keep = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    into.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    into.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = found.encoding {
        into.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    guard(response)
}

fn missing() -> Response {
    guard(StatusCode::NOT_FOUND.into_response())
}

fn guard(mut response: Response) -> Response {
    for (name, value) in GUARDS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether every part of a path is an ordinary name, so that it cannot lead elsewhere.
fn is_plain(path: &str) -> bool {
    path.split('/').all(|part| {
        let letters = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        letters && !part.is_empty() && !part.starts_with('.')
    })
}

fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        parts.next() == Some(encoding) && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn packed(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ordinary_names_are_paths() {
        for good in ["index.html", "assets/linli-1473b66481.wasm", "doors/12_a"] {
            assert!(is_plain(good), "{good}");
        }
        for bad in ["../secret", "a/../b", "a//b", "/etc/passwd", ".git/config", "a\\b", "%2e%2e/x", "a/", "a\0"] {
            assert!(!is_plain(bad), "{bad}");
        }
    }

    #[test]
    fn an_encoding_is_used_only_where_it_is_accepted() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("gzip;q=0.5,br;q=1.0", "gzip"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("brotli", "br"));
    }
}
