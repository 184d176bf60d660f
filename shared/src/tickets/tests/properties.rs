//! What holds of every sequence of steps.

use proptest::prelude::*;

use super::*;

fn steps() -> impl Strategy<Value = Step> {
    let handlers = prop::sample::subsequence(CAST.to_vec(), 0..4).prop_shuffle();
    prop_oneof![
        2 => Just(Step::Accepted),
        2 => Just(Step::Note),
        3 => handlers.prop_map(|names| sent(&names)),
        1 => Just(card()),
        3 => Just(Step::Returned),
        2 => Just(Step::Resolved),
        1 => Just(Step::Confirmed),
        2 => Just(Step::Reopened),
        1 => (0_u8..7).prop_map(|stars| Step::Rated { stars }),
        1 => Just(Step::Urged),
        1 => Just(Step::OpenedTo { to: of("局") }),
    ]
}

/// What people tried, a few without a reason, and now and then something of a newer release or the end.
fn tries() -> impl Strategy<Value = Vec<Placed>> {
    let one = (0..CAST.len(), steps(), 0_u8..40, prop::bool::weighted(0.9));
    prop::collection::vec(one, 0..30).prop_map(|tries| {
        let placed = |(at, (who, step, odd, has_words)): (usize, (usize, Step, u8, bool))| {
            let step = if odd == 1 { Step::Withdrawn } else { step };
            let words = if has_words { "因为".to_owned() } else { String::new() };
            let content = StepContent { words, id: at as u64, ..content(step) };
            let place = Some((at as u64 / 3, at as u16 % 3));
            let time = Millis(at as i64 / 3 * HOUR);
            Placed { place, time, actor: actor(CAST[who]), content: (odd != 0).then_some(content) }
        };
        tries.into_iter().enumerate().map(placed).collect()
    })
}

fn cases() -> impl Strategy<Value = CaseContent> {
    let handlers = prop::sample::subsequence(vec!["陈", "王", "物", "局", "志"], 0..3);
    (handlers, any::<bool>()).prop_map(|(names, is_thread)| CaseContent {
        thread_of: is_thread.then_some(RecordId([9; 16])),
        ..case(&names)
    })
}

fn folded(case: &CaseContent, steps: &[Placed]) -> Ticket {
    fold(case, member("李"), Millis(0), steps, &tables())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_delivery_folds_alike(
        case in cases(),
        (steps, keys, own) in tries().prop_flat_map(|steps| {
            let keys = prop::collection::vec(any::<u32>(), steps.len());
            let own = 0..=steps.len().min(4);
            (Just(steps), keys, own)
        }),
    ) {
        let mut steps = steps;
        let confirmed = steps.len() - own;
        steps[confirmed..].iter_mut().for_each(|step| step.place = None);
        let mut delivered: Vec<(u32, Placed)> = keys.into_iter().zip(steps.iter().cloned()).collect();
        // Own work that waits is in the order in which it was written, among whatever arrives.
        let mut own_keys: Vec<u32> = delivered[confirmed..].iter().map(|(key, _)| *key).collect();
        own_keys.sort_unstable();
        delivered[confirmed..].iter_mut().zip(own_keys).for_each(|((key, _), own)| *key = own);
        delivered.sort_by_key(|(key, _)| *key);
        let mut delivered: Vec<Placed> = delivered.into_iter().map(|(_, step)| step).collect();
        Placed::sort(&mut delivered);
        prop_assert_eq!(&delivered, &steps);
        prop_assert_eq!(folded(&case, &delivered), folded(&case, &steps));
    }

    #[test]
    fn what_came_before_need_not_be_folded_again(case in cases(), steps in tries(), at in 0_usize..30) {
        let at = at.min(steps.len());
        let mut ticket = folded(&case, &steps[..at]);
        steps[at..].iter().for_each(|step| ticket.push(step.clone(), &tables()));
        prop_assert_eq!(ticket, folded(&case, &steps));
    }

    #[test]
    fn a_void_step_is_as_if_it_were_not(case in cases(), steps in tries()) {
        let whole = folded(&case, &steps);
        let effective: Vec<Placed> =
            whole.steps.iter().filter(|step| step.void.is_none()).map(|step| step.placed.clone()).collect();
        let without = folded(&case, &effective);
        prop_assert!(without.steps.iter().all(|step| step.void.is_none()));
        prop_assert_eq!(Ticket { steps: whole.steps.clone(), ..without }, whole);
    }

    #[test]
    fn a_ticket_is_always_with_somebody_or_over_or_given_back(case in cases(), steps in tries()) {
        let mut ticket = folded(&case, &[]);
        for step in steps {
            let may = ticket.may(&step.actor);
            let kind = step.content.as_ref().map(|content| content.step.kind());
            ticket.push(step, &tables());
            let void = ticket.steps.last().unwrap().void;
            let is_offered = kind.is_none_or(|kind| may.contains(&kind));
            prop_assert!(is_offered || void.is_some(), "{:?} was not offered", kind);

            let active = ticket.active().count();
            prop_assert_eq!(active == 0, !ticket.status.is_open() || ticket.status == Status::Returned);
            let leads = ticket.hands.iter().filter(|hand| hand.is_lead && hand.is_active()).count();
            prop_assert_eq!(leads, active.min(1));
            let works = ticket.hands.iter().any(|hand| hand.state == HandState::Working);
            prop_assert_eq!(works, matches!(ticket.status, Status::Accepted | Status::InProgress | Status::Offline));
            prop_assert_eq!(ticket.resolved.is_some(), matches!(ticket.status, Status::Resolved | Status::Confirmed));
            prop_assert_eq!(ticket.confirmed.is_some(), ticket.status == Status::Confirmed);
            let handlers: BTreeSet<Handler> = ticket.hands.iter().map(|hand| hand.handler).collect();
            prop_assert_eq!(handlers.len(), ticket.hands.len(), "nobody is named twice");
            prop_assert!(ticket.rating.is_none_or(|stars| (1..=5).contains(&stars)));
            prop_assert!(ticket.card.is_none() || ticket.status != Status::Reopened);
        }
    }
}
