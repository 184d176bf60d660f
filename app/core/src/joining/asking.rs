//! Asking to join: by a poster, or by showing oneself.

use linli_contract::joining::{
    AskToJoin, CodeFault, JoinRefusal, JoinState, Newcomer as NewcomerView, ShowMyself, WithdrawJoin,
};
use linli_contract::members::Standing;
use linli_contract::{Event, Failure};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::joining::{Consent, Invite, JoinRequest, ScannedCode, SealedRequest};
use linli_shared::protocol::{LobbyAsk, MAX_LOBBY, PROTOCOL, SignedLobbyAsk};
use linli_shared::seal::rand_core::Rng;
use linli_shared::seal::{DeviceSecret, LetterContext, seal_letter};
use zeroize::Zeroizing;

use super::acting::rng;
use super::codes::{fault, read};
use crate::device::newcomer::{Newcomer, Poster, Stage};
use crate::device::{Device, Turn};
use crate::members::standing;

/// Asks to join by a poster; asked again, a new request takes the place of the one before.
///
/// # Errors
/// [`Failure::InvalidCode`] for what is no poster, or if somebody is a member with this device already,
/// [`Failure::InvalidInput`] without a name or beyond a text's bound.
pub fn ask_to_join(device: &mut Device, request: &AskToJoin, turn: &mut Turn<'_>) -> Result<Standing, Failure> {
    let (relay, invite) = poster(device, &request.code)?;
    let wanted = checked(device, &request.newcomer, turn.now.time)?;
    let seed = seed(device, Some(&invite), turn);
    let keys = DeviceSecret::from_seed(*seed);
    let invitation = invite.secret.id(invite.log);
    let context = LetterContext::request(invite.log, invitation, keys.keys().device());
    let content = SealedRequest { request: wanted.clone(), keys: keys.keys() };
    let sealed = seal_letter(&invite.key, &context, &cbor::to_vec(&content), &mut rng(turn, "request"))
        .map_err(|_| fault(CodeFault::Damaged))?;
    let ask = LobbyAsk {
        version: PROTOCOL,
        log: invite.log,
        invitation,
        keys: keys.keys(),
        sealed,
        made: made(device, turn.now.time),
    };
    let signed = SignedLobbyAsk::sign(&ask, &invite.secret.signing(invite.log), &keys.signing());
    let signed = cbor::to_vec(&signed);
    if signed.len() > MAX_LOBBY {
        return Err(Failure::InvalidInput);
    }
    let poster = Poster { relay, invite, signed };
    let newcomer =
        Newcomer { seed: *seed, request: wanted, poster: Some(poster), stage: Stage::NotSent, is_shown: false };
    device.set_newcomer(Some(newcomer), turn);
    // Whoever runs the meetings asks the lobby now.
    turn.tell(Event::SyncChanged);
    Ok(standing(device))
}

/// The poster of a link; without a link the one that was asked by before, whose link nobody has at hand any more.
fn poster(device: &Device, code: &str) -> Result<(String, Invite), Failure> {
    let known = device.newcomer().and_then(|known| known.poster.clone());
    if let Some(poster) = known.filter(|_| code.is_empty()) {
        return Ok((poster.relay, poster.invite));
    }
    let (relay, ScannedCode::Invite(invite)) = read(code)? else { return Err(fault(CodeFault::NotForThis)) };
    Ok((relay, invite))
}

/// Shows oneself to a reviewer face to face; a request by a poster goes on beside.
///
/// # Errors
/// As [`ask_to_join`].
pub fn show_myself(device: &mut Device, request: &ShowMyself, turn: &mut Turn<'_>) -> Result<Standing, Failure> {
    let wanted = checked(device, &request.newcomer, turn.now.time)?;
    let seed = seed(device, None, turn);
    let known = device.newcomer().filter(|known| known.seed == *seed && known.stage != Stage::Withdrawn);
    let (poster, stage) = known.map_or((None, Stage::NotSent), |known| (known.poster.clone(), known.stage.clone()));
    let newcomer = Newcomer { seed: *seed, request: wanted, poster, stage, is_shown: true };
    device.set_newcomer(Some(newcomer), turn);
    Ok(standing(device))
}

/// Takes the request back: the lobby is told, then its keys are forgotten, and whoever is still admitted by it is nobody.
///
/// # Errors
/// None; a device without a request stays as it is.
pub fn withdraw(device: &mut Device, _: &WithdrawJoin, turn: &mut Turn<'_>) -> Result<Standing, Failure> {
    let Some(newcomer) = device.newcomer().cloned() else { return Ok(standing(device)) };
    let may_lie_there = matches!(newcomer.stage, Stage::NotSent | Stage::Asked(_));
    let taken_back = newcomer.poster.clone().filter(|_| may_lie_there).map(|poster| Newcomer {
        poster: Some(Poster { signed: withdrawal(device, &newcomer, &poster, turn.now.time), ..poster }),
        stage: Stage::Withdrawn,
        is_shown: false,
        seed: newcomer.seed,
        request: newcomer.request.clone(),
    });
    device.set_newcomer(taken_back, turn);
    turn.tell(Event::SyncChanged);
    Ok(standing(device))
}

/// A request that says nothing, which takes the one before back.
fn withdrawal(device: &Device, newcomer: &Newcomer, poster: &Poster, now: Millis) -> Vec<u8> {
    let Invite { log, secret, .. } = &poster.invite;
    let keys = newcomer.keys();
    let ask = LobbyAsk {
        version: PROTOCOL,
        log: *log,
        invitation: secret.id(*log),
        keys: keys.keys(),
        sealed: Vec::new(),
        made: made(device, now),
    };
    cbor::to_vec(&SignedLobbyAsk::sign(&ask, &secret.signing(*log), &keys.signing()))
}

/// When a request is made: later than the one before, also by a clock that was set back, or the relay would take it for a
/// copy that came late.
fn made(device: &Device, now: Millis) -> Millis {
    let before = device.newcomer().and_then(|known| known.poster.as_ref());
    let before = before.and_then(|poster| cbor::from_slice::<SignedLobbyAsk>(&poster.signed).ok()?.open().ok());
    before.map_or(now, |ask| now.max(ask.made.plus(1)))
}

/// The keys made before, so that a reviewer sees one device and not many; others for another community, and in place of
/// keys that were a member's and are removed.
fn seed(device: &Device, invite: Option<&Invite>, turn: &Turn<'_>) -> Zeroizing<[u8; 32]> {
    let known = device.newcomer().filter(|known| {
        let of = known.poster.as_ref().map(|poster| poster.invite.log);
        let is_same = of.is_none() || invite.is_none() || of == invite.map(|invite| invite.log);
        let state = device.waiting_to_join().map(|waiting| waiting.state);
        is_same && state != Some(JoinState::Refused(JoinRefusal::Removed))
    });
    known.map_or_else(
        || {
            let mut seed = Zeroizing::new([0; 32]);
            rng(turn, "seed").fill_bytes(&mut seed[..]);
            seed
        },
        |known| Zeroizing::new(known.seed),
    )
}

/// What somebody says of themself, trimmed and within its bounds.
fn checked(device: &Device, newcomer: &NewcomerView, now: Millis) -> Result<JoinRequest, Failure> {
    if device.id().is_some() {
        return Err(fault(CodeFault::NotForThis));
    }
    let wanted = JoinRequest {
        name: newcomer.name.trim().to_owned(),
        door: newcomer.door.trim().to_owned(),
        phone: newcomer.phone.trim().to_owned(),
        wish: newcomer.wish,
        note: newcomer.note.trim().to_owned(),
        consent: Consent { text: newcomer.consent, at: now },
    };
    if wanted.is_bounded() && is_phone(&wanted.phone) { Ok(wanted) } else { Err(Failure::InvalidInput) }
}

/// Whether a text can be a telephone number, however it is written; nothing is one too.
fn is_phone(text: &str) -> bool {
    let is_digit = |letter: char| letter.is_ascii_digit() || ('０'..='９').contains(&letter);
    let digits = text.chars().filter(|letter| is_digit(*letter)).count();
    text.is_empty() || (digits >= 5 && text.chars().all(|letter| is_digit(letter) || " +-()（）－—".contains(letter)))
}

#[cfg(test)]
mod tests {
    use super::is_phone;

    #[test]
    fn a_telephone_number_is_taken_however_it_is_written() {
        for fine in
            ["", "13900000000", "139 0000 0000", "+86 139-0000-0000", "(021) 56780000", "１３９００００００００"]
        {
            assert!(is_phone(fine), "{fine}");
        }
        for wrong in ["1234", "电话", "139abc00000", "-----"] {
            assert!(!is_phone(wrong), "{wrong}");
        }
    }
}
