//! Pages that only a demonstration has.

mod messages;

use registration::access::Action;

use super::{Entrance, Route};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(Entrance::Public, "/demonstration/messages", Action::ReadDemonstrationMessages, messages::show)]
}
