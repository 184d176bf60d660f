//! The rules of the hall: shown where one proposes, set by the committee.

use linli_contract::Failure;
use linli_contract::topics::{Rules, SetRules};
use linli_shared::kinds::Kind;
use linli_shared::roster::Roster;
use linli_shared::square::Standing;
use linli_shared::topics::{HallRules, VERSION};

use super::Me;
use crate::device::rows::Want;
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::square::{Author, Thread, speaker};

fn about(device: &Device) -> About {
    let log = device.roster().log();
    About { record: HallRules::record(log), kind: Kind::HallRules, scope: log.area(), area: None }
}

/// The rules that hold: the committee's, those of the app without any. What a newer release wrote is not taken for none.
pub(super) fn rules(device: &Device) -> HallRules {
    let about = about(device);
    device.paper(about.kind, about.record).map(|row| HallRules::read(&row.content)).unwrap_or_default()
}

/// Supporters that the rules asked of a proposal at its place; by those that this device shows while it has none.
pub(super) fn asked(device: &Device, thread: &Thread) -> u16 {
    match thread.opening.seq {
        0 => rules(device).supporters,
        place => device.supporters_asked(place),
    }
}

/// The rules as screens show them.
pub(super) fn view(device: &Device) -> Rules {
    let about = about(device);
    let rules = rules(device);
    let set = device.paper(about.kind, about.record).and_then(|row| {
        let member = device.roster().device(row.device)?.member;
        let standing = standing_of(device.roster(), member, device);
        Some((speaker(device, member, standing), rules.at))
    });
    Rules {
        text: rules.text,
        supporters: rules.supporters,
        answer_days: rules.answer_days,
        ballot_days: rules.ballot_days,
        grace_hours: rules.grace_hours,
        set,
    }
}

fn standing_of(roster: &Roster, member: linli_shared::ids::MemberId, device: &Device) -> Standing {
    let time = device.sync_state().last_met.unwrap_or_default();
    Author { roster, time, member }.standing()
}

/// Whether this person may set them.
pub(super) fn may_rule(device: &Device) -> bool {
    device.check_right(&about(device), None).is_ok()
}

/// The rows that `set_hall_rules` needs.
#[must_use]
pub fn set_hall_rules_wants(_: &Device, _: &SetRules) -> Vec<Want> {
    Vec::new()
}

/// Sets the rules; they hold for what is proposed or opened from now on.
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::InvalidInput`].
pub fn set_hall_rules(device: &mut Device, request: &SetRules, turn: &mut Turn<'_>) -> Result<(), Failure> {
    Me::of(device, turn)?;
    let SetRules(wanted) = request;
    let rules = HallRules {
        version: VERSION,
        text: wanted.text.trim().to_owned(),
        supporters: wanted.supporters,
        answer_days: wanted.answer_days,
        ballot_days: wanted.ballot_days,
        grace_hours: wanted.grace_hours,
        at: turn.now.time,
    };
    rules.check().map_err(|_| Failure::InvalidInput)?;
    let about = about(device);
    device.check_right(&about, None)?;
    device.write_paper(None, about, rules.to_content(), turn)?;
    turn.square_changed(about.record);
    Ok(())
}
