//! The search over everything, on records made up here.

#![allow(clippy::unwrap_used, reason = "tests")]

use linli_contract::Event;
use linli_contract::search::FoundRow;
use linli_shared::ids::MemberId;

use super::*;
use crate::chats::{Spoken, Written};

fn id(digit: u8) -> RecordId {
    RecordId([digit; 16])
}

/// Posts with title, text and time.
fn posts(all: &[(u8, &str, &str, i64)]) -> FindIndex {
    let mut index = FindIndex::default();
    for (digit, title, text, at) in all {
        index.put(FoundKind::Post, id(*digit), Some(Words::new(title, Millis(*at)).text(text)), 0);
    }
    index
}

fn rows(index: &FindIndex, typed: &str) -> Vec<FoundRow> {
    let Some(query) = Query::read(typed) else { return Vec::new() };
    of_kind(index, FoundKind::Post, (&query, HITS), |_| true, shown::row)
        .map(|(_, group)| group.rows)
        .unwrap_or_default()
}

fn found(index: &FindIndex, typed: &str) -> Vec<u8> {
    rows(index, typed).into_iter().map(|row| row.id.0[0]).collect()
}

#[test]
fn titles_are_found_by_characters_pinyin_and_initials() {
    let index = posts(&[(1, "地下车库漏水", "", 1), (2, "垃圾分类", "", 2), (3, "WiFi 密码", "", 3)]);
    for typed in ["地下", "漏水", "dixia", "dx", "dxck", "loushui", "ls", "车库ls", "chekuloushui", "地xck"] {
        assert_eq!(found(&index, typed), [1], "{typed}");
    }
    for typed in ["wifi", "ＷＩＦＩ", "mima", "wifi mm", "wifimima"] {
        assert_eq!(found(&index, typed), [3], "{typed}");
    }
    for typed in ["", "  ", "xq", "水漏", "dixiay", "停电", "wifiwifi"] {
        assert_eq!(found(&index, typed), [0; 0], "{typed}");
    }
    assert_eq!(found(&posts(&[(1, "吕家绿化", "", 1)]), "lvjia"), [1]);
    assert_eq!(found(&posts(&[(1, "西安饺子", "", 1)]), "xi'an"), [1]);
}

#[test]
fn the_beginning_of_a_title_comes_before_its_rest_and_that_before_a_text_then_the_newest() {
    let index = posts(&[
        (1, "说说电梯", "", 9),
        (2, "电梯坏了", "", 1),
        (3, "", "我们楼的电梯坏了", 8),
        (4, "电梯", "", 0),
        (5, "电梯加装", "", 2),
        (6, "别的", "电梯", 9),
    ]);
    assert_eq!(found(&index, "电梯"), [4, 5, 2, 1, 6, 3]);
    assert_eq!(found(&index, "dianti"), [4, 5, 2, 1]);
}

#[test]
fn every_word_has_to_fit_somewhere() {
    let index = posts(&[(1, "东门改造", "加装门禁", 1), (2, "东门停车", "", 2), (3, "", "东门的门禁坏了", 3)]);
    assert_eq!(found(&index, "东门 门禁"), [3, 1]);
    assert_eq!(found(&index, "dongmen 门禁"), [1]);
    assert_eq!(found(&index, "东门 电梯"), [0; 0]);
}

#[test]
fn what_fits_is_shown_with_what_is_around_it() {
    let text = format!("{}在ＡＢ座的大堂,\n请提前{}", "前".repeat(20), "后".repeat(90));
    let index = posts(&[(1, "通知", &text, 1), (2, "", "钥匙在门卫室\n3号楼", 2)]);
    let row = &rows(&index, "ab座")[0];
    let shown: String = row.excerpt.chars().skip(row.fits.0.into()).take((row.fits.1 - row.fits.0).into()).collect();
    assert_eq!(shown, "ＡＢ座");
    assert!(row.excerpt.starts_with('…') && row.excerpt.ends_with('…') && row.excerpt.contains("大堂, 请提前"));
    assert_eq!((row.title.as_str(), row.at), ("通知", Some(Millis(1))));
    let row = &rows(&index, "门卫")[0];
    assert_eq!((row.title.as_str(), row.excerpt.as_str(), row.fits), ("钥匙在门卫室", "钥匙在门卫室 3号楼", (3, 5)));
    let row = &rows(&index, "zhi")[0];
    assert_eq!((row.excerpt.as_str(), row.fits), ("", (1, 2)));
}

#[test]
fn what_no_longer_holds_comes_last_and_what_is_not_seen_is_not_counted() {
    let mut index = posts(&[(1, "电梯加装", "", 1), (2, "说说电梯", "", 2)]);
    let muted = MemberId([9; 16]);
    let withdrawn = Words::new("电梯", Millis(9)).last(true);
    index.put(FoundKind::Post, id(3), Some(withdrawn), 0);
    index.put(FoundKind::Post, id(4), Some(Words::new("电梯", Millis(9)).by(muted)), 0);
    let query = Query::read("电梯").unwrap();
    let sees = |entry: &Entry| entry.by != Some(muted);
    let of = |limit| of_kind(&index, FoundKind::Post, (&query, limit), sees, shown::row).unwrap().1;
    let ids: Vec<u8> = of(9).rows.iter().map(|row| row.id.0[0]).collect();
    assert_eq!((ids, of(9).total), (vec![1, 2, 3], 3));
    assert_eq!((of(1).rows.len(), of(1).total, of(0).rows.len(), of(0).total), (1, 3, 0, 3));
    assert!(of_kind(&index, FoundKind::Post, (&query, 9), |_| false, shown::row).is_none());
}

#[test]
fn what_changed_is_found_as_it_is_now() {
    let mut index = posts(&[(1, "电梯", "", 1), (2, "停水", "", 2), (3, "停电", "", 3)]);
    index.put(FoundKind::Post, id(1), Some(Words::new("路灯", Millis(4))), 7);
    assert_eq!((found(&index, "电梯"), found(&index, "路灯")), (vec![], vec![1]));
    assert_eq!(index.stamp(FoundKind::Post, id(1)), Some(7));
    index.put(FoundKind::Post, id(1), None, 0);
    index.put(FoundKind::Post, id(1), None, 0);
    assert_eq!((found(&index, "路灯"), found(&index, "停")), (vec![], vec![3, 2]));
    index.put(FoundKind::Post, id(3), Some(Words::new("来电了", Millis(5))), 0);
    assert_eq!((found(&index, "停"), found(&index, "来电")), (vec![2], vec![3]));
    assert_eq!(index.ids(FoundKind::Post), [id(2), id(3)].into());
}

#[test]
fn news_are_looked_at_once_and_many_are_looked_at_all() {
    let mut index = FindIndex::default();
    assert_eq!(index.square.take(), index::Stale::All);
    let changed = |digits: &[u8]| Event::SquareChanged(digits.iter().map(|digit| id(*digit)).collect());
    index.heard(&changed(&[1, 2]));
    index.heard(&changed(&[2, 3]));
    assert_eq!(index.square.take(), index::Stale::Some([id(1), id(2), id(3)].into()));
    index.heard(&changed(&[]));
    index.heard(&changed(&[4]));
    assert_eq!(index.square.take(), index::Stale::All);
    assert_eq!(index.square.take(), index::Stale::Some([].into()));
}

#[test]
fn a_title_made_to_be_slow_is_given_up() {
    let index = posts(&[(1, &"重".repeat(500), &"重".repeat(4_000), 1)]);
    assert_eq!(found(&index, &format!("{}x", "zhongchongtong".repeat(4))), [0; 0]);
    assert_eq!(found(&index, "zhongchong"), [1]);
}

/// Messages of one conversation, the newest last.
fn said(all: &[(u8, &str)]) -> FindIndex {
    let mut index = FindIndex::default();
    let spoken = |(digit, words): &(u8, &str)| Spoken {
        id: id(*digit),
        by: MemberId([*digit; 16]),
        at: Millis(i64::from(*digit)),
        words: (*words).to_owned(),
    };
    index.messages.put((id(0xcc), 0), all.iter().map(spoken).collect(), &index.pinyin);
    index
}

fn heard(index: &FindIndex, typed: &str) -> Vec<u8> {
    let Some(query) = Query::read(typed) else { return Vec::new() };
    let found = of_kind(index, FoundKind::Message, (&query, HITS), |_| true, shown::row);
    found.into_iter().flat_map(|(_, group)| group.rows).map(|row| row.id.0[0]).collect()
}

#[test]
fn messages_are_found_by_characters_pinyin_and_initials_as_they_were_typed_first() {
    let index = said(&[(1, "地下车库又漏水了"), (2, "谁有 WiFi 密码"), (3, "dixia 有人吗"), (4, "")]);
    for typed in ["车库", "地下 漏水", "cheku", "chekuyou", "cky", "车k", "loushui ck", "ls"] {
        assert_eq!(heard(&index, typed), [1], "{typed}");
    }
    assert_eq!(heard(&index, "dixia"), [3, 1], "as it was typed before as it sounds, though the newer one");
    assert_eq!((heard(&index, "wifi"), heard(&index, "wifi mm")), (vec![2], vec![2]));
    for typed in ["", "x q", "水漏", "m", "停电", "chekux"] {
        assert_eq!(heard(&index, typed), [0; 0], "{typed}");
    }
    let late = format!("{}梯子", "话".repeat(200));
    let index = said(&[(1, &late)]);
    assert_eq!((heard(&index, "梯子"), heard(&index, "tizi")), (vec![1], vec![]), "far behind, by characters alone");
}

#[test]
fn a_message_is_shown_by_the_part_that_fits_and_comes_after_what_has_a_title() {
    let mut index = said(&[(1, "昨天晚上我家楼上一直有人在走来走去，\n电梯门口也有人，大家注意")]);
    let show = |index: &FindIndex, typed: &str| {
        let query = Query::read(typed).unwrap();
        let (score, group) = of_kind(index, FoundKind::Message, (&query, HITS), |_| true, shown::row).unwrap();
        (score, group.rows[0].clone())
    };
    for typed in ["电梯", "dianti", "dt"] {
        let (_, row) = show(&index, typed);
        let (from, to) = (usize::from(row.fits.0), usize::from(row.fits.1));
        let fits: String = row.excerpt.chars().skip(from).take(to - from).collect();
        assert_eq!((fits.as_str(), row.title.as_str(), row.at), ("电梯", "", Some(Millis(1))), "{typed}");
        assert!(row.excerpt.starts_with('…') && row.excerpt.contains("走去， 电梯门口"), "{}", row.excerpt);
    }
    index.put(FoundKind::Post, id(9), Some(Words::new("说说电梯", Millis(1))), 0);
    let query = Query::read("dianti").unwrap();
    let (post, _) = of_kind(&index, FoundKind::Post, (&query, HITS), |_| true, shown::row).unwrap();
    assert!(post < show(&index, "dianti").0);
}

#[test]
fn what_was_hidden_or_written_anew_is_not_found_as_it_was() {
    let mut index = said(&[(1, "电梯坏了"), (2, "电梯好了")]);
    index.messages.hide(id(0xcc), [id(1)].into());
    assert_eq!(heard(&index, "电梯"), [2]);
    index.messages.hide(id(0xcc), [id(2)].into());
    index.messages.hide(id(0xcd), [id(1)].into());
    assert_eq!(heard(&index, "电梯"), [1], "what is hidden elsewhere is another's");
    index.messages.heard(Written::Page((id(0xcc), 1)));
    assert_eq!(heard(&index, "电梯"), [1]);
    index.messages.heard(Written::Page((id(0xcc), 0)));
    assert_eq!(heard(&index, "电梯"), [0; 0]);
}

#[test]
fn messages_are_among_the_records_that_are_measured() {
    let speed = speed::FindSpeed::new(800);
    assert_eq!(speed.messages(), 200);
    for typed in ["路灯坏了两盏", "louxialinju", "gwjx"] {
        let all = speed.find(typed);
        assert!((1..=all).contains(&speed.find_messages(typed)), "{typed}");
    }
}

/// Prints what a key stroke takes; the optimised figure is `make bench`'s.
#[test]
#[ignore = "measures"]
#[allow(clippy::print_stdout, reason = "it prints what it measured")]
fn a_key_stroke_at_20_000_records() {
    let speed = speed::FindSpeed::new(20_000);
    let mut slowest = (0.0, String::new(), 0);
    for typed in speed::TYPED.into_iter().flat_map(crate::search::speed::on_the_way) {
        let begun = std::time::Instant::now();
        let total = speed.find(typed);
        let taken = begun.elapsed().as_secs_f64() * 1e3;
        println!("{typed} {taken:.2} ms {total}");
        if taken > slowest.0 {
            slowest = (taken, typed.to_owned(), total);
        }
    }
    println!("slowest {slowest:?}");
}
