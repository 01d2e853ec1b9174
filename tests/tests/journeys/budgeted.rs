//! Testbeds with budgets that are small enough to be exhausted in a scenario.

use testbed::Testbed;

use super::{every_testbed, on_testbed, show};

/// Runs a scenario on each engine and over each transport, with `lines` added to `[ca]`.
pub(super) async fn on_every_budgeted_testbed(lines: &str, scenario: impl AsyncFn(&Testbed)) {
    for (engine, transport) in every_testbed().await {
        show(&engine, transport);
        let testbed = Testbed::open_changed(engine, transport, |installation| {
            let text = std::fs::read_to_string(installation.authority_file()).expect("the configuration");
            let budgeted = text.replacen("[ca]\n", &format!("[ca]\n{lines}\n"), 1);
            assert_ne!(budgeted, text, "the section was not found");
            std::fs::write(installation.authority_file(), budgeted).expect("the configuration is written");
        });
        on_testbed(testbed.await, &scenario).await;
    }
}
