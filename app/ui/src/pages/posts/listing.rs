//! The feed as a long list.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::Event;
use linli_contract::posts::{PostRow, PostsView, ReadPosts};

use super::card::{PostCard, PostToCome};
use crate::long_list::{Listing, Long, Look, long_rows};
use crate::model::posts::Shown;
use crate::platform::prefs::texts;

/// Which posts, and which of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Choice {
    /// Section, or the own ones.
    pub(super) shown: Shown,
    /// What they hold; empty for all.
    pub(super) text: String,
}

/// The posts; what it says besides rows is the view without them.
#[derive(Debug)]
pub(super) struct Feed;

impl Long for Feed {
    type Choice = Choice;
    type Request = ReadPosts;
    type Row = PostRow;
    type Sums = PostsView;

    fn request(choice: &Choice, from: u32, count: u32) -> ReadPosts {
        let Choice { shown, text } = choice;
        ReadPosts { section: shown.section(), mine: *shown == Shown::Mine, text: text.clone(), from, count }
    }

    fn split(mut view: PostsView) -> (PostsView, Vec<PostRow>) {
        let rows = core::mem::take(&mut view.rows);
        (view, rows)
    }

    fn concerns(event: &Event) -> bool {
        matches!(event, Event::SquareChanged(_) | Event::StandingChanged)
    }

    fn begin(left: Option<&Choice>) -> RwSignal<Choice> {
        RwSignal::new(left.cloned().unwrap_or_default())
    }
}

/// The rows.
#[component]
pub(super) fn Rows(list: Listing<Feed>, total: Memo<usize>) -> impl IntoView {
    let look = Look {
        class: "post-rows",
        usual: 164.0,
        at_first: 12,
        label: texts().posts.list,
        testid: "posts",
        row: Arc::new(|row: &PostRow| view! { <PostCard row=row.clone() /> }.into_any()),
        to_come: || view! { <PostToCome /> }.into_any(),
    };
    long_rows(list, total, look)
}
