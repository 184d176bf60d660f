#![allow(clippy::unwrap_used, reason = "tests")]

use linli_contract::joining::RecommendationView;
use linli_contract::members::MemberRow;
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId};

use super::*;

fn typed() -> Answers {
    Answers {
        name: " 李 秀英 ".into(),
        door: "3号楼502".into(),
        phone: "１３８ 0000 1234".into(),
        wish: Some(Wish::Family),
        note: String::new(),
    }
}

fn request(wish: Wish) -> RequestView {
    let newcomer = newcomer(&Answers { wish: Some(wish), ..typed() }).unwrap();
    RequestView {
        device: DeviceId([1; 16]),
        newcomer: Some(newcomer),
        door: Some(AreaId([2; 16])),
        path: Vec::new(),
        is_registered: true,
        seat_holder: None,
        since: None,
        place: String::new(),
        recommendations: Vec::new(),
        namesakes: Vec::new(),
    }
}

#[test]
fn a_whole_form_becomes_a_request_in_plain_letters() {
    let newcomer = newcomer(&typed()).unwrap();
    assert_eq!((newcomer.name.as_str(), newcomer.phone.as_str()), ("李 秀英", "13800001234"));
    assert_eq!(newcomer.consent, CONSENT);
    assert_eq!(super::newcomer(&answers(&newcomer)), Ok(newcomer), "what was asked can be asked again");
}

#[test]
fn everything_that_is_missing_is_said_at_once() {
    let nothing = Answers { phone: "12a".into(), ..Answers::default() };
    assert_eq!(newcomer(&nothing), Err(vec![Lack::Name, Lack::Wish, Lack::Door, Lack::Phone]));
    for phone in ["1234", "123456789012345678901", "138-000-x", "+++++"] {
        let lacks = newcomer(&Answers { phone: phone.into(), ..typed() });
        assert_eq!(lacks, Err(vec![Lack::Phone]), "{phone}");
    }
    for phone in ["", "+86 138 0000 1234", "021-5512 3456"] {
        assert!(newcomer(&Answers { phone: phone.into(), ..typed() }).is_ok(), "{phone}");
    }
}

#[test]
fn only_who_lives_here_says_a_door() {
    for wish in WISHES {
        let without = newcomer(&Answers { wish: Some(wish), door: "  ".into(), ..typed() });
        assert_eq!(without.is_err(), matches!(wish, Wish::Seat | Wish::Family), "{wish:?}");
    }
}

#[test]
fn texts_are_cut_to_what_a_request_may_hold() {
    let long = Answers { name: "李".repeat(90), note: "话".repeat(900), ..typed() };
    let newcomer = newcomer(&long).unwrap();
    assert_eq!((newcomer.name.chars().count(), newcomer.note.chars().count()), (40, 200));
}

#[test]
fn every_wish_has_a_code_of_its_own() {
    assert!(WISHES.into_iter().all(|wish| wish_of(wish_code(wish)) == Some(wish)));
    assert_eq!(wish_of(""), None);
}

#[test]
fn a_poster_for_a_building_begins_the_door() {
    let cases = [
        ("宝钢一村 3号楼", Some("3号楼")),
        ("宝钢一村3号楼", Some("3号楼")),
        ("12栋", Some("12栋")),
        ("友谊路 58弄 6号", Some("6号")),
        ("宝钢村十二号楼", Some("十二号楼")),
        ("宝钢一村 A座", None),
        ("宝钢一村", None),
        ("号楼", None),
        ("", None),
    ];
    for (place, building) in cases {
        assert_eq!(building_of(place), building, "{place}");
    }
}

#[test]
fn codes_in_an_address_are_known_by_their_letter() {
    assert!(["j.AA", "s.x", "n.1", "v.-", "f._"].into_iter().all(is_code));
    assert!(["seat=wang", "j.", "j", "", "x.AA", "content"].into_iter().all(|other| !is_code(other)));
}

#[test]
fn a_link_tells_its_relay_among_other_words() {
    assert_eq!(relay_of("扫码加入：https://linli.example/#j.AA 谢谢"), Some("https://linli.example"));
    assert_eq!(relay_of("http://10.0.0.8:8780/#v.AA"), Some("http://10.0.0.8:8780"));
    assert!(
        ["https://linli.example/", "ftp://linli.example/#j.AA", "", "/#j.AA"].map(relay_of).iter().all(Option::is_none)
    );
}

#[test]
fn typed_numbers_fall_into_groups_whatever_stands_between_them() {
    assert_eq!(groups("123456-654321 ００12"), ["123456", "654321", "0012"]);
    assert!(groups(" - ").is_empty());
}

#[test]
fn an_invitation_lasts_until_its_last_day_is_over() {
    let until = |millis| InvitationView {
        invitation: RecordId([0; 16]),
        scope: AreaId([0; 16]),
        place: String::new(),
        community: String::new(),
        until: Millis(millis),
        uses: 1,
        used: 0,
        is_open: true,
        link: None,
    };
    let days = [0, 1, DAY, DAY + 1, 30 * DAY].map(|millis| days_left(&until(1_000 + millis), Millis(1_000)));
    assert_eq!(days, [0, 1, 1, 2, 30]);
}

#[test]
fn a_reviewer_is_told_what_speaks_for_and_against() {
    assert_eq!(hints(&request(Wish::Family)), [Hint::Registered]);
    let stranger = RequestView { is_registered: false, seat_holder: Some("王芳".into()), ..request(Wish::Seat) };
    assert_eq!(hints(&stranger), [Hint::NotRegistered, Hint::SeatHeld("王芳".into())]);
    assert_eq!(hints(&RequestView { door: None, ..request(Wish::Seat) }), [Hint::NoDoor]);
    assert_eq!(hints(&RequestView { door: None, ..request(Wish::Property) }), []);
    assert_eq!(hints(&RequestView { newcomer: None, ..request(Wish::Seat) }), [Hint::Sealed]);
    let old = MemberRow { member: MemberId([3; 16]), name: None, roles: Vec::new(), is_me: false };
    let lost =
        RequestView { namesakes: vec![old], seat_holder: Some("李秀英".into()), ..request(Wish::Replacement) };
    assert_eq!(hints(&lost), [Hint::Registered, Hint::Namesakes(1)]);
}

#[test]
fn voices_are_counted_for_and_against() {
    let voice = |is_for| RecommendationView { by: None, is_for, words: String::new() };
    let heard = RequestView { recommendations: vec![voice(true), voice(false), voice(true)], ..request(Wish::Seat) };
    assert_eq!(voices(&heard), (2, 1));
}
