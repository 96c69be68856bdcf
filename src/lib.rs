//! Bespoke turns one profile and a page of notes per job into a tailored resume and a cover letter.

pub mod finding;
pub mod fs;
pub mod job;
pub mod markdown;
pub mod profile;
pub mod render;
pub mod tailor;
