//! Notices and reports of the plan, each by the device of whoever writes it, met with the relay in between.

use std::collections::BTreeMap;

use anyhow::Context;
use linli_contract::notices::{AnswerNotice, PublishNotice};
use linli_contract::tickets::{DoStep, SaveTables, SendReport};
use linli_shared::ids::RecordId;

use super::clock;
use super::worker::Worker;
use crate::demo::{Affair, Deed};

/// Lets everything happen in its order; gives how many notices and reports there are.
///
/// # Errors
/// If a device or the relay refuses, or the relay cannot be met.
pub(super) async fn happen(affairs: &[Affair], workers: &BTreeMap<&str, Worker>) -> anyhow::Result<(usize, usize)> {
    let (mut notices, mut reports) = (BTreeMap::new(), BTreeMap::new());
    for Affair { by, what } in affairs {
        let worker = workers.get(by).context("nobody sits there")?;
        worker.meet_until_nothing_waits().await?;
        act(worker, what, &mut notices, &mut reports).await.with_context(|| format!("{by}: {what:?}"))?;
        worker.meet_until_nothing_waits().await?;
    }
    Ok((notices.len(), reports.len()))
}

async fn act(
    worker: &Worker,
    what: &Deed,
    notices: &mut BTreeMap<&'static str, RecordId>,
    reports: &mut BTreeMap<&'static str, RecordId>,
) -> anyhow::Result<()> {
    let now = clock();
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
    }
    Ok(())
}
