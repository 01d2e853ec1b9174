//! Writes `target/bench/summary.json`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

/// A figure with its reference.
#[derive(Serialize)]
pub(crate) struct Measured {
    #[serde(skip)]
    pub(crate) name: &'static str,
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
    /// The reference and its figure.
    pub(crate) beside: String,
    pub(crate) ratio: f64,
}

/// The median of an odd number of figures.
pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Writes all figures by name.
pub(crate) fn write(measured: &[Measured]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    std::fs::create_dir_all(&folder).expect("target/bench can be made");
    let named: BTreeMap<&str, &Measured> = measured.iter().map(|figure| (figure.name, figure)).collect();
    let json = serde_json::to_string_pretty(&named).expect("figures can be written");
    std::fs::write(folder.join("summary.json"), json).expect("summary.json can be written");
}
