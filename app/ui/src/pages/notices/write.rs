//! Writing a notice: a new one, one that was begun, a correction of one that was published.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use linli_contract::Failure;
use linli_contract::notices::{NoticeArea, NoticeForm, ReadNotice, ReadNotices};
use linli_contract::photos::AttachedView;
use linli_shared::ids::RecordId;

use super::draft::Drafting;
use super::form::Form;
use super::publish::{Preview, Publishing};
use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::Glyph;
use crate::components::loaded::{Loaded, Nothing};
use crate::components::note::{Note, Weight};
use crate::drafts::{LostPhotos, follow_photos};
use crate::load::open;
use crate::model::notices::area::levels;
use crate::model::notices::form::empty;
use crate::pages::session::Session;
use crate::platform::back;
use crate::platform::prefs::texts;

/// What the form begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Opened {
    form: NoticeForm,
    attached: Vec<AttachedView>,
    /// Photos of the draft that are not on the device any more.
    has_lost: bool,
    number: Option<u64>,
    corrects: Option<RecordId>,
    offered: Vec<NoticeArea>,
}

/// How opening ended.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Opening {
    Open(Opened),
    /// The draft is not there any more.
    Gone,
    /// This person may not publish.
    MayNot,
}

/// `/notices/new`.
#[component]
pub(crate) fn WriteNoticePage() -> impl IntoView {
    let t = texts();
    let is_open = Session::here().is_form_open;
    is_open.set(true);
    on_cleanup(move || _ = is_open.try_set(false));
    let query = use_query_map().get_untracked();
    let draft = query.get("draft").and_then(|number| number.parse::<u64>().ok());
    let corrects = query.get("corrects").and_then(|id| id.parse::<RecordId>().ok());
    let load = open(move || ask(draft, corrects));
    let is_correction = Memo::new(move |_| {
        let opened = load.value.read();
        matches!(opened.as_ref(), Some(Opening::Open(Opened { corrects: Some(_), .. }))) || corrects.is_some()
    });
    let title = move || if is_correction.get() { t.notices.correcting } else { t.notices.writing }.to_owned();
    view! {
        <Frame title=Signal::derive(title) back=Some("/notices".to_owned())>
            <Loaded load children=move |opening| match opening.get_untracked() {
                Opening::Open(opened) => view! { <Writing opened /> }.into_any(),
                Opening::Gone => {
                    view! { <Nothing what=t.notices.draft_gone next=t.notices.draft_gone_next glyph=Glyph::Edit /> }.into_any()
                }
                Opening::MayNot => {
                    view! { <Nothing what=t.notices.may_not next=t.notices.may_not_next glyph=Glyph::Lock /> }.into_any()
                }
            } />
        </Frame>
    }
}

async fn ask(draft: Option<u64>, corrects: Option<RecordId>) -> Result<Opening, Failure> {
    let view = bridge::ask(ReadNotices).await?;
    let offered = view.may_publish_for;
    let found = view.drafts.into_iter().find(|one| match draft {
        Some(number) => one.number == number,
        None => corrects.is_some() && one.corrects == corrects,
    });
    if draft.is_some() && found.is_none() {
        return Ok(Opening::Gone);
    }
    let corrects = found.as_ref().map_or(corrects, |found| found.corrects);
    let published = match corrects {
        Some(notice) => Some(bridge::ask(ReadNotice { notice }).await?),
        None => None,
    };
    let may = published.as_ref().map_or(!offered.is_empty(), |published| published.may_change);
    if !may {
        return Ok(Opening::MayNot);
    }
    let number = found.as_ref().map(|found| found.number);
    let mut known = published.as_ref().map(|published| published.attached.clone()).unwrap_or_default();
    known.extend(found.iter().flat_map(|found| found.attached.iter().cloned()));
    let form = found.map(|found| found.form).or_else(|| published.map(|published| published.form));
    // Who publishes for one building need not choose it.
    let outermost = levels(&offered, None).into_iter().next().map(|level| level.areas).unwrap_or_default();
    let only = if let [(only, _)] = outermost.as_slice() { Some(*only) } else { None };
    let mut form = form.unwrap_or_else(|| NoticeForm { area: only, ..empty() });
    let view = |id| known.iter().find(|view| view.id == id).cloned();
    let attached: Vec<AttachedView> = form.attached.iter().filter_map(|id| view(*id)).collect();
    let has_lost = attached.len() < form.attached.len();
    form.attached = attached.iter().map(|view| view.id).collect();
    Ok(Opening::Open(Opened { form, attached, has_lost, number, corrects, offered }))
}

#[component]
fn Writing(opened: Opened) -> impl IntoView {
    let t = texts();
    let Opened { form, attached, has_lost, number, corrects, offered } = opened;
    let form = RwSignal::new(form);
    let attached = RwSignal::new(attached);
    let offered = StoredValue::new(offered);
    let drafting = Drafting::watch(form, number, corrects);
    let is_tried = RwSignal::new(false);
    let publishing = Publishing { form, attached, drafting, corrects, offered, is_tried };
    follow_photos(form, attached, |form| &mut form.attached);
    // The address names the draft, so that loading the page anew goes on with it.
    let navigate = use_navigate();
    Effect::new(move |before: Option<Option<u64>>| {
        let number = drafting.number.get();
        let to = match (number, corrects) {
            (Some(number), _) => format!("/notices/new?draft={number}"),
            (None, Some(notice)) => format!("/notices/new?corrects={notice}"),
            (None, None) => "/notices/new".to_owned(),
        };
        if before.is_some_and(|before| before != number) {
            navigate(&to, NavigateOptions { scroll: false, ..back::in_place() });
        }
        number
    });
    view! {
        <LostPhotos has_lost />
        {corrects.map(|_| view! {
            <Note weight=Weight::Calm glyph=Glyph::Edit testid="correcting"><p class="note-text">{t.notices.correcting_what}</p></Note>
        })}
        <Form form attached offered is_correction=corrects.is_some() is_tried />
        <Preview publishing />
    }
}
