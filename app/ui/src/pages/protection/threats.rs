//! Who can see what, and what nothing prevents. docs/THREATS.md says the same at length.

use leptos::prelude::*;

use crate::components::frame::Frame;
use crate::components::points::Points;
use crate::i18n::Sight;
use crate::platform::prefs::texts;

/// `/protection`.
#[component]
pub(crate) fn ProtectionPage() -> impl IntoView {
    let t = texts();
    let t = &t.protection;
    view! {
        <Frame title=t.title back=Some("/more".to_owned())>
            <p>{t.what}</p>
            <h2 class="section-title">{t.roles_title}</h2>
            <Sights sights=t.roles testid="sights" />
            <h2 class="section-title">{t.relay_title}</h2>
            <section class="card stack" data-testid="relay-knows">
                <p>{t.relay_what}</p>
                <h3>{t.relay_knows_title}</h3>
                <Points points=t.relay_knows />
                <h3>{t.relay_not_title}</h3>
                <Points points=t.relay_not />
            </section>
            <h2 class="section-title">{t.dangers_title}</h2>
            <p class="quiet">{t.dangers_what}</p>
            <Sights sights=t.dangers testid="dangers" />
            <h2 class="section-title">{t.lost_title}</h2>
            <section class="card"><Points points=t.lost is_ordered=true testid="lost" /></section>
            <Build />
        </Frame>
    }
}

#[component]
fn Sights(sights: &'static [Sight], testid: &'static str) -> impl IntoView {
    let row = |sight: &Sight| view! { <div class="sight"><dt>{sight.who}</dt><dd>{sight.what}</dd></div> };
    view! { <dl class="card sights" data-testid=testid>{sights.iter().map(row).collect_view()}</dl> }
}

/// The number computed from the whole program, which the bundler wrote into the page.
#[component]
fn Build() -> impl IntoView {
    let t = texts();
    let number = document()
        .query_selector("meta[name=linli-version]")
        .ok()
        .flatten()
        .and_then(|found| found.get_attribute("content"))
        .filter(|number| !number.is_empty());
    let number = match number {
        Some(number) => view! { <p class="build-number" data-testid="build">{number}</p> }.into_any(),
        None => view! { <p>{t.protection.build_unknown}</p> }.into_any(),
    };
    view! {
        <h2 class="section-title">{t.protection.build_title}</h2>
        <section class="card">
            {number}
            <p class="quiet">{t.protection.build_what}</p>
        </section>
    }
}
