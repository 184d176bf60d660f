//! What the committee says of a thing: that it is hidden, or not true; by whom, since when, and always why.

use leptos::prelude::*;
use linli_contract::posts::MarkView;

use super::speaker::{OfficeBadge, speaker_name};
use crate::components::icon::{Glyph, Icon};
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// What a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkedAs {
    /// The words are hidden.
    Hidden,
    /// It is not true.
    Rumour,
}

/// The mark.
#[component]
pub(crate) fn Marked(mark: MarkView, what: MarkedAs) -> impl IntoView {
    let t = texts();
    let (who, when) = (speaker_name(t, &mark.by), say(t, mark.at));
    let (glyph, class, line, why, testid) = match what {
        MarkedAs::Hidden => (
            Glyph::EyeOff,
            "marked",
            (t.posts.talk.hidden_by)(&who, &when),
            (t.posts.talk.why)(&mark.reason),
            "hidden-because",
        ),
        MarkedAs::Rumour => (
            Glyph::Alert,
            "marked marked-rumour",
            (t.posts.rumour_by)(&who, &when),
            mark.reason.clone(),
            "rumour-because",
        ),
    };
    view! {
        <div class=class role="note" data-testid=testid>
            <Icon glyph />
            <div class="marked-words">
                <p><strong>{line}</strong>" "{mark.by.office.map(|office| view! { <OfficeBadge office /> })}</p>
                {(!mark.reason.is_empty()).then(|| view! { <p>{why}</p> })}
            </div>
        </div>
    }
}
