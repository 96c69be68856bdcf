//! Documents that must pass, and the same documents spoiled in ways that must not.

#![allow(clippy::unwrap_used, reason = "tests may fail")]

mod bytes;
mod calibration;
mod model;
mod stress;
mod theme;
mod trial;
