//! What this person has read, muted and voted in, for all of their devices.
//!
//! What changed is written down here at once and told to the other devices later, in one entry for many changes. Who has one
//! device tells it seldom: only so that a device that comes later, or comes back, knows about it.
//! **Invariant:** what was read on one device is never unread again for a word of another.

use linli_contract::chats::Hush;
use linli_contract::{Event, Failure};
use linli_shared::access::{marks_record, member_scope};
use linli_shared::calendar::Millis;
use linli_shared::circles::{Chosen, MarksContent, NoticeMark, ReadPlace, VERSION, vote_mark};
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;

use crate::device::answer::acts::At;
use crate::device::outbox::{Command, OutBody, OutState};
use crate::device::rows::meta;
use crate::device::write::About;
use crate::device::{Device, Turn, VoidReason};
use crate::members::begin_own_ring;
use crate::notices::rows::Own;

/// How long what was read waits for more, where other devices show it, in milliseconds.
const SOON: i64 = 120_000;
/// The same where there is no other device, in milliseconds: three days.
const SELDOM: i64 = 3 * 86_400_000;
/// The most marks of one kind in an entry.
const AT_ONCE: usize = 100;

/// What is known of it, and what the other devices have not been told.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Marks {
    /// What is known.
    #[n(0)]
    pub(super) known: MarksContent,
    /// What is to be told.
    #[n(1)]
    pub(super) untold: MarksContent,
    /// Since when, by this device's clock.
    #[n(2)]
    pub(super) since: Option<Millis>,
}

/// Whether this person hears nothing of a member.
#[must_use]
pub(crate) fn is_muted(device: &Device, member: MemberId) -> bool {
    device.marks.known.members.get(&member).is_some_and(|chosen| chosen.what)
}

/// The members this person hears nothing of.
pub(super) fn muted(device: &Device) -> impl Iterator<Item = MemberId> {
    device.marks.known.members.iter().filter(|(_, chosen)| chosen.what).map(|(member, _)| *member)
}

/// Whether this person hears nothing of a conversation.
pub(super) fn is_quiet(device: &Device, chat: RecordId) -> bool {
    device.marks.known.quiet.get(&chat).is_some_and(|chosen| chosen.what)
}

/// Whether this person took a conversation off the list since they came to it.
pub(super) fn is_unlisted(device: &Device, chat: RecordId, came: Millis) -> bool {
    device.marks.known.unlisted.get(&chat).is_some_and(|chosen| chosen.what && chosen.at >= came)
}

/// Whether neighbours may knock at this person.
pub(super) fn is_reachable(device: &Device) -> bool {
    device.marks.known.reachable.is_none_or(|chosen| chosen.what)
}

/// Whether this person answered a knock that was made at a time, or will not.
pub(super) fn is_settled(device: &Device, knock: RecordId, made: Millis) -> bool {
    device.marks.known.knocks.get(&knock).is_some_and(|chosen| chosen.what && chosen.at >= made)
}

/// When it is quiet.
pub(super) fn hush(device: &Device) -> Hush {
    device.marks.known.hush.map_or_else(Hush::default, |chosen| Hush { from: chosen.what.0, to: chosen.what.1 })
}

/// Up to where a conversation was read.
pub(super) fn chat_read(device: &Device, chat: RecordId) -> ReadPlace {
    device.marks.known.chats.get(&chat).copied().unwrap_or_default()
}

/// Up to where a record of the square was read; the beginning of the log if it was not.
#[must_use]
pub(crate) fn post_read(device: &Device, post: RecordId) -> ReadPlace {
    let known = &device.marks.known;
    let before = ReadPlace { seq: known.read_before, index: u16::MAX };
    let before = if known.read_before > 0 { before } else { ReadPlace::default() };
    known.posts.get(&post).copied().unwrap_or_default().max(before)
}

/// A record of the square was read up to a place.
pub(crate) fn read_post(device: &mut Device, post: RecordId, place: (Seq, u16), turn: &mut Turn<'_>) {
    let place = ReadPlace { seq: place.0, index: place.1 };
    if place > post_read(device, post) {
        note(device, &MarksContent { posts: [(post, place)].into(), ..MarksContent::default() }, turn);
    }
}

/// A conversation was read up to a place; tells whether that is news.
pub(super) fn read_chat(device: &mut Device, chat: RecordId, place: ReadPlace, turn: &mut Turn<'_>) -> bool {
    note(device, &MarksContent { chats: [(chat, place)].into(), ..MarksContent::default() }, turn)
}

/// What this person read and said of a notice on any of their devices.
pub(crate) fn notice_own(device: &Device, notice: RecordId) -> Own {
    let mark = device.marks.known.notices.get(&notice).copied().unwrap_or_default();
    let answer = mark.answer.map(|(version, _, answer)| (answer, version));
    Own { read: mark.read, told: mark.told, confirmed: mark.confirmed, answer }
}

/// This person read or said something of a notice.
pub(crate) fn note_notice(device: &mut Device, notice: RecordId, own: Own, turn: &mut Turn<'_>) {
    if own == notice_own(device, notice) || own == Own::default() {
        return;
    }
    let at = device.clock(turn.now.time);
    let known = device.marks.known.notices.get(&notice).and_then(|mark| mark.answer);
    let is_known = |answer: (u8, u16)| known.is_some_and(|known| (known.2, known.0) == answer);
    let answer = own.answer.map(|answer| match known.filter(|_| is_known(answer)) {
        Some(known) => known,
        None => (answer.1, at, answer.0),
    });
    let mark = NoticeMark { read: own.read, told: own.told, confirmed: own.confirmed, answer, at };
    note(device, &MarksContent { notices: [(notice, mark)].into(), ..MarksContent::default() }, turn);
}

/// When the log took in the last sealed vote of a seat of this person, or of themself, from any of their devices.
pub(crate) fn voted(device: &Device, ballot: RecordId, household: Option<RecordId>) -> Option<Millis> {
    device.marks.known.voted.get(&vote_mark(ballot, household)).copied()
}

/// The log took in a sealed vote of this person's at a moment; what it chose is not written down.
pub(crate) fn note_vote(
    device: &mut Device,
    (ballot, household): (RecordId, Option<RecordId>),
    placed: Millis,
    turn: &mut Turn<'_>,
) {
    let voted = [(vote_mark(ballot, household), placed)].into();
    note(device, &MarksContent { voted, ..MarksContent::default() }, turn);
}

/// Takes in what this person did on this device; tells whether it is news.
pub(super) fn note(device: &mut Device, new: &MarksContent, turn: &mut Turn<'_>) -> bool {
    let before = device.marks.known.clone();
    device.marks.known.merge(new);
    if device.marks.known == before {
        return false;
    }
    device.marks.untold.merge(new);
    device.marks.since.get_or_insert(turn.now.time);
    keep(device, turn);
    true
}

fn keep(device: &Device, turn: &mut Turn<'_>) {
    turn.rows.write(crate::store::Table::Meta, meta::MARKS.to_vec(), &device.marks);
}

/// A choice made now.
pub(super) fn chosen<T>(device: &Device, what: T, turn: &Turn<'_>) -> Chosen<T> {
    Chosen { at: device.clock(turn.now.time), what }
}

/// Puts what the other devices are to be told into the outbox, once it is time.
///
/// # Errors
/// [`Failure::Stranger`].
pub(crate) fn write_due(device: &mut Device, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let Some(since) = device.marks.since else { return Ok(()) };
    let Ok((me, _)) = device.member() else { return Ok(()) };
    let untold = &device.marks.untold;
    let is_chosen = [untold.members.len(), untold.quiet.len(), untold.knocks.len(), untold.unlisted.len()] != [0; 4]
        || untold.hush.is_some()
        || untold.reachable.is_some();
    let waited = turn.now.time.0.saturating_sub(since.0);
    let others = device.roster().devices_of(me).filter(|(_, known)| !known.is_removed).count() > 1;
    // Who votes again on another device is to know it.
    let is_chosen = is_chosen || (others && !untold.voted.is_empty());
    let goes_anyway = others && device.outbox().any(|item| item.state == OutState::Waiting);
    // A clock that was set back is no reason to wait for ever.
    let is_due = is_chosen || goes_anyway || waited < 0 || waited >= if others { SOON } else { SELDOM };
    if !is_due || device.roster().active(device.id().unwrap_or_default()).is_none() {
        return Ok(());
    }
    begin_own_ring(device, turn)?;
    let mut told = take_some(&mut device.marks.untold);
    if device.marks.untold.is_empty() {
        device.marks.since = None;
    }
    keep(device, turn);
    let is_waiting = |item: &&crate::device::outbox::OutboxItem| {
        item.kind == Kind::OwnMarks && item.state == OutState::Waiting && matches!(item.body, OutBody::Content(_))
    };
    let waiting: Vec<(u64, Option<MarksContent>)> =
        device.outbox().filter(is_waiting).map(|item| (item.number, content_of(&item.body))).collect();
    for (number, before) in waiting {
        // What nobody was told goes with it.
        if let Some(before) = before {
            told.merge(&before);
        }
        device.drop_item(number, turn);
    }
    told.version = VERSION;
    let about = About { record: marks_record(me), kind: Kind::OwnMarks, scope: member_scope(me), area: None };
    device.enqueue(about, Command::Upkeep, OutBody::Content(told.to_content()), turn);
    Ok(())
}

fn content_of(body: &OutBody) -> Option<MarksContent> {
    match body {
        OutBody::Content(content) => MarksContent::from_content(content).ok(),
        OutBody::Changes(_) | OutBody::Act(_) => None,
    }
}

/// As much as one entry holds; the rest stays.
fn take_some(untold: &mut MarksContent) -> MarksContent {
    fn some<K: Ord + Copy, T>(map: &mut std::collections::BTreeMap<K, T>) -> std::collections::BTreeMap<K, T> {
        let rest = map.keys().nth(AT_ONCE).copied();
        let left = rest.map(|rest| map.split_off(&rest)).unwrap_or_default();
        core::mem::replace(map, left)
    }
    MarksContent {
        version: VERSION,
        chats: some(&mut untold.chats),
        posts: some(&mut untold.posts),
        notices: some(&mut untold.notices),
        members: some(&mut untold.members),
        quiet: some(&mut untold.quiet),
        knocks: some(&mut untold.knocks),
        hush: untold.hush.take(),
        reachable: untold.reachable.take(),
        read_before: core::mem::take(&mut untold.read_before),
        voted: some(&mut untold.voted),
        unlisted: some(&mut untold.unlisted),
    }
}

/// Takes in what another device of this person tells.
///
/// # Errors
/// [`VoidReason`].
pub(crate) fn take(device: &mut Device, at: &At<'_>, turn: &mut Turn<'_>) -> Result<(), VoidReason> {
    let me = device.member().map_err(|_| VoidReason::NoRight)?.0;
    if at.entry.record != marks_record(me) || at.entry.scope != member_scope(me) {
        return Err(VoidReason::WrongPlace);
    }
    let told = MarksContent::from_content(&device.content(at)?).map_err(|_| VoidReason::Malformed)?;
    told.check().map_err(|_| VoidReason::Malformed)?;
    let before = device.marks.known.clone();
    device.marks.known.merge(&told);
    if device.marks.known == before {
        return Ok(());
    }
    keep(device, turn);
    turn.tell(Event::ChatsChanged);
    let known = &device.marks.known;
    if known.posts != before.posts || known.members != before.members || known.voted != before.voted {
        turn.tell(Event::SquareChanged(Vec::new()));
    }
    let touched: Vec<RecordId> = told.notices.keys().copied().collect();
    for notice in touched {
        let Some(mut sum) = device.notices().get(&notice).cloned() else { continue };
        let own = notice_own(device, notice).joined(sum.own);
        if own != sum.own {
            sum.own = own;
            device.keep_sum(notice, sum, turn);
            turn.tell(Event::NoticesChanged);
        }
    }
    Ok(())
}

/// What was read at places that the relay lost is unread there.
pub(super) fn lose(device: &mut Device, fork: Seq, turn: &mut Turn<'_>) {
    let last = ReadPlace { seq: fork, index: u16::MAX };
    for marks in [&mut device.marks.known, &mut device.marks.untold] {
        marks.chats.values_mut().chain(marks.posts.values_mut()).for_each(|place| *place = (*place).min(last));
        marks.read_before = marks.read_before.min(fork);
    }
    keep(device, turn);
}
