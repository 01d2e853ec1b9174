//! Files of evidence: one a day (UTC), which is only appended to, and deleted after 92 days.

use std::io;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use pki::Timestamp;

use super::line::Line;
use crate::data_folder::DataFolder;

/// How many days a file is kept after its own: three months, at the longest.
const KEPT_DAYS: i64 = 92;

/// A day in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(Date);

impl Day {
    pub(super) fn of(moment: Timestamp) -> Self {
        let moment = jiff::Timestamp::from_millisecond(moment.as_millis()).unwrap_or(jiff::Timestamp::MAX);
        Self(moment.to_zoned(TimeZone::UTC).date())
    }

    fn file(self) -> String {
        format!("{}.jsonl", self.0)
    }

    /// The day of a file; `None` for other files.
    fn of_file(name: &str) -> Option<Self> {
        name.strip_suffix(".jsonl")?.parse().ok().map(Self)
    }

    fn days_until(self, later: Self) -> i64 {
        (later.0 - self.0).get_days().into()
    }
}

/// Appends each line to the file of its day. When that begins a file, those that are old enough are deleted.
pub(super) fn append(folder: &DataFolder, lines: &[Line]) -> io::Result<()> {
    for day in lines.chunk_by(|one, next| Day::of(one.at) == Day::of(next.at)) {
        let [first, ..] = day else { continue };
        let (today, mut text) = (Day::of(first.at), Vec::new());
        for line in day {
            serde_json::to_writer(&mut text, line)?;
            text.push(b'\n');
        }
        let is_new = folder.read(&today.file())?.is_none();
        folder.append(&today.file(), &text)?;
        if is_new {
            forget(folder, today)?;
        }
    }
    Ok(())
}

fn forget(folder: &DataFolder, today: Day) -> io::Result<()> {
    let names = folder.names()?;
    let old = |name: &&String| Day::of_file(name).is_some_and(|day| day.days_until(today) > KEPT_DAYS);
    names.iter().filter(old).try_for_each(|name| folder.remove(name))
}
