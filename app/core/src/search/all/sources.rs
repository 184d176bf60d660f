//! Where words come from: what features keep in memory, and what stays on the disk, the texts of notices and messages.

use core::cell::OnceCell;
use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_contract::search::FoundKind;
use linli_shared::ids::{MemberId, RecordId};

use super::entry::Entry;
use super::index::{FindIndex, Stale};
use super::messages::Messages;
use super::words::Words;
use crate::device::rows::{Rows, Want};
use crate::device::{Device, Turn};
use crate::square::{self, SquareSum};
use crate::{activities, chats, guides, notices, posts, tickets, topics};

const SQUARE: [FoundKind; 4] = [FoundKind::Guide, FoundKind::Post, FoundKind::Topic, FoundKind::Activity];

/// The rows that [`refresh`] needs.
pub(super) fn wants(device: &Device, rows: &Rows) -> Vec<Want> {
    let mut wants = square::sum_wants(device);
    wants.extend(tickets::sums::wants(device));
    wants.extend(chats::search_wants(device));
    let index = device.find_index.as_deref();
    wants.extend(changed_notices(device, index).into_iter().map(notices::want));
    wants.extend(Messages::wants(index.map(|index| &index.messages), device, rows));
    wants
}

/// Looks again at what changed.
pub(super) fn refresh(device: &mut Device, index: &mut FindIndex, turn: &Turn<'_>) -> Result<(), Failure> {
    device.square_sums(turn)?;
    device.sums(turn)?;
    chats::load_for_search(device, turn)?;
    let device = &*device;
    refresh_square(device, index)?;
    refresh_tickets(device, index)?;
    refresh_notices(device, index, turn)?;
    if core::mem::take(&mut index.members) {
        index.clear(FoundKind::Member);
        for member in device.roster().members() {
            if let Some(name) = device.member_name(member) {
                let words = Words { title: name.to_owned(), ..Words::default() };
                index.put(FoundKind::Member, RecordId(member.0), Some(words), 0);
            }
        }
    }
    if core::mem::take(&mut index.chats) {
        index.clear(FoundKind::Chat);
        for (id, words) in chats::words_of(device) {
            index.put(FoundKind::Chat, id, Some(words), 0);
        }
    }
    index.messages.refresh(device, &index.pinyin, turn)
}

fn refresh_square(device: &Device, index: &mut FindIndex) -> Result<(), Failure> {
    let sums = device.square_in_memory().ok_or(Failure::Defect)?;
    let stale: Vec<RecordId> = match index.square.take() {
        Stale::Some(stale) => stale.into_iter().collect(),
        Stale::All => {
            SQUARE.into_iter().for_each(|kind| index.clear(kind));
            sums.keys().copied().collect()
        }
    };
    for id in stale {
        let found = sums.get(&id).and_then(|sum| match sum {
            SquareSum::Guide(sum) => Some((FoundKind::Guide, guides::words_of(sum))),
            SquareSum::Activity(sum) => Some((FoundKind::Activity, activities::words_of(sum))),
            SquareSum::Post(sum) => Some((FoundKind::Post, posts::words_of(sum)?)),
            SquareSum::Topic(sum) => Some((FoundKind::Topic, topics::words_of(sum)?)),
            SquareSum::Group(_) => None,
        });
        match found {
            Some((kind, words)) => index.put(kind, id, Some(words), 0),
            None => SQUARE.into_iter().for_each(|kind| index.put(kind, id, None, 0)),
        }
    }
    Ok(())
}

fn refresh_tickets(device: &Device, index: &mut FindIndex) -> Result<(), Failure> {
    let sums = device.sums_in_memory().ok_or(Failure::Defect)?;
    let stale: Vec<RecordId> = match index.tickets.take() {
        Stale::Some(stale) => stale.into_iter().collect(),
        Stale::All => {
            [FoundKind::Ticket, FoundKind::Public].into_iter().for_each(|kind| index.clear(kind));
            sums.tickets.keys().chain(sums.public.keys()).copied().collect()
        }
    };
    for id in stale {
        index.put(FoundKind::Ticket, id, sums.tickets.get(&id).map(tickets::words_of), 0);
        index.put(FoundKind::Public, id, sums.public.get(&id).map(tickets::words_of_public), 0);
    }
    Ok(())
}

/// Notices whose texts are not in the index as they are now.
fn changed_notices(device: &Device, index: Option<&FindIndex>) -> Vec<RecordId> {
    if index.is_some_and(|index| !index.notices) {
        return Vec::new();
    }
    let known = |id: &RecordId| index.and_then(|index| index.stamp(FoundKind::Notice, *id));
    let all = device.notices().iter();
    all.filter(|(id, sum)| known(id) != Some(notices::stamp(sum))).map(|(id, _)| *id).collect()
}

fn refresh_notices(device: &Device, index: &mut FindIndex, turn: &Turn<'_>) -> Result<(), Failure> {
    if !core::mem::take(&mut index.notices) {
        return Ok(());
    }
    for id in index.ids(FoundKind::Notice) {
        if !device.notices().contains_key(&id) {
            index.put(FoundKind::Notice, id, None, 0);
        }
    }
    for (id, sum) in device.notices() {
        let stamp = notices::stamp(sum);
        if index.stamp(FoundKind::Notice, *id) != Some(stamp) {
            index.put(FoundKind::Notice, *id, notices::words_of(*id, sum, turn)?, stamp);
        }
    }
    Ok(())
}

/// What this person may see of what is in memory.
pub(super) struct Seen {
    me: MemberId,
    is_handler: bool,
    notices: OnceCell<notices::Reader>,
    members: BTreeSet<MemberId>,
}

impl Seen {
    /// What this person may see now.
    ///
    /// # Errors
    /// [`Failure::Stranger`].
    pub(super) fn by(device: &Device) -> Result<Self, Failure> {
        let (me, _) = device.member()?;
        Ok(Self {
            me,
            is_handler: tickets::is_handler(device)?,
            notices: OnceCell::new(),
            members: device.roster().members().collect(),
        })
    }

    /// Whether a list would show it.
    pub(super) fn sees(&self, device: &Device, kind: FoundKind, entry: &Entry) -> bool {
        let is_muted = entry.by.is_some_and(|by| by != self.me && chats::marks::is_muted(device, by));
        let is_theirs = match kind {
            FoundKind::Ticket => {
                self.is_handler || {
                    let sum = device.sums_in_memory().and_then(|sums| sums.tickets.get(&entry.id));
                    sum.is_some_and(|sum| tickets::is_for(sum, self.me))
                }
            }
            FoundKind::Notice => {
                let reader = self.notices.get_or_init(|| notices::Reader::of(device, self.me));
                device.notices().get(&entry.id).is_some_and(|sum| reader.reads(device, sum))
            }
            FoundKind::Member => self.members.contains(&MemberId(entry.id.0)),
            FoundKind::Register
            | FoundKind::Guide
            | FoundKind::Public
            | FoundKind::Post
            | FoundKind::Topic
            | FoundKind::Activity
            | FoundKind::Chat
            | FoundKind::Message => true,
        };
        is_theirs && !is_muted
    }
}
