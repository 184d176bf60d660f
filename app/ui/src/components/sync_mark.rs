//! Where a record is: on this phone only, with the relay, refused. Shape and word, not colour alone.

use leptos::prelude::*;
use linli_contract::sync::RecordSync;

use super::icon::{Glyph, Icon};
use crate::platform::prefs::texts;

/// The mark of one record.
#[component]
pub(crate) fn SyncMark(sync: RecordSync) -> impl IntoView {
    let t = texts();
    let (class, glyph) = match sync {
        RecordSync::OnThisDevice => ("mark mark-here", Glyph::Upload),
        RecordSync::WithRelay => ("mark mark-sent", Glyph::Check),
        RecordSync::Refused => ("mark mark-refused", Glyph::Alert),
    };
    view! { <span class=class data-testid="record-sync"><Icon glyph />{(t.door.sync)(sync)}</span> }
}
