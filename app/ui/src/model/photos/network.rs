//! Whether bytes cost money, by the little that a browser tells.

/// Whether the network costs money; `None` where the browser does not say enough.
///
/// `kind` is the connection's `type`, `saves` its `saveData`: the person asked the browser itself to be sparing.
#[must_use]
pub fn is_metered(kind: Option<&str>, saves: Option<bool>) -> Option<bool> {
    if saves == Some(true) {
        return Some(true);
    }
    match kind {
        Some("cellular" | "wimax" | "bluetooth") => Some(true),
        Some("wifi" | "ethernet") => Some(false),
        Some(_) | None => None,
    }
}

/// Whether the browser tells enough for photos to wait for a network that costs nothing.
#[must_use]
pub fn can_tell(kind: Option<&str>) -> bool {
    kind.is_some_and(|kind| kind != "unknown")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_browser_says_counts() {
        assert_eq!(is_metered(Some("cellular"), None), Some(true));
        assert_eq!(is_metered(Some("wifi"), Some(false)), Some(false));
        assert_eq!(is_metered(Some("wifi"), Some(true)), Some(true), "the person asked to be sparing");
        assert_eq!(is_metered(Some("unknown"), Some(false)), None);
        assert_eq!(is_metered(None, None), None);
        assert!(can_tell(Some("none")) && !can_tell(None) && !can_tell(Some("unknown")));
    }
}
