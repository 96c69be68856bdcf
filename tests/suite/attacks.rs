//! Attacks, as a table: how a workspace is made hostile, what is done in it, and what has to come of it.
//!
//! `cargo test attacks -- --nocapture` prints the table with what was seen.

mod paths;
mod surroundings;
mod table;
mod templates;
mod text;
mod typst;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use table::{Attack, Judged};

/// Every attack, by its class.
fn all() -> Vec<(&'static str, Attack)> {
    let classes: [(&str, Vec<Attack>); 5] = [
        ("paths", paths::all()),
        ("surroundings", surroundings::all()),
        ("templates", templates::all()),
        ("text", text::all()),
        ("typst", typst::all()),
    ];
    classes.into_iter().flat_map(|(class, rows)| rows.into_iter().map(move |row| (class, row))).collect()
}

/// Carries attacks out, as many at a time as there are cores; what became of each is in their order.
fn carried_out(attacks: &[(&'static str, Attack)]) -> Vec<Judged> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Judged)>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().unwrap().get() {
            scope.spawn(|| {
                while let Some((at, (_, attack))) =
                    Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, attacks.get(at)?)))
                {
                    let judged = attack.carry_out();
                    done.lock().unwrap().push((at, judged));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, judged)| judged).collect()
}

#[test]
#[allow(clippy::print_stdout, reason = "the table is for people, with --nocapture")]
fn no_attack_does_harm() {
    // One of a kind, while it is looked into.
    let wanted = std::env::var("ATTACKS").unwrap_or_default();
    let mut attacks = all();
    attacks.retain(|(class, attack)| format!("{class}: {}", attack.name).contains(&wanted));
    let judged = carried_out(&attacks);
    let mut failed = Vec::new();
    for ((class, attack), judged) in attacks.iter().zip(judged) {
        let seconds = judged.taken.as_secs_f64();
        println!(
            "{class:<12} {:<74} {:<24} {:<40} {seconds:6.2} s{}",
            attack.name,
            attack.expected(),
            judged.seen,
            if judged.faults.is_empty() { "" } else { "  FAILED" }
        );
        if !judged.faults.is_empty() {
            failed.push(format!("{class}: {}\n  {}", attack.name, judged.faults.join("\n  ")));
        }
    }
    println!("{} attacks", attacks.len());
    assert!(
        failed.is_empty(),
        "{} of {} attacks did harm:\n\n{}",
        failed.len(),
        attacks.len(),
        failed.join("\n\n")
    );
}
