//! Who may call for what, and say what of it later.

use linli_contract::activities::ActivityKind;
use linli_shared::activities::{self, ActivityContent, ActivityStep, SignUpContent, VERSION};
use linli_shared::calendar::Millis;
use linli_shared::cbor::may_be_newer;
use linli_shared::ids::MemberId;
use linli_shared::kinds::Kind;
use linli_shared::square::Standing;

use crate::device::{Device, VoidReason};
use crate::square::{Author, Said, Thread};

/// The half of the rights that needs the body. What a newer release wrote is kept.
///
/// # Errors
/// [`VoidReason::Malformed`], [`VoidReason::NoRight`] for a task that is not theirs to call for or to give.
#[allow(clippy::wildcard_enum_match_arm, reason = "no other kind is of it")]
pub(crate) fn may_say(author: &Author<'_>, _: Option<&Thread>, said: &Said) -> Result<(), VoidReason> {
    match said.kind {
        Kind::Activity => match ActivityContent::from_content(&said.content) {
            Ok(call) => may_call(author, &call),
            Err(_) => newer(&said.content),
        },
        Kind::ActivityStep => match ActivityStep::from_content(&said.content) {
            Ok(ActivityStep::Changed(call)) => may_call(author, &call),
            Ok(step) => {
                step.check().map_err(|_| VoidReason::Malformed)?;
                let is_given = matches!(step, ActivityStep::Given { .. });
                let may = !is_given || author.standing().has(Standing::STEWARD);
                if may { Ok(()) } else { Err(VoidReason::NoRight) }
            }
            Err(_) => newer(&said.content),
        },
        Kind::SignUp => match SignUpContent::from_content(&said.content) {
            Ok(content) => content.check().map_err(|_| VoidReason::Malformed),
            Err(_) => newer(&said.content),
        },
        _ => Err(VoidReason::Malformed),
    }
}

/// What cannot be read is a newer release's, or nothing.
fn newer(content: &[u8]) -> Result<(), VoidReason> {
    if may_be_newer(content) { Ok(()) } else { Err(VoidReason::Malformed) }
}

fn may_call(author: &Author<'_>, call: &ActivityContent) -> Result<(), VoidReason> {
    if call.version > VERSION {
        return Ok(());
    }
    call.check().map_err(|_| VoidReason::Malformed)?;
    if activities::may_call(author.standing(), call.kind) { Ok(()) } else { Err(VoidReason::NoRight) }
}

/// This person, as far as activities are concerned.
pub(super) struct Me {
    /// Who.
    pub(super) member: MemberId,
    /// What they are now.
    pub(super) standing: Standing,
    /// Now, by the relay's clock as far as it is known.
    pub(super) now: Millis,
}

impl Me {
    /// This person now.
    ///
    /// # Errors
    /// [`linli_contract::Failure::Stranger`].
    pub(super) fn of(device: &Device, own: Millis) -> Result<Self, linli_contract::Failure> {
        let (member, _) = device.member()?;
        let now = device.clock(own);
        let standing = Author { roster: device.roster(), time: now, member }.standing();
        Ok(Self { member, standing, now })
    }

    /// Whether they look after what somebody called for: the caller and the committee.
    pub(super) fn looks_after(&self, caller: MemberId) -> bool {
        self.member == caller || self.is_steward()
    }

    /// Whether they are of the committee.
    pub(super) const fn is_steward(&self) -> bool {
        self.standing.has(Standing::STEWARD)
    }

    /// What they may call for.
    pub(super) fn may_call(&self) -> Vec<ActivityKind> {
        let all = [ActivityKind::Gathering, ActivityKind::Task];
        all.into_iter().filter(|kind| activities::may_call(self.standing, *kind)).collect()
    }
}
