//! Automatic closing, driven by the caller's clock.

use crate::ledger::close::Report;
use crate::network::Network;

/// A caller that slept longer than so many ledgers (a laptop lid, a background tab) gets one ledger, not all.
const MAX_CATCH_UP: f64 = 100.0;

impl Network {
    /// Closes the ledgers due by `now_ms` and returns how many. A call that closes nothing changes nothing, so a
    /// replay may leave it out.
    pub fn tick(&mut self, now_ms: f64) -> u32 {
        if !self.config.auto || !now_ms.is_finite() {
            return 0;
        }
        let cadence = self.config.ledger_ms as f64;
        let last = self.last_tick.unwrap_or(self.head.close_ms as f64);
        let due = ((now_ms - last) / cadence).floor();
        // Too long ago, or a clock set back: start anew from here.
        let (due, reference) =
            if (-1.0..=MAX_CATCH_UP).contains(&due) { (due, last + due * cadence) } else { (1.0, now_ms) };
        if due < 1.0 {
            return 0;
        }
        let mut report = Report::default();
        for _ in 0..due as u32 {
            if self.close(self.next_close_ms(), &mut report).is_err() {
                break;
            }
        }
        self.last_tick = Some(reference);
        report.closed
    }

    pub fn next_close_ms(&self) -> u64 {
        self.head.close_ms.saturating_add(self.config.step_ms)
    }
}
