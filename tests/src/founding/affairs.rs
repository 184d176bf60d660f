//! What the plan's people do, each by the device of whoever writes it, met with the relay in between.

use std::collections::BTreeMap;

use anyhow::Context;
use linli_contract::activities::{ActivityForm, CallActivity, DoActivity};
use linli_contract::chats::{ChatAct, ChatId, DoChat};
use linli_contract::guides::SaveGuide;
use linli_contract::notices::{AnswerNotice, PublishNotice};
use linli_contract::posts::{DoPost, SendPost};
use linli_contract::tickets::{DoStep, SaveTables, SendReport};
use linli_contract::topics::{DoTopic, Propose, TopicAct};
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;

use super::clock;
use super::worker::Worker;
use crate::demo::{Affair, Deed};

/// Lets everything happen in its order; gives how many notices and reports there are.
///
/// # Errors
/// If a device or the relay refuses, or the relay cannot be met.
pub(super) async fn happen(affairs: &[Affair], workers: &BTreeMap<&str, Worker>) -> anyhow::Result<(usize, usize)> {
    let mut named = Named::default();
    for Affair { by, what } in affairs {
        let worker = workers.get(by).context("nobody sits there")?;
        worker.meet_until_nothing_waits().await?;
        act(worker, what, &mut named).await.with_context(|| format!("{by}: {what:?}"))?;
        worker.meet_until_nothing_waits().await?;
    }
    Ok((named.notices.len(), named.reports.len()))
}

/// What later deeds speak of, by name.
#[derive(Default)]
struct Named {
    notices: BTreeMap<&'static str, RecordId>,
    reports: BTreeMap<&'static str, RecordId>,
    posts: BTreeMap<&'static str, RecordId>,
    topics: BTreeMap<&'static str, RecordId>,
    activities: BTreeMap<&'static str, RecordId>,
}

async fn act(worker: &Worker, what: &Deed, named: &mut Named) -> anyhow::Result<()> {
    let now = clock();
    let Named { notices, reports, posts, topics, activities } = named;
    match what {
        Deed::Tables(tables) => worker.ask(SaveTables { tables: tables.clone() }, now).await?,
        Deed::Publish(name, form) => {
            let publish = PublishNotice { draft: None, form: form.clone(), corrects: None };
            notices.insert(name, worker.ask(publish, now).await?);
        }
        Deed::Read(name, is_confirmed, answer) => {
            let notice = *notices.get(name).context("no such notice yet")?;
            worker.ask(AnswerNotice { notice, is_confirmed: *is_confirmed, answer: *answer }, now).await?;
        }
        Deed::Report(name, form) => {
            reports.insert(name, worker.ask(SendReport { form: form.clone() }, now).await?);
        }
        Deed::Step(name, step, words) => {
            let ticket = *reports.get(name).context("no such report yet")?;
            let step = DoStep { ticket, step: step.clone(), words: (*words).to_owned(), attached: Vec::new() };
            worker.ask(step, now).await?;
        }
        Deed::Post(name, form) => {
            posts.insert(name, worker.ask(SendPost { edits: None, form: form.clone() }, now).await?);
        }
        Deed::OnPost(name, act) => {
            let post = *posts.get(name).context("no such post yet")?;
            worker.ask(DoPost { post, act: act.clone() }, now).await?;
        }
        Deed::Propose(name, form) => {
            topics.insert(name, worker.ask(Propose(form.clone()), now).await?);
        }
        Deed::OnTopic(name, act) => {
            let topic = *topics.get(name).context("no such topic yet")?;
            let mut act = act.clone();
            if let TopicAct::OpenBallot { closes, .. } = &mut act {
                *closes = closes.plus(ahead(*closes, now));
            }
            worker.ask(DoTopic { topic, act }, now).await?;
        }
        Deed::Call(name, form) => {
            let shift = ahead(form.begins, now);
            let form = ActivityForm { begins: form.begins.plus(shift), ends: form.ends.plus(shift), ..form.clone() };
            activities.insert(name, worker.ask(CallActivity { changes: None, form }, now).await?);
        }
        Deed::OnActivity(name, act) => {
            let activity = *activities.get(name).context("no such activity yet")?;
            worker.ask(DoActivity { activity, act: act.clone() }, now).await?;
        }
        Deed::LookUp(form) => {
            worker.ask(SaveGuide { changes: None, form: Some(form.clone()) }, now).await?;
        }
        Deed::ToAll(words) => {
            let act = ChatAct::Send { words: (*words).to_owned(), attached: Vec::new(), reply_to: None };
            worker.ask(DoChat { chat: ChatId::Estate, act }, now).await?;
        }
    }
    Ok(())
}

/// How far a moment of the plan is moved so that it lies ahead: a plan of another day is founded today.
fn ahead(planned: Millis, now: Millis) -> i64 {
    const DAY: i64 = 86_400_000;
    const DAYS_LEFT: i64 = 9;
    if planned > now { 0 } else { ((now.0 - planned.0) / DAY + DAYS_LEFT) * DAY }
}
