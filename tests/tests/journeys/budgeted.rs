//! Stages with budgets that are small enough to be exhausted in a story.

use stage::{Stage, Transport};

use super::{Engine, fresh_postgres, on_stage};

/// Runs a story on each engine and over each transport, with `lines` added to `[ca]`.
pub(super) async fn on_every_budgeted_stage(lines: &str, story: impl AsyncFn(&Stage)) {
    for transport in [Transport::InProcess, Transport::MutualTls] {
        for engine in [Engine::Sqlite, fresh_postgres().await] {
            let stage = Stage::open_changed(engine, transport, |installation| {
                let text = std::fs::read_to_string(installation.authority_file()).expect("the configuration");
                let budgeted = text.replacen("[ca]\n", &format!("[ca]\n{lines}\n"), 1);
                assert_ne!(budgeted, text, "the section was there");
                std::fs::write(installation.authority_file(), budgeted).expect("the configuration is written");
            });
            on_stage(stage.await, &story).await;
        }
    }
}
