//! Pages for everybody.

mod accessibility;
pub(crate) mod accounts;
mod experts;
mod help;
mod home;
mod language;
pub(crate) mod revocation;
mod site_map;
mod terms;

use registration::access::Action::ReadPublicPages;

use super::{Entrance, Route};

pub(super) fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::get(Entrance::Public, "/experts", ReadPublicPages, experts::show),
        Route::get(Entrance::Public, "/terms", ReadPublicPages, terms::show),
        Route::get(Entrance::Public, "/help", ReadPublicPages, help::show),
        Route::get(Entrance::Public, "/accessibility", ReadPublicPages, accessibility::show),
        Route::get(Entrance::Public, "/site-map", ReadPublicPages, site_map::show),
    ];
    for entrance in Entrance::ALL {
        routes.push(Route::get(entrance, "/", ReadPublicPages, home::show));
        routes.push(Route::assets(entrance));
        routes.push(Route::post(entrance, "/language", ReadPublicPages, language::choose));
    }
    routes.extend(accounts::routes());
    routes.extend(revocation::routes());
    routes
}

#[cfg(test)]
mod tests;
