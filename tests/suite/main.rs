//! The integration tests, in one binary: the real program in temporary workspaces, and the library on hostile
//! input.
//!
//! `cargo insta test --accept` takes over changed messages; read the diff.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests make and look at files themselves"
)]
#![allow(clippy::unwrap_used)]

mod architecture;
#[cfg(all(unix, feature = "embedded"))]
mod attacks;
mod commands;
mod corpus;
mod findings;
mod harness;
mod import;
#[cfg(feature = "embedded")]
mod interrupted;
mod languages;
mod letter_file;
mod letters;
#[cfg(feature = "embedded")]
mod limits;
mod looks;
#[cfg(feature = "embedded")]
mod measuring;
mod mutations;
mod new;
mod parity;
mod preview;
mod provenance;
mod readme;
mod relevance;
mod robustness;
mod season;
mod shells;
mod status;
mod studio;
mod tailoring;
