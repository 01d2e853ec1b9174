//! What the keys of an order are for.

/// What a key of an order is for. An invoice has to be kept for ten years (Code de commerce, article L123-22), the other data of
/// the order may have to be erased earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Data,
    Billing,
}

impl Purpose {
    pub(super) const ALL: [Self; 2] = [Self::Data, Self::Billing];

    /// The name in the database.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Billing => "billing",
        }
    }
}
