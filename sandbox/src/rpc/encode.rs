//! Shapes several methods share.

use crate::network::Network;
use serde_json::{Map, Value, json};

/// Latest and oldest ledger with their close times, as most answers carry them: times are strings.
pub fn range(network: &Network, times_as_text: bool) -> Map<String, Value> {
    let oldest = network.history.oldest();
    let oldest_time = network.history.close_ms(oldest) / 1_000;
    let time = |t: u64| {
        if times_as_text { json!(t.to_string()) } else { json!(t) }
    };
    let fields = [
        ("latestLedger", json!(network.latest())),
        ("latestLedgerCloseTime", time(network.close_time())),
        ("oldestLedger", json!(oldest)),
        ("oldestLedgerCloseTime", time(oldest_time)),
    ];
    fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect()
}

/// Unix seconds as RFC 3339 in UTC, by the civil-from-days algorithm.
pub fn rfc3339(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::rfc3339;

    #[test]
    fn dates_follow_the_calendar() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(rfc3339(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(rfc3339(1_795_000_000), "2026-11-18T11:06:40Z");
    }
}
