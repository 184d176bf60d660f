//! Any sequence of moves, splits, merges, departures, endings and their undos, on two phones that meet now and then.

use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_contract::households::{Edit, HouseholdView, ReadDoor, SaveHousehold, Version};
use linli_contract::registers::{
    Departure, Destination, Done, EndHousehold, Ending, Happening, MergeHouseholds, MovePeople, PeopleLeft, PersonBack,
    ReadHistory, ReopenHousehold, Source, Undo,
};
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{AreaId, PersonId};
use proptest::prelude::*;
use tests::cast::{Person, Town};

use super::acts::{entry, named, set};

const DOORS: usize = 3;
const PEOPLE: u8 = 5;
const NUMBER: &str = "11010519491231002X";
const OTHER_NUMBER: &str = "440524188001010014";

/// What one of the two does; numbers choose among what their phone shows.
#[derive(Debug, Clone)]
enum Doing {
    /// Moves people to a door: into a household there, or into one of their own.
    Move { first: u8, how_many: u8, door: usize, joins: bool, with_home: bool },
    /// Makes two households of a door one.
    Merge { door: usize },
    /// Says that someone died or left.
    Leave { person: u8, died: bool },
    /// Takes a departure back.
    Back { door: usize },
    /// Ends a household.
    End { door: usize, tenants: bool },
    /// Takes an ending back.
    Reopen { door: usize },
    /// Writes someone's telephone.
    Write { person: u8, phone: u8 },
    /// Undoes what this phone did some acts ago.
    Undo { ago: usize },
}

fn doing() -> impl Strategy<Value = Doing> {
    prop_oneof![
        4 => (0..PEOPLE, 1..4u8, 0..DOORS, any::<bool>(), any::<bool>())
            .prop_map(|(first, how_many, door, joins, with_home)| Doing::Move { first, how_many, door, joins, with_home }),
        2 => (0..DOORS).prop_map(|door| Doing::Merge { door }),
        2 => (0..PEOPLE, any::<bool>()).prop_map(|(person, died)| Doing::Leave { person, died }),
        1 => (0..DOORS).prop_map(|door| Doing::Back { door }),
        1 => (0..DOORS, any::<bool>()).prop_map(|(door, tenants)| Doing::End { door, tenants }),
        1 => (0..DOORS).prop_map(|door| Doing::Reopen { door }),
        2 => (0..PEOPLE, 0..9u8).prop_map(|(person, phone)| Doing::Write { person, phone }),
        3 => (0..4usize).prop_map(|ago| Doing::Undo { ago }),
    ]
}

/// Two who move the same two people about, and take back what they did.
fn crossing() -> impl Strategy<Value = Doing> {
    prop_oneof![
        4 => (2..4u8, 1..3u8, 0..DOORS, any::<bool>())
            .prop_map(|(first, how_many, door, joins)| Doing::Move { first, how_many, door, joins, with_home: false }),
        4 => (0..3usize).prop_map(|ago| Doing::Undo { ago }),
        1 => (2..4u8, any::<bool>()).prop_map(|(person, died)| Doing::Leave { person, died }),
        1 => (2..4u8, 0..9u8).prop_map(|(person, phone)| Doing::Write { person, phone }),
    ]
}

/// A town with everybody registered, and what each of the two can undo.
struct Scene {
    town: Town,
    doors: Vec<AreaId>,
    undos: [Vec<u64>; 2],
}

/// Everything of the doors that a screen shows, without who wrote it, when and where from.
type Shown = Vec<(Vec<ShownHousehold>, Vec<(Ending, Vec<String>)>)>;
type ShownHousehold = (u8, Vec<(Field, String)>, Vec<ShownPerson>, Vec<(PersonId, String, Departure)>);
type ShownPerson = (PersonId, Vec<(Field, String, Vec<Option<String>>)>, Option<(String, bool)>);

/// Where a person is.
#[derive(Debug, Default)]
struct Places {
    /// Households that have them, and nobody says otherwise.
    firm: usize,
    /// Households that have them although somebody says they left.
    contested: usize,
    /// Households that say they died or left, and ended ones they were last in.
    former: usize,
}

fn name(number: u8) -> String {
    format!("人{number}")
}

impl Scene {
    fn new() -> Self {
        let mut town = Town::new(90);
        let doors: Vec<AreaId> = town.estate.doors(0).into_iter().take(DOORS).collect();
        let wang = town.wang();
        for (at, people) in [[0, 1].as_slice(), &[2, 3], &[4]].into_iter().enumerate() {
            let mut edits: Vec<Edit> = people.iter().flat_map(|number| named(*number, &name(*number))).collect();
            edits.push(set(Subject::Household, Field::FloorArea, &format!("{}", 50 + at)));
            if at == 0 {
                edits.push(Edit::SetIdNumber { person: entry(0), number: Some(NUMBER.into()) });
            }
            let (door, source) = (doors[at], Source::AtTheDoor);
            town.ask(wang, SaveHousehold { door, slot: 0, base: Version::default(), edits, source });
        }
        town.settle();
        let mut scene = Self { town, doors, undos: [Vec::new(), Vec::new()] };
        for who in 0..2 {
            scene.town.link(scene.person(who), false);
        }
        scene
    }

    fn person(&self, who: usize) -> Person {
        [self.town.wang(), self.town.li()][who]
    }

    fn meet(&mut self) {
        for who in 0..2 {
            self.town.link(self.person(who), true);
        }
        self.town.settle();
        for who in 0..2 {
            self.town.link(self.person(who), false);
        }
    }

    fn households(&mut self, who: Person) -> Vec<(AreaId, HouseholdView)> {
        let mut all = Vec::new();
        for door in self.doors.clone() {
            all.extend(self.town.ask(who, ReadDoor { door }).households.into_iter().map(|one| (door, one)));
        }
        all
    }

    fn shown(&mut self, who: Person) -> Shown {
        let doors = self.doors.clone();
        doors.into_iter().map(|door| shown_door(&self.town.ask(who, ReadDoor { door }))).collect()
    }

    /// Does it if the phone shows what it takes; whether something was done.
    fn does(&mut self, who: usize, doing: &Doing) -> bool {
        let done = self.tries(who, doing);
        match done {
            Some(Ok(done)) => {
                self.undos[who].extend(done.undo);
                done.undo.is_some()
            }
            Some(Err(Failure::InvalidInput | Failure::NotHere)) | None => false,
            Some(Err(failure)) => panic!("{doing:?}: {failure}"),
        }
    }

    fn tries(&mut self, who: usize, doing: &Doing) -> Option<Result<Done, Failure>> {
        let me = self.person(who);
        let all = self.households(me);
        let of = |person: u8| all.iter().find(|(_, one)| one.people.iter().any(|known| known.id == entry(person)));
        let doors = self.doors.clone();
        let at = |door: usize| {
            let door = doors[door];
            all.iter().filter(move |(at, _)| *at == door).map(|(_, one)| one)
        };
        match doing {
            Doing::Move { first, how_many, door, joins, with_home } => {
                let (_, from) = of(*first)?;
                let people = from.people.iter().map(|person| person.id);
                let people: Vec<PersonId> = people
                    .clone()
                    .filter(|id| *id == entry(*first))
                    .chain(people.filter(|id| *id != entry(*first)))
                    .take((*how_many).into())
                    .collect();
                let to = at(*door).find(|one| one.id != from.id).filter(|_| *joins).map(|one| one.slot);
                let request = MovePeople {
                    household: from.id,
                    version: from.version.clone(),
                    people,
                    to: Destination { door: self.doors[*door], slot: to },
                    with_home: *with_home,
                };
                Some(self.town.try_ask(me, request))
            }
            Doing::Merge { door } => {
                let (keep, merge) = (at(*door).next()?.id, at(*door).nth(1)?.id);
                Some(self.town.try_ask(me, MergeHouseholds { keep, merge }))
            }
            Doing::Leave { person, died } => {
                let (_, one) = of(*person)?;
                let on = Some("2026-11-20".to_owned());
                let why = if *died { Departure::Died { on } } else { Departure::Left { on, to: "苏州".into() } };
                let (household, version) = (one.id, one.version.clone());
                Some(self.town.try_ask(me, PeopleLeft { household, version, people: vec![entry(*person)], why }))
            }
            Doing::Back { door } => {
                // Who lives elsewhere is not called back: that would be two places by intent.
                let gone = |one: &HouseholdView| {
                    let gone = one.departed.iter().find(|gone| !matches!(gone.why, Departure::Moved { .. }));
                    gone.map(|gone| (one.id, gone.id))
                };
                let (household, person) = at(*door).find_map(gone)?;
                Some(self.town.try_ask(me, PersonBack { household, person }))
            }
            Doing::End { door, tenants } => {
                let one = at(*door).next()?;
                let why = if *tenants { Ending::TenantsChanged } else { Ending::Left };
                let (household, version) = (one.id, one.version.clone());
                Some(self.town.try_ask(me, EndHousehold { household, version, why }))
            }
            Doing::Reopen { door } => {
                let door = self.doors[*door];
                let ended = self.town.ask(me, ReadDoor { door }).ended;
                let household = ended.first()?.id;
                Some(self.town.try_ask(me, ReopenHousehold { household }))
            }
            Doing::Write { person, phone } => {
                let (door, one) = of(*person)?;
                let value = format!("1380000000{phone}");
                let edits = vec![set(Subject::Person(entry(*person)), Field::Phone, &value)];
                let (slot, base) = (one.slot, one.version.clone());
                let save = SaveHousehold { door: *door, slot, base, edits, source: Source::ByPhone };
                Some(self.town.try_ask(me, save).map(|saved| Done { undo: saved.undo }))
            }
            Doing::Undo { ago } => {
                let at = self.undos[who].len().checked_sub(ago + 1)?;
                let number = self.undos[who].remove(at);
                Some(self.town.try_ask(me, Undo { number }).map(|undone| Done { undo: undone.undo }))
            }
        }
    }

    fn places(&mut self, who: Person) -> BTreeMap<u8, Places> {
        let mut places: BTreeMap<u8, Places> = (0..PEOPLE).map(|number| (number, Places::default())).collect();
        for door in self.doors.clone() {
            let view = self.town.ask(who, ReadDoor { door });
            for number in 0..PEOPLE {
                let place = places.get_mut(&number).unwrap();
                for household in &view.households {
                    let is_here = household.people.iter().any(|person| person.id == entry(number));
                    let gone = household.departed.iter().find(|gone| gone.id == entry(number));
                    place.firm += usize::from(is_here && gone.is_none());
                    place.contested += usize::from(is_here && gone.is_some());
                    let is_former = gone.is_some_and(|gone| !matches!(gone.why, Departure::Moved { .. }));
                    place.former += usize::from(!is_here && is_former);
                }
            }
            for over in view.ended.iter().filter(|one| view.households.iter().all(|live| live.id != one.id)) {
                let mut told: BTreeMap<PersonId, bool> = BTreeMap::new();
                for change in self.town.ask(who, ReadHistory { household: over.id }).changes {
                    for (person, is_former) in change.what.iter().filter_map(is_former) {
                        told.entry(person).or_insert(is_former);
                    }
                }
                for (number, place) in &mut places {
                    place.former += usize::from(told.get(&entry(*number)) == Some(&true));
                }
            }
        }
        places
    }
}

/// Whether what happened leaves someone among those who were last here.
fn is_former(happening: &Happening) -> Option<(PersonId, bool)> {
    match happening {
        Happening::Entered(person) | Happening::Back(person) => Some((*person, true)),
        Happening::Gone(person, why) => Some((*person, !matches!(why, Departure::Moved { .. } | Departure::Mistake))),
        Happening::Registered
        | Happening::Set { .. }
        | Happening::Joined(..)
        | Happening::ToldApart(..)
        | Happening::Ended(_)
        | Happening::Reopened
        | Happening::IdNumber(_)
        | Happening::Unknown => None,
    }
}

fn shown_door(view: &linli_contract::households::DoorView) -> (Vec<ShownHousehold>, Vec<(Ending, Vec<String>)>) {
    let household = |one: &HouseholdView| {
        let fields = one.fields.iter().map(|field| (field.field, field.value.clone())).collect();
        let people = one.people.iter().map(|person| {
            let fields = person.fields.iter().map(|field| {
                let others = field.conflict.iter().map(|one| one.value.clone()).collect();
                (field.field, field.value.clone(), others)
            });
            let number = person.id_number.as_ref().map(|number| (number.masked.clone(), number.is_conflict));
            (person.id, fields.collect(), number)
        });
        let departed = one.departed.iter().map(|gone| (gone.id, gone.name.clone(), gone.why.clone()));
        // Who left is told by when it was said, and undoing says it again.
        let mut departed: Vec<_> = departed.collect();
        departed.sort_by_key(|(person, ..)| *person);
        (one.slot, fields, people.collect(), departed)
    };
    let ended = view.ended.iter().map(|one| {
        let mut names = one.names.clone();
        names.sort();
        (one.why, names)
    });
    (view.households.iter().map(household).collect(), ended.collect())
}

fn moves_apart(first: u8, door: usize) -> Doing {
    Doing::Move { first, how_many: 1, door, joins: false, with_home: false }
}

#[test]
fn whoever_moves_somebody_to_where_another_takes_them_back_from_loses_nobody() {
    let mut scene = told(&[
        (1, moves_apart(2, 0), false),
        (0, moves_apart(2, 1), true),
        (0, moves_apart(3, 0), true),
        (0, Doing::Undo { ago: 1 }, false),
        (1, moves(2, 1, 1), true),
    ]);
    assert_eq!(lives_at(&mut scene, 2), [1]);
}

#[test]
fn whoever_was_in_doubt_is_here_again_when_the_two_households_become_one() {
    let mut scene = told(&[
        (1, Doing::Write { person: 2, phone: 0 }, false),
        (0, moves_apart(2, 1), true),
        (1, Doing::Merge { door: 1 }, true),
    ]);
    let chen = scene.town.chen();
    let place = &scene.places(chen)[&2];
    assert_eq!((place.firm, place.contested), (1, 0), "{place:?}");
    assert!(scene.does(0, &Doing::End { door: 1, tenants: false }));
    scene.meet();
    assert_eq!(scene.places(chen)[&2].former, 1);
}

#[test]
fn an_id_number_goes_along_to_where_somebody_is_known_already() {
    let mut scene = told(&[(0, moves_apart(0, 1), false), (1, moves_apart(0, 2), true)]);
    assert_eq!(lives_at(&mut scene, 0), [1, 2]);
    let wang = scene.person(0);
    let of = |scene: &mut Scene| {
        let all = scene.households(wang);
        let of: Vec<_> = all.into_iter().filter(|(_, one)| one.people.iter().any(|one| one.id == entry(0))).collect();
        of
    };
    let (door, one) = of(&mut scene).remove(0);
    let edits = vec![Edit::SetIdNumber { person: entry(0), number: Some(OTHER_NUMBER.into()) }];
    let save = SaveHousehold { door, slot: one.slot, base: one.version, edits, source: Source::Paper };
    scene.town.ask(wang, save);
    let (from, to) = (of(&mut scene).remove(0).1, of(&mut scene).remove(1));
    let to = Destination { door: to.0, slot: Some(to.1.slot) };
    let people = vec![entry(0)];
    scene.town.ask(wang, MovePeople { household: from.id, version: from.version, people, to, with_home: false });
    let (_, there) = of(&mut scene).remove(0);
    let number = there.people.iter().find(|one| one.id == entry(0)).and_then(|one| one.id_number.clone());
    assert!(number.is_some_and(|number| number.is_conflict), "both numbers stand");
}

/// How many stories each property is told with.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(32)
}

/// What everybody sees at the end, where each pair is who does what and `true` lets all meet after it.
fn told(story: &[(usize, Doing, bool)]) -> Scene {
    let mut scene = Scene::new();
    for (who, doing, meets) in story {
        assert!(scene.does(*who, doing), "{doing:?} does nothing");
        if *meets {
            scene.meet();
        }
    }
    scene.meet();
    let (wang, li, chen) = (scene.person(0), scene.person(1), scene.town.chen());
    let shown = scene.shown(wang);
    assert_eq!(scene.shown(li), shown);
    assert_eq!(scene.shown(chen), shown);
    scene
}

fn lives_at(scene: &mut Scene, number: u8) -> Vec<usize> {
    let chen = scene.town.chen();
    let all = scene.households(chen);
    let here = all.iter().filter(|(_, one)| one.people.iter().any(|person| person.id == entry(number)));
    here.map(|(door, _)| scene.doors.iter().position(|known| known == door).unwrap()).collect()
}

fn moves(first: u8, how_many: u8, door: usize) -> Doing {
    Doing::Move { first, how_many, door, joins: true, with_home: false }
}

fn undoes() -> Doing {
    Doing::Undo { ago: 0 }
}

#[test]
fn two_who_take_their_moves_of_one_person_back_at_once_find_them_where_they_were() {
    let mut scene =
        told(&[(0, moves(2, 1, 2), false), (1, moves(2, 1, 0), true), (1, undoes(), false), (0, undoes(), true)]);
    assert_eq!(lives_at(&mut scene, 2), [1]);
}

#[test]
fn two_who_take_their_moves_of_a_whole_household_back_at_once_find_it_again() {
    let mut scene =
        told(&[(0, moves(2, 2, 2), false), (1, moves(2, 2, 0), true), (1, undoes(), false), (0, undoes(), true)]);
    assert_eq!((lives_at(&mut scene, 2), lives_at(&mut scene, 3)), (vec![1], vec![1]));
}

#[test]
fn who_takes_a_move_back_while_another_takes_back_a_way_home_loses_nobody() {
    let mut scene =
        told(&[(1, moves(2, 1, 0), true), (0, moves(2, 1, 1), false), (0, undoes(), false), (1, undoes(), true)]);
    assert_eq!(lives_at(&mut scene, 2), [1]);
}

#[test]
fn who_moves_somebody_on_who_was_in_doubt_and_takes_it_back_loses_nobody() {
    let mut scene = told(&[(1, moves(2, 1, 0), false), (0, Doing::Write { person: 2, phone: 7 }, true)]);
    assert_eq!(lives_at(&mut scene, 2), [0, 1]);
    // The phone finds them at the first of its doors.
    let (wang, doors) = (scene.person(0), scene.doors.clone());
    let from = scene.town.ask(wang, ReadDoor { door: doors[1] }).households.remove(0);
    let to = Destination { door: doors[2], slot: Some(0) };
    let people = vec![entry(2)];
    let move_on = MovePeople { household: from.id, version: from.version, people, to, with_home: false };
    let moved = scene.town.ask(wang, move_on);
    scene.meet();
    assert_eq!(lives_at(&mut scene, 2), [0, 2]);
    assert!(scene.does(1, &undoes()));
    scene.meet();
    scene.town.ask(wang, Undo { number: moved.undo.unwrap() });
    scene.meet();
    assert_eq!(lives_at(&mut scene, 2), [1]);
}

/// Nobody is lost and all see the same, where those who do something meet only when the number beside it is 0.
fn at_once(story: &[(usize, Doing, u8)]) -> Result<(), TestCaseError> {
    let mut scene = Scene::new();
    for (who, doing, pause) in story {
        scene.does(*who, doing);
        if *pause == 0 {
            scene.meet();
        }
    }
    scene.meet();
    let (wang, li, chen) = (scene.person(0), scene.person(1), scene.town.chen());
    let shown = scene.shown(wang);
    prop_assert_eq!(&scene.shown(li), &shown);
    prop_assert_eq!(&scene.shown(chen), &shown);
    for (number, places) in scene.places(chen) {
        prop_assert!(places.firm + places.contested + places.former > 0, "person {} is lost", number);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whoever_meets_after_each_act_finds_everybody_once(
        story in prop::collection::vec((0..2usize, doing()), 1..14),
    ) {
        let mut scene = Scene::new();
        for (who, doing) in &story {
            scene.does(*who, doing);
            scene.meet();
            let wang = scene.person(0);
            for (number, places) in scene.places(wang) {
                prop_assert_eq!(places.firm + places.former, 1, "person {} after {:?}: {:?}", number, doing, places);
                prop_assert_eq!(places.contested, 0);
            }
        }
    }

    #[test]
    fn whatever_two_do_at_once_nobody_is_lost_and_all_see_the_same(
        story in prop::collection::vec((0..2usize, doing(), 0..4u8), 1..14),
    ) {
        at_once(&story)?;
    }

    #[test]
    fn whatever_two_take_back_of_moving_the_same_people_nobody_is_lost(
        story in prop::collection::vec((0..2usize, crossing(), 0..3u8), 3..12),
    ) {
        at_once(&story)?;
    }

    #[test]
    fn undo_right_after_an_act_shows_what_was_shown_before(
        story in prop::collection::vec((0..2usize, doing()), 0..6),
        who in 0..2usize,
        last in doing(),
        is_sent in any::<bool>(),
    ) {
        let mut scene = Scene::new();
        for (who, doing) in &story {
            scene.does(*who, doing);
            scene.meet();
        }
        let me = scene.person(who);
        let before = scene.shown(me);
        if !matches!(last, Doing::Undo { .. }) && scene.does(who, &last) {
            if is_sent {
                scene.meet();
            }
            let number = scene.undos[who].pop().unwrap();
            let undone = scene.town.ask(me, Undo { number });
            prop_assert_eq!(undone.kept, 0);
            prop_assert_eq!(scene.shown(me), before.clone());
            scene.meet();
            let chen = scene.town.chen();
            prop_assert_eq!(scene.shown(chen), before);
        }
    }
}
