//! Putting an entry on a shelf, and looking after it.

use futures::{FutureExt, TryFutureExt};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use linli_contract::Failure;
use linli_contract::guides::{DutyLine, GuideForm, GuideFormView, OpenGuideForm, SaveGuide, SaveGuideDraft, Shelf};
use linli_contract::photos::AttachedView;
use linli_shared::blobs::MAX_ATTACHED;
use linli_shared::calendar::{Date, Millis};
use linli_shared::guides::{HOURS, PHONE, PLACE, PRICE, TEXT, TITLE, WHO};
use linli_shared::ids::RecordId;
use wasm_bindgen_futures::spawn_local;

use crate::app::NotFound;
use crate::bridge;
use crate::components::choice::{Chips, Choice};
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Loaded, Nothing};
use crate::components::photos::PhotoPicker;
use crate::components::text_area::TextArea;
use crate::components::text_field::{Keys, TextField};
use crate::drafts::{Begun, DraftLine, FoundDraft, Keeper, LostPhotos, follow_photos};
use crate::load::open;
use crate::model::guides::{Lack, add_day, empty, is_blank, lack, ready, shelf_of, word};
use crate::pages::session::{Acts, Session};
use crate::platform::back;
use crate::platform::clock::today;
use crate::platform::prefs::texts;

/// The longest place on a shelf, in digits.
const ORDER: u32 = 3;

/// `/guides/new`.
#[component]
pub(crate) fn WriteGuidePage() -> impl IntoView {
    view! { <Write changes=None /> }
}

/// `/guides/:id/edit`.
#[component]
pub(crate) fn ChangeGuidePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<RecordId>().ok()));
    move || match id.get() {
        Some(guide) => view! { <Write changes=Some(guide) /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

/// What the form begins with; `None` for who may not write.
async fn ask(changes: Option<RecordId>) -> Result<Option<GuideFormView>, Failure> {
    match bridge::ask(OpenGuideForm { changes }).await {
        Err(Failure::NoRight) => Ok(None),
        opened => opened.map(Some),
    }
}

/// A form with nothing in it, for the first of these shelves.
fn blank(shelves: &[Shelf]) -> GuideForm {
    empty(shelves.first().copied().unwrap_or(Shelf::HowTo))
}

/// Forgets the draft, and says what the form begins with then.
async fn dropping(
    changes: Option<RecordId>,
    base: ArcStoredValue<Option<Millis>>,
) -> Result<(GuideForm, Vec<AttachedView>), Failure> {
    bridge::ask(SaveGuideDraft { changes, base: None, form: None }).await?;
    let view = bridge::ask(OpenGuideForm { changes }).await?;
    base.set_value(view.base);
    Ok((view.form.unwrap_or_else(|| blank(&view.shelves)), view.attached))
}

#[component]
fn Write(changes: Option<RecordId>) -> impl IntoView {
    let t = texts();
    let is_open = Session::here().is_form_open;
    is_open.set(true);
    on_cleanup(move || _ = is_open.try_set(false));
    let load = open(move || ask(changes));
    let title = if changes.is_some() { t.guides.changing } else { t.guides.writing };
    let parent = changes.map_or_else(|| "/guides".to_owned(), |guide| format!("/guides/{guide}"));
    view! {
        <Frame title=title back=Some(parent)>
            <Loaded load children=move |view| match view.get_untracked() {
                Some(view) => view! { <Form view changes /> }.into_any(),
                None => view! { <Nothing what=t.guides.may_not next=t.guides.may_not_next glyph=Glyph::Lock /> }.into_any(),
            } />
        </Frame>
    }
}

#[component]
fn Form(view: GuideFormView, changes: Option<RecordId>) -> impl IntoView {
    let t = texts();
    let GuideFormView { form, draft, base, attached, shelves } = view;
    let mut form = form.unwrap_or_else(|| blank(&shelves));
    let has_lost = attached.len() < form.attached.len();
    form.attached = attached.iter().map(|view| view.id).collect();
    let form = RwSignal::new(form);
    let attached = RwSignal::new(attached);
    let base = ArcStoredValue::new(base);
    let based = base.clone();
    let keeper = Keeper::watch(form, draft.and_then(|draft| draft.saved), move |form: GuideForm| {
        let form = Some(form).filter(|form| changes.is_some() || !is_blank(form));
        let is_there = form.is_some();
        bridge::ask(SaveGuideDraft { changes, base: based.get_value(), form }).map_ok(move |()| is_there)
    });
    let dropping = Callback::new(move |()| dropping(changes, base.clone()).boxed_local());
    let begun = Begun { form, attached, keeper, has_draft: RwSignal::new(draft.is_some()) };
    let is_tried = RwSignal::new(false);
    follow_photos(form, attached, |form| &mut form.attached);
    let choices = shelves.into_iter().map(|shelf| Choice::new(word(shelf), (t.guides.shelf)(shelf))).collect();
    let choose = move |word: String| {
        if let Some(shelf) = shelf_of(&word) {
            form.update(|form| form.shelf = shelf);
        }
    };
    let wrong = move |of: Lack| {
        Signal::derive(move || {
            let lack = is_tried.get().then(|| lack(&form.read())).flatten();
            lack.filter(|lack| *lack == of).map(t.guides.lack).unwrap_or_default().to_owned()
        })
    };
    let text = move |part: fn(&GuideForm) -> &String| Signal::derive(move || part(&form.read()).clone());
    let on_text = move |part: fn(&mut GuideForm) -> &mut String| {
        Callback::new(move |text: String| form.update(|form| *part(form) = text))
    };
    let hint = |words: &'static str| Signal::stored(words.to_owned());
    let has_duty = Memo::new(move |_| form.with(|form| form.shelf == Shelf::Duty || !form.duty.is_empty()));
    let order =
        Signal::derive(move || form.with(|form| if form.order == 0 { String::new() } else { form.order.to_string() }));
    let on_order = move |text: String| form.update(|form| form.order = text.trim().parse().unwrap_or(0));
    view! {
        <LostPhotos has_lost />
        <FoundDraft begun is_outdated=draft.is_some_and(|draft| draft.is_outdated) dropping />
        <form class="stack post-form" novalidate autocomplete="off" data-testid="guide-form"
            on:submit=move |submit| submit.prevent_default()>
            <div>
                <p class="label">{t.guides.form_shelf}</p>
                <Chips label=t.guides.form_shelf choices chosen=Signal::derive(move || word(form.read().shelf).to_owned())
                    on_choose=choose testid="guide-shelf" />
            </div>
            <TextField id="guide-title" label=t.guides.form_title hint=hint(t.guides.form_title_hint) max=TITLE as u32
                text=text(|form| &form.title) on_text=on_text(|form| &mut form.title) error=wrong(Lack::Title)
                testid="write-title" />
            <TextField id="guide-phone" label=t.guides.phone hint=hint(t.guides.form_phone_hint) max=PHONE as u32 keys=Keys::Phone
                text=text(|form| &form.phone) on_text=on_text(|form| &mut form.phone) error=wrong(Lack::Phone)
                testid="write-phone" />
            <TextField id="guide-hours" label=t.guides.hours hint=hint(t.guides.form_hours_hint) max=HOURS as u32
                text=text(|form| &form.hours) on_text=on_text(|form| &mut form.hours) testid="write-hours" />
            <TextField id="guide-place" label=t.guides.place hint=hint(t.guides.form_place_hint) max=PLACE as u32
                text=text(|form| &form.place) on_text=on_text(|form| &mut form.place) testid="write-place" />
            <TextField id="guide-price" label=t.guides.price hint=hint(t.guides.form_price_hint) max=PRICE as u32 is_last=true
                text=text(|form| &form.price) on_text=on_text(|form| &mut form.price) testid="write-price" />
            <TextArea id="guide-text" label=t.guides.form_text hint=hint(t.guides.form_text_hint) max=TEXT as u32 lines=5
                text=text(|form| &form.text) on_text=on_text(|form| &mut form.text) testid="write-text" />
            <Show when=move || has_duty.get()><Duty form error=wrong(Lack::Duty) /></Show>
            <div>
                <p class="label">{t.guides.form_photos}</p>
                <PhotoPicker attached max=MAX_ATTACHED />
            </div>
            <TextField id="guide-order" label=t.guides.form_order hint=hint(t.guides.form_order_hint) max=ORDER keys=Keys::Digits
                text=order on_text=on_order is_last=true testid="write-order" />
            <p class="post-readers" data-testid="who-reads"><Icon glyph=Glyph::Eye /><span>{t.guides.who_reads}</span></p>
        </form>
        <Save form keeper changes is_tried />
    }
}

/// The days of a duty list.
#[component]
fn Duty(form: RwSignal<GuideForm>, #[prop(into)] error: Signal<String>) -> impl IntoView {
    let t = texts();
    let count = Memo::new(move |_| form.read().duty.len());
    let add = move |_| form.update(|form| add_day(&mut form.duty, today()));
    view! {
        <fieldset class="card stack" data-testid="duty-form">
            <legend class="unseen">{t.guides.form_duty}</legend>
            <div><h2 aria-hidden="true">{t.guides.form_duty}</h2><p class="quiet">{t.guides.form_duty_hint}</p></div>
            <For each=move || 0..count.get() key=|at| *at children=move |at| view! { <DutyDay form at /> } />
            <p class="actions-note" role="alert">{error}</p>
            <button type="button" class="button" on:click=add data-testid="duty-add"><Icon glyph=Glyph::Plus />{t.guides.duty_add}</button>
        </fieldset>
    }
}

#[component]
fn DutyDay(form: RwSignal<GuideForm>, at: usize) -> impl IntoView {
    let t = texts();
    let line = move |part: fn(&DutyLine) -> String| {
        Signal::derive(move || form.with(|form| form.duty.get(at).map(part)).unwrap_or_default())
    };
    let change = move |change: &dyn Fn(&mut DutyLine)| {
        form.update(|form| {
            if let Some(line) = form.duty.get_mut(at) {
                change(line);
            }
        });
    };
    let day = line(|line| line.day.to_string());
    let on_day = move |event| {
        if let Some(day) = Date::parse(&event_target_value(&event)) {
            change(&|line| line.day = day);
        }
    };
    let take_off = move |_| {
        form.update(|form| {
            if at < form.duty.len() {
                form.duty.remove(at);
            }
        });
    };
    view! {
        <div class="duty-day" role="group" aria-label=day data-testid="duty-day">
            <div class="duty-day-head">
                <input class="date" type="date" aria-label=t.guides.duty_day prop:value=day on:change=on_day data-testid="duty-date" />
                <button type="button" class="bar-button" aria-label=t.guides.duty_remove on:click=take_off data-testid="duty-remove">
                    <Icon glyph=Glyph::Close />
                </button>
            </div>
            <TextField id=format!("duty-who-{at}") label=t.guides.duty_who max=WHO as u32 text=line(|line| line.who.clone())
                on_text=move |text: String| change(&|line| line.who.clone_from(&text)) testid="duty-who" />
            <TextField id=format!("duty-phone-{at}") label=t.guides.duty_phone max=PHONE as u32 keys=Keys::Phone
                text=line(|line| line.phone.clone()) on_text=move |text: String| change(&|line| line.phone.clone_from(&text))
                testid="duty-phone" />
        </div>
    }
}

/// The button at the bottom.
#[component]
fn Save(
    form: RwSignal<GuideForm>,
    keeper: Keeper<GuideForm>,
    changes: Option<RecordId>,
    is_tried: RwSignal<bool>,
) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let navigate = use_navigate();
    let is_sending = RwSignal::new(false);
    let missing = Memo::new(move |_| is_tried.get().then(|| lack(&form.read())).flatten());
    let save = move |_| {
        is_tried.set(true);
        if is_sending.get_untracked() || form.with_untracked(|form| lack(form).is_some()) {
            return;
        }
        is_sending.set(true);
        let ended = keeper.end();
        let (form, navigate) = (form.with_untracked(ready), navigate.clone());
        spawn_local(async move {
            ended.await;
            match bridge::ask(SaveGuide { changes, form: Some(form) }).await {
                Ok(guide) => {
                    acts.toasts.say(t.guides.saved);
                    back::leave(navigate, format!("/guides/{guide}"));
                }
                Err(failure) => {
                    is_sending.try_set(false);
                    keeper.go_on();
                    acts.toasts.fail((t.shell.failure)(&failure));
                }
            }
        });
    };
    view! {
        <footer class="actions">
            <p class="actions-note" role="alert" data-testid="guide-lack">{move || missing.get().map(t.guides.lack)}</p>
            <DraftLine kept=keeper.kept hint=t.guides.kept_hint is_hidden=Signal::derive(move || missing.get().is_some()) />
            <button type="button" class="button button-main button-wide" on:click=save
                aria-busy=move || is_sending.get().to_string() data-testid="save-guide">
                <Icon glyph=Glyph::Check />{move || if is_sending.get() { t.guides.saving } else { t.guides.save }}
            </button>
        </footer>
    }
}
