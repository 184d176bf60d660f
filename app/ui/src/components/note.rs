//! A note in the flow of a screen: something to know, something to see to.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// How pressing a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Good to know.
    Calm,
    /// Wants attention.
    Warn,
    /// Something is wrong.
    Bad,
}

impl Weight {
    const fn class(self) -> &'static str {
        match self {
            Self::Calm => "note",
            Self::Warn => "note note-warn",
            Self::Bad => "note note-bad",
        }
    }
}

/// A note with an icon and, as children, its words and buttons.
#[component]
pub(crate) fn Note(
    weight: Weight,
    glyph: Glyph,
    #[prop(optional)] testid: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=weight.class() role="note" data-testid=testid>
            <Icon glyph />
            {children()}
        </div>
    }
}
