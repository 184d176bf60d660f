#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::ids::{LogCode, MemberId};

fn invite() -> Invite {
    let log = LogCode(310_113_007_001);
    Invite { log, root: [1; 32], secret: InviteSecret([2; 16]), key: [3; 32], place: "宝钢一村 3号楼".to_owned() }
}

#[test]
fn a_poster_reads_back_from_its_link_also_with_words_around_it() {
    let code = ScannedCode::Invite(invite());
    let link = code.to_link("https://relay.example");
    assert!(link.len() < 240, "{}", link.len());
    let read = |text: &str| ScannedCode::from_text(text);
    assert_eq!(read(&link).unwrap(), ("https://relay.example".to_owned(), code.clone()));
    assert_eq!(read(&format!("加入： {link} 。")).unwrap().1, code);
    assert_eq!(read(&link[..link.len() - 9]), Err(CodeError::Damaged));
    assert_eq!(read("https://relay.example/#z.AAAA"), Err(CodeError::Newer));
    for other in ["", "weixin://qr/1", "https://relay.example/", "https://relay.example/#/door/1", "/#j.AAAA"] {
        assert_eq!(read(other), Err(CodeError::NotOurs), "{other}");
    }
}

#[test]
fn a_card_does_not_show_its_seed() {
    let card =
        Card { log: LogCode(1), root: [1; 32], member: MemberId([2; 16]), seed: Some([77; 32]), is_paper: false };
    assert!(!format!("{card:?}").contains("77"));
}

#[test]
fn paper_reads_back_whatever_stands_between_the_digits() {
    let secret = PaperSecret(core::array::from_fn(|index| (index * 13) as u8 + 3));
    let groups = secret.groups();
    assert_eq!(PaperSecret::from_text(&groups.join(" ")), Ok(secret.clone()));
    assert_eq!(PaperSecret::from_text(&groups.join("－\n")), Ok(secret.clone()));
    let wide: String =
        groups.concat().chars().map(|digit| char::from_u32(digit as u32 - 48 + 0xff10).unwrap()).collect();
    assert_eq!(PaperSecret::from_text(&wide), Ok(secret));
    assert_eq!(PaperSecret::from_text("123"), Err(PaperError::WrongLength));
}

#[test]
fn every_wrong_digit_and_swap_is_found_in_its_group() {
    let secret = PaperSecret(core::array::from_fn(|index| (index * 29) as u8 + 7));
    let digits = secret.groups().concat();
    for at in 0..digits.len() {
        for other in '0'..='9' {
            let mut typed: Vec<char> = digits.chars().collect();
            if typed[at] == other {
                continue;
            }
            typed[at] = other;
            let typed: String = typed.into_iter().collect();
            assert_eq!(PaperSecret::from_text(&typed), Err(PaperError::WrongGroup(at / 6)), "{at} {other}");
        }
    }
    let mut swapped = secret.groups();
    swapped.swap(2, 5);
    assert_eq!(PaperSecret::from_text(&swapped.concat()), Err(PaperError::WrongGroup(2)));
}
