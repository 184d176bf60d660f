#![allow(clippy::unwrap_used, reason = "tests")]

use linli_contract::joining::{
    AskToJoin, CodeFault, JoinRefusal, JoinState, Newcomer, ReadDesk, ShowMyself, TakeCode, WaitingToJoin, Wish,
    WithdrawJoin,
};
use linli_contract::members::{ReadStanding, Standing};
use linli_contract::sync::LinkFault;
use linli_contract::{Ask, Failure};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{DeviceId, LogCode, MemberId};
use linli_shared::joining::{Invite, InviteSecret, Reply as Word, ReplyReason, ScannedCode, SealedRequest};
use linli_shared::protocol::{LobbyAnswer, LobbyRefusal, SignedLobbyAsk};
use linli_shared::seal::{LetterContext, LetterKey, open_letter, seal_letter};

use super::acting::rng;
use crate::device::newcomer::{LobbyCall, LobbyOutcome};
use crate::device::rows::Rows;
use crate::device::{Device, Input, Now, Reply};

const LOG: LogCode = LogCode(310_113_007_001);
const SECRET: InviteSecret = InviteSecret([2; 16]);

fn letter_key() -> LetterKey {
    LetterKey::from_bytes([3; 32])
}

fn poster(log: LogCode) -> String {
    let place = "宝钢一村 3号楼".to_owned();
    let invite = Invite { log, root: [1; 32], secret: SECRET, key: letter_key().public(), place };
    ScannedCode::Invite(invite).to_link("https://relay.example")
}

fn newcomer(name: &str) -> Newcomer {
    let (door, phone, note) = ("502".to_owned(), String::new(), String::new());
    Newcomer { name: name.to_owned(), door, phone, wish: Wish::Seat, note, consent: 1 }
}

/// A phone without a store, at a time that moves on with each input.
struct Phone(Device, i64);

impl Phone {
    fn new() -> Self {
        Self(Device::new(), 0)
    }

    fn take(&mut self, input: Input) -> Reply {
        self.1 += 1;
        let mut entropy = [7; 32];
        entropy[..8].copy_from_slice(&self.1.to_be_bytes());
        self.0.step(input, Rows::default(), &Now { time: Millis(self.1), entropy }).reply
    }

    fn ask<A: Ask>(&mut self, request: A) -> Result<A::Reply, Failure> {
        let Reply::Answer(answer) = self.take(Input::Ask(Box::new(request.into()))) else { panic!("an answer") };
        answer.map(|response| A::reply(response).unwrap())
    }

    fn asks(&mut self, name: &str) -> LobbyCall {
        self.ask(AskToJoin { code: poster(LOG), newcomer: newcomer(name) }).unwrap();
        self.0.lobby_call().unwrap()
    }

    fn hears(&mut self, call: &LobbyCall, outcome: LobbyOutcome) -> Reply {
        self.take(Input::Lobby(Box::new(call.clone()), outcome))
    }

    fn waiting(&mut self) -> WaitingToJoin {
        let Ok(Standing::Waiting(waiting)) = self.ask(ReadStanding) else { panic!("waiting") };
        waiting
    }
}

fn keys(call: &LobbyCall) -> linli_shared::roster::DeviceKeys {
    cbor::from_slice::<SignedLobbyAsk>(&call.bytes).unwrap().open().unwrap().keys
}

fn waits(since: i64) -> LobbyOutcome {
    LobbyOutcome::Answered(LobbyAnswer::Waiting { since: Millis(since) })
}

#[test]
fn what_a_newcomer_says_travels_sealed_to_the_poster_and_signed_by_both_keys() {
    let mut phone = Phone::new();
    let call = phone.asks("李清");
    assert_eq!(call.relay, "https://relay.example");
    let signed: SignedLobbyAsk = cbor::from_slice(&call.bytes).unwrap();
    let ask = signed.open().unwrap();
    let own = linli_shared::ed25519::VerifyingKey::from_bytes(&ask.keys.signing).unwrap();
    assert!(signed.is_signed_by(&SECRET.signing(LOG).verifying_key(), &own));
    assert_eq!(ask.invitation, SECRET.id(LOG));
    let context = LetterContext::request(LOG, ask.invitation, ask.keys.device());
    let sealed: SealedRequest = cbor::from_slice(&open_letter(&letter_key(), &context, &ask.sealed).unwrap()).unwrap();
    assert_eq!(sealed.keys, ask.keys);
    let request = sealed.request;
    assert_eq!((request.name.as_str(), request.door.as_str()), ("李清", "502"));
    assert!(!call.bytes.windows(6).any(|part| part == "李清".as_bytes()));
}

#[test]
fn each_answer_of_the_lobby_is_told_and_kept() {
    let mut phone = Phone::new();
    let call = phone.asks("李清");
    assert_eq!(phone.waiting().state, JoinState::NotSent);
    for stays in [
        LobbyOutcome::Missed(LinkFault::Unreachable),
        LobbyOutcome::Refused(LobbyRefusal::Busy),
        LobbyOutcome::Refused(LobbyRefusal::Failed),
    ] {
        phone.hears(&call, stays);
        assert_eq!(phone.waiting().state, JoinState::NotSent);
    }
    phone.hears(&call, waits(40));
    assert_eq!(phone.waiting().state, JoinState::Asked { since: Millis(40) });
    phone.hears(&call, LobbyOutcome::Missed(LinkFault::Unreachable));
    assert_eq!(phone.waiting().state, JoinState::Asked { since: Millis(40) }, "it still lies there");
    for (refusal, told) in [
        (LobbyRefusal::Expired, JoinRefusal::Expired),
        (LobbyRefusal::Ended, JoinRefusal::Ended),
        (LobbyRefusal::UsedUp, JoinRefusal::UsedUp),
        (LobbyRefusal::Unknown, JoinRefusal::Unknown),
        (LobbyRefusal::NewerAppNeeded, JoinRefusal::NewerAppNeeded),
    ] {
        phone.hears(&call, LobbyOutcome::Refused(refusal));
        assert_eq!(phone.waiting().state, JoinState::Refused(told));
        assert_eq!(phone.0.lobby_call(), Some(call.clone()), "it may be mended");
    }
}

#[test]
fn a_returned_request_shows_the_reviewers_words_and_asks_no_more() {
    let mut phone = Phone::new();
    let call = phone.asks("李清");
    let word = Word { reason: ReplyReason::ComeToOffice, words: "请带身份证来居委会".to_owned() };
    let to = keys(&call);
    let now = Now { time: Millis(0), entropy: [9; 32] };
    let (sealed, _) = Device::new().step_work(Rows::default(), &now, |_, turn| {
        let context = LetterContext::reply(LOG, to.device());
        seal_letter(&to.sealing, &context, &cbor::to_vec(&word), &mut rng(turn, "test")).map_err(|_| Failure::Defect)
    });
    phone.hears(&call, LobbyOutcome::Answered(LobbyAnswer::Returned { sealed: sealed.unwrap() }));
    let state = JoinState::Returned { reason: word.reason, words: word.words };
    assert_eq!((phone.waiting().state, phone.0.lobby_call()), (state, None));

    let again = phone.asks("李清");
    assert_eq!(keys(&again), to, "the same phone");
    assert_ne!(again.bytes, call.bytes);
    phone.hears(&again, LobbyOutcome::Answered(LobbyAnswer::Returned { sealed: vec![1, 2, 3] }));
    let unreadable = JoinState::Returned { reason: ReplyReason::Other, words: String::new() };
    assert_eq!(phone.waiting().state, unreadable, "a word that cannot be read is still an answer");
}

#[test]
fn whoever_asks_again_needs_no_poster_in_hand() {
    let again = |name| AskToJoin { code: String::new(), newcomer: newcomer(name) };
    let mut phone = Phone::new();
    assert_eq!(phone.ask(again("李清")), Err(Failure::InvalidCode(CodeFault::NotOurs)), "nothing was asked before");
    let first = phone.asks("李清");
    phone.ask(again("李青")).unwrap();
    let second = phone.0.lobby_call().unwrap();
    assert_eq!((keys(&second), phone.waiting().place), (keys(&first), "宝钢一村 3号楼".to_owned()));
    assert_eq!(phone.waiting().newcomer.name, "李青");
}

#[test]
fn an_answer_to_an_earlier_request_is_not_taken_for_the_newer_ones() {
    let mut phone = Phone::new();
    let (first, second) = (phone.asks("李清"), phone.asks("李青"));
    assert_eq!(phone.hears(&first, waits(1)), Reply::Met { more: true });
    assert_eq!(phone.waiting().state, JoinState::NotSent);
    assert_eq!(phone.hears(&second, waits(2)), Reply::Met { more: false });
    assert_eq!(phone.waiting().newcomer.name, "李青");
}

#[test]
fn a_request_is_made_later_than_the_one_before_also_by_a_clock_that_was_set_back() {
    let mut phone = Phone::new();
    phone.1 = 1_000;
    let made = |call: &LobbyCall| cbor::from_slice::<SignedLobbyAsk>(&call.bytes).unwrap().open().unwrap().made;
    let first = phone.asks("李清");
    phone.1 = 10;
    let second = phone.asks("李清");
    assert!(made(&second) > made(&first));
}

#[test]
fn keys_are_made_anew_for_another_community_and_after_a_removal() {
    let mut phone = Phone::new();
    let first = phone.asks("李清");
    phone.hears(&first, LobbyOutcome::Refused(LobbyRefusal::Removed));
    assert_eq!(phone.0.lobby_call(), None, "no asking helps");
    let second = phone.asks("李清");
    assert_ne!(keys(&first), keys(&second));
    phone.ask(AskToJoin { code: poster(LogCode(310_113_007_002)), newcomer: newcomer("李清") }).unwrap();
    assert_ne!(keys(&phone.0.lobby_call().unwrap()), keys(&second));
}

#[test]
fn an_admitted_phone_sits_down_and_meets_at_once() {
    let mut phone = Phone::new();
    let call = phone.asks("李清");
    let member = MemberId([5; 16]);
    let admitted = LobbyOutcome::Answered(LobbyAnswer::Admitted { member });
    assert_eq!(phone.hears(&call, admitted), Reply::Met { more: true });
    assert_eq!((phone.0.id(), phone.0.relay()), (Some(keys(&call).device()), Some("https://relay.example")));
    assert!(matches!(phone.ask(ReadStanding), Ok(Standing::Member(view)) if view.member == member));
    assert_eq!(phone.0.lobby_call(), None);
    let again = AskToJoin { code: poster(LOG), newcomer: newcomer("李清") };
    assert_eq!(phone.ask(again), Err(Failure::InvalidCode(CodeFault::NotForThis)));
}

#[test]
fn a_request_is_taken_back_at_the_lobby_before_its_keys_are_forgotten() {
    let mut phone = Phone::new();
    let asked = phone.asks("李清");
    phone.hears(&asked, waits(7));
    assert_eq!(phone.ask(WithdrawJoin), Ok(Standing::Stranger));
    let back = phone.0.lobby_call().unwrap();
    let ask = cbor::from_slice::<SignedLobbyAsk>(&back.bytes).unwrap().open().unwrap();
    assert!(ask.sealed.is_empty() && ask.keys == keys(&asked));
    phone.hears(&back, LobbyOutcome::Missed(LinkFault::Unreachable));
    assert_eq!(phone.0.lobby_call(), Some(back.clone()), "tried again");
    phone.hears(&back, LobbyOutcome::Answered(LobbyAnswer::Withdrawn));
    assert_eq!(phone.0.lobby_call(), None);
    assert_eq!(phone.ask(ReadStanding), Ok(Standing::Stranger));
}

#[test]
fn whoever_shows_themself_has_a_code_and_may_take_it_back() {
    let mut phone = Phone::new();
    assert_eq!(phone.ask(ReadDesk), Err(Failure::Stranger));
    phone.ask(ShowMyself { newcomer: newcomer("李清") }).unwrap();
    let shown = phone.waiting();
    assert_eq!((shown.state, phone.0.lobby_call()), (JoinState::ToShow, None));
    let (_, code) = ScannedCode::from_text(&shown.code.unwrap()).unwrap();
    assert!(matches!(code, ScannedCode::Newcomer(_)));
    let not_for_this = Err(Failure::InvalidCode(CodeFault::NotForThis));
    assert_eq!(phone.ask(TakeCode { code: poster(LOG) }), not_for_this);
    assert_eq!(phone.ask(WithdrawJoin), Ok(Standing::Stranger));
}

#[test]
fn what_is_out_of_bounds_is_not_asked() {
    let mut phone = Phone::new();
    let long = |length: usize| "长".repeat(length);
    for wrong in [
        newcomer("  "),
        newcomer(&long(41)),
        Newcomer { door: long(41), ..newcomer("李清") },
        Newcomer { note: long(201), ..newcomer("李清") },
        Newcomer { phone: "座机".to_owned(), ..newcomer("李清") },
    ] {
        let request = AskToJoin { code: poster(LOG), newcomer: wrong.clone() };
        assert_eq!(phone.ask(request), Err(Failure::InvalidInput), "{wrong:?}");
        assert_eq!(phone.ask(ShowMyself { newcomer: wrong }), Err(Failure::InvalidInput));
    }
    assert_eq!(phone.ask(ReadStanding), Ok(Standing::Stranger));
}

/// What reviewers write into the log is read by later releases.
#[test]
fn papers_are_written_as_ever() {
    let hex = |bytes: Vec<u8>| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let said = super::answering::Recommendation { device: DeviceId([1; 16]), is_for: true, words: "认识".to_owned() };
    let recommendation = format!("8350{}f566e8aea4e8af86", "01".repeat(16));
    assert_eq!(hex(cbor::to_vec(&said)), recommendation);
    let paper = super::invitations::InvitationPaper::new([3; 32], SECRET, "3号楼".to_owned());
    let invitation = format!("835820{}50{}6733e58fb7e6a5bc", "03".repeat(32), "02".repeat(16));
    assert_eq!(hex(cbor::to_vec(&paper)), invitation);
}
