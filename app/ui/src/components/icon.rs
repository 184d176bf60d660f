//! Line icons, drawn in the colour of the text around them; the words beside them name them.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glyph {
    Alert,
    Back,
    Bell,
    Check,
    Clock,
    Close,
    Cloud,
    CloudOff,
    Edit,
    Eye,
    EyeOff,
    Forward,
    Gear,
    Hand,
    Home,
    More,
    Person,
    Phone,
    Plus,
    Ring,
    Sync,
    Trash,
    Upload,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => "M12 4 21 19.5H3L12 4Zm0 5.5v5m0 2.2v.3",
            Self::Back => "M15 5l-7 7 7 7",
            Self::Bell => "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15L6 17Zm4 3.5h4",
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::Clock => "M12 7v5.2l3.4 2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z",
            Self::Close => "M6 6l12 12M18 6 6 18",
            Self::Cloud => "M7.5 18.5a4 4 0 0 1-.6-7.95 5.5 5.5 0 0 1 10.6 1.2 3.4 3.4 0 0 1-.5 6.75H7.5Z",
            Self::CloudOff => {
                "M4 4l16 16M8.9 6.9a5.5 5.5 0 0 1 8.6 4.85 3.4 3.4 0 0 1 1.6 5.6M16.5 18.5h-9a4 4 0 0 1-.6-7.95"
            }
            Self::Edit => "M5 19l.8-4L16 4.8l3.2 3.2L9 18.2 5 19Zm9-12.2 3.2 3.2",
            Self::Eye => {
                "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Zm9.5-2.8a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z"
            }
            Self::EyeOff => {
                "M4 4l16 16M9.5 5.9A8.6 8.6 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-2.7 3.4M6 7.5A15.500 15.500 0 0 0 2.500 12S6 18.500 12 18.500a9 9 0 0 0 4-.95"
            }
            Self::Forward => "M9 5l7 7-7 7",
            Self::Gear => "M4 7h9m5 0h2M4 12h3m5 0h8M4 17h9m5 0h2M13 5v4h5V5h-5Zm-6 5v4h5v-4H7Zm6 5v4h5v-4h-5Z",
            Self::Hand => "M5.600 5.600l12.800 12.800M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17Z",
            Self::Home => "M4 11l8-7 8 7v9h-5.500v-6h-5v6H4v-9Z",
            Self::More => {
                "M5.500 11.400a.6.6 0 1 0 0 1.200.6.6 0 0 0 0-1.200Zm6.500 0a.6.6 0 1 0 0 1.200.6.6 0 0 0 0-1.200Zm6.500 0a.6.6 0 1 0 0 1.200.6.6 0 0 0 0-1.200Z"
            }
            Self::Person => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.500 8.500a7.500 7.500 0 0 1 15 0",
            Self::Phone => {
                "M6 4h3.500l1.500 4.500-2 1.600a11 11 0 0 0 5 5l1.600-2 4.400 1.400V18a2 2 0 0 1-2 2A14.500 14.500 0 0 1 4 6a2 2 0 0 1 2-2Z"
            }
            Self::Plus => "M12 5v14M5 12h14",
            Self::Ring => "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Z",
            Self::Sync => {
                "M4.500 12a7.500 7.500 0 0 1 13-5.100L19.500 9m0-5v5h-5m5 3a7.500 7.500 0 0 1-13 5.100L4.500 15m0 5v-5h5"
            }
            Self::Trash => "M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13",
            Self::Upload => "M12 19V6m-6 6 6-6 6 6",
        }
    }
}

/// An icon; hidden from screen readers.
#[component]
pub(crate) fn Icon(glyph: Glyph) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=glyph.path() />
        </svg>
    }
}
