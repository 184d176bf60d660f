//! Taking in tickets and public versions.

use linli_contract::Failure;
use linli_shared::access::{EntryHead, RecordMeta};
use linli_shared::audience::{AudienceFact, may_audience};
use linli_shared::ids::MemberId;
use linli_shared::kinds::Kind;
use linli_shared::tickets::{Actor, WhyVoid};

use super::acts::{At, Miss};
use crate::device::outbox::StoredReason;
use crate::device::{Device, Turn, VoidReason};
use crate::tickets::audience::actor;
use crate::tickets::rows::{Origin, Stand};
use crate::tickets::take::{self, Entered, Void};

impl At<'_> {
    /// Which entry it is.
    pub(crate) fn origin(&self) -> Origin {
        let header = self.parcel.header();
        Origin { device: header.device, device_seq: header.device_seq, index: self.index }
    }

    fn entered(&self) -> Entered<'_> {
        let origin = self.origin();
        let stand = Stand::Placed(origin, self.seq, self.index, self.placed);
        Entered { header: self.parcel.header(), entry: self.entry, stand, origin, seq: self.seq, own: self.own }
    }
}

impl Device {
    pub(super) fn take_ticket(
        &mut self,
        at: &At<'_>,
        known: Option<&RecordMeta>,
        turn: &mut Turn<'_>,
    ) -> Result<Result<(), Miss>, Failure> {
        let entered = at.entered();
        let taken = if at.entry.kind == Kind::Audience {
            match self.judge_audience(at, known) {
                Ok((author, fact)) => take::audience(self, &entered, author, &fact, turn)?,
                Err(reason) => return Ok(Err(reason.into())),
            }
        } else {
            let actor = self.actor_of(at);
            take::entry(self, &entered, actor, turn)?
        };
        Ok(taken.map_err(Miss::from))
    }

    pub(super) fn take_public(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
        let content = match self.content(at) {
            Ok(content) => content,
            Err(reason) => return Ok(Err(reason.into())),
        };
        let actor = self.actor_of(at);
        Ok(take::public(self, &at.entered(), actor, content, turn)?.map_err(Miss::from))
    }

    /// Whether an audience may stand: its author and what it says.
    fn judge_audience(
        &mut self,
        at: &At<'_>,
        known: Option<&RecordMeta>,
    ) -> Result<(MemberId, AudienceFact), VoidReason> {
        let fact = AudienceFact::from_body(&at.entry.body).map_err(|_| VoidReason::Malformed)?;
        let device = at.parcel.header().device;
        let past = self.past_roster(at.judged);
        let roster = past.as_deref().unwrap_or(self.roster());
        let judged = may_audience(roster, at.time, device, &EntryHead::from(at.entry), &fact, known);
        judged.map_err(|_| VoidReason::NoRight)?;
        let author = roster.device(device).map(|known| known.member).unwrap_or_default();
        Ok((author, fact))
    }

    /// Who wrote an entry, with everybody for whom they may act there.
    fn actor_of(&mut self, at: &At<'_>) -> Actor {
        let past = self.past_roster(at.judged);
        let roster = past.as_deref().unwrap_or(self.roster());
        let member = roster.device(at.parcel.header().device).map(|known| known.member).unwrap_or_default();
        actor(roster, at.time, member, at.entry.scope)
    }
}

impl From<Void> for Miss {
    fn from(void: Void) -> Self {
        match void {
            Void::WrongPlace => VoidReason::WrongPlace.into(),
            Void::Malformed => VoidReason::Malformed.into(),
            Void::Step(why) => Self::Overtaken(match why {
                WhyVoid::NotTheirs => StoredReason::NoRight,
                WhyVoid::TooLate => StoredReason::TooLate,
                WhyVoid::NoReason | WhyVoid::Unfit => StoredReason::Malformed,
                WhyVoid::NewerAppNeeded => StoredReason::Other,
            }),
        }
    }
}
