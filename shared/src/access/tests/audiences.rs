//! Records with an audience of their own: who begins one, who brings readers in or takes them away, who writes to it.

use super::*;
use crate::audience::{AudienceFact, Commitment, MAX_GENERATIONS, MAX_READERS, ReaderWrap};
use crate::judge::{Effects, may_admitted};

fn rings(words: &str) -> BTreeSet<RingId> {
    words.split('+').map(|word| ring(word).unwrap_or(RingId([77; 16]))).collect()
}

/// An audience as an honest device forms it: a letter to the newest secret of every reader.
fn fact(generation: u32, readers: &BTreeSet<RingId>) -> AudienceFact {
    let wraps = readers.iter().map(|ring| ReaderWrap { reader: key(*ring, 2).unwrap(), letter: vec![1; 80] }).collect();
    AudienceFact {
        generation,
        commitment: Commitment([generation as u8; 16]),
        readers: readers.clone(),
        wraps,
        previous: (generation > 1).then(|| vec![1; 48]),
    }
}

fn plain(fact: &AudienceFact) -> Entry {
    Entry { record: TICKET, kind: Kind::Audience, scope: EAST, key: None, body: fact.to_body() }
}

fn sealed(kind: Kind, scope: AreaId, generation: u32) -> Entry {
    Entry { record: TICKET, kind, scope, key: key(record_ring(TICKET, scope), generation), body: Vec::new() }
}

/// What is known of 居's ticket in a scope.
fn ticket(readers: &str, generations: u32, scope: AreaId) -> RecordMeta {
    let generations = (1..=generations).map(|generation| Commitment([generation as u8; 16])).collect();
    let audience = Some(Audience { readers: rings(readers), generations, circle: None });
    RecordMeta { kind: Kind::Case, creator: member("居"), scope, ring: Some(record_ring(TICKET, scope)), audience }
}

fn act(name: &str, entries: Vec<Entry>, known: Option<RecordMeta>) -> Result<Effects, Denied> {
    let at = |known: RecordMeta| (RecordAt { record: TICKET, kind: Kind::Case, scope: known.scope }, known);
    let known = known.map(at).into_iter().collect();
    let items = entries.into_iter().map(Item::Entry).collect();
    may_act(&community(), NOW, device(name), &Act(items), &known, &newest())
}

fn told(name: &str, entries: Vec<Entry>, known: Option<RecordMeta>) -> &'static str {
    answer(act(name, entries, known).map(drop))
}

#[test]
fn who_begins_a_ticket_and_who_reads_it() {
    let table = "
        readers                    陈    高     王     马     楼     居     物     局     志     观     前     失      走      外
        committee                  yes   right  right  right  right  right  right  right  right  right  right  device  device  device
        committee+own              ring  ring   yes    ring   ring   yes    ring   right  yes    right  right  device  device  device
        committee+own+property     ring  ring   yes    ring   ring   yes    ring   right  yes    right  right  device  device  device
        committee+own+workers      ring  ring   yes    ring   ring   yes    ring   right  yes    right  right  device  device  device
        committee+own+office       ring  ring   yes    ring   ring   yes    ring   right  yes    right  right  device  device  device
        committee+workers          yes   right  yes    yes    right  right  right  right  right  right  right  device  device  device
        committee+property         yes   right  right  right  right  right  yes    right  right  right  right  device  device  device
        committee+of-居            yes   right  right  right  right  yes    right  right  right  right  right  device  device  device
        committee+workers+of-居    yes   right  yes    yes    right  yes    right  right  right  right  right  device  device  device
        committee+own+of-志        ring  ring   right  ring   ring   right  ring   right  yes    right  right  device  device  device
        own                        ring  ring   ring   ring   ring   ring   ring   right  ring   right  right  device  device  device
        property                   ring  ring   ring   ring   ring   ring   ring   right  ring   right  right  device  device  device
        committee+of-居+community  ring  ring   ring   ring   ring   ring   ring   right  ring   right  right  device  device  device
        committee+of-居+register   ring  ring   ring   ring   ring   ring   ring   right  ring   right  right  device  device  device
        committee+of-居+reviewers  ring  ring   ring   ring   ring   ring   ring   right  ring   right  right  device  device  device
        committee+of-居+observers  ring  ring   ring   ring   ring   ring   ring   right  ring   right  right  device  device  device
        committee+of-居+strange    ring  ring   ring   ring   ring   ring   ring   right  ring   right  right  device  device  device";
    check(table, |words, name| {
        let own = format!("of-{name}");
        let words = words.split('+').map(|word| if word == "own" { own.as_str() } else { word }).collect::<Vec<_>>();
        told(name, vec![plain(&fact(1, &rings(&words.join("+")))), sealed(Kind::Case, EAST, 1)], None)
    });
    let effects = act("居", vec![plain(&fact(1, &rings("committee+of-居")))], None).unwrap();
    let expected = ticket("committee+of-居", 1, EAST);
    assert_eq!(effects.records.values().collect::<Vec<_>>(), [&expected]);
}

#[test]
fn a_report_may_begin_its_reporters_own_ring() {
    let own = member_ring(member("楼"));
    let begun = turn(own, RingKind::Member, 1, &["楼"]);
    let first =
        Entry { record: RecordId([5; 16]), kind: Kind::Roster, scope: LOG.area(), key: None, body: begun.to_body() };
    let readers = rings("committee+of-楼");
    let mut fact = fact(1, &readers);
    fact.wraps.iter_mut().filter(|wrap| wrap.reader.ring == own).for_each(|wrap| {
        wrap.reader = KeyRef { ring: own, generation: 1, commitment: [1; 16] };
    });
    let report = vec![first, plain(&fact), sealed(Kind::Case, EAST, 1), sealed(Kind::Step, EAST, 1)];
    assert_eq!(told("楼", report.clone(), None), "yes");
    assert_eq!(told("居", report.clone(), None), "right", "another's ring");
    assert_eq!(told("楼", report[1..].to_vec(), None), "ring", "the ring first");
}

#[test]
fn who_changes_who_reads_a_ticket() {
    let all = "committee+workers+of-居";
    let table = "
        what            陈      高     王      马      楼     居     物     局     志     观     前     失      走      外
        property-comes  yes     right  yes     yes     right  right  right  right  right  right  right  device  device  device
        志-comes        yes     right  yes     yes     right  right  right  right  right  right  right  device  device  device
        nobody-comes    yes     right  yes     yes     right  right  right  right  right  right  right  device  device  device
        workers-go      contra  right  contra  contra  right  right  right  right  right  right  right  device  device  device
        workers-turned  yes     right  right   right   right  right  right  right  right  right  right  device  device  device
        居-turned       yes     right  right   right   right  right  right  right  right  right  right  device  device  device
        new-secret      yes     right  right   right   right  right  right  right  right  right  right  device  device  device
        committee-goes  ring    ring   ring    ring    ring   ring   ring   right  ring   right  right  device  device  device";
    check(table, |what, name| {
        let fact = match what {
            "property-comes" => fact(1, &rings("committee+workers+of-居+property")),
            "志-comes" => fact(1, &rings("committee+workers+of-居+of-志")),
            "nobody-comes" => fact(1, &rings(all)),
            "workers-go" => fact(1, &rings("committee+of-居")),
            "workers-turned" => fact(2, &rings("committee+of-居")),
            "居-turned" => fact(2, &rings("committee+workers")),
            "new-secret" => fact(2, &rings(all)),
            "committee-goes" => fact(2, &rings("workers+of-居")),
            other => panic!("{other}"),
        };
        told(name, vec![plain(&fact)], Some(ticket(all, 1, EAST)))
    });
    let comes = |name, readers: &str| {
        let more = format!("{readers}+property");
        told(name, vec![plain(&fact(1, &rings(&more)))], Some(ticket(readers, 1, EAST)))
    };
    assert_eq!(comes("局", "committee+office"), "yes", "whoever it was sent to sends it on");
    assert_eq!(comes("志", "committee+of-居+of-志"), "right", "a provider has no say");
    assert_eq!(comes("局", "committee+workers"), "right");
    let in_the_west = |name| {
        let fact = fact(1, &rings("committee+workers+property"));
        told(name, vec![Entry { scope: WEST, ..plain(&fact) }], Some(ticket("committee+workers", 1, WEST)))
    };
    assert_eq!(["王", "马"].map(in_the_west), ["right", "yes"], "a worker of another grid");
}

#[test]
fn an_audience_follows_from_the_one_before() {
    let all = rings("committee+workers");
    let of = |change: fn(&mut AudienceFact), generation, known: u32| {
        let mut fact = fact(generation, &rings("committee+workers"));
        change(&mut fact);
        told("陈", vec![plain(&fact)], (known > 0).then(|| ticket("committee+workers", known, EAST)))
    };
    assert_eq!([0, 1, 2].map(|generation| of(|_| {}, generation, 0)), ["contra", "yes", "contra"], "a new one");
    assert_eq!([0, 1, 2, 3].map(|generation| of(|_| {}, generation, 1)), ["contra", "yes", "yes", "contra"]);
    assert_eq!([1, 2, 3, 4].map(|generation| of(|_| {}, generation, 2)), ["contra", "contra", "yes", "contra"]);
    assert_eq!(of(|fact| fact.previous = Some(vec![1]), 1, 0), "contra", "there is none before the first");
    assert_eq!(of(|fact| fact.previous = None, 2, 1), "contra", "whoever comes later could not read what is older");
    assert_eq!(of(|fact| fact.previous = Some(vec![1; 161]), 2, 1), "contra");
    assert_eq!(
        of(|fact| fact.commitment = Commitment([9; 16]), 1, 1),
        "contra",
        "another secret under the same number"
    );
    let same = AudienceFact { generation: 2, commitment: Commitment([2; 16]), previous: None, ..fact(1, &all) };
    assert_eq!(told("陈", vec![plain(&same)], Some(ticket("committee+workers", 2, EAST))), "yes");
    let linked = AudienceFact { previous: Some(vec![1; 48]), ..same };
    assert_eq!(told("陈", vec![plain(&linked)], Some(ticket("committee+workers", 2, EAST))), "contra");
    let generations = MAX_GENERATIONS as u32;
    assert_eq!(of(|_| {}, generations, generations - 1), "yes");
    assert_eq!(of(|_| {}, generations + 1, generations), "contra", "the last generation");
}

#[test]
fn every_new_reader_is_given_the_secret() {
    let without = |generation, readers: &str, lacks: &str, known| {
        let mut fact = fact(generation, &rings(readers));
        fact.wraps.retain(|wrap| Some(wrap.reader.ring) != ring(lacks));
        told("陈", vec![plain(&fact)], known)
    };
    let known = || Some(ticket("committee+workers", 1, EAST));
    assert_eq!(without(1, "committee+workers", "workers", None), "contra");
    assert_eq!(without(1, "committee+workers+property", "property", known()), "contra");
    assert_eq!(without(1, "committee+workers+property", "workers", known()), "yes", "who has it already");
    assert_eq!(without(2, "committee+workers", "workers", known()), "contra", "nobody has the new one");
}

#[test]
fn letters_are_to_readers_under_a_secret_they_have() {
    let with = |change: fn(&mut AudienceFact)| {
        let mut fact = fact(1, &rings("committee+workers"));
        change(&mut fact);
        told("陈", vec![plain(&fact)], None)
    };
    assert_eq!(with(|_| {}), "yes");
    assert_eq!(with(|fact| fact.wraps[0].letter = vec![1; 161]), "ring", "too long");
    assert_eq!(with(|fact| fact.wraps[0].reader.generation = 3), "ring", "not yet");
    assert_eq!(with(|fact| fact.wraps[0].reader.commitment = [9; 16]), "ring", "forged");
    assert_eq!(
        with(|fact| fact.wraps[0].reader = key(fact.wraps[0].reader.ring, 1).unwrap()),
        "ring",
        "known to be old"
    );
    assert_eq!(with(|fact| fact.wraps[0].reader = key(PROPERTY, 2).unwrap()), "ring", "who does not read it");
    let spare = |fact: &mut AudienceFact| {
        let first = fact.wraps[0].clone();
        fact.wraps.resize(MAX_READERS + 1, first);
    };
    assert_eq!(with(spare), "ring", "too many");
    let old = |least| {
        let mut fact = fact(1, &rings("committee+workers"));
        fact.wraps.iter_mut().for_each(|wrap| wrap.reader = key(wrap.reader.ring, 1).unwrap());
        let least = BTreeMap::from([(WORKERS, least)]);
        let act = Act(vec![Item::Entry(plain(&fact))]);
        answer(may_act(&community(), NOW, device("陈"), &act, &BTreeMap::new(), &least).map(drop))
    };
    assert_eq!([old(1), old(2)], ["yes", "ring"], "an older one is right for whoever had not seen the newer");
}

#[test]
fn a_ticket_has_sixteen_readers_at_most() {
    let mut roster = community();
    for number in 100..120 {
        let (member, keys) = (MemberId([number; 16]), new_keys(number));
        let ring = member_ring(member);
        roster.apply(&RosterFact::MemberAdded { member });
        roster.apply(&RosterFact::DeviceAdded { member, keys });
        let RosterFact::RingTurned { turn } = turn(ring, RingKind::Member, 1, &[]) else { unreachable!() };
        roster.apply(&RosterFact::RingTurned { turn });
    }
    let with = |count: u8| {
        let mut readers = rings("committee");
        readers.extend((100..100 + count).map(|number| member_ring(MemberId([number; 16]))));
        let mut fact = fact(1, &readers);
        fact.wraps.iter_mut().filter(|wrap| wrap.reader.ring != COMMITTEE).for_each(|wrap| {
            (wrap.reader.generation, wrap.reader.commitment) = (1, [1; 16]);
        });
        judged_in(&roster, "陈", plain(&fact), None)
    };
    assert_eq!([with(15), with(16)], ["yes", "ring"]);
}

#[test]
fn an_audience_is_plain_and_readable() {
    let good = plain(&fact(1, &rings("committee")));
    assert_eq!(told("陈", vec![good.clone()], None), "yes");
    assert_eq!(told("陈", vec![Entry { key: key(COMMUNITY, 2), ..good.clone() }], None), "ring");
    assert_eq!(told("陈", vec![Entry { body: vec![0xff; 9], ..good.clone() }], None), "contra");
    let without = RecordMeta { audience: None, ..ticket("committee", 1, EAST) };
    assert_eq!(told("陈", vec![good], Some(without)), "record");
}

#[test]
fn who_writes_steps() {
    let table = "
        readers                 陈   高     王     马     楼     居     物     局     志     观     前     失      走      外
        committee               yes  right  right  right  right  right  right  right  right  right  right  device  device  device
        committee+workers       yes  right  yes    yes    right  right  right  right  right  right  right  device  device  device
        committee+workers/west  yes  right  right  yes    right  right  right  right  right  right  right  device  device  device
        committee+of-居         yes  right  right  right  right  yes    right  right  right  right  right  device  device  device
        committee+of-志         yes  right  right  right  right  right  right  right  yes    right  right  device  device  device
        committee+property      yes  right  right  right  right  right  yes    right  right  right  right  device  device  device
        committee+office        yes  right  right  right  right  right  right  yes    right  right  right  device  device  device";
    check(table, |words, name| {
        let (readers, scope) = words.strip_suffix("/west").map_or((words, EAST), |readers| (readers, WEST));
        told(name, vec![sealed(Kind::Step, scope, 1)], Some(ticket(readers, 1, scope)))
    });
}

#[test]
fn a_step_is_sealed_under_a_secret_of_its_ticket() {
    let under =
        |key| told("陈", vec![Entry { key, ..sealed(Kind::Step, EAST, 1) }], Some(ticket("committee", 2, EAST)));
    let own = record_ring(TICKET, EAST);
    assert_eq!([0, 1, 2, 3].map(|generation| under(key(own, generation))), ["ring", "yes", "yes", "ring"]);
    assert_eq!(under(None), "ring");
    assert_eq!(under(Some(KeyRef { ring: own, generation: 1, commitment: [9; 16] })), "ring");
    assert_eq!(under(Some(KeyRef { ring: own, generation: 2, commitment: [1; 16] })), "ring");
    assert_eq!(under(key(COMMITTEE, 2)), "ring");
    assert_eq!(under(key(record_ring(TICKET, WEST), 1)), "ring", "another scope's");
    assert_eq!(under(key(record_ring(RecordId([2; 16]), EAST), 1)), "ring", "another ticket's");
    let least = BTreeMap::from([(own, 2)]);
    let known =
        BTreeMap::from([(EntryHead::from(&sealed(Kind::Step, EAST, 1)).record_at(), ticket("committee", 2, EAST))]);
    let step = Act(vec![Item::Entry(sealed(Kind::Step, EAST, 1))]);
    assert_eq!(answer(may_act(&community(), NOW, device("陈"), &step, &known, &least).map(drop)), "ring", "seen");
}

#[test]
fn nothing_is_said_of_a_ticket_that_was_not_begun() {
    for kind in [Kind::Case, Kind::Step] {
        assert_eq!(told("陈", vec![sealed(kind, EAST, 1)], None), "record", "{kind:?}");
        assert_eq!(told("陈", vec![sealed(kind, EAST, 1)], Some(ticket("committee", 1, WEST))), "record", "{kind:?}");
    }
    let begun = || plain(&fact(1, &rings("committee+of-居")));
    assert_eq!(told("居", vec![sealed(Kind::Case, EAST, 1), begun()], None), "record", "the order counts");
}

#[test]
fn what_a_ticket_is_about_is_said_once_and_by_whoever_begins_it() {
    let begun = || plain(&fact(1, &rings("committee+of-居")));
    let case = || sealed(Kind::Case, EAST, 1);
    assert_eq!(told("居", vec![begun(), case()], None), "yes");
    assert_eq!(told("居", vec![begun(), case(), case()], None), "record", "twice in an act");
    for name in ["居", "陈"] {
        let again = told(name, vec![case()], Some(ticket("committee+of-居", 1, EAST)));
        assert_eq!(again, if name == "居" { "record" } else { "right" }, "{name}");
    }
    let grown = plain(&fact(1, &rings("committee+of-居+property")));
    let again = told(
        "陈",
        vec![grown, case()],
        Some(RecordMeta { creator: member("陈"), ..ticket("committee+of-居", 1, EAST) }),
    );
    assert_eq!(again, "record", "nor with new readers");
}

#[test]
fn what_was_erased_of_a_ticket_is_all_of_it() {
    let records = vec![Erased { record: TICKET, kind: Kind::Case, scope: EAST }];
    let roster = community().after(&RosterFact::Renewed { records, to: None });
    let judged = |entry| judged_in(&roster, "陈", entry, Some(ticket("committee", 1, EAST)));
    assert_eq!(judged(plain(&fact(1, &rings("committee+property")))), "erased");
    assert_eq!(judged(sealed(Kind::Case, EAST, 1)), "erased");
    assert_eq!(judged(sealed(Kind::Step, EAST, 1)), "erased");
    assert_eq!(judged_in(&roster, "陈", plain(&fact(1, &rings("committee"))), None), "erased", "nor begun again");
    let west = judged_in(&roster, "陈", sealed(Kind::Step, WEST, 1), Some(ticket("committee", 1, WEST)));
    assert_eq!(west, "yes", "another scope's matter");
}

#[test]
fn what_waits_for_the_committee_counts_by_what_held_when_it_was_written() {
    let then = NOW.plus(-1);
    let known = |generations| {
        let known = ticket("committee+workers", generations, EAST);
        BTreeMap::from([(EntryHead::from(&sealed(Kind::Step, EAST, 1)).record_at(), known)])
    };
    let admitted = |entry, time, known| {
        let act = Act(vec![Item::Entry(entry)]);
        let seen = community();
        answer(may_admitted(&community(), &seen, time, device("前"), &act, &known, &newest()).map(drop))
    };
    let comes = || plain(&fact(1, &rings("committee+workers+property")));
    assert_eq!(admitted(sealed(Kind::Step, EAST, 1), NOW, known(1)), "right", "their time was over");
    assert_eq!(admitted(sealed(Kind::Step, EAST, 1), then, known(1)), "yes");
    assert_eq!(admitted(comes(), then, known(1)), "yes");
    assert_eq!(admitted(comes(), then, known(2)), "contra", "the secret turned since");
}

#[test]
fn the_newest_secret_of_a_ticket_is_named_by_its_own_ring() {
    let newest = |generations| ticket("committee", generations, EAST).audience.unwrap().newest(TICKET, EAST);
    assert_eq!(newest(0), None);
    assert_eq!(newest(1), key(record_ring(TICKET, EAST), 1));
    assert_eq!(newest(3), key(record_ring(TICKET, EAST), 3));
}
