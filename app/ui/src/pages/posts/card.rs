//! A post in the feed; every card is equally high.

use leptos::prelude::*;
use linli_contract::posts::{GoodsState, PostRow, Section};
use linli_contract::sync::RecordSync;

use crate::components::icon::{Glyph, Icon};
use crate::components::photos::Thumb;
use crate::components::sync_mark::SyncMark;
use crate::components::talk::{OfficeBadge, speaker_name};
use crate::model::posts::Shown;
use crate::platform::clock::say;
use crate::platform::prefs::texts;

/// The shape of a section.
pub(super) const fn glyph(section: Section) -> Glyph {
    match section {
        Section::Around => Glyph::Eye,
        Section::Help => Glyph::Heart,
        Section::Goods => Glyph::Storage,
    }
}

/// A section by shape and word.
#[component]
pub(super) fn SectionMark(section: Section) -> impl IntoView {
    let t = texts();
    view! {
        <span class="post-section" data-section=Shown::Of(section).word()>
            <Icon glyph=glyph(section) />{(t.posts.section)(section)}
        </span>
    }
}

/// Where goods stand, by word and colour.
#[component]
pub(super) fn GoodsMark(state: GoodsState) -> impl IntoView {
    let t = texts();
    let class = match state {
        GoodsState::Offered => "tag goods goods-offered",
        GoodsState::Reserved => "tag goods goods-reserved",
        GoodsState::Given => "tag goods",
    };
    view! { <span class=class data-testid="goods">{(t.posts.goods)(state)}</span> }
}

/// The post as a way to it.
#[component]
pub(super) fn PostCard(row: PostRow) -> impl IntoView {
    let t = texts();
    let gone = row.is_hidden || row.is_withdrawn;
    let words = if row.is_withdrawn {
        t.posts.withdrawn.to_owned()
    } else if row.is_hidden && row.excerpt.is_empty() {
        t.posts.hidden_words.to_owned()
    } else {
        row.excerpt.clone()
    };
    let tag = |is: bool, words: &'static str, testid: &'static str| {
        is.then(|| view! { <span class="tag" data-testid=testid>{words}</span> })
    };
    let has_title = !row.title.is_empty() && !gone;
    let more_photos =
        (row.attached > 1 && !gone).then(|| view! { <span class="tag">{(t.posts.photos)(row.attached)}</span> });
    view! {
        <a class="card post-card" class:post-past=gone href=format!("/posts/{}", row.post) data-testid="post">
            <span class="post-card-head">
                <SectionMark section=row.section />
                <span class="post-card-by">{speaker_name(t, &row.by)}</span>
                {row.by.office.map(|office| view! { <OfficeBadge office /> })}
                <span class="quiet">{say(t, row.at)}</span>
            </span>
            <span class="post-card-middle">
                <span class="post-card-words">
                    {has_title.then(|| view! { <strong class="post-card-title" data-testid="post-title">{row.title.clone()}</strong> })}
                    <span class="post-card-text" class:post-card-long=!has_title>{words}</span>
                </span>
                {row.thumb.filter(|_| !gone).map(|id| view! { <span class="post-thumb"><Thumb id /></span> })}
            </span>
            <span class="post-card-foot">
                {row.has_new.then(|| view! { <span class="notice-flag" data-testid="post-new">{t.posts.new}</span> })}
                {row.goods.filter(|_| !gone).map(|state| view! { <GoodsMark state /> })}
                {row.is_rumour.then(|| view! { <span class="tag post-rumour" data-testid="rumour"><Icon glyph=Glyph::Alert />{t.posts.rumour}</span> })}
                {tag(row.is_hidden, t.posts.hidden, "hidden")}
                {(row.sync != RecordSync::WithRelay).then(|| view! { <SyncMark sync=row.sync /> })}
                {(row.comments > 0).then(|| view! {
                    <span class="post-number" role="img" aria-label=(t.posts.talk.comments)(row.comments as usize)>
                        <Icon glyph=Glyph::Chat />{row.comments}
                    </span>
                })}
                {(row.likes > 0).then(|| view! {
                    <span class="post-number" class:post-liked=row.is_liked role="img" aria-label=(t.posts.likes)(row.likes)>
                        <Icon glyph=Glyph::Heart />{row.likes}
                    </span>
                })}
                {more_photos}
                {tag(row.is_edited && !gone, t.posts.edited, "edited")}
            </span>
        </a>
    }
}

/// The place of a post that is on its way.
#[component]
pub(super) fn PostToCome() -> impl IntoView {
    view! { <div class="card post-card post-to-come" aria-hidden="true"></div> }
}
