//! `bespoke man`

use std::io::{self, Write};

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::args::Args;
use super::terminal::Terminal;

/// Prints the manual page: the program's, with a section for each command.
pub(super) fn run(terminal: &Terminal) -> bool {
    let mut page = Vec::new();
    let written = write(&Args::command(), &mut page);
    terminal.result(&String::from_utf8_lossy(&page));
    written.is_ok()
}

fn write(program: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    Man::new(program.clone()).render(page)?;
    for command in program.get_subcommands() {
        let man = Man::new(command.clone());
        let (mut about, mut options) = (Vec::new(), Vec::new());
        man.render_description_section(&mut about)?;
        man.render_options_section(&mut options)?;
        // The sections of a command are parts of its own section.
        let name = format!("{} {}", program.get_name(), command.get_name()).to_uppercase();
        let about = String::from_utf8_lossy(&about).replace(".SH DESCRIPTION", &format!(".SH \"{name}\""));
        let options = String::from_utf8_lossy(&options).replace(".SH OPTIONS", ".PP");
        write!(page, "{about}{options}")?;
    }
    Ok(())
}
