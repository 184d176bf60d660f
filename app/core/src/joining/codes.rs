//! What a scanned or pasted text is, also to somebody who is no member yet.

use linli_contract::Failure;
use linli_contract::joining::{CodeFault, CodeView, ReadCode};
use linli_shared::cbor;
use linli_shared::joining::{CodeError, ScannedCode};
use linli_shared::protocol::{LobbyAsk, PROTOCOL};

use crate::device::newcomer::shown_place;
use crate::device::{Device, Turn};

/// Says what a text is.
///
/// # Errors
/// [`Failure::InvalidCode`].
pub fn read_code(_: &mut Device, request: &ReadCode, _: &mut Turn<'_>) -> Result<CodeView, Failure> {
    let (_, code) = read(&request.text)?;
    Ok(match code {
        ScannedCode::Invite(invite) => CodeView::Invite { place: shown_place(&invite) },
        ScannedCode::Card(card) if card.is_paper => CodeView::Paper,
        ScannedCode::Card(_) => CodeView::Card,
        ScannedCode::Newcomer(bytes) => {
            newcomer(&bytes)?;
            CodeView::Newcomer
        }
        ScannedCode::Voucher(_) => CodeView::Voucher,
        ScannedCode::Permit(_) => CodeView::Permit,
    })
}

/// Reads a code with its relay's address.
pub(super) fn read(text: &str) -> Result<(String, ScannedCode), Failure> {
    ScannedCode::from_text(text).map_err(|error| {
        fault(match error {
            CodeError::NotOurs => CodeFault::NotOurs,
            CodeError::Newer => CodeFault::Newer,
            CodeError::Damaged => CodeFault::Damaged,
        })
    })
}

/// Reads what a newcomer shows.
pub(super) fn newcomer(bytes: &[u8]) -> Result<LobbyAsk, Failure> {
    let ask: LobbyAsk = cbor::from_slice(bytes).map_err(|_| fault(CodeFault::Damaged))?;
    if ask.version == PROTOCOL { Ok(ask) } else { Err(fault(CodeFault::Newer)) }
}

pub(super) const fn fault(fault: CodeFault) -> Failure {
    Failure::InvalidCode(fault)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use linli_shared::calendar::Millis;
    use linli_shared::ids::{LogCode, MemberId, RecordId};
    use linli_shared::joining::{Card, Invite, InviteSecret, Permit};
    use linli_shared::seal::DeviceSecret;

    use super::*;
    use crate::device::Now;
    use crate::device::rows::Rows;

    fn view(text: &str) -> Result<CodeView, Failure> {
        let now = Now { time: Millis(0), entropy: [1; 32] };
        let request = ReadCode { text: text.to_owned() };
        Device::new().step_work(Rows::default(), &now, |device, turn| read_code(device, &request, turn)).0
    }

    fn link(code: &ScannedCode) -> String {
        code.to_link("https://relay.example")
    }

    #[test]
    fn every_code_is_told_from_the_others_by_somebody_who_is_no_member() {
        let log = LogCode(310_113_007_001);
        let place = "宝钢一村 3号楼".to_owned();
        let invite = Invite { log, root: [1; 32], secret: InviteSecret([2; 16]), key: [3; 32], place: place.clone() };
        let card = |is_paper| Card { log, root: [1; 32], member: MemberId([4; 16]), seed: Some([5; 32]), is_paper };
        let ask = |version| LobbyAsk {
            version,
            log: LogCode(0),
            invitation: RecordId([0; 16]),
            keys: DeviceSecret::from_seed([6; 32]).keys(),
            sealed: vec![1, 2, 3],
            made: Millis(7),
        };
        let shown = |version| ScannedCode::Newcomer(cbor::to_vec(&ask(version)));
        let permit = Permit { log, relay: [8; 32], secret: [9; 16] };
        for (code, expected) in [
            (ScannedCode::Invite(invite), CodeView::Invite { place }),
            (ScannedCode::Card(card(false)), CodeView::Card),
            (ScannedCode::Card(card(true)), CodeView::Paper),
            (shown(PROTOCOL), CodeView::Newcomer),
            (ScannedCode::Permit(permit), CodeView::Permit),
        ] {
            assert_eq!(view(&link(&code)), Ok(expected));
        }
        for (text, expected) in [
            ("", CodeFault::NotOurs),
            ("https://relay.example", CodeFault::NotOurs),
            ("https://relay.example/#z.AAAA", CodeFault::Newer),
            ("https://relay.example/#n.AAAA", CodeFault::Damaged),
            ("https://relay.example/#j.AA", CodeFault::Damaged),
            (&link(&shown(PROTOCOL + 1)), CodeFault::Newer),
        ] {
            assert_eq!(view(text), Err(fault(expected)), "{text}");
        }
    }
}
