//! The solver against every choice there is, and against itself.

use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::subsequence;

use super::{DEPTH, Group, Item, Problem};

/// The best value by trying every choice.
fn brute_force(problem: &Problem) -> Option<i64> {
    (0..1_usize << problem.items.len())
        .map(|bits| (0..problem.items.len()).filter(|at| bits >> at & 1 == 1).collect::<Vec<_>>())
        .filter(|items| problem.allows(items))
        .map(|items| problem.value(&items))
        .max()
}

fn falling(first: i64) -> [i64; DEPTH] {
    [first, first * 2 / 5, first * 3 / 20]
}

/// Problems of up to `most` lines, some with a second wording, in three groups.
fn problems(most: usize) -> impl Strategy<Value = Problem> {
    let topics = 5_usize;
    let wording = (-4..12_i64, 1..5_i64, subsequence((0..topics).collect::<Vec<_>>(), 0..=3));
    let line = (
        0..3_usize,
        proptest::collection::vec(wording, 1..=2),
        prop_oneof![9 => Just(false), 1 => Just(true)],
    );
    let group = (0..3_usize, 1..5_usize, prop_oneof![2 => Just(0_i64), 1 => 1..4_i64]);
    (
        proptest::collection::vec(line, 1..=most),
        proptest::collection::vec(group, 3),
        proptest::collection::vec(2..30_i64, topics),
        0..30_i64,
    )
        .prop_map(move |(lines, groups, pays, room)| Problem {
            items: lines
                .into_iter()
                .enumerate()
                .flat_map(|(line, (group, wordings, required))| {
                    wordings.into_iter().map(move |(worth, height, topics)| Item {
                        line,
                        group,
                        worth,
                        height,
                        topics,
                        required,
                    })
                })
                .collect(),
            groups: groups
                .into_iter()
                .map(|(min, max, height)| Group { min, max: max.max(min), height })
                .collect(),
            returns: pays.into_iter().map(falling).collect(),
            room,
        })
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(1_500))]

    #[test]
    fn nothing_beats_the_solution(problem in problems(9)) {
        let best = brute_force(&problem);
        let solution = problem.solve();
        prop_assert_eq!(solution.as_ref().map(|solution| solution.value), best);
        if let Some(solution) = solution {
            prop_assert!(problem.allows(&solution.items));
            prop_assert_eq!(problem.value(&solution.items), solution.value);
            prop_assert_eq!(solution.bound, solution.value);
        }
    }

    #[test]
    fn more_room_is_never_worth_less(problem in problems(12), more in 0..10_i64) {
        let wider = Problem { room: problem.room + more, ..problem.clone() };
        if let Some(solution) = problem.solve() {
            prop_assert!(wider.solve().is_some_and(|wider| wider.value >= solution.value));
        }
    }

    #[test]
    fn a_topic_that_pays_more_is_covered_no_less(problem in problems(12), at in any::<proptest::sample::Index>()) {
        let topic = at.index(problem.returns.len());
        let covering = |problem: &Problem| {
            let items = problem.solve()?.items;
            let count = items.iter().filter(|index| problem.items[**index].topics.contains(&topic)).count();
            // What the topic is paid for beyond its last return tells nothing.
            Some(problem.returns[topic][..count.min(DEPTH)].iter().sum::<i64>())
        };
        let mut dearer = problem.clone();
        dearer.returns[topic] = problem.returns[topic].map(|pay| pay * 3);
        if let (Some(before), Some(after)) = (covering(&problem), covering(&dearer)) {
            prop_assert!(after >= before * 3);
        }
    }
}

#[test]
fn a_page_of_hundreds_is_proven() {
    let mut seed = 7_u64;
    let mut below = |n: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((seed >> 33) % n).unwrap()
    };
    let weights = [30, 20, 15, 10, 6, 5];
    let returns: Vec<_> = (0..40).map(|_| falling(weights[below(6)])).collect();
    let items = (0..400)
        .map(|line| {
            let mut topics: Vec<usize> = (0..below(4)).map(|_| below(40)).collect();
            topics.sort_unstable();
            topics.dedup();
            let worth = topics.iter().map(|topic| returns[*topic][0] / 5).sum();
            Item { line, group: below(10), worth, height: [146, 275, 404][below(3)], topics, required: false }
        })
        .collect();
    let problem =
        Problem { items, groups: vec![Group { min: 1, max: 6, height: 0 }; 10], returns, room: 5_600 };
    let solution = problem.solve().unwrap();
    assert_eq!(solution.value, solution.bound);
    assert!(problem.allows(&solution.items));
    assert!(problem.height(&solution.items) > 5_000);
}
