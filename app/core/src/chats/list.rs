//! The list of conversations, the knocks, the directory of groups; what is unread.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_contract::chats::{
    ChatId, ChatRow, ChatsView, KnockRow, LastWord, ReadChats, ReadUnread, UnreadView, WaitingKnock,
};
use linli_contract::sync::RecordSync;
use linli_contract::topics::ReadTopics;
use linli_shared::access::holds;
use linli_shared::circles::{CircleKind, estate_record};
use linli_shared::ids::RecordId;
use linli_shared::roster::Role;
use linli_shared::square::Standing;

use super::heads::{CircleSum, Head, head_wants};
use super::knocks::OwnKnock;
use super::{circle, groups, marks, owners};
use crate::device::rows::{Rows, Want};
use crate::device::{Device, Turn};
use crate::members::begin_own_ring;
use crate::square::SquareSum;
use crate::{notices, square, topics};

/// The rows that `read_chats` needs.
#[must_use]
pub fn read_chats_wants(device: &Device, _: &ReadChats) -> Vec<Want> {
    let mut wants = head_wants(device);
    wants.extend(square::sum_wants(device));
    wants.extend(owners::claim_wants(device));
    wants
}

/// The conversations of this person. Who looks at them can be knocked at from then on.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn read_chats(device: &mut Device, _: &ReadChats, turn: &mut Turn<'_>) -> Result<ChatsView, Failure> {
    let estate = estate_record(device.log().ok_or(Failure::Stranger)?);
    device.square_sums(turn)?;
    device.chat_heads(turn)?;
    let is_reachable = marks::is_reachable(device);
    let is_active = device.id().is_some_and(|id| device.roster().active(id).is_some());
    if is_reachable && is_active {
        begin_own_ring(device, turn)?;
    }
    owners::claim(device, turn)?;
    let device = &*device;
    let none = std::collections::BTreeMap::new();
    let heads = device.chat_heads.as_ref().unwrap_or(&none);
    let everybody = heads.get(&estate).cloned().unwrap_or_default();
    let knocks = knock_rows(device);
    let mut chats = vec![row(device, ChatId::Estate, estate, &everybody, &knocks)];
    let circles = heads.iter().filter_map(|(id, head)| Some((*id, head, head.circle.as_ref()?)));
    chats.extend(circles.filter_map(|(id, head, circle)| {
        let row = row(device, ChatId::Circle(id), id, head, &knocks);
        (!row.is_over || !marks::is_unlisted(device, id, circle.at)).then_some(row)
    }));
    let began = |row: &ChatRow| match row.chat {
        ChatId::Estate => None,
        ChatId::Circle(id) => heads.get(&id).and_then(|head| head.circle.as_ref()).map(|circle| circle.at),
    };
    chats.sort_by_key(|row| Reverse(row.last.as_ref().map(|last| last.at).or_else(|| began(row))));
    let buildings = groups::own_buildings(device);
    let all = groups::groups(device);
    let is_in = |id: &RecordId| heads.get(id).and_then(|head| head.circle.as_ref()).is_some_and(|circle| circle.is_in);
    let may_enter = |building: &Option<_>| building.is_none_or(|building| buildings.contains(&building));
    let open = all.iter().filter(|(id, sum)| !is_in(id) && may_enter(&sum.building));
    let mut open: Vec<_> = open.map(|(id, sum)| groups::row(device, *id, sum)).collect();
    open.sort_by_key(|row| (row.kind != CircleKind::Building, Reverse(row.at), row.group));
    let has_group = |building| all.iter().any(|(_, sum)| sum.building == Some(building));
    let without = buildings.iter().copied().find(|building| !has_group(*building));
    let mut muted: Vec<_> =
        marks::muted(device).map(|member| square::speaker(device, member, Standing::default())).collect();
    muted.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(ChatsView {
        chats,
        knocks,
        waiting: waiting(device),
        groups: open,
        may_begin_building: without.map(|building| (building, device.tree().path(building))),
        is_reachable,
        hush: marks::hush(device),
        muted,
    })
}

/// The name of a circle; empty of the estate's group. The sums of the square have to be in memory.
pub(super) fn name(device: &Device, id: RecordId, circle: Option<&CircleSum>) -> String {
    match circle.map(|circle| circle.kind) {
        None => String::new(),
        Some(CircleKind::Letter) => {
            let with = circle.and_then(|circle| circle.with).and_then(|with| device.member_name(with));
            with.unwrap_or_default().to_owned()
        }
        Some(CircleKind::Building) => {
            circle.and_then(|circle| circle.building).map(|area| groups::label(device, area)).unwrap_or_default()
        }
        Some(CircleKind::Topic) => groups::group(device, id).map(|group| group.name.clone()).unwrap_or_default(),
    }
}

/// A conversation in the list, with the knocks that wait ([`knock_rows`]); the sums of the square have to be in memory.
pub(super) fn row(device: &Device, chat: ChatId, id: RecordId, head: &Head, knocks: &[KnockRow]) -> ChatRow {
    let circle = head.circle.as_ref();
    let group = groups::group(device, id);
    let with = circle.and_then(|circle| circle.with);
    let is_alone = with.is_some_and(|with| !device.roster().is_member(with));
    let is_ended = group.is_some_and(|group| group.is_ended);
    let is_quiet = marks::is_quiet(device, id);
    let applications = knocks.iter().filter(|knock| is_at(knock, id)).count();
    ChatRow {
        chat,
        with,
        kind: circle.map(|circle| circle.kind),
        name: name(device, id, circle),
        members: circle.map_or(0, |circle| circle.members),
        last: last(device, head),
        unread: head.unread_after(marks::chat_read(device, id)).len() as u32,
        is_muted: is_quiet,
        is_over: circle.is_some_and(|circle| !circle.is_in) || is_alone || is_ended,
        applications: applications as u32,
    }
}

fn is_at(knock: &KnockRow, group: RecordId) -> bool {
    knock.group.as_ref().is_some_and(|(of, _)| *of == group)
}

fn last(device: &Device, head: &Head) -> Option<LastWord> {
    let last = head.last.as_ref()?;
    let is_muted = marks::is_muted(device, last.by);
    let sync = match last.number.and_then(|number| device.outbox().find(|item| item.number == number)) {
        Some(item) if item.is_pending() => RecordSync::OnThisDevice,
        Some(_) => RecordSync::Refused,
        None => RecordSync::WithRelay,
    };
    Some(LastWord {
        by: square::speaker(device, last.by, last.standing),
        excerpt: if is_muted { String::new() } else { last.excerpt.clone() },
        attached: if is_muted { 0 } else { last.attached },
        at: last.at,
        sync,
    })
}

/// The name of a group in a knock.
fn named(device: &Device, group: RecordId) -> (RecordId, String) {
    let name = groups::group(device, group).map(|sum| groups::row(device, group, sum).name);
    (group, name.unwrap_or_default())
}

/// A circle in short, by the conversations in memory.
fn circle_of(device: &Device, group: RecordId) -> Option<&CircleSum> {
    device.chat_heads.as_ref().and_then(|heads| heads.get(&group)).and_then(|head| head.circle.as_ref())
}

/// Whether this person is in a circle.
fn is_in(device: &Device, group: RecordId) -> bool {
    circle_of(device, group).is_some_and(|circle| circle.is_in)
}

/// Whether this person lets others into a group, as far as is known without its row; while nothing is in memory, that they do.
fn may_admit(device: &Device, group: RecordId) -> bool {
    if device.chat_heads.is_none() {
        return true;
    }
    let Ok((me, _)) = device.member() else { return false };
    let time = device.sync_state().last_met.unwrap_or_default();
    let root = device.log().map(|log| log.area());
    circle_of(device, group).filter(|circle| circle.is_in).is_some_and(|circle| {
        let by_all = circle.kind == CircleKind::Building && circle.shares_history;
        by_all || circle.owner == Some(me) || holds(device.roster(), time, me, Role::Steward, root)
    })
}

/// The knocks that wait for this person, oldest first.
pub(super) fn knock_rows(device: &Device) -> Vec<KnockRow> {
    let is_reachable = marks::is_reachable(device);
    // A knock at a group that is none of theirs is no way round a closed door.
    let is_heard = |group| {
        let is_over = groups::group(device, group).is_some_and(|sum| sum.is_ended);
        !is_over && (may_admit(device, group) || (is_reachable && circle_of(device, group).is_some()))
    };
    let waits = |knock: &circle::KnockAtMe| {
        !marks::is_settled(device, knock.knock, knock.at)
            && !marks::is_muted(device, knock.by)
            && knock.group.map_or(is_reachable, is_heard)
            && device.roster().is_member(knock.by)
    };
    let all = circle::knocks(device).into_iter().filter(waits);
    let mut rows: Vec<KnockRow> = all
        .map(|knock| KnockRow {
            knock: knock.knock,
            by: square::speaker(device, knock.by, Standing::default()),
            group: knock.group.map(|group| named(device, group)),
            words: knock.words,
            at: knock.at,
            may_open: knock.group.is_none_or(|group| may_admit(device, group)),
            owner: knock.group.and_then(|group| groups::group(device, group)).map(|sum| groups::owner(device, sum)),
        })
        .collect();
    rows.sort_by_key(|row| (row.at, row.knock));
    rows
}

/// Whether nobody will answer a knock: the neighbour has gone, the group is over.
fn is_vain(device: &Device, knock: &OwnKnock) -> bool {
    match knock.group.and_then(|group| groups::group(device, group)) {
        Some(sum) => sum.is_ended,
        None => !device.roster().is_member(knock.at_member),
    }
}

/// Where this person knocked and waits, newest first.
fn waiting(device: &Device) -> Vec<WaitingKnock> {
    let mut seen = BTreeSet::new();
    let mut rows: Vec<WaitingKnock> = circle::own_knocks(device)
        .into_iter()
        .filter(|knock| !is_in(device, knock.circle) && !is_vain(device, knock))
        .map(|knock| {
            let waits = device.outbox().find(|item| item.record == knock.knock);
            WaitingKnock {
                knock: knock.knock,
                at_member: square::speaker(device, knock.at_member, Standing::default()),
                group: knock.group.map(|group| named(device, group)),
                has_new_owner: knock.group.is_some_and(|group| {
                    groups::group(device, group).is_some_and(|sum| sum.owner() != knock.at_member)
                }),
                at: knock.at,
                sync: match waits {
                    Some(item) if item.is_pending() => RecordSync::OnThisDevice,
                    Some(_) => RecordSync::Refused,
                    None => RecordSync::WithRelay,
                },
            }
        })
        .collect();
    rows.sort_by_key(|row| (Reverse(row.at), row.has_new_owner));
    // Of a group the newest, also where it went on to another owner in between.
    rows.retain(|row| {
        let group = row.group.as_ref().map(|(group, _)| *group);
        seen.insert((group.is_none().then_some(row.at_member.member), group))
    });
    rows
}

/// The rows that `read_unread` needs.
#[must_use]
pub fn read_unread_wants(device: &Device, _: &ReadUnread, rows: &Rows) -> Vec<Want> {
    let mut wants = head_wants(device);
    wants.extend(topics::read_topics_wants(device, &ReadTopics, rows));
    wants.extend(owners::claim_wants(device));
    wants
}

/// What is unread, for badges. No message is loaded for it; the votes of the own building are, where a ballot is open.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn read_unread(device: &mut Device, _: &ReadUnread, turn: &mut Turn<'_>) -> Result<UnreadView, Failure> {
    let estate = estate_record(device.log().ok_or(Failure::Stranger)?);
    device.square_sums(turn)?;
    device.chat_heads(turn)?;
    let now = device.clock(turn.now.time);
    let ballots = topics::unvoted(device, turn)?;
    owners::claim(device, turn)?;
    let device = &*device;
    let posts = device.square_in_memory().into_iter().flatten().filter(|(id, sum)| has_new(device, **id, sum)).count();
    let heads = device.chat_heads.as_ref().into_iter().flatten();
    let is_heard = |(id, head): &(&RecordId, &Head)| {
        let is_listed = |circle: &CircleSum| circle.is_in && !marks::is_unlisted(device, **id, circle.at);
        let is_in = **id == estate || head.circle.as_ref().is_some_and(is_listed);
        is_in && !marks::is_quiet(device, **id)
    };
    let unread = |(id, head): (&RecordId, &Head)| head.unread_after(marks::chat_read(device, *id)).len() as u32;
    Ok(UnreadView {
        messages: heads.filter(is_heard).map(unread).sum(),
        knocks: knock_rows(device).len() as u32,
        posts: posts as u32,
        notices: notices::unread(device, now),
        ballots,
        hush: marks::hush(device),
    })
}

/// Whether a record is a post that this person follows, with something they have not seen.
fn has_new(device: &Device, id: RecordId, sum: &SquareSum) -> bool {
    match sum {
        SquareSum::Post(sum) => {
            let is_gone = sum.is_withdrawn || sum.is_hidden || marks::is_muted(device, sum.by);
            sum.is_followed && !is_gone && sum.heard > marks::post_read(device, id)
        }
        SquareSum::Topic(_) | SquareSum::Activity(_) | SquareSum::Guide(_) | SquareSum::Group(_) => false,
    }
}
