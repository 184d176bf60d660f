//! Calls, what is said of them later, and who signs up.

use linli_shared::activities::{ActivityContent, ActivityKind, ActivityStep, SignUpContent, VERSION};
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, MemberId};

use crate::frozen::Frozen;
use crate::tickets::attached;

const AT: Millis = Millis(1_795_222_800_000);
const WHO: MemberId = MemberId([0xe1; 16]);

fn activity() -> ActivityContent {
    ActivityContent {
        version: VERSION,
        kind: ActivityKind::Gathering,
        title: "包饺子".into(),
        text: "一起过**冬至**".into(),
        place: "活动室".into(),
        begins: AT,
        ends: Millis(1_795_230_000_000),
        until: None,
        places: 0,
        area: None,
        attached: Vec::new(),
        at: AT,
    }
}

#[test]
fn activities_steps_and_sign_ups() {
    let mut frozen = Frozen::read(include_str!("activities.txt"));
    frozen.value("gathering", &activity());
    let task = ActivityContent {
        kind: ActivityKind::Task,
        until: Some(AT),
        places: 300,
        area: Some(AreaId([0x9d; 16])),
        attached: attached(),
        ..activity()
    };
    frozen.value("task with everything", &task);
    let steps = [
        ("changed", ActivityStep::Changed(activity())),
        ("called off", ActivityStep::CalledOff { reason: "下雨".into(), at: AT }),
        ("came", ActivityStep::Attendance { who: WHO, came: Some(true), at: AT }),
        ("did not come", ActivityStep::Attendance { who: WHO, came: Some(false), at: AT }),
        ("nothing said of who came", ActivityStep::Attendance { who: WHO, came: None, at: AT }),
        ("given", ActivityStep::Given { who: WHO, at: AT }),
        ("thanked", ActivityStep::Thanked { words: "谢谢大家".into(), at: AT }),
    ];
    for (name, step) in steps {
        frozen.value(name, &step);
    }
    let signs = [
        ("signed up", SignUpContent::SignedUp { people: 3, words: "带孩子".into(), at: AT }),
        ("signed off", SignUpContent::SignedOff { at: AT }),
        ("done", SignUpContent::Done { words: "扫完了".into(), attached: attached(), at: AT }),
    ];
    for (name, sign) in signs {
        frozen.value(name, &sign);
    }
    frozen.done();
}
