//! What this device keeps, how much room is left, and a way to free some.

use leptos::prelude::*;
use linli_contract::storage::{FreeSpace, ReadStorage, StorageView};

use crate::bridge;
use crate::components::frame::Frame;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Loaded;
use crate::components::note::{Note, Weight};
use crate::load::load;
use crate::pages::session::{Acts, Session};
use crate::platform::prefs::texts;

/// `/storage`.
#[component]
pub(crate) fn StoragePage() -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let session = Session::here();
    // Looking through what can be freed takes a moment, so it is done when the screen is opened and after freeing.
    let room = load(ReadStorage { is_thorough: true }, |_| false);
    let is_busy = RwSignal::new(false);
    let tidy = move |_| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let before = room.value.with_untracked(|view| view.as_ref().and_then(|view| view.used));
        acts.run(
            async move {
                let answer = bridge::ask(FreeSpace).await;
                is_busy.try_set(false);
                answer
            },
            move |view: StorageView| {
                let freed = before.zip(view.used).map_or(0, |(before, after)| before.saturating_sub(after));
                acts.toasts.say(if freed < 1_000 {
                    t.storage.freed_inside.to_owned()
                } else {
                    (t.storage.freed)(&(t.storage.size)(freed))
                });
                session.room.value.try_set(Some(view.clone()));
                room.value.try_set(Some(view));
            },
        );
    };
    let actions = move || {
        view! {
            <button type="button" class="button button-main button-wide" on:click=tidy data-testid="tidy"
                aria-busy=move || is_busy.get().to_string() class:is-meeting=move || is_busy.get()>
                <Icon glyph=Glyph::Storage />
                {t.storage.tidy}
            </button>
        }
    };
    view! {
        <Frame title=t.storage.title back=Some("/more".to_owned()) actions=actions>
            <Loaded load=room children=move |view| view! { <Room view /> } />
        </Frame>
    }
}

#[component]
fn Room(view: Memo<StorageView>) -> impl IntoView {
    let t = texts();
    let said = |bytes: Option<u64>| bytes.map_or_else(|| t.storage.not_told.to_owned(), t.storage.size);
    let share = move || {
        let view = view.read();
        let (used, free) = view.used.zip(view.free)?;
        Some((used.saturating_mul(100) / used.saturating_add(free).max(1)).max(1))
    };
    let freeable = move || match view.read().freeable {
        0 => t.storage.nothing_to_free.to_owned(),
        bytes => (t.storage.freeable)(&(t.storage.size)(bytes)),
    };
    view! {
        {move || view.read().is_short.then(|| view! { <Short /> })}
        <section class="card stack" data-testid="room">
            {move || share().map(|share| view! {
                <div class="room-bar" class:room-bar-short=view.read().is_short aria-hidden="true">
                    <div class="room-used" style:width=format!("{share}%")></div>
                </div>
            })}
            <dl class="room-facts">
                <dt>{t.storage.used}</dt><dd data-testid="used">{move || said(view.read().used)}</dd>
                <dt>{t.storage.free}</dt><dd data-testid="free">{move || said(view.read().free)}</dd>
                <dt>{t.storage.holds}</dt>
                <dd>
                    {move || (t.storage.households)(view.read().households)}<br/>
                    {move || (t.storage.visits)(view.read().visits)}
                </dd>
            </dl>
            {move || (view.read().waiting > 0).then(|| view! {
                <p class="room-waiting"><Icon glyph=Glyph::Upload />{(t.storage.waiting)(view.read().waiting)}</p>
            })}
        </section>
        <section class="card stack">
            <h2 data-testid="freeable">{freeable}</h2>
            <p>{t.storage.tidy_what}</p>
            <p class="quiet">{t.storage.make_room}</p>
        </section>
        {move || view.read().is_persistent.map(|stays| view! {
            <p class="quiet">{if stays { t.storage.stays } else { t.storage.may_go }}</p>
        })}
    }
}

#[component]
fn Short() -> impl IntoView {
    let t = texts();
    view! {
        <Note weight=Weight::Warn glyph=Glyph::Storage testid="short">
            <div class="note-text"><strong>{t.storage.short.what}</strong><p>{t.storage.short.next}</p></div>
        </Note>
    }
}

/// On the first screen: told before the device is full.
#[component]
pub(crate) fn ShortNote() -> impl IntoView {
    let t = texts();
    let room = Session::here().room;
    // It is asked anew each time the person comes back to the first screen.
    room.again.update(|count| *count += 1);
    let is_short = Memo::new(move |_| room.value.with(|view| view.as_ref().is_some_and(|view| view.is_short)));
    move || {
        is_short.get().then(|| {
            view! {
                <Note weight=Weight::Warn glyph=Glyph::Storage testid="short">
                    <div class="note-text"><strong>{t.storage.short.what}</strong><p>{t.storage.short.next}</p></div>
                    <a class="button" href="/storage">{t.storage.see}</a>
                </Note>
            }
        })
    }
}
