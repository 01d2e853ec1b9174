//! The first alarm comes at once, further ones are limited, and none is lost.

use super::*;
use crate::codes::budget;
use crate::fixtures::{NOW, fresh, on_both_engines, token};

const HOUR: Duration = BETWEEN_ALARMS;
const MINUTE: Duration = Duration::from_secs(60);
const SUBJECT: Digest = Digest::from_bytes([1; 32]);

#[test]
fn the_first_alarm_is_due_at_the_tenth_wrong_answer() {
    assert!(!is_due(9, 0, None, NOW));
    assert!(is_due(10, 0, None, NOW));
}

#[test]
fn further_alarms_are_an_hour_apart_three_a_day_and_about_ten_more() {
    let ago = |since: Duration| Some(NOW.minus(since));
    assert!(!is_due(1_000_000, 1, ago(HOUR - Duration::from_millis(1)), NOW));
    assert!(is_due(10, 1, ago(HOUR), NOW));
    assert!(is_due(10, 2, ago(HOUR), NOW));
    assert!(!is_due(9, 1, ago(HOUR), NOW));
    assert!(!is_due(1_000_000, 3, ago(HOUR), NOW));
}

/// Counts a wrong answer about `subject` at a moment, and returns the alarm that it raises.
async fn wrong(tx: &mut Tx, subject: Digest, about: Option<&TokenNumber>, at: Timestamp) -> Option<u32> {
    count(tx, subject, about).await.unwrap();
    take_if_due(tx, subject, at).await.unwrap().map(|alarm| {
        assert_eq!(alarm.about.as_ref(), about);
        alarm.count
    })
}

#[tokio::test]
async fn a_flood_of_two_days_raises_six_alarms_that_count_every_wrong_answer() {
    on_both_engines(async |db| {
        let mut tx = db.begin_write().await.unwrap();
        let mut alarms = Vec::new();
        for minute in 0..2 * 24 * 60_u32 {
            let at = NOW.plus(minute * MINUTE);
            alarms.extend(wrong(&mut tx, SUBJECT, None, at).await.map(|count| (minute, count)));
        }
        // Minutes count from 0: at the tenth answer, then each time an hour is over, three times in any 24 hours.
        assert_eq!(alarms, [(9, 10), (69, 60), (129, 60), (1449, 1320), (1509, 60), (1569, 60)]);
    })
    .await;
}

#[tokio::test]
async fn a_delayed_alarm_is_raised_after_the_guessing_has_stopped() {
    on_both_engines(async |db| {
        let mut tx = db.begin_write().await.unwrap();
        let number = token(&mut tx, "T-0000-0001", "SC-2026-000001", fresh()).await;
        for guess in 1..=100 {
            assert_eq!(wrong(&mut tx, SUBJECT, Some(&number), NOW).await, (guess == 10).then_some(10));
        }
        // Nine about another holder are too few for an alarm.
        for _ in 0..9 {
            assert_eq!(wrong(&mut tx, Digest::from_bytes([2; 32]), None, NOW).await, None);
        }
        assert_eq!(waiting(&mut tx, NOW.plus(HOUR - Duration::from_millis(1))).await.unwrap(), []);
        assert_eq!(waiting(&mut tx, NOW.plus(HOUR)).await.unwrap(), [SUBJECT]);
        let alarm = take_if_due(&mut tx, SUBJECT, NOW.plus(HOUR)).await.unwrap();
        assert_eq!(alarm, Some(Alarm { count: 90, about: Some(number) }));
        assert_eq!(take_if_due(&mut tx, SUBJECT, NOW.plus(HOUR)).await.unwrap(), None, "once");
        assert_eq!(waiting(&mut tx, NOW.plus(2 * HOUR)).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn no_more_alarms_are_raised_than_the_daily_limit_allows() {
    on_both_engines(async |db| {
        let mut tx = db.begin_write().await.unwrap();
        for alarm in 0..3 {
            for guess in 1..=10 {
                assert_eq!(wrong(&mut tx, SUBJECT, None, NOW.plus(alarm * HOUR)).await, (guess == 10).then_some(10));
            }
        }
        for _ in 0..10 {
            assert_eq!(wrong(&mut tx, SUBJECT, None, NOW.plus(4 * HOUR)).await, None);
        }
        assert_eq!(waiting(&mut tx, NOW.plus(DAY - Duration::from_millis(1))).await.unwrap(), []);
        assert_eq!(waiting(&mut tx, NOW.plus(DAY)).await.unwrap(), [SUBJECT]);
    })
    .await;
}

#[tokio::test]
async fn ending_a_row_discards_up_to_nine_answers_but_no_alarm() {
    on_both_engines(async |db| {
        let mut tx = db.begin_write().await.unwrap();
        for _ in 0..9 {
            assert_eq!(wrong(&mut tx, SUBJECT, None, NOW).await, None);
        }
        budget::clear(&mut tx, SUBJECT).await.unwrap();
        for guess in 1..=20 {
            assert_eq!(wrong(&mut tx, SUBJECT, None, NOW).await, (guess == 10).then_some(10));
        }
        budget::clear(&mut tx, SUBJECT).await.unwrap();
        assert_eq!(wrong(&mut tx, SUBJECT, None, NOW.plus(HOUR)).await, Some(11), "ten unreported ones, and this one");
        assert_eq!(forget_before(&mut tx, NOW.plus(HOUR)).await.unwrap(), 1);
    })
    .await;
}
