//! The best page, proven: which items to show so that no other choice is worth more.
//!
//! A choice is worth the sum of what its items are worth by themselves, and of what each topic pays for the
//! first, second and third item on it. It must fit into the room, keep to the minimum and maximum of each
//! group, and show at most one wording of each line. This is an integer program; it is solved by branch and
//! bound. General solvers bound such a program by its linear relaxation and were a hundred times slower here;
//! the bound used instead is the Lagrangian one (Fisher, "The Lagrangian relaxation method for solving integer
//! programming problems", 1981), which has the same value:
//!
//! Room gets a price, and so does each topic: an item pays for its room and is paid for its topics, a topic
//! keeps what its returns exceed its price. Then items no longer meet except in their groups, where the best
//! choice is found by sorting. For any prices the total is at least the value of the best page; prices are
//! moved along the subgradient until it is as low as it gets. An item whose reversal would lower the bound to
//! the best page known is settled; only the unsettled ones are branched upon.
//!
//! A price for room lets the last line be shown in part, which on a page of equally high lines makes the bound too
//! high by what half a line is worth. Therefore each branch is bounded once more with room that is really taken:
//! what the groups offer at the prices of topics is packed exactly, height by height, and only packings that could
//! still beat the best page known are followed.
//!
//! All worths and heights are integers, and items come in an order of their own (by id), so the answer never
//! depends on the order of the profile.

#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// How many items on one topic are paid for.
pub(super) const DEPTH: usize = 3;

/// How many branches are looked at before the bound that is left open is reported as it stands.
const NODES: usize = 4_000;

/// The same, times the number of items: a branch costs in proportion to them.
const NODE_ITEMS: usize = 400 * NODES;

/// How prices are moved: so many times, and each time by so much of the move before.
#[derive(Debug, Clone, Copy)]
struct Moves {
    count: usize,
    inertia: f64,
}

/// Moves at the root, after what is settled there has been taken out, and at each branch.
const ROOT: Moves = Moves { count: 300, inertia: 0.8 };
const REDUCED: Moves = Moves { count: 40, inertia: 0.5 };
const BRANCH: Moves = Moves { count: 10, inertia: 0.5 };

/// Moves that have become so short lower the bound by nothing that counts.
const LEAST_PACE: f64 = 0.02;

/// Bounds are sums of floats; an integer bound is not lost to their rounding.
const ROUNDING: f64 = 1e-6;

/// What may be shown, and how much room there is.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    pub(super) items: Vec<Item>,
    pub(super) groups: Vec<Group>,
    /// What each topic pays for the first, second and third item on it; not rising.
    pub(super) returns: Vec<[i64; DEPTH]>,
    /// Height that is left for items and group heads.
    pub(super) room: i64,
}

/// One wording of a line.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// The line it is a wording of; lines that differ may be shown together.
    pub(super) line: usize,
    /// The group the line belongs to.
    pub(super) group: usize,
    /// Worth apart from topics.
    pub(super) worth: i64,
    pub(super) height: i64,
    /// Topics it counts for, each once.
    pub(super) topics: Vec<usize>,
    /// Whether its line must be shown.
    pub(super) required: bool,
}

/// Lines under one heading.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) min: usize,
    pub(super) max: usize,
    /// Height of the heading, which is there only if one of its lines is.
    pub(super) height: i64,
}

/// The best choice found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Solution {
    /// Indices of the items, rising.
    pub(super) items: Vec<usize>,
    pub(super) value: i64,
    /// No choice is worth more; equal to `value` if the search was finished.
    pub(super) bound: i64,
}

impl Problem {
    /// What a choice is worth.
    pub(super) fn value(&self, items: &[usize]) -> i64 {
        let mut counts = vec![0; self.returns.len()];
        let mut value = 0;
        for &index in items {
            value += self.gain(index, &counts);
            self.items[index].topics.iter().for_each(|topic| counts[*topic] += 1);
        }
        value
    }

    /// What an item adds to a choice with so many items on each topic.
    fn gain(&self, index: usize, counts: &[usize]) -> i64 {
        let item = &self.items[index];
        item.worth + item.topics.iter().map(|topic| self.pays(*topic, counts[*topic])).sum::<i64>()
    }

    /// What a topic pays for a further item.
    fn pays(&self, topic: usize, count: usize) -> i64 {
        self.returns[topic].get(count).copied().unwrap_or(0)
    }

    /// Height of a choice, with the headings it needs.
    pub(super) fn height(&self, items: &[usize]) -> i64 {
        let opened: HashSet<usize> = items.iter().map(|index| self.items[*index].group).collect();
        items.iter().map(|index| self.items[*index].height).sum::<i64>()
            + opened.into_iter().map(|group| self.groups[group].height).sum::<i64>()
    }

    /// Whether a choice keeps to everything.
    pub(super) fn allows(&self, items: &[usize]) -> bool {
        let mut counts = vec![0; self.groups.len()];
        let mut lines = HashSet::new();
        for index in items {
            counts[self.items[*index].group] += 1;
            if !lines.insert(self.items[*index].line) {
                return false;
            }
        }
        self.height(items) <= self.room
            && self.groups.iter().zip(&counts).all(|(group, count)| (group.min..=group.max).contains(count))
            && self.items.iter().all(|item| !item.required || lines.contains(&item.line))
    }

    /// The best choice; `None` if even the least does not fit.
    pub(super) fn solve(&self) -> Option<Solution> {
        let mut search = Search::new(self);
        let mut state = vec![State::Open; self.items.len()];
        for (index, item) in self.items.iter().enumerate() {
            // So many items are at least as good that this one is never needed.
            if search.dominators[index].len() >= self.groups[item.group].max {
                state[index] = State::Out;
            }
        }
        let mut prices = Prices::start(self);
        // At a price that nothing is worth, only what must be there is chosen, at its smallest.
        let least = search.relax(&state, &Prices { room: 1e9, ..prices.clone() })?;
        if least.height > self.room {
            return None;
        }
        search.improve(&state, &least.chosen);
        let mut shares = vec![0.5; self.items.len()];
        if let Some(relaxed) = search.bound(&state, &mut prices, ROOT, &mut shares) {
            search.improve(&state, &relaxed.chosen);
            settle(&mut state, &relaxed, search.value);
            if floor(relaxed.value) > search.value {
                search.finish(&state, &prices, &shares, relaxed.value);
            }
        }
        let Search { best, value, open, .. } = search;
        Some(Solution { items: best, value, bound: open.map_or(value, |open| open.max(value)) })
    }

    /// The problem that is left once some items are settled, and the items of this one that its items are.
    fn reduced(&self, state: &[State]) -> (Self, Vec<usize>) {
        let mut left = Self { items: Vec::new(), ..self.clone() };
        let mut counts = vec![0; self.returns.len()];
        for (item, _) in self.items.iter().zip(state).filter(|(_, state)| **state == State::In) {
            let group = &mut left.groups[item.group];
            left.room -= item.height + std::mem::take(&mut group.height);
            group.max = group.max.saturating_sub(1);
            group.min = group.min.saturating_sub(1);
            item.topics.iter().for_each(|topic| counts[*topic] += 1);
        }
        for (topic, count) in counts.into_iter().enumerate() {
            left.returns[topic] = std::array::from_fn(|at| self.pays(topic, at + count));
        }
        let open: Vec<usize> = (0..state.len()).filter(|index| state[*index] == State::Open).collect();
        left.items = open.iter().map(|index| self.items[*index].clone()).collect();
        (left, open)
    }
}

/// What is known about an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    In,
    Out,
}

/// What room and topics cost.
#[derive(Debug, Clone)]
struct Prices {
    room: f64,
    topics: Vec<f64>,
}

impl Prices {
    fn start(problem: &Problem) -> Self {
        Self { room: 0.0, topics: problem.returns.iter().map(|pays| float(pays[0]) / 2.0).collect() }
    }
}

/// The best choice at given prices.
#[derive(Default)]
struct Relaxed {
    /// At least what any allowed choice is worth.
    value: f64,
    chosen: Vec<usize>,
    height: i64,
    /// How much lower `value` would be if an item that is chosen were not, or one that is not were; only where asked.
    reversal: Vec<f64>,
}

/// Settles the items whose reversal leaves no hope for more than the best value known.
fn settle(state: &mut [State], relaxed: &Relaxed, best: i64) {
    let mut chosen = vec![false; state.len()];
    relaxed.chosen.iter().for_each(|index| chosen[*index] = true);
    for (index, state) in state.iter_mut().enumerate().filter(|(_, state)| **state == State::Open) {
        if floor(relaxed.value - relaxed.reversal[index]) <= best {
            *state = if chosen[index] { State::In } else { State::Out };
        }
    }
}

/// A line of a group at given prices: its worth in the wording that is worth most.
#[derive(Debug, Clone, Copy)]
struct Offer {
    worth: f64,
    item: usize,
    /// Its place among the lines of the group.
    line: usize,
}

/// What a relaxation is computed in.
#[derive(Default)]
struct Scratch {
    /// What each item is worth at the prices.
    worths: Vec<f64>,
    offers: Vec<Offer>,
}

/// The reversals of a line's wordings, of which `offer` is the best. `loss` is what is lost without the line if
/// it is chosen, or with it if it is not.
fn reverse(
    wordings: &[usize],
    offer: Offer,
    chosen: bool,
    loss: f64,
    state: &[State],
    worths: &[f64],
    reversal: &mut [f64],
) {
    let mut least = loss;
    for &other in wordings.iter().filter(|other| **other != offer.item && state[**other] != State::Out) {
        let instead = offer.worth - worths[other];
        reversal[other] = if chosen { instead } else { loss + instead };
        // Another wording may take its place.
        if chosen {
            least = least.min(instead);
        }
    }
    reversal[offer.item] = least;
}

/// A branch and bound under way.
struct Search<'a> {
    problem: &'a Problem,
    /// The lines of each group, each with its wordings.
    lines: Vec<Vec<Vec<usize>>>,
    /// For each item those that are never better, and those that are never worse; a group's only.
    dominated: Vec<Vec<usize>>,
    dominators: Vec<Vec<usize>>,
    /// The height in which room is priced: that of an ordinary item.
    unit: f64,
    best: Vec<usize>,
    value: i64,
    nodes: usize,
    /// The highest bound of what was left unsearched.
    open: Option<i64>,
}

impl<'a> Search<'a> {
    fn new(problem: &'a Problem) -> Self {
        let mut wordings: HashMap<usize, Vec<usize>> = HashMap::new();
        for (index, item) in problem.items.iter().enumerate() {
            wordings.entry(item.line).or_default().push(index);
        }
        let mut by_line: Vec<(usize, Vec<usize>)> = wordings.into_iter().collect();
        by_line.sort_unstable_by_key(|(_, items)| items[0]);
        let mut lines = vec![Vec::new(); problem.groups.len()];
        for (_, items) in by_line {
            lines[problem.items[items[0]].group].push(items);
        }
        let mut dominated = vec![Vec::new(); problem.items.len()];
        let mut dominators = vec![Vec::new(); problem.items.len()];
        for group in &lines {
            let single: Vec<usize> =
                group.iter().filter(|items| items.len() == 1).map(|items| items[0]).collect();
            for &a in &single {
                for &b in single.iter().filter(|b| a != **b && dominates(problem, a, **b)) {
                    dominated[a].push(b);
                    dominators[b].push(a);
                }
            }
        }
        let heights: i64 = problem.items.iter().map(|item| item.height).sum();
        let unit = (float(heights) / float(i64::try_from(problem.items.len().max(1)).unwrap_or(1))).max(1.0);
        Self {
            problem,
            lines,
            dominated,
            dominators,
            unit,
            best: Vec::new(),
            value: i64::MIN / 2,
            nodes: 0,
            open: None,
        }
    }

    /// The best choice at some prices, with what each reversal would cost; `None` if what is settled leaves no choice.
    fn relax(&self, state: &[State], prices: &Prices) -> Option<Relaxed> {
        let mut relaxed = Relaxed { reversal: vec![f64::INFINITY; state.len()], ..Relaxed::default() };
        self.relax_into(&mut relaxed, &mut Scratch::default(), state, prices)?;
        Some(relaxed)
    }

    /// The same in a place that is used again and again; reversals are left out where there is no place for them.
    fn relax_into(
        &self,
        relaxed: &mut Relaxed,
        scratch: &mut Scratch,
        state: &[State],
        prices: &Prices,
    ) -> Option<()> {
        let Problem { items, groups, returns, room } = self.problem;
        relaxed.chosen.clear();
        relaxed.height = 0;
        relaxed.value = prices.room * float(*room) / self.unit;
        for (pays, price) in returns.iter().zip(&prices.topics) {
            relaxed.value += pays.iter().map(|pay| (float(*pay) - price).max(0.0)).sum::<f64>();
        }
        let price = prices.room / self.unit;
        scratch.worths.clear();
        scratch.worths.extend(items.iter().map(|item| {
            let paid: f64 = item.topics.iter().map(|topic| prices.topics[*topic]).sum();
            float(item.worth) + paid - price * float(item.height)
        }));
        for (group, lines) in groups.iter().zip(&self.lines) {
            self.relax_group(group, lines, state, price, relaxed, scratch)?;
        }
        relaxed.height += relaxed.chosen.iter().map(|index| items[*index].height).sum::<i64>();
        Some(())
    }

    /// Adds the best lines of a group; `price` is that of room.
    fn relax_group(
        &self,
        group: &Group,
        lines: &[Vec<usize>],
        state: &[State],
        price: f64,
        relaxed: &mut Relaxed,
        Scratch { worths, offers }: &mut Scratch,
    ) -> Option<()> {
        let reversing = !relaxed.reversal.is_empty();
        offers.clear();
        let (mut settled, mut there) = (0.0, 0);
        for (line, wordings) in lines.iter().enumerate() {
            let usable = wordings.iter().copied().filter(|index| state[*index] != State::Out);
            let best = usable
                .map(|item| Offer { worth: worths[item], item, line })
                .reduce(|best, next| if next.worth > best.worth { next } else { best });
            let required = self.problem.items[wordings[0]].required;
            match best {
                None if required => return None,
                None => {}
                // Of a settled line no wording but that one is left.
                Some(best) if required || state[best.item] == State::In => {
                    settled += best.worth;
                    there += 1;
                    relaxed.chosen.push(best.item);
                    if reversing {
                        reverse(wordings, best, true, f64::INFINITY, state, worths, &mut relaxed.reversal);
                    }
                }
                Some(best) => offers.push(best),
            }
        }
        let cap = group.max.checked_sub(there)?;
        let need = group.min.saturating_sub(there);
        if need > offers.len() {
            return None;
        }
        let choice = GroupChoice::new(offers, need, cap, reversing);
        let take = choice.take;
        // A heading that nothing settled asks for is there only if its lines are worth it.
        let optional = there == 0 && need == 0;
        let worth_opening = choice.sum - price * float(group.height);
        let opened = !optional || worth_opening > 0.0;
        if opened {
            relaxed.chosen.extend(offers[..take].iter().map(|offer| offer.item));
        }
        if opened && there + take > 0 {
            relaxed.value += settled + worth_opening;
            relaxed.height += group.height;
        }
        if !reversing {
            return Some(());
        }
        for (at, offer) in offers.iter().enumerate() {
            let loss = match (opened, at < take) {
                (true, true) if optional => choice.without(offers, at).min(worth_opening),
                (true, true) => choice.without(offers, at),
                (true, false) => choice.with(offers, at),
                (false, true) => -worth_opening,
                (false, false) => choice.with(offers, at) - worth_opening,
            };
            let chosen = opened && at < take;
            reverse(&lines[offer.line], *offer, chosen, loss, state, worths, &mut relaxed.reversal);
        }
        Some(())
    }

    /// Lowers the bound by moving prices, and leaves the best ones behind; `None` if nothing better than the
    /// best choice known can be there. `shares` follows how often each item was chosen of late.
    fn bound(
        &mut self,
        state: &[State],
        prices: &mut Prices,
        moves: Moves,
        shares: &mut [f64],
    ) -> Option<Relaxed> {
        let problem = self.problem;
        let (mut relaxed, mut scratch) = (Relaxed::default(), Scratch::default());
        let mut lowest: Option<(f64, Prices)> = None;
        let mut current = prices.clone();
        let mut drift = Prices { room: 0.0, topics: vec![0.0; problem.returns.len()] };
        let (mut pace, mut stale) = (1.2, 0);
        for step in 1..=moves.count {
            self.relax_into(&mut relaxed, &mut scratch, state, &current)?;
            shares.iter_mut().for_each(|share| *share *= 0.85);
            relaxed.chosen.iter().for_each(|index| shares[*index] += 0.15);
            if relaxed.height <= problem.room {
                self.offer(&relaxed.chosen);
            }
            let slope = self.slope(&relaxed, &current);
            let value = relaxed.value;
            if lowest.as_ref().is_none_or(|(lowest, _)| value < lowest - 1e-9) {
                lowest = Some((value, current.clone()));
                stale = 0;
            } else {
                stale += 1;
                if stale == 4 {
                    pace *= 0.6;
                    stale = 0;
                    if pace < LEAST_PACE {
                        break;
                    }
                }
            }
            if lowest.as_ref().is_some_and(|(lowest, _)| floor(*lowest) <= self.value) {
                return None;
            }
            // The way of the last move is kept in part, or prices would swing around the lowest point.
            drift.room = moves.inertia * drift.room + slope.room;
            for (drift, slope) in drift.topics.iter_mut().zip(&slope.topics) {
                *drift = moves.inertia * *drift + slope;
            }
            let length =
                drift.room * drift.room + drift.topics.iter().map(|drift| drift * drift).sum::<f64>();
            if length < 1e-9 || step == moves.count {
                break;
            }
            // Polyak's step towards the best value known.
            let stride = pace * (value - float(self.value)).max(0.5) / length;
            current.room = (current.room - stride * drift.room).max(0.0);
            for ((price, drift), pays) in current.topics.iter_mut().zip(&drift.topics).zip(&problem.returns) {
                *price = (*price - stride * drift).clamp(0.0, float(pays[0]));
            }
        }
        *prices = lowest?.1;
        self.relax(state, prices)
    }

    /// How the bound rises with each price.
    fn slope(&self, relaxed: &Relaxed, prices: &Prices) -> Prices {
        let problem = self.problem;
        let mut topics = vec![0.0; problem.returns.len()];
        for index in &relaxed.chosen {
            problem.items[*index].topics.iter().for_each(|topic| topics[*topic] += 1.0);
        }
        for ((slope, pays), price) in topics.iter_mut().zip(&problem.returns).zip(&prices.topics) {
            *slope -= pays.iter().map(|pay| if float(*pay) > *price { 1.0 } else { 0.0 }).sum::<f64>();
            // A price of nothing cannot fall.
            if *slope > 0.0 && *price <= 0.0 {
                *slope = 0.0;
            }
        }
        let room = float(problem.room - relaxed.height) / self.unit;
        Prices { room: if room > 0.0 && prices.room <= 0.0 { 0.0 } else { room }, topics }
    }

    /// Branches on what the root left open, in a problem of its own.
    fn finish(&mut self, state: &[State], prices: &Prices, shares: &[f64], bound: f64) {
        let settled: Vec<usize> = (0..state.len()).filter(|index| state[*index] == State::In).collect();
        let base = self.problem.value(&settled);
        let (left, items) = self.problem.reduced(state);
        let mut search = Search::new(&left);
        search.value = self.value - base;
        let prices = Prices { room: prices.room * search.unit / self.unit, ..prices.clone() };
        let shares = items.iter().map(|index| shares[*index]).collect();
        let state = vec![State::Open; items.len()];
        search.branch(state, prices, REDUCED, shares, bound - float(base));
        let found = search.value + base > self.value;
        self.open = search.open.map(|open| open + base);
        if found {
            let items: Vec<usize> =
                settled.into_iter().chain(search.best.iter().map(|at| items[*at])).collect();
            self.offer(&items);
        }
    }

    fn branch(
        &mut self,
        mut state: Vec<State>,
        mut prices: Prices,
        moves: Moves,
        mut shares: Vec<f64>,
        above: f64,
    ) {
        self.nodes += 1;
        if self.nodes > NODES.min(NODE_ITEMS / state.len().max(1)) {
            self.open = self.open.max(Some(floor(above)));
            return;
        }
        let Some(relaxed) = self.bound(&state, &mut prices, moves, &mut shares) else { return };
        settle(&mut state, &relaxed, self.value);
        if !self.packs(&state, &prices) {
            return;
        }
        // The item that was chosen half of the time is the one the prices cannot settle.
        let undecided = |index: &usize| (shares[*index] - 0.5).abs();
        let pick = (0..state.len())
            .filter(|index| state[*index] == State::Open)
            .min_by(|a, b| undecided(a).total_cmp(&undecided(b)).then(a.cmp(b)));
        let Some(pick) = pick else {
            let chosen: Vec<usize> = (0..state.len()).filter(|index| state[*index] == State::In).collect();
            self.offer(&chosen);
            return;
        };
        let first = if shares[pick] >= 0.5 { State::In } else { State::Out };
        for decision in [first, if first == State::In { State::Out } else { State::In }] {
            let mut next = state.clone();
            if self.decide(&mut next, pick, decision) {
                self.branch(next, prices.clone(), BRANCH, shares.clone(), relaxed.value);
            }
        }
    }

    /// Whether what the groups offer at the prices of topics can be packed into the room for more than the best
    /// value known.
    fn packs(&self, state: &[State], prices: &Prices) -> bool {
        let Problem { groups, returns, room, .. } = self.problem;
        let kept: f64 = returns
            .iter()
            .zip(&prices.topics)
            .flat_map(|(pays, price)| pays.iter().map(move |pay| (float(*pay) - price).max(0.0)))
            .sum();
        // An integer value that is more than the best one is at least this.
        let goal = float(self.value + 1) - ROUNDING - kept;
        let mut offers: Vec<Vec<Packing>> = Vec::with_capacity(groups.len());
        for (group, lines) in groups.iter().zip(&self.lines) {
            let packings = self.packings(group, lines, state, prices);
            if packings.is_empty() {
                return false;
            }
            offers.push(packings);
        }
        // What groups are worth at most for the room they take, by the price of room.
        let price = prices.room / self.unit;
        let at_most = |packings: &[Packing]| {
            packings.iter().map(|one| one.worth - price * float(one.height)).fold(f64::NEG_INFINITY, f64::max)
        };
        let mut rest: f64 = offers.iter().map(|packings| at_most(packings)).sum();
        let mut packed = vec![Packing { height: 0, worth: 0.0 }];
        for packings in &offers {
            rest -= at_most(packings);
            let mut next = Vec::with_capacity(packed.len() * packings.len());
            for one in &packed {
                for other in packings {
                    let sum = Packing { height: one.height + other.height, worth: one.worth + other.worth };
                    if sum.height <= *room && sum.worth + price * float(room - sum.height) + rest >= goal {
                        next.push(sum);
                    }
                }
            }
            packed = frontier(next);
            if packed.is_empty() {
                return false;
            }
        }
        packed.last().is_some_and(|most| most.worth >= goal)
    }

    /// What a group may take and what that is worth: for each height that is worth taking the most.
    fn packings(
        &self,
        group: &Group,
        lines: &[Vec<usize>],
        state: &[State],
        prices: &Prices,
    ) -> Vec<Packing> {
        let items = &self.problem.items;
        // By the number of lines.
        let mut packings: Vec<Vec<Packing>> = vec![vec![Packing { height: 0, worth: 0.0 }]];
        for line in lines {
            let taken = line.iter().copied().find(|index| state[*index] == State::In);
            let required = taken.is_some() || items[line[0]].required;
            let usable: Vec<usize> = match taken {
                Some(item) => vec![item],
                None => line.iter().copied().filter(|index| state[*index] == State::Open).collect(),
            };
            let mut next: Vec<Vec<Packing>> =
                if required { vec![Vec::new(); packings.len()] } else { packings.clone() };
            next.push(Vec::new());
            for (count, list) in packings.iter().enumerate() {
                for &index in &usable {
                    let item = &items[index];
                    let paid: f64 = item.topics.iter().map(|topic| prices.topics[*topic]).sum();
                    let add = |one: &Packing| Packing {
                        height: one.height + item.height,
                        worth: one.worth + float(item.worth) + paid,
                    };
                    next[count + 1].extend(list.iter().map(add));
                }
            }
            next.truncate(group.max + 1);
            packings = next.into_iter().map(frontier).collect();
        }
        let head = |(count, list): (usize, Vec<Packing>)| {
            let height = if count > 0 { group.height } else { 0 };
            list.into_iter().map(move |one| Packing { height: one.height + height, ..one })
        };
        frontier(packings.into_iter().enumerate().skip(group.min).flat_map(head).collect())
    }

    /// Settles an item with all that follows from it; false if that contradicts what is settled.
    fn decide(&self, state: &mut [State], index: usize, decision: State) -> bool {
        let (same_way, other_way, follow) = match decision {
            State::In => (State::In, State::Out, &self.dominators[index]),
            _ => (State::Out, State::In, &self.dominated[index]),
        };
        if follow.iter().any(|other| state[*other] == other_way) {
            return false;
        }
        if decision == State::In {
            let line = self.problem.items[index].line;
            let group = &self.lines[self.problem.items[index].group];
            let wordings = group.iter().find(|items| self.problem.items[items[0]].line == line);
            wordings.into_iter().flatten().for_each(|other| state[*other] = State::Out);
        }
        state[index] = same_way;
        follow.iter().for_each(|other| state[*other] = same_way);
        let chosen: Vec<usize> = (0..state.len()).filter(|index| state[*index] == State::In).collect();
        self.problem.height(&chosen) <= self.problem.room
    }

    /// Keeps a choice if it is allowed and the best so far.
    fn offer(&mut self, items: &[usize]) {
        let value = self.problem.value(items);
        if value > self.value && self.problem.allows(items) {
            self.value = value;
            self.best = items.to_vec();
            self.best.sort_unstable();
        }
    }

    /// Makes a good allowed choice of any: takes out what adds least until it fits, then adds and exchanges
    /// as long as that gains.
    fn improve(&mut self, state: &[State], items: &[usize]) {
        let mut page = Page::new(self.problem, state);
        items.iter().for_each(|index| page.add(*index));
        while page.height > self.problem.room {
            let Some(least) = page.least() else { return };
            page.remove(least);
        }
        loop {
            if let Some(index) = page.addition() {
                page.add(index);
            } else if let Some((out, index)) = page.exchange() {
                page.remove(out);
                page.add(index);
            } else {
                break;
            }
        }
        let items: Vec<usize> = (0..page.shown.len()).filter(|index| page.shown[*index]).collect();
        self.offer(&items);
    }
}

/// Some lines together, at given prices of topics.
#[derive(Debug, Clone, Copy)]
struct Packing {
    height: i64,
    worth: f64,
}

/// The packings that no other one of at most their height is worth as much as, the lowest first.
fn frontier(mut packings: Vec<Packing>) -> Vec<Packing> {
    packings.sort_unstable_by(|a, b| a.height.cmp(&b.height).then(b.worth.total_cmp(&a.worth)));
    let mut most = f64::NEG_INFINITY;
    packings.retain(|one| {
        let better = one.worth > most;
        most = most.max(one.worth);
        better
    });
    packings
}

/// The best lines of a group at given prices: the first `take` of its offers.
struct GroupChoice {
    take: usize,
    need: usize,
    cap: usize,
    /// How many offers gain.
    gaining: usize,
    sum: f64,
}

impl GroupChoice {
    /// Puts the best offers first, each in its place where all are to be `ranked`.
    fn new(offers: &mut [Offer], need: usize, cap: usize, ranked: bool) -> Self {
        let gaining = offers.iter().filter(|offer| offer.worth > 0.0).count();
        let take = gaining.max(need).min(cap);
        let order = |a: &Offer, b: &Offer| b.worth.total_cmp(&a.worth).then(a.item.cmp(&b.item));
        if ranked {
            offers.sort_unstable_by(order);
        } else if take < offers.len() {
            offers.select_nth_unstable_by(take, order);
        }
        Self { take, need, cap, gaining, sum: offers[..take].iter().map(|offer| offer.worth).sum() }
    }

    /// What is lost without a chosen offer: another one takes its place if that gains or is needed.
    fn without(&self, offers: &[Offer], at: usize) -> f64 {
        let next = offers.get(self.take).map(|offer| offer.worth);
        let replacement = match next {
            Some(next) if next > 0.0 || self.take <= self.need => next,
            None if self.take <= self.need => return f64::INFINITY,
            _ => 0.0,
        };
        offers[at].worth - replacement
    }

    /// What is lost with an offer that is not chosen: it takes the place of the last one where places are counted.
    fn with(&self, offers: &[Offer], at: usize) -> f64 {
        if self.cap == 0 {
            f64::INFINITY
        } else if self.take == self.cap || self.take > self.gaining {
            offers[self.take - 1].worth - offers[at].worth
        } else {
            -offers[at].worth
        }
    }
}

/// A choice being changed step by step.
struct Page<'a> {
    problem: &'a Problem,
    state: &'a [State],
    shown: Vec<bool>,
    lines: HashSet<usize>,
    counts: Vec<usize>,
    in_group: Vec<usize>,
    height: i64,
}

impl<'a> Page<'a> {
    fn new(problem: &'a Problem, state: &'a [State]) -> Self {
        Self {
            problem,
            state,
            shown: vec![false; problem.items.len()],
            lines: HashSet::new(),
            counts: vec![0; problem.returns.len()],
            in_group: vec![0; problem.groups.len()],
            height: 0,
        }
    }

    fn add(&mut self, index: usize) {
        let item = &self.problem.items[index];
        self.height += self.cost(index);
        self.shown[index] = true;
        self.lines.insert(item.line);
        self.in_group[item.group] += 1;
        item.topics.iter().for_each(|topic| self.counts[*topic] += 1);
    }

    fn remove(&mut self, index: usize) {
        let item = &self.problem.items[index];
        self.shown[index] = false;
        self.lines.remove(&item.line);
        self.in_group[item.group] -= 1;
        item.topics.iter().for_each(|topic| self.counts[*topic] -= 1);
        self.height -= self.cost(index);
    }

    /// Height that an item takes, with its heading if it is the first below it.
    fn cost(&self, index: usize) -> i64 {
        let item = &self.problem.items[index];
        item.height + if self.in_group[item.group] == 0 { self.problem.groups[item.group].height } else { 0 }
    }

    /// What would be lost without a shown item.
    fn loss(&self, index: usize) -> i64 {
        let item = &self.problem.items[index];
        item.worth
            + item.topics.iter().map(|topic| self.problem.pays(*topic, self.counts[*topic] - 1)).sum::<i64>()
    }

    fn movable(&self) -> impl Iterator<Item = usize> {
        let fixed = |index: &usize| self.state[*index] == State::In || self.problem.items[*index].required;
        (0..self.shown.len()).filter(move |index| self.shown[*index] && !fixed(index))
    }

    fn may_add(&self, index: usize) -> bool {
        let item = &self.problem.items[index];
        !self.shown[index]
            && self.state[index] != State::Out
            && !self.lines.contains(&item.line)
            && self.in_group[item.group] < self.problem.groups[item.group].max
            && self.height + self.cost(index) <= self.problem.room
    }

    /// Worth for its height, as a comparison of fractions.
    fn by_height(&self, (a, worth_a): (usize, i64), (b, worth_b): (usize, i64)) -> Ordering {
        (worth_a * self.problem.items[b].height.max(1)).cmp(&(worth_b * self.problem.items[a].height.max(1)))
    }

    /// The shown item that adds least for its height, of those that may go.
    fn least(&self) -> Option<usize> {
        let spare = |index: &usize| {
            let group = self.problem.items[*index].group;
            self.in_group[group] > self.problem.groups[group].min
        };
        self.movable()
            .filter(spare)
            .min_by(|a, b| self.by_height((*a, self.loss(*a)), (*b, self.loss(*b))).then(b.cmp(a)))
    }

    /// The item that adds most for its height.
    fn addition(&self) -> Option<usize> {
        (0..self.shown.len())
            .filter(|index| self.may_add(*index))
            .map(|index| (index, self.problem.gain(index, &self.counts)))
            .filter(|(_, gain)| *gain > 0)
            .max_by(|a, b| self.by_height(*a, *b).then(b.0.cmp(&a.0)))
            .map(|(index, _)| index)
    }

    /// The exchange of a shown item for another that gains most.
    fn exchange(&mut self) -> Option<(usize, usize)> {
        let mut best = (0, None);
        for out in self.movable().collect::<Vec<_>>() {
            let loss = self.loss(out);
            self.remove(out);
            let group = self.problem.items[out].group;
            let short = self.in_group[group] < self.problem.groups[group].min;
            for index in (0..self.shown.len()).filter(|index| *index != out && self.may_add(*index)) {
                let gain = self.problem.gain(index, &self.counts) - loss;
                if gain > best.0 && (!short || self.problem.items[index].group == group) {
                    best = (gain, Some((out, index)));
                }
            }
            self.add(out);
        }
        best.1
    }
}

/// Whether `a` can stand in for `b` at no loss; of two that can for each other, the first does.
fn dominates(problem: &Problem, a: usize, b: usize) -> bool {
    let (first, second) = (&problem.items[a], &problem.items[b]);
    let no_worse = first.height <= second.height
        && first.worth >= second.worth
        && second.topics.iter().all(|topic| first.topics.contains(topic));
    let equal = first.height == second.height
        && first.worth == second.worth
        && first.topics.len() == second.topics.len();
    no_worse && !second.required && (!equal || a < b)
}

/// A bound on integers.
fn floor(bound: f64) -> i64 {
    // Values are sums of a few thousand small integers; a float is far wider, and casts saturate.
    #[allow(clippy::cast_possible_truncation)]
    let floor = (bound + ROUNDING).floor() as i64;
    floor
}

fn float(value: i64) -> f64 {
    // See `floor`: heights and worths are far below 2^53.
    #[allow(clippy::cast_precision_loss)]
    let value = value as f64;
    value
}
