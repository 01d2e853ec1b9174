//! Stages with budgets that are small enough to be exhausted in a story.

use stage::Stage;

use super::{every_stage, on_stage, show};

/// Runs a story on each engine and over each transport, with `lines` added to `[ca]`.
pub(super) async fn on_every_budgeted_stage(lines: &str, story: impl AsyncFn(&Stage)) {
    for (engine, transport) in every_stage().await {
        show(&engine, transport);
        let stage = Stage::open_changed(engine, transport, |installation| {
            let text = std::fs::read_to_string(installation.authority_file()).expect("the configuration");
            let budgeted = text.replacen("[ca]\n", &format!("[ca]\n{lines}\n"), 1);
            assert_ne!(budgeted, text, "the section was there");
            std::fs::write(installation.authority_file(), budgeted).expect("the configuration is written");
        });
        on_stage(stage.await, &story).await;
    }
}
