//! Making a snapshot of a stream that has grown long.

use linli_contract::Failure;
use linli_shared::access::{RecordMeta, Stream};
use linli_shared::cbor;
use linli_shared::documents::Document;
use linli_shared::ids::{DeviceId, RecordId};
use linli_shared::kinds::{Family, Kind};
use linli_shared::protocol::{Manifest, PartHash, Snapshot};
use linli_shared::roster::RingKind;
use linli_shared::seal::seal;

use crate::device::rows::{FactRow, RecordRow};
use crate::device::{Device, Turn};
use crate::households::id_record::IdRow;
use crate::store::Table;

use super::{PART, Part, REGISTERS, SnapshotRow, number, part_context};

impl Device {
    /// Makes the snapshot that is due, if any.
    pub(in crate::device) fn make_snapshot(&mut self, turn: &mut Turn<'_>) -> Result<Vec<Snapshot>, Failure> {
        let (Some(stream), Some(identity)) = (self.due(), self.identity.clone()) else { return Ok(Vec::new()) };
        let Some((key, secret)) = self.keyring.newest(self.roster(), RingKind::Register) else { return Ok(Vec::new()) };
        let secret = secret.clone();
        self.sync.tails.insert(stream, 0);
        let mut nonce = [0; 16];
        nonce.copy_from_slice(&turn.now.entropy[16..]);
        let mut sealed = Vec::new();
        for part in self.parts(&stream, turn)? {
            let context = part_context(identity.seat.log, identity.device, nonce, sealed.len() as u16);
            sealed.push(seal(&secret, &context, &cbor::to_vec(&part)));
        }
        if sealed.is_empty() {
            return Ok(Vec::new());
        }
        let manifest = Manifest {
            log: identity.seat.log,
            stream,
            covers: self.sync.seen(),
            device: identity.device,
            key,
            nonce,
            parts: sealed.iter().map(|part| PartHash::of(part)).collect(),
        };
        self.write_position(turn);
        Ok(vec![Snapshot::sign(&manifest, sealed, &identity.keys.signing())])
    }

    fn parts(&self, stream: &Stream, turn: &Turn<'_>) -> Result<Vec<Part>, Failure> {
        let mut parts = vec![Part::default()];
        let mut size = 0;
        let mut add =
            |kind, record, meta: &RecordMeta, seq, content: Vec<u8>, author: Option<(DeviceId, Option<i64>)>| {
                if !stream.carries(meta.ring, meta.scope) {
                    return;
                }
                size += content.len() + 32;
                if size > PART {
                    parts.push(Part::default());
                    size = 0;
                }
                let Some(part) = parts.last_mut() else { return };
                let who = match author {
                    Some((device, _)) => number(&mut part.devices, device),
                    None => number(&mut part.members, meta.creator),
                };
                let scope = number(&mut part.scopes, meta.scope);
                let withdrawn = author.and_then(|(_, withdrawn)| withdrawn);
                part.rows.push(SnapshotRow { kind, record, who, scope, seq, content, withdrawn });
            };
        for (key, value) in turn.rows.all(Table::Record) {
            let row: RecordRow = cbor::from_slice(value).map_err(|_| Failure::StoreFailed)?;
            let record = RecordId(key.try_into().map_err(|_| Failure::StoreFailed)?);
            match row.meta.kind.family() {
                Family::Document if row.meta.kind == Kind::Household => {
                    let document = Document::load(&row.content, record).map_err(|_| Failure::StoreFailed)?;
                    // A record whose history is too long travels as its entries: then no snapshot is offered at all.
                    let Ok(content) = document.snapshot() else { return Ok(Vec::new()) };
                    add(Kind::Household, record, &row.meta, row.last, content, None);
                }
                Family::IdRecord => {
                    let ids: IdRow = cbor::from_slice(&row.content).map_err(|_| Failure::StoreFailed)?;
                    add(Kind::IdRecord, record, &row.meta, row.last, ids.confirmed.to_content(), None);
                }
                Family::Document
                | Family::Roster
                | Family::Wrap
                | Family::Areas
                | Family::Visit
                | Family::Withdrawal
                | Family::Paper
                | Family::Ticket
                | Family::Public
                | Family::Notice
                | Family::Receipt
                | Family::Square
                | Family::Ballot
                | Family::Chat
                | Family::Unknown => {}
            }
        }
        for (key, value) in turn.rows.all(Table::Fact) {
            let row: FactRow = cbor::from_slice(value).map_err(|_| Failure::StoreFailed)?;
            let record = RecordId(key.try_into().map_err(|_| Failure::StoreFailed)?);
            add(Kind::Visit, record, &row.meta, row.seq, row.content, Some((row.device, row.withdrawn)));
        }
        for kind in REGISTERS {
            for (record, row) in self.papers(kind) {
                add(kind, record, &row.meta, row.seq, row.content.clone(), Some((row.device, None)));
            }
        }
        parts.retain(|part| !part.rows.is_empty());
        Ok(parts)
    }
}
