//! What it is about: the community's categories with plain examples; the chosen one stands alone.

use leptos::prelude::*;
use linli_contract::tickets::{Category, ReportView};

use super::super::marks::CategoryIcon;
use super::writing::Writing;
use crate::model::tickets::{Lack, category_examples, category_name};
use crate::platform::page::focus_soon;
use crate::platform::prefs::texts;

/// The categories.
#[component]
pub(super) fn WhatField(view: Memo<ReportView>, writing: Writing) -> impl IntoView {
    let t = texts();
    let chosen = Memo::new(move |_| writing.form.read().category.clone());
    let is_service = writing.form.with_untracked(|form| form.is_service);
    let offered = move || {
        let view = view.read();
        let offered = view.categories.iter().filter(|one| one.is_service == is_service && !one.is_off);
        offered.cloned().collect::<Vec<_>>()
    };
    let known = move || view.with(|view| view.categories.iter().find(|one| one.key == *chosen.read()).cloned());
    let wrong = move || writing.lack_of(&[Lack::Category]).map(t.tickets.report.lack);
    view! {
        <section id="report-what" tabindex="-1" aria-label=t.tickets.report.what data-testid="report-what">
            <h2 class="report-head">{t.tickets.report.what}</h2>
            <p class="actions-note" role="alert">{wrong}</p>
            {move || match known() {
                Some(category) => view! { <Chosen category view writing /> }.into_any(),
                None => view! {
                    <ul class="whats">
                        {offered().into_iter().map(|category| view! { <li><What category view writing /></li> }).collect_view()}
                    </ul>
                }
                .into_any(),
            }}
        </section>
    }
}

#[component]
fn What(category: Category, view: Memo<ReportView>, writing: Writing) -> impl IntoView {
    let t = texts();
    let name = view.with_untracked(|view| category_name(t, &category.key, &view.categories));
    let examples = category_examples(t, &category);
    let (key, shown) = (category.key.clone(), category.key.clone());
    let choose = move |_| {
        writing.form.update(|form| form.category.clone_from(&key));
        focus_soon("report-place".to_owned());
    };
    view! {
        <button type="button" class="what" on:click=choose data-testid="what" data-code=category.key>
            <CategoryIcon category=shown />
            <span class="what-words"><strong>{name}</strong><span class="quiet">{examples}</span></span>
        </button>
    }
}

#[component]
fn Chosen(category: Category, view: Memo<ReportView>, writing: Writing) -> impl IntoView {
    let t = texts();
    let name = view.with_untracked(|view| category_name(t, &category.key, &view.categories));
    let again = move |_| {
        writing.form.update(|form| form.category.clear());
        focus_soon("report-what".to_owned());
    };
    view! {
        <div class="card what-chosen" data-testid="what-chosen">
            <CategoryIcon category=category.key />
            <strong class="what-words">{name}</strong>
            <button type="button" class="button-text" on:click=again data-testid="what-again">{t.tickets.report.change}</button>
        </div>
    }
}
