//! Line icons, drawn in the colour of the text around them; the words beside them name them.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glyph {
    Alert,
    Back,
    Bell,
    Bolt,
    Camera,
    Chart,
    Chat,
    Check,
    Clock,
    Close,
    Cloud,
    CloudOff,
    Download,
    Edit,
    Eye,
    EyeOff,
    File,
    Filter,
    Flag,
    Forward,
    Gear,
    Hand,
    Heart,
    History,
    Home,
    Key,
    List,
    Lock,
    Loud,
    Minus,
    More,
    Move,
    Person,
    Phone,
    Plus,
    Print,
    Ring,
    Route,
    Scan,
    Search,
    Shield,
    Storage,
    Sync,
    Trash,
    Undo,
    Upload,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => "M12 4 21 19.5H3L12 4Zm0 5.5v5m0 2.2v.3",
            Self::Back => "M15 5l-7 7 7 7",
            Self::Bell => "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15L6 17Zm4 3.5h4",
            Self::Bolt => "M13 3 5 13.5h6L10 21l9-11.500h-6.500L13 3Z",
            Self::Camera => {
                "M4 7.5h3.500L9 5h6l1.500 2.500H20v11.500H4V7.500Zm8 2.200a3.300 3.300 0 1 0 0 6.600 3.300 3.300 0 0 0 0-6.600Z"
            }
            Self::Chat => "M4.5 5.5h15v10.500h-8.500L6.500 20v-4h-2V5.500ZM8 9.500h8M8 12h5",
            Self::Chart => "M5 20V10m5 10V4m5 16v-7m5 7V7M3.5 20h17",
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::Clock => "M12 7v5.2l3.4 2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z",
            Self::Close => "M6 6l12 12M18 6 6 18",
            Self::Cloud => "M7.5 18.5a4 4 0 0 1-.6-7.95 5.5 5.5 0 0 1 10.6 1.2 3.4 3.4 0 0 1-.5 6.75H7.5Z",
            Self::CloudOff => {
                "M4 4l16 16M8.9 6.9a5.5 5.5 0 0 1 8.6 4.85 3.4 3.4 0 0 1 1.6 5.6M16.5 18.5h-9a4 4 0 0 1-.6-7.95"
            }
            Self::Download => "M12 5v13m6-6-6 6-6-6M5 20.5h14",
            Self::Edit => "M5 19l.8-4L16 4.8l3.2 3.2L9 18.2 5 19Zm9-12.2 3.2 3.2",
            Self::Eye => {
                "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Zm9.5-2.8a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z"
            }
            Self::EyeOff => {
                "M4 4l16 16M9.5 5.9A8.6 8.6 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-2.7 3.4M6 7.5A15.500 15.500 0 0 0 2.500 12S6 18.500 12 18.500a9 9 0 0 0 4-.95"
            }
            Self::File => "M7 3.5h7l4 4V20.5H7V3.5Zm7 0v4h4M9.5 12.5h6m-6 3.5h6",
            Self::Filter => "M4 5.5h16l-6.5 7.5v6l-3-1.5V13L4 5.5Z",
            Self::Flag => "M6 21V4h11l-2.500 4L17 12H6",
            Self::Forward => "M9 5l7 7-7 7",
            Self::Gear => "M4 7h9m5 0h2M4 12h3m5 0h8M4 17h9m5 0h2M13 5v4h5V5h-5Zm-6 5v4h5v-4H7Zm6 5v4h5v-4h-5Z",
            Self::Hand => {
                "M8 12V6.500a1.500 1.500 0 0 1 3 0V11m0-4.500V5a1.500 1.500 0 0 1 3 0v6m0-4.500a1.500 1.500 0 0 1 3 0V14.500a6 6 0 0 1-6 6h-.6a6 6 0 0 1-4.900-2.500L3.800 14a1.500 1.500 0 0 1 2.300-1.900L8 14"
            }
            Self::Heart => {
                "M12 20 4.800 12.600a4.600 4.600 0 0 1 6.500-6.500l.7.7.7-.7a4.600 4.600 0 0 1 6.500 6.500L12 20Z"
            }
            Self::History => "M4.5 12a7.5 7.5 0 1 0 2.4-5.5L4.5 9m0-5v5h5M12 8v4.3l3 1.7",
            Self::Home => "M4 11l8-7 8 7v9h-5.5v-6h-5v6H4v-9Z",
            Self::Key => "M8 11.500a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm2.900 1.200L20 3.500m-4.500 4.500 3 3M13 10.500l2 2",
            Self::List => "M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.4M4.5 12h.4M4.5 17.5h.4",
            Self::Lock => "M7.5 11V8a4.5 4.5 0 0 1 9 0v3M5.5 11h13v9.5h-13V11Zm6.5 3.500v3",
            Self::Loud => "M4 10v4h3l6 4.500v-13L7 10H4Zm12.500-1.500a5 5 0 0 1 0 7m2.500-9.500a8.500 8.500 0 0 1 0 12",
            Self::Minus => "M5 12h14",
            Self::More => {
                "M5.500 11.400a.6.6 0 1 0 0 1.200.6.6 0 0 0 0-1.200Zm6.500 0a.6.6 0 1 0 0 1.200.6.6 0 0 0 0-1.200Zm6.500 0a.6.6 0 1 0 0 1.200.6.6 0 0 0 0-1.200Z"
            }
            Self::Move => "M4 12h14m-5-5.5 5.5 5.5-5.5 5.5M20.5 5v14",
            Self::Person => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.5 8.5a7.5 7.5 0 0 1 15 0",
            Self::Phone => {
                "M6 4h3.500l1.500 4.500-2 1.600a11 11 0 0 0 5 5l1.600-2 4.400 1.400V18a2 2 0 0 1-2 2A14.500 14.500 0 0 1 4 6a2 2 0 0 1 2-2Z"
            }
            Self::Plus => "M12 5v14M5 12h14",
            Self::Print => "M7 8.5V4h10v4.5M7 17H4.5V8.5h15V17H17M7 14h10v6H7v-6Z",
            Self::Ring => "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Z",
            Self::Route => {
                "M6 20a2 2 0 1 0 0-4 2 2 0 0 0 0 4Zm12-12a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM8 18h7a3.2 3.2 0 0 0 0-6.4H9a3 3 0 0 1 0-6h7"
            }
            Self::Scan => "M4 8.5V4h4.500M15.500 4H20v4.500M20 15.500V20h-4.500M8.500 20H4v-4.500M4 12h16",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm4.8 11.3L20.5 20.5",
            Self::Shield => {
                "M12 3.500 19 6v5.500c0 4.300-2.800 7.500-7 9-4.200-1.500-7-4.700-7-9V6l7-2.500Zm0 5v4.500m0 2.700v.3"
            }
            Self::Storage => {
                "M4.5 6c0-1.4 3.4-2.5 7.5-2.5s7.5 1.1 7.5 2.5-3.4 2.5-7.5 2.5S4.5 7.4 4.5 6Zm0 0v12c0 1.4 3.4 2.5 7.5 2.5s7.5-1.1 7.5-2.5V6m-15 6c0 1.4 3.4 2.5 7.5 2.5s7.5-1.1 7.5-2.5"
            }
            Self::Sync => {
                "M4.500 12a7.500 7.500 0 0 1 13-5.100L19.500 9m0-5v5h-5m5 3a7.500 7.500 0 0 1-13 5.100L4.500 15m0 5v-5h5"
            }
            Self::Trash => "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13",
            Self::Undo => "M9 6 4.5 10.5 9 15m-4.5-4.5H15a5 5 0 0 1 0 10h-4",
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
