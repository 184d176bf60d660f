//! Taking entries of tickets and public versions in, at their places.
//!
//! **Invariant:** an entry that comes again changes nothing but its place; one that comes late is judged by what held at its
//! place, so that every device which reads the record has the same of it.
//! **Invariant:** what cannot be opened yet is kept, and opened when its secret comes.

use linli_contract::Failure;
use linli_shared::access::RecordAt;
use linli_shared::audience::{AudienceFact, record_ring};
use linli_shared::blobs::Attachment;
use linli_shared::ids::{MemberId, RecordId, RingId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::parcel::{Entry, Header};
use linli_shared::seal::{BodyContext, open};
use linli_shared::tickets::{Actor, CaseContent, PublicContent, StepContent, VERSION, VoiceContent, WhyVoid};

use super::keep::fold_of;
use super::rows::{AudienceAt, CaseAt, Origin, PublicRow, SealedAt, Stand, StepAt, TicketRow, version};
use crate::device::{Device, Turn};
use crate::photos;

/// An entry at its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entered<'a> {
    /// The header of its parcel.
    pub(crate) header: &'a Header,
    /// The entry.
    pub(crate) entry: &'a Entry,
    /// Where it stands.
    pub(crate) stand: Stand,
    /// Which entry it is.
    pub(crate) origin: Origin,
    /// Its place.
    pub(crate) seq: Seq,
    /// Outbox numbers of its act, if it is an own one.
    pub(crate) own: &'a [u64],
}

impl Entered<'_> {
    /// Whether own work that waits, or work of a device this one was before, is this entry.
    fn is_own(&self, stand: Stand, is_same: impl FnOnce() -> bool) -> bool {
        stand.number().is_some_and(|number| self.own.contains(&number) || is_same())
    }
}

/// Why an entry has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Void {
    /// It speaks of another record than its id says.
    WrongPlace,
    /// It cannot be read.
    Malformed,
    /// An own step that came too late, or was not this person's to do: it stays in the trail.
    Step(WhyVoid),
}

/// Takes an audience in that may stand.
pub(crate) fn audience(
    device: &mut Device,
    at: &Entered<'_>,
    author: MemberId,
    fact: &AudienceFact,
    turn: &mut Turn<'_>,
) -> Result<Result<(), Void>, Failure> {
    let record = at.entry.record;
    let row = device.ticket(turn, record)?;
    let row = match row {
        // Of two records under one id the one that began first is meant: nobody else could know the id before.
        Some(row) if row.meta.scope != at.entry.scope => {
            let began = row.audiences.first().map(|first| first.stand.order());
            if began.is_none_or(|began| began < at.stand.order()) {
                return Ok(Err(Void::WrongPlace));
            }
            None
        }
        row => row,
    };
    let mut row = row.unwrap_or_else(|| TicketRow::new(record, at.entry.scope, author));
    let new = AudienceAt {
        stand: at.stand,
        author,
        generation: fact.generation,
        commitment: fact.commitment,
        readers: fact.readers.clone(),
        gone: None,
        previous: fact.previous.clone(),
    };
    // The secret tells that keys this device had before brought it.
    let of_own = |known: &AudienceAt| {
        at.is_own(known.stand, || known.is_formed() && known.commitment == fact.commitment && known.author == author)
    };
    match row.audiences.iter_mut().find(|known| known.stand.origin() == Some(at.origin) || of_own(known)) {
        Some(known) => *known = new,
        None => row.audiences.push(new),
    }
    row.put_in_order();
    open_secrets(device, &mut row, record, fact);
    if row.secret(fact.generation, fact.commitment.0).is_none()
        && let Some(ring) = device.awaited(&fact.wraps, at.entry.scope)
    {
        device.lock(ring, at.seq);
    }
    open_sealed(device, &mut row, record, turn);
    device.write_ticket(record, &row, turn);
    turn.durable();
    Ok(Ok(()))
}

/// Opens what secrets of a record this device can.
fn open_secrets(device: &Device, row: &mut TicketRow, record: RecordId, fact: &AudienceFact) {
    let own = record_ring(record, row.meta.scope);
    let named = (fact.generation, fact.commitment);
    if row.secret(fact.generation, fact.commitment.0).is_none()
        && let Some(secret) = device.secret_in(own, named, &fact.wraps)
    {
        row.hold(fact.generation, &secret);
    }
    follow_links(row, own);
}

/// Opens the links from the secrets that are held to the older ones.
fn follow_links(row: &mut TicketRow, own: RingId) {
    let links: Vec<(u32, [u8; 16], Vec<u8>)> = row
        .audiences
        .iter()
        .rev()
        .filter_map(|at| Some((at.generation, at.commitment.0, at.previous.clone()?)))
        .collect();
    for (generation, commitment, link) in links {
        let Some(secret) = row.secret(generation, commitment) else { continue };
        let before = secret.unlink(own, generation, &link);
        let Some((before, older)) = before.zip(generation.checked_sub(1)) else { continue };
        let is_named = |at: &AudienceAt| at.generation == older && at.commitment.0 == before.commitment();
        if row.audiences.iter().any(is_named) {
            row.hold(older, &before);
        }
    }
}

/// Opens the entries whose secret has come.
fn open_sealed(device: &Device, row: &mut TicketRow, record: RecordId, turn: &mut Turn<'_>) {
    let Some(log) = device.log() else { return };
    for sealed in core::mem::take(&mut row.sealed) {
        let (Some(origin), Some(secret)) =
            (sealed.stand.origin(), row.secret(sealed.key.generation, sealed.key.commitment))
        else {
            row.sealed.push(sealed);
            continue;
        };
        let context = BodyContext {
            log,
            device: origin.device,
            nonce: sealed.nonce,
            index: origin.index,
            record,
            kind: sealed.kind,
            scope: row.meta.scope,
        };
        // What its own secret does not open is nobody's work.
        let Ok(content) = open(&secret, &context, &sealed.body) else { continue };
        let attached = attachments(&content, sealed.kind);
        let is_own = |_: Stand, _: &[u8]| false;
        if put(row, sealed.kind, sealed.stand, sealed.actor, content, is_own).is_ok() {
            photos::note(turn, RecordAt { record, kind: Kind::Case, scope: row.meta.scope }, &attached);
        }
    }
}

/// The photos and files that a content names, unless it breaks a rule.
#[allow(clippy::wildcard_enum_match_arm, reason = "nothing else names photos")]
fn attachments(content: &[u8], kind: Kind) -> Vec<Attachment> {
    let attached = match kind {
        Kind::Case => {
            CaseContent::from_content(content).ok().filter(|case| case.check().is_ok()).map(|case| case.attached)
        }
        Kind::PublicReport => {
            let report = PublicContent::from_content(content).ok().filter(|report| report.check().is_ok());
            report.map(|report| report.attached)
        }
        Kind::Step => {
            StepContent::from_content(content).ok().filter(|step| step.check().is_ok()).map(|step| step.attached)
        }
        _ => None,
    };
    attached.unwrap_or_default()
}

/// Puts an opened case or step into a row, in the place of what it is already there as.
fn put(
    row: &mut TicketRow,
    kind: Kind,
    stand: Stand,
    actor: Actor,
    content: Vec<u8>,
    is_own: impl Fn(Stand, &[u8]) -> bool,
) -> Result<(), Void> {
    let is_newer = version(&content).ok_or(Void::Malformed)? > VERSION;
    if kind == Kind::Case {
        if !is_newer && !CaseContent::from_content(&content).is_ok_and(|case| case.check().is_ok()) {
            return Err(Void::Malformed);
        }
        let new = CaseAt { stand, author: actor.member, content };
        let is_it = |known: &CaseAt| known.stand.origin() == stand.origin() || is_own(known.stand, &known.content);
        // There is one case: the first.
        if row.case.as_ref().is_some_and(|known| !is_it(known) && known.stand.order() < stand.order()) {
            return Err(Void::Malformed);
        }
        row.case = Some(new);
        return Ok(());
    }
    if !is_newer && StepContent::from_content(&content).is_err() {
        return Err(Void::Malformed);
    }
    let new = StepAt { stand, actor, content };
    let is_it = |known: &StepAt| known.stand.origin() == stand.origin() || is_own(known.stand, &known.content);
    match row.steps.iter_mut().find(|known| is_it(known)) {
        Some(known) => *known = new,
        None => row.steps.push(new),
    }
    row.put_in_order();
    Ok(())
}

/// Takes a case or step in.
pub(crate) fn entry(
    device: &mut Device,
    at: &Entered<'_>,
    actor: Actor,
    turn: &mut Turn<'_>,
) -> Result<Result<(), Void>, Failure> {
    let record = at.entry.record;
    let row = device.ticket(turn, record)?.filter(|row| row.meta.scope == at.entry.scope);
    let (Some(mut row), Some(key)) = (row, at.entry.key) else { return Ok(Err(Void::WrongPlace)) };
    let is_mine = device.member().is_ok_and(|(me, _)| me == actor.member);
    // What was done in the same act for nothing, because its readers read it already.
    row.audiences.retain(|known| !at.is_own(known.stand, || false));
    row.put_in_order();
    let Some(secret) = row.secret(key.generation, key.commitment) else {
        let sealed = SealedAt {
            stand: at.stand,
            actor,
            kind: at.entry.kind,
            nonce: at.header.nonce,
            key,
            body: at.entry.body.clone(),
        };
        row.sealed.retain(|known| known.stand.origin() != Some(at.origin));
        row.sealed.push(sealed);
        device.write_ticket(record, &row, turn);
        turn.durable();
        return Ok(Ok(()));
    };
    let context = BodyContext {
        log: at.header.log,
        device: at.header.device,
        nonce: at.header.nonce,
        index: at.origin.index,
        record,
        kind: at.entry.kind,
        scope: at.entry.scope,
    };
    let Ok(content) = open(&secret, &context, &at.entry.body) else { return Ok(Err(Void::Malformed)) };
    let same = content.clone();
    let attached = attachments(&content, at.entry.kind);
    let is_own = |stand: Stand, known: &[u8]| at.is_own(stand, || is_mine) && known == same;
    if let Err(void) = put(&mut row, at.entry.kind, at.stand, actor, content, is_own) {
        return Ok(Err(void));
    }
    row.is_unread |= !is_mine;
    photos::note(turn, RecordAt { record, kind: Kind::Case, scope: at.entry.scope }, &attached);
    device.write_ticket(record, &row, turn);
    turn.durable();
    if at.own.is_empty() || at.entry.kind != Kind::Step {
        return Ok(Ok(()));
    }
    let folded = fold_of(device, &row);
    let place = at.stand.place();
    let step = folded.as_ref().and_then(|ticket| ticket.steps.iter().find(|step| step.placed.place == place));
    Ok(step.and_then(|step| step.void).map_or(Ok(()), |why| Err(Void::Step(why))))
}

/// Takes a public version or a voice in, opened.
pub(crate) fn public(
    device: &mut Device,
    at: &Entered<'_>,
    actor: Actor,
    content: Vec<u8>,
    turn: &mut Turn<'_>,
) -> Result<Result<(), Void>, Failure> {
    let record = at.entry.record;
    let Some(is_newer) = version(&content).map(|version| version > VERSION) else { return Ok(Err(Void::Malformed)) };
    let is_report = at.entry.kind == Kind::PublicReport;
    let is_readable = if is_report {
        PublicContent::from_content(&content).is_ok_and(|report| report.check().is_ok())
    } else {
        VoiceContent::from_content(&content).is_ok()
    };
    if !is_readable && !is_newer {
        return Ok(Err(Void::Malformed));
    }
    let mut row = device.public_report(turn, record)?.unwrap_or_else(|| PublicRow::new(at.entry.scope));
    let is_mine = device.member().is_ok_and(|(me, _)| me == actor.member);
    let new = StepAt { stand: at.stand, actor, content: content.clone() };
    let is_it = |known: &StepAt| {
        let is_own = at.is_own(known.stand, || is_mine) && known.content == content;
        known.stand.origin() == Some(at.origin) || is_own
    };
    if is_report {
        // Of two versions under one id the first is meant.
        if row.report.as_ref().is_some_and(|known| !is_it(known) && known.stand.order() < new.stand.order()) {
            return Ok(Err(Void::WrongPlace));
        }
        row.scope = at.entry.scope;
        let attached = attachments(&new.content, at.entry.kind);
        photos::note(turn, RecordAt { record, kind: Kind::PublicReport, scope: at.entry.scope }, &attached);
        row.report = Some(new);
    } else if row.scope == at.entry.scope || row.report.is_none() {
        row.scope = at.entry.scope;
        row.speak(new, is_it);
    } else {
        return Ok(Err(Void::WrongPlace));
    }
    device.write_public_row(record, &row, turn);
    turn.durable();
    Ok(Ok(()))
}
