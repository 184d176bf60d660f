//! Taking the own record along: as a file, on paper.

use leptos::prelude::*;
use linli_contract::Failure;
use linli_contract::rights::MyRecordView;
use wasm_bindgen_futures::spawn_local;

use crate::components::icon::{Glyph, Icon};
use crate::i18n::Said;
use crate::model::exports::file_name;
use crate::model::rights::Download;
use crate::pages::session::{Acts, Session};
use crate::platform::clock::{now, today};
use crate::platform::files::{self, Saved};
use crate::platform::page::print;
use crate::platform::prefs::texts;

/// The two buttons.
#[component]
pub(crate) fn TakeAlong(view: Memo<MyRecordView>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let member = Session::here().member;
    let save = move |_| {
        let community = member.with_untracked(|me| me.as_ref().map(|me| me.community.clone())).unwrap_or_default();
        let name = file_name(&community, t.rights.file_name, &today().to_string(), "json");
        let file = Download::of(t, &view.read_untracked(), &community, now());
        spawn_local(async move {
            let made = serde_json::to_vec_pretty(&file).map_err(|_| Failure::Defect);
            let saved = match made {
                Ok(bytes) => files::save(&name, "application/json", &bytes).await,
                Err(failure) => Err(failure),
            };
            match saved {
                Ok(Saved::Downloaded) => acts.toasts.say(t.rights.downloaded),
                Ok(Saved::At(path)) => acts.toasts.say((t.rights.downloaded_to)(&path)),
                Err(_) => {
                    acts.toasts.fail(Said { what: t.rights.download_failed, next: t.rights.download_failed_next });
                }
            }
        });
    };
    view! {
        <div class="take-along">
            <button type="button" class="button" on:click=save data-testid="download-record">
                <Icon glyph=Glyph::Download />{t.rights.download}
            </button>
            <button type="button" class="button" on:click=|_| print() data-testid="print">
                <Icon glyph=Glyph::Print />{t.rights.print}
            </button>
        </div>
        <p class="quiet no-print">{t.rights.download_hint}</p>
    }
}
