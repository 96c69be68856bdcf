//! How much of a plan fits on the page, by the real layout.

use crate::finding::{Code, Finding};
use crate::render::Page;
use crate::tailor::{Extra, Fill, Plan};

/// How many further highlights are tried one by one once the page is nearly full: a short one may still fit
/// where a long one did not.
const LAST_TRIES: usize = 8;

/// The ordinary setting of a page, between relaxed and tightest.
const ORDINARY: u8 = 1;

/// The result of fitting.
pub(super) struct Fitted {
    pub(super) fill: Fill,
    pub(super) density: u8,
}

/// Finds the fullest page within the limit. `measure` gives the pages of a fill at a density.
pub(super) fn fit(
    plan: &Plan<'_>,
    limit: usize,
    measure: impl Fn(&Fill, u8) -> Result<usize, Vec<Finding>>,
) -> Result<Fitted, Vec<Finding>> {
    let all = plan.len();
    let full = Fill { highlights: (0..all).collect(), extras: Extra::ALL.len() };
    let fits = |fill: &Fill, density: u8| measure(fill, density).map(|pages| pages <= limit);
    for density in [0, ORDINARY] {
        if fits(&full, density)? {
            return Ok(Fitted { fill: full, density });
        }
    }
    let prefix = |places: usize, extras: usize| Fill { highlights: (0..places).collect(), extras };
    // Strong evidence that does not fit is worth a tighter page.
    let minimum = plan.minimum();
    let mut density = ORDINARY;
    while density < Page::TIGHTEST && !fits(&prefix(plan.strong(), 0), density)? {
        density += 1;
    }
    let least = if fits(&prefix(minimum, 0), density)? { minimum } else { plan.required() };
    // Strong evidence first, then the optional sections, then whatever else there is room for.
    let Some(strong) = largest(least, plan.strong().max(least), |places| fits(&prefix(places, 0), density))?
    else {
        return Err(vec![too_long(plan, limit)]);
    };
    let extras = largest(0, Extra::ALL.len(), |extras| fits(&prefix(strong, extras), density))?.unwrap_or(0);
    let places = largest(strong, all, |places| fits(&prefix(places, extras), density))?.unwrap_or(strong);
    let mut fill = prefix(places, extras);
    for place in (places + 1..all).take(LAST_TRIES) {
        let mut fuller = fill.clone();
        fuller.highlights.insert(place);
        if fits(&fuller, density)? {
            fill = fuller;
        }
    }
    Ok(Fitted { fill, density })
}

/// The largest number from `low` to `high` that fits, if `low` does; what fits is assumed to be monotone.
fn largest(
    low: usize,
    high: usize,
    fits: impl Fn(usize) -> Result<bool, Vec<Finding>>,
) -> Result<Option<usize>, Vec<Finding>> {
    if !fits(low)? {
        return Ok(None);
    }
    let (mut low, mut high) = (low, high);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if fits(middle)? {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    Ok(Some(low))
}

fn too_long(plan: &Plan<'_>, limit: usize) -> Finding {
    let pages = if limit == 1 { "1 page".to_owned() } else { format!("{limit} pages") };
    let message = format!("the resume does not fit on {pages}, even with the least it may contain");
    let hint = match plan.required() {
        0 => "allow more pages, or leave out entries with \"Omit\" or Drop".to_owned(),
        required => {
            format!("allow more pages, or unpin some of the {required} highlights that are pinned or kept")
        }
    };
    Finding::new(Code::PagesExceeded, message).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::largest;

    #[test]
    fn the_largest_fit_is_found_with_few_measurements() {
        for limit in 3..40_usize {
            let tries = std::cell::Cell::new(0);
            let found = largest(3, 40, |places| {
                tries.set(tries.get() + 1);
                Ok(places <= limit)
            });
            assert_eq!(found.ok().flatten(), Some(limit));
            assert!(tries.get() <= 7);
        }
        assert_eq!(largest(3, 40, |_| Ok(false)).ok().flatten(), None);
    }
}
