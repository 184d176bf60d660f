//! Doors by condition as a long list.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::lists::{ListRow, ListSpec, ListView, ReadList};

use super::chosen::chosen;
use super::row::{DoorRow, DoorRowToCome, asks_when_confirmed};
use crate::long_list::{Listing, Long, Look, long_rows};
use crate::pages::session::concerns_doors;
use crate::platform::prefs::texts;

/// How much is on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sums {
    /// Doors.
    pub(crate) doors: u32,
    /// People.
    pub(crate) people: u32,
}

/// Doors.
#[derive(Debug)]
pub(crate) struct Doors;

impl Long for Doors {
    type Choice = ListSpec;
    type Request = ReadList;
    type Row = ListRow;
    type Sums = Sums;

    fn request(spec: &ListSpec, from: u32, limit: u32) -> ReadList {
        ReadList { spec: spec.clone(), from, limit }
    }

    fn split(view: ListView) -> (Sums, Vec<ListRow>) {
        (Sums { doors: view.doors, people: view.people }, view.rows)
    }

    fn concerns(event: &Event) -> bool {
        concerns_doors(event, |_| true)
    }

    fn begin(_: Option<&ListSpec>) -> RwSignal<ListSpec> {
        chosen()
    }
}

/// The rows.
#[component]
pub(crate) fn Rows(list: Listing<Doors>, sums: Memo<Sums>) -> impl IntoView {
    let total = Memo::new(move |_| sums.read().doors as usize);
    let with_confirmed = Memo::new(move |_| list.choice.with(|spec| asks_when_confirmed(&spec.filters)));
    let draw = move |row: &ListRow| {
        view! { <DoorRow row=row.clone() with_confirmed=with_confirmed.get_untracked() /> }.into_any()
    };
    let look = Look {
        class: "door-rows",
        usual: 72.0,
        at_first: 24,
        label: texts().lists.rows,
        testid: "list-rows",
        row: Arc::new(draw),
        to_come: || view! { <DoorRowToCome /> }.into_any(),
    };
    long_rows(list, total, look)
}
