//! What this program does as a worker: it runs the code of themes, away from everything else.

use std::io;

use crate::process::serve;
use crate::render::{TEMPLATES, TemplateService};

/// Renders templates and sets documents as it is asked to, until the input ends; see
/// [`WORKER`](crate::process::WORKER).
///
/// # Errors
/// The output is closed, or the input holds something else than requests.
pub fn serve_requests() -> io::Result<()> {
    let mut templates = TemplateService::default();
    #[cfg(feature = "embedded")]
    let typst = crate::engine::TypstService::default();
    serve(move |request| match request.service {
        TEMPLATES => Ok(templates.answer(request)?),
        #[cfg(feature = "embedded")]
        crate::engine::TYPST => Ok(typst.answer(request)?),
        _ => Err(io::Error::other("there is no such service")),
    })
}
