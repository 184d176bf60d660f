//! Who may see a report, in one plain sentence.

use leptos::prelude::*;
use linli_contract::tickets::{Handler, PublicWish, ReportView};

use super::writing::Writing;
use crate::components::choice::{Chips, Choice};
use crate::model::tickets::names_of;
use crate::platform::prefs::texts;

const fn code(wish: Option<PublicWish>) -> &'static str {
    match wish {
        None => "private",
        Some(PublicWish::Nameless) => "nameless",
        Some(PublicWish::Named) => "named",
    }
}

/// Private or public.
#[component]
pub(super) fn WhoReads(view: Memo<ReportView>, writing: Writing) -> impl IntoView {
    let t = texts();
    let wishes = [None, Some(PublicWish::Nameless), Some(PublicWish::Named)];
    let names = [t.tickets.report.private, t.tickets.report.nameless, t.tickets.report.named];
    let choices = wishes.into_iter().zip(names).map(|(wish, name)| Choice::new(code(wish), name)).collect::<Vec<_>>();
    let wish = Memo::new(move |_| writing.form.read().public);
    let choose = move |chosen: String| {
        let wish = wishes.into_iter().find(|wish| code(*wish) == chosen).flatten();
        writing.form.update(|form| form.public = wish);
    };
    let said = move || {
        let key = writing.form.read().category.clone();
        let route = view.with(|view| view.categories.iter().find(|one| one.key == key).map(|one| one.route.clone()));
        let route = route.filter(|route| !route.is_empty()).unwrap_or_else(|| vec![Handler::Committee]);
        (t.tickets.report.reads)(wish.get(), &names_of(t, &route, &[]))
    };
    view! {
        <section aria-label=t.tickets.report.who_reads>
            <h2 class="report-head">{t.tickets.report.who_reads}</h2>
            <Chips label=t.tickets.report.who_reads choices chosen=Signal::derive(move || code(wish.get()).to_owned())
                on_choose=choose testid="report-public" />
            <p class="quiet report-reads" role="status" data-testid="report-reads">{said}</p>
        </section>
    }
}
