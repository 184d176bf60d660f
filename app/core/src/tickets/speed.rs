//! Tickets made up to measure lists: as many rows as wished, as a device of the committee keeps them.
//!
//! It never ships: nothing of the app calls it.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::tickets::{
    Actor, CaseContent, Handler, PublicContent, Step, StepContent, VERSION, Whereabouts, public_record,
};

use super::rows::{CaseAt, Origin, PublicRow, Stand, StepAt, TicketRow};
use crate::device::{Device, Turn};

const HOUR: i64 = 3_600_000;
const CATEGORIES: [&str; 8] = ["water", "power", "lift", "light", "clean", "parking", "noise", "other"];
const WORDS: [&str; 8] = [
    "厨房水管漏水，一直滴，楼下邻居家天花板也湿了，麻烦师傅尽快来看一下",
    "楼道没有电，从昨天晚上开始，按开关没有反应",
    "电梯在三楼停住不动，按了没有反应，老人上不了楼",
    "楼道灯坏了两盏，晚上回家看不见台阶",
    "垃圾房门口堆了很多大件，已经三天没有人收",
    "消防通道被一辆面包车堵住，打电话没有人接",
    "楼上装修午休时间还在打电钻，孩子睡不着觉",
    "小区东门的地砖翘起来了，前天有老人差点绊倒",
];

/// A ticket's id by its number.
#[must_use]
pub fn record(number: usize) -> RecordId {
    RecordId::derive("linli speed ticket", &[&number.to_be_bytes()])
}

/// Writes the tickets of these numbers with so many steps each; a fifth of them is open and public.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`] in a community without doors.
pub fn fill(
    device: &mut Device,
    numbers: core::ops::Range<usize>,
    steps: usize,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let id = device.member()?.1.device;
    let doors = device.tree().doors(device.tree().root());
    for number in numbers {
        let door = *doors.get(number % doors.len().max(1)).ok_or(Failure::NotHere)?;
        let scope = device.tree().grid(door).ok_or(Failure::NotHere)?;
        let reported = Millis(turn.now.time.0 - (number as i64 % 720) * HOUR);
        let member = |digit: usize| MemberId::derive("linli speed member", &[&digit.to_be_bytes()]);
        let place = |step: usize| {
            let seq = (number * (steps + 1) + step) as u64 + 1_000;
            let origin = Origin { device: id, device_seq: seq, index: 0 };
            Stand::Placed(origin, seq, 0, reported.plus(step as i64 * HOUR / 2))
        };
        let mut row = TicketRow::new(record(number), scope, member(number % 500));
        let case = CaseAt { stand: place(0), author: member(number % 500), content: case(number, door).to_content() };
        row.case = Some(case);
        row.steps = (1..=steps).map(|step| step_at(place(step), number, step, steps, member(500))).collect();
        // What closed tickets leave of a reporter's word.
        if let (false, Some(last)) = (is_open(number), row.steps.last_mut()) {
            last.actor = Actor { member: member(number % 500), hands: BTreeSet::new() };
        }
        device.write_ticket(record(number), &row, turn);
        if is_open(number) {
            let (seen, actor) = (public(number, door), Actor { member: member(500), hands: BTreeSet::new() });
            let report = StepAt { stand: place(1), actor, content: seen.to_content() };
            let row = PublicRow { report: Some(report), ..PublicRow::new(scope) };
            device.write_public_row(public_record(record(number)), &row, turn);
        }
    }
    Ok(())
}

const fn is_open(number: usize) -> bool {
    number.is_multiple_of(5)
}

fn case(number: usize, door: AreaId) -> CaseContent {
    CaseContent {
        version: VERSION,
        category: CATEGORIES[number % CATEGORIES.len()].to_owned(),
        place: Whereabouts { area: Some(door), words: String::new() },
        words: format!("{}（{number}）", WORDS[number % WORDS.len()]),
        attached: Vec::new(),
        for_member: None,
        for_person: String::new(),
        phone: String::new(),
        public: None,
        sent_to: vec![Handler::Property],
        at: Millis(0),
        thread_of: None,
        is_service: false,
    }
}

fn public(number: usize, door: AreaId) -> PublicContent {
    let CaseContent { category, place, words, .. } = case(number, door);
    PublicContent { version: VERSION, category, place, words, attached: Vec::new(), name: String::new(), at: Millis(0) }
}

fn step_at(stand: Stand, number: usize, step: usize, steps: usize, member: MemberId) -> StepAt {
    let is_closed = !is_open(number);
    let what = match step {
        1 => Step::Accepted,
        _ if is_closed && step + 1 == steps => Step::Resolved,
        _ if is_closed && step == steps => Step::Confirmed,
        _ => Step::Note,
    };
    let words =
        if what == Step::Accepted { String::new() } else { format!("已联系维修师傅，第{step}次上门") };
    let content =
        StepContent { version: VERSION, id: step as u64, step: what, words, attached: Vec::new(), at: stand.time() };
    let hands = BTreeSet::from([Handler::Property, Handler::Member(member)]);
    StepAt { stand, actor: Actor { member, hands }, content: content.to_content() }
}
