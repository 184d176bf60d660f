//! `POST /demo/seats/{name}`: hands out the prepared devices of a demo community, each once.
//!
//! A seat is a file `NAME.NUMBER.seat` in the folder; handing it out renames it to `….seat.taken` first, so two who ask
//! at once never get the same. Exists only where the relay was started with the folder.

use std::path::PathBuf;

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// The folder with the seats.
#[derive(Debug, Clone)]
pub struct Seats {
    folder: PathBuf,
}

#[derive(Debug, PartialEq, Eq)]
enum Taken {
    Seat(Vec<u8>),
    Unknown,
    NoneLeft,
}

impl Seats {
    /// The seats in a folder.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Takes the next seat of a name.
    fn take(&self, name: &str) -> Taken {
        let mut free = Vec::new();
        let mut is_known = false;
        for file in std::fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let file = file.file_name();
            let Some((seat, number, is_free)) = file.to_str().and_then(parse) else { continue };
            if seat == name {
                is_known = true;
                free.extend(is_free.then_some(number));
            }
        }
        free.sort_unstable();
        for number in free {
            let seat = self.folder.join(format!("{name}.{number}.seat"));
            let taken = self.folder.join(format!("{name}.{number}.seat.taken"));
            if std::fs::rename(seat, &taken).is_ok()
                && let Ok(bytes) = std::fs::read(taken)
            {
                return Taken::Seat(bytes);
            }
        }
        if is_known { Taken::NoneLeft } else { Taken::Unknown }
    }
}

fn parse(file: &str) -> Option<(&str, u32, bool)> {
    let (file, is_free) = match file.strip_suffix(".taken") {
        Some(file) => (file, false),
        None => (file, true),
    };
    let (name, number) = file.strip_suffix(".seat")?.split_once('.')?;
    Some((name, number.parse().ok()?, is_free))
}

pub(super) async fn post(State(seats): State<Seats>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    if !is_own_page(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let taken = tokio::task::spawn_blocking(move || seats.take(&name)).await.unwrap_or(Taken::Unknown);
    let mut response = match taken {
        Taken::Seat(bytes) => bytes.into_response(),
        Taken::Unknown => StatusCode::NOT_FOUND.into_response(),
        Taken::NoneLeft => StatusCode::GONE.into_response(),
    };
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Whether the request comes from a page of this relay or from no page at all.
fn is_own_page(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    match text(ORIGIN) {
        Some(origin) => origin.split_once("://").map(|(_, host)| host) == text(HOST),
        None => !headers.contains_key(ORIGIN),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn each_seat_is_given_once_in_the_order_of_its_number() {
        let folder = tempfile::tempdir().unwrap();
        for (file, bytes) in [("wang.2.seat", "second"), ("wang.10.seat", "third"), ("wang.1.seat", "first")] {
            std::fs::write(folder.path().join(file), bytes).unwrap();
        }
        std::fs::write(folder.path().join("secret"), "no seat").unwrap();
        let seats = Seats::new(folder.path().to_owned());
        for expected in ["first", "second", "third"] {
            assert_eq!(seats.take("wang"), Taken::Seat(expected.into()));
        }
        assert_eq!(seats.take("wang"), Taken::NoneLeft);
        for unknown in ["li", "secret", "../wang", "wang.1", ""] {
            assert_eq!(seats.take(unknown), Taken::Unknown, "{unknown}");
        }
    }

    #[test]
    fn pages_of_other_origins_get_no_seat() {
        let headers = |origin: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static("wang.localhost:8080"));
            headers.extend(origin.map(|origin| (ORIGIN, HeaderValue::from_static(origin))));
            headers
        };
        assert!(is_own_page(&headers(None)));
        assert!(is_own_page(&headers(Some("http://wang.localhost:8080"))));
        assert!(!is_own_page(&headers(Some("http://li.localhost:8080"))));
        assert!(!is_own_page(&headers(Some("null"))));
    }
}
