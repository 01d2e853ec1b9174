//! The holder's space, open with either certificate of the token (M14).

mod acceptance;
mod code;
mod download;
mod overview;
mod puk;
mod refused;

pub(super) use refused::refused;

use registration::access::Action;

use super::{Entrance, Route};

pub(super) fn routes() -> Vec<Route> {
    let (entrance, action) = (Entrance::Certificate, Action::UseHolderSpace);
    vec![
        Route::get(entrance, "/holder", action, overview::overview),
        Route::get(entrance, "/holder/acceptance", action, acceptance::ask),
        Route::post(entrance, "/holder/acceptance", action, acceptance::answer),
        Route::get(entrance, "/holder/code", action, code::ask),
        Route::post(entrance, "/holder/code", action, code::define),
        Route::get(entrance, "/holder/puk", action, puk::ask),
        Route::post(entrance, "/holder/puk", action, puk::collect),
        Route::get(entrance, "/holder/certificates/{file}", action, download::download),
    ]
}
