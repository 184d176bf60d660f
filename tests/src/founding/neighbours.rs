//! What happens once the workers have registered: neighbours belong to their households and get their extracts, somebody
//! asks to join by a poster, and a visit comes from a phone whose worker has left.

use anyhow::Context;
use linli_contract::households::ReadDoor;
use linli_contract::joining::{AskToJoin, JoinState, MakeInvitation};
use linli_contract::members::{EndRole, ReadStanding, Standing};
use linli_shared::roster::RosterFact;

use super::worker::Worker;
use super::{Member, clock};
use crate::demo::{Former, PlannedAsk};

/// How long the poster counts, in days, and for how many people.
const POSTER: (u16, u32) = (365, 200);

/// Lets members belong to their households, as far as those are registered; gives how many do.
///
/// # Errors
/// If the relay refuses or cannot be met.
pub(super) async fn move_in(committee: &Worker, members: &[Member<'_>]) -> anyhow::Result<usize> {
    committee.meet_until_nothing_waits().await?;
    let mut facts = Vec::new();
    let mut neighbours = 0;
    for member in members {
        let Some(home) = member.staff.home else { continue };
        let door = committee.ask(ReadDoor { door: home.door }, clock()).await?;
        let Some(household) = door.households.iter().find(|known| known.slot == home.slot) else { continue };
        let (member, household) = (member.id, household.id);
        facts.push(RosterFact::FamilyJoined { member, household });
        if home.has_seat {
            facts.push(RosterFact::SeatGiven { member, household });
        }
        neighbours += 1;
    }
    if !facts.is_empty() {
        committee.work(&[], |device, turn| device.append_roster(&facts, turn)).await?;
        committee.meet_until_nothing_waits().await?;
        // Their extracts are made once the facts stand.
        committee.meet_until_nothing_waits().await?;
    }
    Ok(neighbours)
}

/// Puts up a poster, and has a stranger ask by it.
///
/// # Errors
/// If the relay refuses or cannot be met.
pub(super) async fn ask_to_join(committee: &Worker, planned: &PlannedAsk) -> anyhow::Result<()> {
    let (days, uses) = POSTER;
    let invitation = MakeInvitation { scope: planned.building, days, uses, label: String::new() };
    let invitation = committee.ask(invitation, clock()).await?;
    committee.meet_until_nothing_waits().await?;
    let code = invitation.link.context("the poster has a link")?;
    let stranger = Worker::unused().await?;
    stranger.ask(AskToJoin { code, newcomer: planned.newcomer.clone() }, clock()).await?;
    stranger.meet().await;
    let standing = stranger.ask(ReadStanding, clock()).await?;
    let waits = matches!(&standing, Standing::Waiting(waiting) if matches!(waiting.state, JoinState::Asked { .. }));
    anyhow::ensure!(waits, "the lobby did not take the request");
    Ok(())
}

/// Ends a worker's role while their phone has a visit to send, which then waits for the committee.
///
/// # Errors
/// If the relay refuses or cannot be met.
pub(super) async fn come_too_late(
    committee: &Worker,
    worker: &Worker,
    member: &Member<'_>,
    planned: &Former,
) -> anyhow::Result<()> {
    worker.meet_until_nothing_waits().await?;
    worker.ask(planned.visit.visit.clone(), planned.visit.at).await?;
    for (role, scope) in member.staff.roles.iter().copied() {
        committee.ask(EndRole { member: member.id, role, scope }, clock()).await?;
    }
    committee.meet_until_nothing_waits().await?;
    worker.meet().await;
    Ok(())
}
