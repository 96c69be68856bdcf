//! The fit with a layout whose pages are simple sums.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::{Fitted, Layout, Limits, Progress, fit};
use crate::finding::{Finding, SourceFile};
use crate::job::Job;
use crate::profile::{Density, Profile};
use crate::render::Sheet;
use crate::tailor::{Choice, Heights, Material, Piece, Plan, Shown};

/// Height of a page's text.
const AREA: i64 = 10_000;

/// Pages on which everything but the pieces takes `fixed`, a piece 1,000, and what the sum does not know `extra`.
#[derive(Default)]
struct Pages {
    fixed: i64,
    extra: i64,
    /// By how much the sum takes `fixed` for more than it is.
    overrated: i64,
    /// By how much it is less on a tight page.
    tighter: i64,
    set: AtomicUsize,
    told: Mutex<Vec<(BTreeSet<Piece>, Progress)>>,
}

impl Pages {
    fn new(fixed: i64, extra: i64) -> Self {
        Self { fixed, extra, ..Self::default() }
    }

    fn used(&self, pieces: &BTreeSet<Piece>, density: Density) -> i64 {
        let count = i64::try_from(pieces.len()).unwrap();
        self.fixed(density) + count * (1_000 + self.extra)
    }

    fn fixed(&self, density: Density) -> i64 {
        if density == Density::Tight { self.fixed - self.tighter } else { self.fixed }
    }
}

impl Layout for Pages {
    fn heights(&self, density: Density) -> Result<Arc<Heights>, Vec<Finding>> {
        let pieces = Shown::everything(&profile()).pieces().into_iter().map(|piece| (piece, 1_000)).collect();
        let rest = self.fixed(density) + self.overrated;
        Ok(Arc::new(Heights { pieces, rest, area: AREA, ..Heights::default() }))
    }

    fn told(&self, choice: &Choice, progress: Progress) {
        self.told.lock().unwrap().push((choice.pieces.clone(), progress));
    }

    fn sheet(&self, pieces: &BTreeSet<Piece>, density: Density) -> Result<Sheet, Vec<Finding>> {
        self.set.fetch_add(1, Ordering::Relaxed);
        let used = self.used(pieces, density);
        let pages = usize::try_from((used.max(1) + AREA - 1) / AREA).unwrap();
        // A page that is exceeded wastes half of itself.
        let waste = i64::try_from(pages - 1).unwrap() * AREA / 2;
        Ok(Sheet::of(pages, AREA, used + waste))
    }

    fn endless(&self, pieces: &BTreeSet<Piece>, density: Density, _: &Sheet) -> Result<Sheet, Vec<Finding>> {
        Ok(Sheet::of(1, AREA, self.used(pieces, density)))
    }
}

fn profile() -> Profile {
    let lines: Vec<String> =
        (0..20).map(|at| format!("\"Ran Kafka cluster number {at} in room {at}.\"")).collect();
    let text = format!(
        "[basics]\nname = \"A\"\nemail = \"a@b.co\"\n[defaults]\nhighlights = {{ min = 2, max = 30 }}\n\
         [[work]]\nname = \"Acme\"\n[[work.positions]]\ntitle = \"T\"\nhighlights = [{}]\n",
        lines.join(", ")
    );
    Profile::read(&SourceFile::new("master.toml", text)).value.unwrap()
}

fn job() -> Job {
    let text = "## Company\nC\n## Position\nP\n## Notes\n- Key skills:\n  - Kafka\n";
    Job::read("job", &SourceFile::new("job.md", text)).value.unwrap()
}

fn fitted(pages: &Pages, limit: usize) -> Result<Fitted, Vec<Finding>> {
    let (profile, job) = (profile(), job());
    let material = Material::new(&profile);
    let plan = Plan::new(&material, &job).value.unwrap();
    fit(&plan, Limits { pages: limit, density: None }, pages)
}

#[test]
fn a_page_is_filled_as_the_sum_says() {
    for limit in [1, 2] {
        let pages = Pages::new(4_000, 0);
        let fitted = fitted(&pages, limit).unwrap();
        let count = fitted.choice.pieces.len();
        assert!(pages.used(&fitted.choice.pieces, fitted.density) <= AREA * i64::try_from(limit).unwrap());
        assert_eq!(count, if limit == 1 { 6 } else { 16 });
    }
}

#[test]
fn what_the_sum_does_not_know_is_corrected() {
    for extra in [-60, 70, 250, 600] {
        let pages = Pages::new(3_700, extra);
        let fitted = fitted(&pages, 1).unwrap();
        let used = pages.used(&fitted.choice.pieces, fitted.density);
        assert!(used <= AREA, "{extra}: {used}");
        assert!(used + 1_000 + extra > AREA, "{extra}: there was room for one more than {used}");
        assert!(
            pages.set.load(Ordering::Relaxed) <= 24,
            "{extra}: {} layouts",
            pages.set.load(Ordering::Relaxed)
        );
    }
}

#[test]
fn the_minimum_gives_way_before_the_limit() {
    let fitted = fitted(&Pages::new(8_700, 0), 1).unwrap();
    assert_eq!((fitted.choice.min, fitted.choice.pieces.len()), (1, 1));
}

#[test]
fn what_is_there_anyway_may_be_too_much() {
    let findings = fitted(&Pages::new(12_000, 0), 1).unwrap_err();
    assert!(findings[0].message.contains("takes 2 pages"), "{}", findings[0].message);
}

#[test]
fn more_room_is_told() {
    let fitted = fitted(&Pages::new(4_000, 0), 1).unwrap();
    let rooms: Vec<(&str, usize)> =
        fitted.more.iter().map(|(room, choice)| (*room, choice.pieces.len())).collect();
    assert_eq!(rooms, [("line", 7), ("page", 16)]);
}

#[test]
fn a_tight_page_has_the_minimum_that_the_usual_one_has_not() {
    // By a sum that takes too much for fixed, not even the tight page has room for one more.
    for overrated in [0, 800, 1_800, 3_000] {
        let pages = Pages { overrated, tighter: 500, ..Pages::new(8_300, 0) };
        let fitted = fitted(&pages, 1).unwrap();
        let found = (fitted.density, fitted.choice.min, fitted.choice.pieces.len());
        assert_eq!(found, (Density::Tight, 2, 2), "{overrated}");
    }
    // Where the usual page has as much, it stays.
    let pages = Pages { tighter: 100, ..Pages::new(8_300, 0) };
    assert_eq!(fitted(&pages, 1).unwrap().density, Density::Normal);
}

#[test]
fn a_page_that_goes_by_the_sum_is_set_once() {
    // What else a page has, how much less that is on a tight one, and which page is to be set.
    for (fixed, tighter, density) in [
        (4_000, 0, Density::Normal),
        (9_050, 1_100, Density::Tight),
        // The tight page lacks what the usual one does.
        (8_300, 100, Density::Normal),
        (8_990, 0, Density::Normal),
    ] {
        let pages = Pages { tighter, ..Pages::new(fixed, 0) };
        assert_eq!(fitted(&pages, 1).unwrap().density, density, "{fixed}");
        assert_eq!(pages.set.into_inner(), 1, "{fixed}");
    }
}

#[test]
fn what_is_made_of_a_choice_can_begin_before_it_stands() {
    for extra in [0, 250] {
        let pages = Pages::new(3_700, extra);
        let fitted = fitted(&pages, 1).unwrap();
        let told = pages.told.into_inner().unwrap();
        for progress in [Progress::Expected, Progress::Fits(fitted.density)] {
            assert!(told.contains(&(fitted.choice.pieces.clone(), progress)), "{extra}");
        }
    }
}
