//! What is looked up, and its new versions.

use linli_shared::calendar::Millis;
use linli_shared::guides::{Duty, GuideChange, GuideContent, Shelf, VERSION};

use crate::frozen::Frozen;
use crate::tickets::attached;

const AT: Millis = Millis(1_795_222_800_000);

fn guide(shelf: Shelf) -> GuideContent {
    GuideContent {
        version: VERSION,
        shelf,
        title: "物业维修".into(),
        text: "# 夜间\n请拨打此号码".into(),
        phone: "021-5566 7788".into(),
        place: "12号楼底层".into(),
        hours: "全天".into(),
        price: "上门20元".into(),
        duty: Vec::new(),
        order: 1,
        attached: Vec::new(),
        at: AT,
    }
}

#[test]
fn guides_and_their_versions() {
    let mut frozen = Frozen::read(include_str!("guides.txt"));
    let names = ["how to", "contact", "duty", "property", "doctor", "lawyer", "police", "service"];
    for (name, shelf) in names.into_iter().zip(Shelf::ALL) {
        frozen.value(&format!("guide of {name}"), &guide(shelf));
    }
    let line = |day, who: &str, phone: &str| Duty { day, who: who.into(), phone: phone.into() };
    let full = GuideContent {
        duty: vec![line(20_779, "王芳", "110"), line(-1, "李清", "")],
        attached: attached(),
        ..guide(Shelf::Duty)
    };
    frozen.value("guide with everything", &full);
    frozen.value("changed", &GuideChange::Changed(full));
    frozen.value("ended", &GuideChange::Ended { at: AT });
    frozen.done();
}
