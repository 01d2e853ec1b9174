//! What people do at their browsers: the expert, the officers, the holder. The demonstration plays it, and journeys tell other stories with it.

mod desk;
mod expert;
mod holder;
mod papers;

pub use crate::mailbox::{Mailbox, NoMessage};
pub use desk::Desk;
pub use expert::{Answers, Expert, KERVADEC, MORVAN};
pub use holder::Holder;
pub use papers::{Unreadable, attached, identity_picture, pin_in, text_of};
