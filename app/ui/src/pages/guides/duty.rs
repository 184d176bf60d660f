//! Who is on duty.

use leptos::prelude::*;
use linli_contract::guides::DutyLine;

use super::call::Call;
use crate::platform::prefs::texts;

/// Lines of a duty list.
#[component]
pub(super) fn DutyLines(
    lines: Vec<DutyLine>,
    /// Whether each says its day.
    #[prop(optional)]
    with_days: bool,
) -> impl IntoView {
    let t = texts();
    let line = move |line: DutyLine| {
        let DutyLine { day, who, phone } = line;
        view! {
            <li class="duty-line" data-testid="duty-line">
                <span class="home-words">
                    {with_days.then(|| view! { <span class="quiet">{(t.name.day)(day)}</span> })}
                    <strong>{who.clone()}</strong>
                    {(!phone.is_empty()).then(|| view! { <span>{phone.clone()}</span> })}
                </span>
                <Call name=who phone />
            </li>
        }
    };
    view! { <ul class="duty">{lines.into_iter().map(line).collect_view()}</ul> }
}
