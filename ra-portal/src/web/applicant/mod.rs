//! Pages for signed-in applicants: orders, payment, dossier.

mod answers;
mod dossier;
mod dossier_files;
mod order;
mod orders;
mod own_order;
mod payment;
mod payment_card;
pub(crate) mod steps;

#[cfg(test)]
mod tests;

use registration::access::Action::{CompleteDossier, Order, Pay};

use super::Route;
use crate::web::Entrance::Public;

pub(super) fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::get(Public, "/orders", Order, orders::show),
        Route::post(Public, "/orders", Order, orders::begin),
        Route::get(Public, "/orders/{id}", Order, order::show),
        Route::get(Public, "/orders/{id}/dossier", CompleteDossier, dossier::show),
        Route::get(Public, "/orders/{id}/dossier.pdf", CompleteDossier, dossier::dossier_pdf),
        Route::post(Public, "/orders/{id}/dossier/hand-in", CompleteDossier, dossier::hand_in),
        Route::post(Public, "/orders/{id}/dossier/{piece}", CompleteDossier, dossier_files::add).with_body(dossier_files::FORM),
        Route::post(Public, "/orders/{id}/dossier/{piece}/{file}/remove", CompleteDossier, dossier_files::remove),
        Route::get(Public, "/orders/{id}/payment", Pay, payment::show),
        Route::get(Public, "/orders/{id}/payment/card", Pay, payment_card::show),
        Route::post(Public, "/orders/{id}/payment/card", Pay, payment_card::submit),
        Route::get(Public, "/orders/{id}/invoice.pdf", Pay, payment::invoice),
    ];
    routes.extend(steps::routes());
    routes
}
