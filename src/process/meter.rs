//! How much memory a process uses.

use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};

/// Looks at one process.
pub(super) struct Meter {
    pid: Pid,
    system: System,
}

impl Meter {
    /// A meter of the process with that number.
    pub(super) fn of(process: u32) -> Self {
        Self { pid: Pid::from_u32(process), system: System::new() }
    }

    /// The memory it uses now, in bytes; none once it has ended.
    pub(super) fn memory(&mut self) -> u64 {
        let what = ProcessRefreshKind::nothing().with_memory().without_tasks();
        self.system.refresh_processes_specifics(ProcessesToUpdate::Some(&[self.pid]), true, what);
        self.system.process(self.pid).map_or(0, sysinfo::Process::memory)
    }
}

#[cfg(test)]
mod tests {
    use super::Meter;

    #[test]
    fn memory_is_seen_when_it_is_used() {
        let mut meter = Meter::of(std::process::id());
        let before = meter.memory();
        assert!(before > 1024 * 1024);
        let used = vec![1_u8; 200 * 1024 * 1024];
        assert!(meter.memory() >= before + 100 * 1024 * 1024, "{}", used.len());
        assert_eq!(Meter::of(u32::MAX - 1).memory(), 0);
    }
}
