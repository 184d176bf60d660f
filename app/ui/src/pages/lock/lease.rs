//! The lease: a bar on every screen in its last days, and a screen of its own once it is over.

use leptos::prelude::*;
use linli_contract::Failure;
use linli_contract::lock::Lease;
use linli_contract::members::{MemberView, ReadStanding, Standing};
use linli_contract::sync::{Link, SyncNow, SyncView};
use wasm_bindgen_futures::spawn_local;

use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::pages::communities::others::Others;
use crate::pages::session::Acts;
use crate::platform::page::set_title;
use crate::platform::prefs::texts;

/// Meets the relay and says if that failed; the standing follows.
async fn meet(on_standing: Callback<Standing>) -> Result<bool, Failure> {
    let view: SyncView = bridge::ask(SyncNow).await?;
    on_standing.run(bridge::ask(ReadStanding).await?);
    Ok(view.link == Link::Up)
}

/// From the twenty-fifth day: how many days are left.
#[component]
pub(crate) fn LeaseBar(member: RwSignal<Option<MemberView>>, on_standing: Callback<Standing>) -> impl IntoView {
    let acts = Acts::here();
    let t = acts.t;
    let is_busy = RwSignal::new(false);
    let days = Memo::new(move |_| {
        member.with(|member| match member.as_ref().map(|member| member.lease) {
            Some(Lease::EndsIn { days }) => Some(days),
            Some(Lease::Fine | Lease::Over) | None => None,
        })
    });
    let go = move |_| {
        if !is_busy.get_untracked() {
            is_busy.set(true);
            acts.run(
                async move {
                    let met = meet(on_standing).await;
                    is_busy.try_set(false);
                    met
                },
                move |is_met| {
                    if !is_met {
                        acts.toasts.say(t.lock.not_met);
                    }
                },
            );
        }
    };
    move || {
        days.get().map(|days| {
            view! {
                <div class="update lease" role="status" data-testid="lease">
                    <Icon glyph=Glyph::Clock />
                    <span>{(t.lock.ends_in)(days)}</span>
                    <button type="button" class="button" on:click=go aria-busy=move || is_busy.get().to_string()>
                        {t.lock.meet}
                    </button>
                </div>
            }
        })
    }
}

/// After the thirtieth day: nothing is shown until the relay is met.
#[component]
pub(crate) fn LeaseOver(on_standing: Callback<Standing>) -> impl IntoView {
    let t = texts();
    set_title(t.lock.over);
    let is_busy = RwSignal::new(false);
    let said = RwSignal::new(None);
    let go = move |_| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        said.set(None);
        spawn_local(async move {
            let met = meet(on_standing).await;
            is_busy.try_set(false);
            match met {
                Ok(true) => {}
                Ok(false) => drop(said.try_set(Some(t.lock.not_met.to_owned()))),
                Err(failure) => {
                    let words = (t.shell.failure)(&failure);
                    drop(said.try_set(Some(format!("{} {}", words.what, words.next))));
                }
            }
        });
    };
    view! {
        <main class="locked" id="content" data-testid="lease-over">
            <img src="/icons/mark.svg" alt="" width="64" height="64" />
            <h1>{t.lock.over}</h1>
            <section class="card stack">
                <p>{t.lock.over_what}</p>
                <p>{t.lock.over_safe}</p>
            </section>
            <p class="locked-said" role="alert">{move || said.get()}</p>
            <button type="button" class="button button-main button-wide" on:click=go data-testid="lease-meet"
                aria-busy=move || is_busy.get().to_string() class:is-meeting=move || is_busy.get()>
                <Icon glyph=Glyph::Sync />{t.lock.meet}
            </button>
            <Others />
        </main>
    }
}
