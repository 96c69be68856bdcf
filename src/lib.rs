//! Bespoke: one profile and a page of notes per job become a tailored resume and a cover letter, as PDF.
//!
//! The modules stand in the order of the pipeline. A module imports only from those above it, and each stage
//! owns the type that it produces:
//!
//! ```text
//!  profiles/master.toml          profiles/jobs/JOB.md
//!          |                              |
//!      [profile]                        [job]            text in, findings with line and column out
//!          |  Profile                     |  Job
//!          +---------------+--------------+
//!                          |
//!                      [tailor]  Plan -> Choice -> Selection   the best page, and why   (pure)
//!                          |
//!                      [letter]  Letter                  sentences with sources    (pure)
//!                          |
//!                      [explain] Explanation             every decision, as text and JSON
//!                          |
//!   templates/THEME -> [render]  Resume, CoverLetter -> Source; docx, html, md, txt, json
//!                          |
//!                      [engine]  Source -> marks, Pdf    embedded Typst, or the typst program
//!                          |
//!                    [readback] Pdf -> fields found again, in order
//!                          |
//!                     [pipeline] one job, with the page-fit loop
//!                          |
//!                     [packet]   what was made and from what; sealed when it is sent
//!                          |
//!                      [batch]   many jobs -> output/JOB/
//! ```
//!
//! Two modules make the texts that it begins with: [`import`] a profile of a resume in another format, [`posting`]
//! the notes of a page. Four look at what it made: [`season`] tells where all applications stand,
//! [`contact_sheet`] draws one job in every theme, [`preview`] shows a job and its reasons in the browser while
//! they are edited, [`schema`] describes the profile to editors.
//!
//! At the bottom stand [`finding`] (every diagnostic), [`fs`] (every file access), [`workspace`] (where things
//! are), [`markdown`] (the only text that becomes markup), [`language`] (the words that documents bring) [`threads`] and
//! [`process`] (child processes, this program as a worker among them); at the top [`cli`], which alone knows the command line, the environment and the clock.

pub mod finding;
pub mod fs;
pub mod threads;
pub mod process;
pub mod workspace;
pub mod words;
pub mod markdown;
pub mod language;
pub mod profile;
pub mod job;
pub mod posting;
pub mod tailor;
pub mod provenance;
pub mod letter;
pub mod explain;
pub mod render;
pub mod engine;
pub mod readback;
pub mod pipeline;
pub mod packet;
pub mod batch;
pub mod season;
pub mod contact_sheet;
pub mod preview;
pub mod schema;
pub mod import;
pub mod cli;
