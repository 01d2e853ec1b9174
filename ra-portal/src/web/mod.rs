//! The pages: a folder per audience, a file per page, and one route table with the action of each route.

mod applicant;
mod demonstration;
mod fault;
mod fault_page;
mod frame;
mod holder;
mod offered;
mod officer;
mod page;
mod paper;
mod portal;
mod public;
mod uploads;
mod visitor;
mod zone;

pub(crate) use fault::{NoPage, Refusal, told};
pub(crate) use frame::Shell;
pub(crate) use offered::{ObjectWords, piece_hint, piece_title, product_name};
pub(crate) use page::{
    Entrance, FieldErrors, Form, FormKey, PageFault, Source, cookies, file, page, page_with, see_other, too_many,
};
pub(crate) use paper::paper;
pub(crate) use portal::Route;
pub use portal::{Portal, Sites};
pub(crate) use visitor::{Applicant, AsHolder, AsOfficer, SESSION};

use axum::Router;
use pages::{Origin, RouteRow};
use registration::access::Action;

fn routes(portal: Option<&Portal>) -> Vec<Route> {
    let mut routes = public::routes();
    routes.extend(applicant::routes());
    routes.extend(officer::routes());
    routes.extend(holder::routes());
    if portal.is_none_or(|portal| portal.captured.is_some()) {
        routes.extend(demonstration::routes());
    }
    routes
}

/// All routes, including those of the demonstration.
#[must_use]
pub fn table() -> Vec<RouteRow<Action>> {
    routes(None).iter().map(|route| route.row().clone()).collect()
}

/// The router of an entrance.
pub fn router(portal: &Portal, entrance: Entrance) -> Router {
    let origin = match entrance {
        Entrance::Public => Origin::new(&portal.sites.public),
        Entrance::Certificate => Origin::new(&portal.sites.certificate),
    };
    pages::router(portal, entrance, &origin, routes(Some(portal)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A change of a route must change the text that reviewers read, and the other way round. `tests/tests/journeys/entrances.rs`
    /// takes its expectations for the portal from the text.
    #[test]
    fn the_routes_are_the_ones_that_were_reviewed() {
        let mut lines: Vec<String> = table()
            .iter()
            .map(|row| {
                let entrance = match row.entrance {
                    Entrance::Public => "public",
                    Entrance::Certificate => "certificate",
                };
                let action = serde_json::to_value(row.action).unwrap();
                format!("{entrance:11} {:4} {:60} {}", row.method, row.path, action.as_str().unwrap())
            })
            .collect();
        lines.sort();
        let routes = lines.join("\n") + "\n";
        assert_eq!(include_str!("routes.txt"), routes, "routes.txt should be:\n{routes}");
    }
}
