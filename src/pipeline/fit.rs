//! The best choice for a page, by the real layout.
//!
//! Heights are measured, the best choice for the room they leave is made, and the page with that choice is
//! set. What it takes more or less than the sum of its parts corrects the room, and the choice is made again.

#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding::{Code, Finding};
use crate::profile::Density;
use crate::render::Sheet;
use crate::tailor::{Choice, Heights, Piece, Plan};
use crate::threads::{Memo, both};

/// How often the room of a page is corrected.
const CORRECTIONS: usize = 8;

/// A page hardly ever has room for a line more than the sum of what is on it says, and seldom for an eighth of one.
const HARDLY_EVER: i64 = 1;
const SELDOM: i64 = 8;

/// How far a choice has come that is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    /// It is going to be set, and will most likely stand.
    Expected,
    /// Set like this it fits its pages.
    Fits(Density),
}

/// How the engine sets a job's resume.
pub(super) trait Layout: Sync {
    /// Is told how far a choice has come, and may begin with what is made of it.
    fn told(&self, choice: &Choice, progress: Progress);

    /// The heights of all pieces at a density.
    fn heights(&self, density: Density) -> Result<Arc<Heights>, Vec<Finding>>;

    /// The resume with some pieces at a density.
    fn sheet(&self, pieces: &BTreeSet<Piece>, density: Density) -> Result<Sheet, Vec<Finding>>;

    /// The same on a page without end, which is held against the text area of a sheet.
    fn endless(
        &self,
        pieces: &BTreeSet<Piece>,
        density: Density,
        sheet: &Sheet,
    ) -> Result<Sheet, Vec<Finding>>;
}

/// A resume that fits its pages.
#[derive(Debug)]
pub(super) struct Fitted {
    pub(super) choice: Choice,
    pub(super) density: Density,
    /// What more room would bring, by how much.
    pub(super) more: Vec<(&'static str, Choice)>,
}

/// The page that a resume has to fit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// At most this many pages.
    pub(super) pages: usize,
    /// How tight they are set, if that was asked for.
    pub(super) density: Option<Density>,
}

impl Limits {
    /// How tight pages are set if that is enough.
    pub(super) fn usual(self) -> Density {
        self.density.unwrap_or(Density::Normal)
    }

    /// How tight they may be set.
    pub(super) fn tightest(self) -> Density {
        self.density.unwrap_or(Density::Tight)
    }
}

/// Finds the best resume within its limits.
pub(super) fn fit(plan: &Plan<'_>, limits: Limits, layout: &impl Layout) -> Result<Fitted, Vec<Finding>> {
    let Limits { pages: limit, density: asked } = limits;
    let (usual, tightest) = (limits.usual(), limits.tightest());
    let heights = layout.heights(usual)?;
    let ample = i64::MAX / 4;
    let everything = plan.choose(&heights, ample);
    let everything = everything.as_ref();
    let asks = |choice: &Choice| (plan.limits().min - choice.min, plan.wishes_unmet(choice));
    let unavoidable = everything.map(asks).unwrap_or_default();
    let full = everything.map(|choice| plan.filled(choice, &heights, ample).pieces).unwrap_or_default();
    let known = Choices::of(usize::MAX);
    let setting = |density| Setting { plan, everything, limit, density, layout, known: &known };
    let tight = OnceCell::new();
    let tight = || match tight.get() {
        Some(best) => Ok(best),
        None => setting(tightest).best().map(|best| tight.get_or_init(|| best)),
    };
    // What the notes and the owner's limits ask for is worth a tighter page, whatever else is not. It is only tried where
    // it is forecast to have more of that, if the sum errs as it did before.
    let worth_it = |missing, error: i64| {
        let promising = tightest != usual
            && setting(tightest).forecast(error, SELDOM)?.is_none_or(|promised| asks(&promised) < missing);
        let tight = if promising { tight()?.as_ref() } else { None };
        let fitted = tight.filter(|best| asks(&best.choice) < missing);
        Ok::<_, Vec<Finding>>(fitted.map(|best| setting(tightest).fitted(best)))
    };
    // Where the usual page will not have it, it is not tried before the tight one.
    if let Some(likely) = setting(usual).forecast(0, HARDLY_EVER)?
        && asks(&likely) > unavoidable
        && let Some(fitted) = worth_it(asks(&likely), 0)?
    {
        return Ok(fitted);
    }
    let Some(ordinary) = setting(usual).best()? else {
        // What does not fit otherwise may fit on a tight page.
        if let Some(tight) = tight()? {
            return Ok(setting(tightest).fitted(tight));
        }
        let needed = layout.sheet(&plan.required_pieces(), tightest)?.pages;
        return Err(vec![too_long(plan, limit, needed)]);
    };
    if ordinary.choice.pieces == full {
        // Nothing is gained by a tighter page than it takes.
        let relaxed = asked.is_none() && layout.sheet(&full, Density::Relaxed)?.pages <= limit;
        let density = if relaxed { Density::Relaxed } else { usual };
        return Ok(Fitted { choice: ordinary.choice, density, more: Vec::new() });
    }
    let missing = asks(&ordinary.choice);
    if missing > unavoidable
        && let Some(fitted) = worth_it(missing, setting(usual).error(&ordinary))?
    {
        return Ok(fitted);
    }
    Ok(setting(usual).fitted(&ordinary))
}

/// The height of a highlight of one line.
fn line(heights: &Heights) -> i64 {
    let lines = heights.pieces.iter();
    let lines = lines.filter(|(piece, height)| matches!(piece, Piece::Highlight { .. }) && **height > 0);
    lines.map(|(_, height)| *height).min().unwrap_or(0)
}

/// Choices that were made, by density and room: what a line more would bring was often asked before.
type Choices = Memo<(Density, i64), Option<Choice>>;

/// A resume at one density.
struct Setting<'a, L> {
    plan: &'a Plan<'a>,
    /// The best choice where there is room for everything.
    everything: Option<&'a Choice>,
    limit: usize,
    density: Density,
    layout: &'a L,
    known: &'a Choices,
}

/// A choice that fits, with what it was measured by.
struct Best {
    choice: Choice,
    heights: Arc<Heights>,
    room: i64,
    /// The room that there was.
    found: i64,
    area: i64,
    used: i64,
}

impl Best {
    /// Of two choices that fit, the one with the greater rank is better.
    fn rank(&self) -> (usize, i64, i64) {
        (self.choice.min, self.choice.objective.value, self.used)
    }
}

impl<L: Layout> Setting<'_, L> {
    /// The best choice for some room.
    fn choose(&self, heights: &Heights, room: i64) -> Option<Choice> {
        // What is the best of all is the best wherever it fits.
        let fits = |choice: &&Choice| self.plan.height_of(&choice.pieces, heights) <= room;
        let best = self.everything.filter(fits).cloned();
        best.or_else(|| self.known.get((self.density, room), || self.plan.choose(heights, room)))
    }

    /// The best choice by the sum and its error, on a page that has room for this part of a line more; `None` where
    /// nothing fits.
    fn forecast(&self, error: i64, part: i64) -> Result<Option<Choice>, Vec<Finding>> {
        let heights = self.layout.heights(self.density)?;
        let room = self.sum(&heights) + error + line(&heights) / part;
        Ok(self.full(&heights, room))
    }

    /// The best choice for some room, with what else there is room for.
    fn full(&self, heights: &Heights, room: i64) -> Option<Choice> {
        let choice = self.choose(heights, room)?;
        let left = room - self.plan.height_of(&choice.pieces, heights);
        Some(self.plan.filled(&choice, heights, left))
    }

    /// The best choice, with what a line and a page more would bring.
    fn fitted(&self, best: &Best) -> Fitted {
        let wider = |room: i64| self.choose(&best.heights, best.room + room);
        let (more_line, more_page) = both(|| wider(line(&best.heights)), || wider(best.area));
        let more = [("line", more_line), ("page", more_page)];
        let more = more.into_iter().filter_map(|(room, choice)| Some((room, choice?))).collect();
        Fitted { choice: best.choice.clone(), density: self.density, more }
    }

    /// The room for pieces by the sum.
    fn sum(&self, heights: &Heights) -> i64 {
        self.plan.room(heights, i64::try_from(self.limit).unwrap_or(i64::MAX))
    }

    /// How much more room there was than the sum says.
    fn error(&self, best: &Best) -> i64 {
        (best.found - self.sum(&best.heights)).max(0)
    }

    /// The best choice, with what else there is room for; `None` if not even what is required fits.
    fn best(&self) -> Result<Option<Best>, Vec<Finding>> {
        let heights = self.layout.heights(self.density)?;
        if let Some(best) = self.best_from(self.sum(&heights), &heights)? {
            return Ok(Some(best));
        }
        // Nothing was found to fit by the sum; perhaps the least does.
        let Some((least, sheet)) = self.least()? else { return Ok(None) };
        if let Some(best) = self.best_from(self.room(&sheet, &least, &heights), &heights)? {
            return Ok(Some(best));
        }
        self.best_from(self.plan.height_of(&least, &heights), &heights)
    }

    /// The best choice that fits, when so much room is tried first.
    fn best_from(&self, mut room: i64, heights: &Arc<Heights>) -> Result<Option<Best>, Vec<Finding>> {
        // Rooms that are known to be enough, and to be too much.
        let (mut enough, mut too_much) = (0, i64::MAX);
        let mut tried: Vec<BTreeSet<Piece>> = Vec::new();
        let mut best: Option<Best> = None;
        for _ in 0..CORRECTIONS {
            let Some(choice) = self.full(heights, room) else { break };
            if tried.contains(&choice.pieces) {
                break;
            }
            tried.push(choice.pieces.clone());
            self.layout.told(&choice, Progress::Expected);
            let sheet = self.layout.sheet(&choice.pieces, self.density)?;
            if sheet.pages > self.limit {
                too_much = room;
                // What is kept together moves to the next page as a whole, so only a page without end tells by how
                // much one page is exceeded. Several pages are approached from both sides.
                let corrected = if self.limit == 1 {
                    let endless = self.layout.endless(&choice.pieces, self.density, &sheet)?;
                    self.room(&endless, &choice.pieces, heights)
                } else {
                    enough + (room - enough) / 2
                };
                // Whatever the sum says, something has to go.
                room = corrected.min(self.plan.height_of(&choice.pieces, heights) - 1);
                continue;
            }
            self.layout.told(&choice, Progress::Fits(self.density));
            enough = room;
            let corrected = self.room(&sheet, &choice.pieces, heights);
            let fits = Best {
                heights: Arc::clone(heights),
                room,
                found: corrected,
                area: sheet.area,
                used: sheet.used,
                choice,
            };
            if best.as_ref().is_none_or(|best| fits.rank() > best.rank()) {
                best = Some(fits);
            }
            if corrected <= room {
                break;
            }
            room = if corrected < too_much { corrected } else { room + (too_much - room) / 2 };
        }
        Ok(best)
    }

    /// The least that a page may show, if it fits, with the sheet that shows it.
    fn least(&self) -> Result<Option<(BTreeSet<Piece>, Sheet)>, Vec<Finding>> {
        for least in [self.plan.least(), self.plan.required_pieces()] {
            let sheet = self.layout.sheet(&least, self.density)?;
            if sheet.pages <= self.limit {
                return Ok(Some((least, sheet)));
            }
        }
        Ok(None)
    }

    /// The room for pieces that a sheet leaves beside what it takes for everything else.
    fn room(&self, sheet: &Sheet, pieces: &BTreeSet<Piece>, heights: &Heights) -> i64 {
        let limit = i64::try_from(self.limit).unwrap_or(i64::MAX);
        let fixed = sheet.used - self.plan.height_of(pieces, heights);
        sheet.area.saturating_mul(limit) - fixed
    }
}

/// `needed` is what the least takes on the tightest page.
fn too_long(plan: &Plan<'_>, limit: usize, needed: usize) -> Finding {
    let pages = |count: usize| if count == 1 { "1 page".to_owned() } else { format!("{count} pages") };
    let message = format!(
        "the least that the resume may contain takes {}, and the limit is {}",
        pages(needed),
        pages(limit)
    );
    let hint = match plan.required() {
        0 => format!("allow {}, or leave out entries with \"Omit\" or Drop", pages(needed)),
        required => {
            format!(
                "allow {}, or unpin some of the {required} highlights that are pinned or kept",
                pages(needed)
            )
        }
    };
    Finding::new(Code::PagesExceeded, message).hint(hint)
}
