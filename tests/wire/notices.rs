//! What notices, their changes and receipts say.

use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::notices::{NoticeChange, NoticeContent, NoticeKind, ReceiptContent, VERSION};

use crate::frozen::Frozen;
use crate::parcels::GRID;
use crate::tickets::attached;

const AT: Millis = Millis(1_795_222_800_000);

fn notice() -> NoticeContent {
    NoticeContent {
        version: VERSION,
        title: "停水".into(),
        text: "# 停水\n- 十二栋,**14时**至16时".into(),
        kind: NoticeKind::Outage,
        area: GRID,
        is_urgent: false,
        until: None,
        wants_confirmation: true,
        question: String::new(),
        answers: Vec::new(),
        attached: Vec::new(),
        at: AT,
        is_propertys: false,
    }
}

#[test]
fn notices_changes_and_receipts() {
    let mut frozen = Frozen::read(include_str!("notices.txt"));
    frozen.value("notice", &notice());
    let full = NoticeContent {
        is_urgent: true,
        until: Some(Millis(1_795_309_200_000)),
        question: "来帮忙吗?".into(),
        answers: vec!["来".into(), "不来".into()],
        attached: attached(),
        is_propertys: true,
        ..notice()
    };
    frozen.value("notice with everything", &full);
    let names = ["outage", "safety", "health", "activity", "affairs", "property", "lost and found"];
    for (name, kind) in names.into_iter().zip(NoticeKind::ALL) {
        frozen.value(&format!("notice of {name}"), &NoticeContent { kind, text: String::new(), ..notice() });
    }
    frozen.value("corrected", &NoticeChange::Corrected(notice()));
    frozen.value("withdrawn", &NoticeChange::Withdrawn { reason: "水已通".into(), at: AT });
    let (household, door) = (Some(RecordId([1; 16])), Some(AreaId([0xd0; 16])));
    let receipt = ReceiptContent {
        version: VERSION,
        household,
        door,
        is_confirmed: true,
        answer: Some(1),
        at: AT,
        corrections: 2,
    };
    frozen.value("receipt", &receipt);
    let read =
        ReceiptContent { household: None, door: None, is_confirmed: false, answer: None, corrections: 0, ..receipt };
    frozen.value("receipt of a visitor", &read);
    frozen.done();
}

#[test]
fn frozen_notices_pass_the_checks_of_what_arrives() {
    let frozen = Frozen::read(include_str!("notices.txt"));
    for name in ["notice", "notice with everything"] {
        assert_eq!(NoticeContent::from_content(&frozen.get(name)).map(|notice| notice.check()), Ok(Ok(())), "{name}");
    }
    for name in ["corrected", "withdrawn"] {
        assert_eq!(NoticeChange::from_content(&frozen.get(name)).map(|change| change.check()), Ok(Ok(())), "{name}");
    }
}
