//! Pages for officers.

mod decision;
mod history;
mod identity_check;
pub(crate) mod officers;
mod order;
mod outbox;
mod piece;
mod production;
mod proven;
mod queue;
mod reasons;
mod recorded;
mod refund;
mod refusal;
mod refused;
mod renewal;
mod revocations;
mod search;
pub(crate) mod transfers;
mod typed_check;

pub(super) use refused::{is_for_officers, refused};

use registration::access::Action;

use super::{Entrance, Route};

pub(super) fn routes() -> Vec<Route> {
    let entrance = Entrance::Certificate;
    vec![
        Route::get(entrance, "/officer", Action::ReadOrders, queue::queue),
        Route::get(entrance, "/officer/search", Action::ReadOrders, search::search),
        Route::get(entrance, "/officer/orders/{order}", Action::ReadOrders, order::order),
        Route::get(entrance, "/officer/orders/{order}/pieces/{piece}/{file}", Action::ViewPiece, piece::file),
        Route::get(entrance, "/officer/orders/{order}/pieces/{piece}/{file}/{page}", Action::ViewPiece, piece::page),
        Route::post(entrance, "/officer/orders/{order}/pieces/{piece}/accept", Action::DecideOnPiece, piece::accept),
        Route::post(entrance, "/officer/orders/{order}/pieces/{piece}/refuse", Action::DecideOnPiece, piece::refuse),
        Route::post(entrance, "/officer/orders/{order}/identity-check", Action::CheckIdentity, identity_check::record),
        Route::post(entrance, "/officer/orders/{order}/review", Action::Review, decision::review),
        Route::post(entrance, "/officer/orders/{order}/authorise", Action::Authorise, decision::authorise),
        Route::get(entrance, "/officer/officers", Action::ReadOfficers, officers::list),
        Route::post(entrance, "/officer/officers/propose", Action::ChangeOfficers, officers::propose),
        Route::post(entrance, "/officer/officers/{officer}/leave", Action::ChangeOfficers, officers::propose_departure),
        Route::get(entrance, "/officer/officers/{officer}/renewal", Action::ChangeOfficers, renewal::ask),
        Route::post(entrance, "/officer/officers/{officer}/renewal", Action::ChangeOfficers, renewal::propose),
        Route::post(entrance, "/officer/officers/{proposal}/confirm", Action::ChangeOfficers, officers::confirm),
        Route::get(entrance, "/officer/officers/{proposal}/certificate.pem", Action::ReadOfficers, officers::certificate),
        Route::get(entrance, "/officer/outbox", Action::ReadOutbox, outbox::show),
        Route::get(entrance, "/officer/transfers", Action::RecordTransfers, transfers::show),
        Route::post(entrance, "/officer/transfers", Action::RecordTransfers, transfers::record),
        Route::post(entrance, "/officer/transfers/{transfer}/assign", Action::RecordTransfers, transfers::assign),
        Route::post(entrance, "/officer/transfers/{transfer}/return", Action::RecordTransfers, transfers::give_back),
        Route::post(entrance, "/officer/transfers/{order}/refund", Action::RecordTransfers, refund::record),
        Route::get(entrance, "/officer/production", Action::Produce, production::production),
        Route::get(entrance, "/officer/production/{order}/pin-letter.pdf", Action::Produce, production::pin_letter),
        Route::post(entrance, "/officer/production/{order}/letter-printed", Action::Produce, production::letter_printed),
        Route::post(entrance, "/officer/production/{order}/shipped", Action::Produce, production::shipped),
        Route::get(entrance, "/officer/revocations", Action::RevokeAsOfficer, revocations::list),
        Route::get(entrance, "/officer/orders/{order}/revocation", Action::RevokeAsOfficer, revocations::ask),
        Route::post(entrance, "/officer/orders/{order}/revocation", Action::RevokeAsOfficer, revocations::record),
        Route::post(entrance, "/officer/revocations/{request}/confirm", Action::RevokeAsOfficer, revocations::confirm),
        Route::post(entrance, "/officer/revocations/{request}/withdraw", Action::RevokeAsOfficer, revocations::withdraw),
    ]
}
