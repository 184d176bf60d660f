//! Who may put something on a shelf and change it.

use linli_shared::cbor::may_be_newer;
use linli_shared::guides::{self, GuideChange, GuideContent, Shelf, VERSION};
use linli_shared::kinds::Kind;
use linli_shared::square::Standing;

use crate::device::{Device, VoidReason};
use crate::square::{Author, Said, Thread};

/// The half of the rights that needs the body: a shelf that its author may write. What a newer release wrote is kept.
///
/// # Errors
/// [`VoidReason::Malformed`], [`VoidReason::NoRight`].
#[allow(clippy::wildcard_enum_match_arm, reason = "no other kind is of it")]
pub(crate) fn may_say(author: &Author<'_>, _: Option<&Thread>, said: &Said) -> Result<(), VoidReason> {
    let content = match said.kind {
        Kind::Guide => GuideContent::from_content(&said.content).ok(),
        Kind::GuideChange => match GuideChange::from_content(&said.content) {
            Ok(GuideChange::Changed(content)) => Some(content),
            // Whoever wrote an entry may take it off; the relay and `access` know who that is.
            Ok(GuideChange::Ended { .. }) => return Ok(()),
            Err(_) => None,
        },
        _ => return Err(VoidReason::Malformed),
    };
    if content.is_none() && !may_be_newer(&said.content) {
        return Err(VoidReason::Malformed);
    }
    let Some(content) = content.filter(|content| content.version <= VERSION) else { return Ok(()) };
    content.check().map_err(|_| VoidReason::Malformed)?;
    if guides::may_write(author.standing(), content.shelf) { Ok(()) } else { Err(VoidReason::NoRight) }
}

/// What this person is now.
pub(super) fn standing(device: &Device, now: linli_shared::calendar::Millis) -> Standing {
    let Ok((member, _)) = device.member() else { return Standing::default() };
    Author { roster: device.roster(), time: device.clock(now), member }.standing()
}

/// The shelves on which somebody of this standing may put something.
pub(super) fn shelves(standing: Standing) -> Vec<Shelf> {
    Shelf::ALL.into_iter().filter(|shelf| guides::may_write(standing, *shelf)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use linli_shared::calendar::Millis;
    use linli_shared::ids::{DeviceId, LogCode, MemberId};
    use linli_shared::roster::Roster;

    use super::*;

    #[test]
    fn what_is_no_content_of_any_release_makes_nobody_wait_for_a_newer_app() {
        let roster = Roster::new(LogCode(1));
        let author = Author { roster: &roster, time: Millis(0), member: MemberId([1; 16]) };
        let said = |kind, content: &[u8]| Said {
            kind,
            content: content.to_vec(),
            device: DeviceId([1; 16]),
            by: MemberId([1; 16]),
            standing: Standing::RESIDENT,
            seq: 1,
            index: 0,
            time: Millis(0),
            number: None,
            device_seq: 1,
        };
        for kind in [Kind::Guide, Kind::GuideChange] {
            assert_eq!(may_say(&author, None, &said(kind, &[0xff])), Err(VoidReason::Malformed));
            assert_eq!(may_say(&author, None, &said(kind, &[0x82, 0x18, 99, 0x80])), Ok(()));
        }
        for kind in [Kind::Activity, Kind::ActivityStep, Kind::SignUp] {
            assert_eq!(crate::activities::may_say(&author, None, &said(kind, &[0xff])), Err(VoidReason::Malformed));
            assert_eq!(crate::activities::may_say(&author, None, &said(kind, &[0x82, 0x18, 99, 0x80])), Ok(()));
        }
    }
}
