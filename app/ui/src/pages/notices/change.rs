//! What its publisher and the committee may do with a notice: correct it visibly, withdraw it.

use leptos::prelude::*;
use linli_contract::notices::{NoticeView, WithdrawNotice};
use linli_shared::ids::RecordId;

use crate::bridge;
use crate::components::icon::{Glyph, Icon};
use crate::components::sheet::Sheet;
use crate::components::text_field::TextField;
use crate::pages::session::Acts;
use crate::platform::prefs::texts;

/// The longest reason, in characters.
const REASON: u32 = 200;

/// The ways; nothing for who may not, or once it was withdrawn.
#[component]
pub(super) fn Change(view: Memo<NoticeView>) -> impl IntoView {
    let t = texts();
    let notice = view.read_untracked().row.notice;
    let may = Memo::new(move |_| view.read().may_change && view.read().withdrawn.is_none());
    let open = RwSignal::new(false);
    view! {
        <Show when=move || may.get()>
            <div class="notice-changes">
                <a class="button" href=format!("/notices/new?corrects={notice}") data-testid="correct-notice">
                    <Icon glyph=Glyph::Edit />{t.notices.correct}
                </a>
                <button type="button" class="button button-danger" on:click=move |_| open.set(true) data-testid="withdraw-notice">
                    <Icon glyph=Glyph::Undo />{t.notices.withdraw}
                </button>
            </div>
        </Show>
        <Sheet open title=t.notices.withdraw testid="withdraw-sheet"><Withdraw notice open /></Sheet>
    }
}

#[component]
fn Withdraw(notice: RecordId, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let acts = Acts::here();
    let reason = RwSignal::new(String::new());
    let withdraw = move |submit: leptos::ev::SubmitEvent| {
        submit.prevent_default();
        let request = WithdrawNotice { notice, reason: reason.get_untracked().trim().to_owned() };
        acts.run(bridge::ask(request), move |()| {
            open.try_set(false);
            acts.toasts.say(t.notices.withdrawn_done);
        });
    };
    view! {
        <form class="stack" novalidate autocomplete="off" on:submit=withdraw>
            <p>{t.notices.withdraw_what}</p>
            <TextField id="withdraw-reason" label=t.notices.withdraw_why text=reason on_text=move |text| reason.set(text)
                hint=Signal::stored(t.notices.withdraw_why_hint.to_owned()) max=REASON is_last=true testid="withdraw-reason" />
            <button type="submit" class="button button-wide button-danger" data-testid="withdraw-confirm">
                {t.notices.withdraw}
            </button>
        </form>
    }
}
