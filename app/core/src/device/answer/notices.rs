//! Taking in notices, their changes and receipts.

use linli_contract::{Event, Failure};
use linli_shared::ids::MemberId;
use linli_shared::kinds::Kind;
use linli_shared::notices::ReceiptContent;

use super::acts::{At, Miss};
use crate::device::rows::{receipts, record};
use crate::device::{Device, Turn, VoidReason};
use crate::notices::rows::{Read, Receipts, Stored, StoredChange, StoredReceipt, read_change, read_content};
use crate::notices::rules::{self, Author};
use crate::store::Table;

impl Device {
    pub(super) fn take_notice(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
        let content = match self.content(at) {
            Ok(content) => content,
            Err(reason) => return Ok(Err(reason.into())),
        };
        let stored: Option<Stored> = turn.rows.read(Table::Notice, &record(at.entry.record))?;
        let taken = if at.entry.kind == Kind::Notice {
            self.published(at, content, stored)
        } else {
            self.changed(at, content, stored)
        };
        Ok(match taken {
            Ok(stored) => {
                self.keep_changed_notice(at.entry.record, &stored, turn);
                turn.tell(Event::NoticesChanged);
                Ok(())
            }
            Err(reason) => Err(reason.into()),
        })
    }

    fn published(&mut self, at: &At<'_>, content: Vec<u8>, stored: Option<Stored>) -> Result<Stored, VoidReason> {
        let device = at.parcel.header().device;
        // What this release cannot read it cannot judge; the header was.
        if let Read::Here(read) = read_content(&content).map_err(|_| VoidReason::Malformed)? {
            self.judge(at, |device, author| rules::may_notice(device.tree(), author, at.entry.scope, &read))?;
        }
        match stored {
            // The same again, after the relay lost it or as an own one that was on its way.
            Some(stored)
                if stored.device == device && stored.content == content && stored.meta.scope == at.entry.scope =>
            {
                let time = if stored.is_confirmed() { stored.time.min(at.placed) } else { at.placed };
                Ok(Stored { seq: at.seq, time, meta: self.meta_of(at), ..stored })
            }
            Some(_) => Err(VoidReason::WrongPlace),
            None => Ok(Stored {
                meta: self.meta_of(at),
                content,
                device,
                seq: at.seq,
                time: at.placed,
                changes: Vec::new(),
            }),
        }
    }

    fn changed(&mut self, at: &At<'_>, content: Vec<u8>, stored: Option<Stored>) -> Result<Stored, VoidReason> {
        let mut stored = stored.ok_or(VoidReason::NoRight)?;
        if let Read::Here(change) = read_change(&content).map_err(|_| VoidReason::Malformed)? {
            let published = match read_content(&stored.content) {
                Ok(Read::Here(published)) => Some(published),
                Ok(Read::Newer) | Err(_) => None,
            };
            self.judge(at, |_, author| rules::may_change(author, at.entry.scope, published.as_ref(), &change))?;
        }
        let device = at.parcel.header().device;
        let by = self.author_of(at);
        let change = StoredChange { content, device, by, seq: at.seq, index: at.index, time: at.placed, number: None };
        stored.put_change(change, at.own);
        Ok(stored)
    }

    pub(super) fn take_receipt(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
        // A letter that this device only wrote says nothing that its own row does not.
        let is_closed = at.entry.key.is_none_or(|key| self.secret(&key).is_none());
        if is_closed && self.is_own_letter(at) {
            return Ok(Ok(()));
        }
        let said = match self.content(at) {
            Ok(content) => ReceiptContent::from_content(&content).map_err(|_| VoidReason::Malformed),
            Err(reason) => Err(reason),
        };
        let said = match said {
            Ok(said) => said,
            Err(reason) => return Ok(Err(reason.into())),
        };
        let judged = self.judge(at, |device, author| rules::may_receipt(device.tree(), author, at.entry.scope, &said));
        if let Err(reason) = judged {
            return Ok(Err(reason.into()));
        }
        let key = receipts(at.entry.record, at.entry.scope);
        let mut kept: Receipts = turn.rows.read(Table::Notice, &key)?.unwrap_or_default();
        kept.put(StoredReceipt {
            seq: at.seq,
            member: self.author_of(at),
            device: at.parcel.header().device,
            is_propertys: at.entry.kind == Kind::PropertyReceipt,
            said,
        });
        turn.rows.write(Table::Notice, key, &kept);
        turn.tell(Event::NoticesChanged);
        Ok(Ok(()))
    }

    /// Judges a body by the roster at its place.
    fn judge(
        &mut self,
        at: &At<'_>,
        rule: impl FnOnce(&Self, &Author<'_>) -> Result<(), VoidReason>,
    ) -> Result<(), VoidReason> {
        let past = self.past_roster(at.judged);
        let roster = past.as_deref().unwrap_or(self.roster());
        let member = roster.device(at.parcel.header().device).ok_or(VoidReason::NoRight)?.member;
        rule(self, &Author { roster, time: at.time, member, seq: at.seq })
    }

    fn author_of(&self, at: &At<'_>) -> MemberId {
        self.roster().device(at.parcel.header().device).map(|device| device.member).unwrap_or_default()
    }
}
