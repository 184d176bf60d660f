//! Requests that wait for news: what each waits for, and whether what a group brought concerns it.
//!
//! The relay holds nothing open itself. It says of a request that it may wait ([`Asker::hold`]); whoever holds it asks after
//! every later group whether there is news for it ([`super::Relay::concerns`]), and then has it handled again.
//! **Invariant:** news that a device may read, and nothing else, concerns its request.
//! **Invariant:** a request that is held is small: it stays in memory, and is read anew whenever there is news for it.

use std::collections::BTreeSet;

use linli_shared::access::Stream;
use linli_shared::access::streams;
use linli_shared::calendar::Millis;
use linli_shared::ids::{DeviceId, LogCode};
use linli_shared::protocol::{LogAnswer, LogAsk, MAX_WAIT, SyncAnswer, SyncAsk};
use linli_shared::roster::RingKind;

use super::cases::Cases;
use super::log::{Audience, Log};
use super::rows::Share;

/// The longest request that is held open, in bytes: room for the positions of some hundred streams.
const MAX_HELD: usize = 16 << 10;

/// Who asked, known by their signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    /// The device.
    pub device: DeviceId,
    /// What it may be held open for; `None` if it has to be answered.
    pub hold: Option<Hold>,
}

/// What a request waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// For so many seconds at most.
    pub seconds: u16,
    logs: Box<[Watch]>,
}

/// What a request waits for in one log.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Watch {
    code: LogCode,
    streams: Box<[Stream]>,
    /// Whether it asks for a desk and has one.
    desk: bool,
}

/// What a group brought to a log.
#[derive(Debug, Default)]
pub(crate) struct News {
    shares: BTreeSet<Audience>,
    desk: bool,
}

impl News {
    /// An act was placed.
    pub(crate) fn place(&mut self, shares: &[Share]) {
        self.shares.extend(shares.iter().map(|share| (share.ring, share.scope)));
    }

    /// Something that waits for a decision came or went.
    pub(crate) fn desk(&mut self) {
        self.desk = true;
    }

    fn concerns(&self, cases: &Cases, watch: &Watch) -> bool {
        let carried =
            |(ring, scope): &Audience| watch.streams.iter().any(|stream| cases.carries(stream, *ring, *scope));
        (self.desk && watch.desk) || self.shares.iter().any(carried)
    }
}

impl Hold {
    /// What a request of so many bytes may be held open for: it asks for it, is small, brings nothing and there is nothing to
    /// tell it.
    pub(crate) fn of<'a>(
        bytes: usize,
        ask: &SyncAsk,
        answer: &SyncAnswer,
        log: impl Fn(LogCode) -> Option<&'a Log>,
        now: Millis,
    ) -> Option<Self> {
        let is_idle = ask.wait > 0
            && bytes <= MAX_HELD
            && ask.logs.iter().all(brings_nothing)
            && answer.logs.iter().all(says_nothing);
        if !is_idle {
            return None;
        }
        let watch = |ask_log: &LogAsk| {
            let log = log(ask_log.code)?;
            let (roster, time) = (log.history.current(), log.time_now(now));
            let member = roster.active(ask.device)?.member;
            let desk = ask_log.desk.is_some() && roster.is_entitled(member, RingKind::Reviewers, time);
            Some(Watch { code: ask_log.code, streams: streams(roster, time, ask.device).into_iter().collect(), desk })
        };
        let logs = ask.logs.iter().map(watch).collect::<Option<_>>()?;
        Some(Self { seconds: ask.wait.min(MAX_WAIT), logs })
    }

    /// Whether what the last group brought concerns the request.
    pub(crate) fn is_concerned<'a>(&self, log: impl Fn(LogCode) -> Option<&'a Log>) -> bool {
        // A log that is not in memory failed: handled again, the request hears of it.
        self.logs.iter().any(|watch| log(watch.code).is_none_or(|log| log.news.concerns(&log.cases, watch)))
    }
}

fn brings_nothing(ask: &LogAsk) -> bool {
    let returns = ask.returned.as_ref().is_some_and(|returned| !returned.is_empty());
    ask.push.is_empty() && ask.offer.is_empty() && ask.permit.is_none() && !returns
}

fn says_nothing(answer: &LogAnswer) -> bool {
    !answer.more
        && answer.verdicts.is_empty()
        && answer.parcels.is_empty()
        && answer.streams.is_none()
        && answer.eras.is_empty()
        && answer.snapshots.is_empty()
        && answer.desk.is_none()
}
