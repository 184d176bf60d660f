//! The own record: what is registered of one's homes, who has seen it, and what one may ask for.

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::rights::{ExtractView, MyRecordView, ReadMyRecord};

use super::home::HomeRecord;
use super::take_along::TakeAlong;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Empty, Load, Loaded};
use crate::load::load;
use crate::pages::session::Session;
use crate::pages::tabs::back_unless_tab;
use crate::platform::prefs::texts;

/// `/record`.
#[component]
pub(crate) fn RecordPage() -> impl IntoView {
    let t = texts();
    let session = Session::here();
    let record: Load<MyRecordView> =
        load(ReadMyRecord, |event| matches!(event, Event::DeskChanged | Event::StandingChanged | Event::AreasChanged));
    let empty =
        Empty { is_empty: |view: &MyRecordView| view.homes.is_empty(), what: t.rights.none, next: t.rights.none_next };
    view! {
        <div class="record-screen">
            <Frame title=t.rights.title back=back_unless_tab("/record")>
                <Loaded load=record empty=empty is_offline=session.is_offline() is_filling=session.is_meeting()
                    children=move |view| view! { <Record view /> } />
            </Frame>
        </div>
    }
}

#[component]
fn Record(view: Memo<MyRecordView>) -> impl IntoView {
    let t = texts();
    view! {
        <p class="quiet">{t.rights.what}</p>
        <For each=move || view.get().homes key=|home| home.household children=move |first: ExtractView| {
            let household = first.household;
            let now = Memo::new(move |_| {
                view.read().homes.iter().find(|home| home.household == household).cloned().unwrap_or_else(|| first.clone())
            });
            view! { <HomeRecord view=now /> }
        } />
        <TakeAlong view />
        <a class="button-text no-print" href="/protection" data-testid="to-protection">
            <Icon glyph=Glyph::Eye />{t.nav.protection}
        </a>
    }
}
