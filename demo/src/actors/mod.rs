//! The people of the demonstration and of the journeys in `tests`, each with a browser: the expert, the officers, the holder.

mod expert;
mod holder;
mod officer_pages;
mod papers;

pub use crate::mailbox::{Mailbox, NoMessage};
pub use expert::{Answers, Expert, KERVADEC, MORVAN};
pub use holder::Holder;
pub use officer_pages::OfficerPages;
pub use papers::{Unreadable, attached, identity_picture, pin_in, text_of};
