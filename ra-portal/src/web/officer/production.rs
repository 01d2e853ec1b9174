//! Production: orders that wait for the station, for printing or for shipping.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use i18n::Words;
use registration::fault::Never;
use registration::orders::OrderId;
use registration::production::{InProduction, NotPrinted, OpenLetterError, ProductionOverview, ShipError, TrackingNumber};

use crate::web::{AsOfficer, FieldErrors, Form, NoPage, PageFault, Portal, Refusal, Shell, page_with, see_other, told};

#[derive(Template)]
#[template(path = "officer/production.html")]
struct ProductionPage<'a> {
    shell: &'a Shell,
    overview: &'a ProductionOverview,
    errors: &'a FieldErrors,
    /// The tracking number that was entered and refused, with its order.
    typed: Option<(OrderId, &'a str)>,
}

impl ProductionPage<'_> {
    fn typed(&self, order: &InProduction) -> &str {
        self.typed.filter(|(typed, _)| *typed == order.order).map_or("", |(_, number)| number)
    }
}

/// `GET /officer/production`.
pub(super) async fn production(State(portal): State<Portal>, shell: Shell) -> Result<Response, NoPage> {
    show(&portal, &shell, &FieldErrors::default(), None).await
}

async fn show(portal: &Portal, shell: &Shell, errors: &FieldErrors, typed: Option<(OrderId, &str)>) -> Result<Response, NoPage> {
    let overview = portal.registration.production.production_overview().await?;
    page_with(errors.status(), &ProductionPage { shell, overview: &overview, errors, typed })
}

/// `GET /officer/production/{order}/pin-letter.pdf`: the viewing is recorded; the response is never cached.
pub(super) async fn pin_letter(
    State(portal): State<Portal>,
    officer: AsOfficer,
    Path(order): Path<OrderId>,
) -> Result<Response, NoPage> {
    let letter = portal.registration.production.open_pin_letter(&officer, order).await?;
    let headers = [(CONTENT_TYPE, "application/pdf"), (CONTENT_DISPOSITION, "inline; filename=\"pin-letter.pdf\"")];
    Ok((StatusCode::OK, headers, letter.to_vec()).into_response())
}

/// `POST /officer/production/{order}/letter-printed`.
pub(super) async fn letter_printed(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(order): Path<OrderId>,
) -> Result<Response, NoPage> {
    match portal.registration.production.mark_letter_printed(&officer, order).await {
        Ok(()) => Ok(see_other("/officer/production")),
        Err(fault) => {
            let errors = FieldErrors::conflict("letters", told(fault, shell.t)?);
            show(&portal, &shell, &errors, None).await
        }
    }
}

/// `POST /officer/production/{order}/shipped`, with the carrier's tracking number if there is one.
pub(super) async fn shipped(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(order): Path<OrderId>,
    form: Form,
) -> Result<Response, NoPage> {
    let field = format!("tracking-{order}");
    let typed = form.text(&field);
    let tracking = match typed {
        "" => None,
        typed => match typed.parse::<TrackingNumber>() {
            Ok(number) => Some(number),
            Err(_) => {
                let errors = FieldErrors::at(field.as_str(), shell.t.say("production-tracking-fault"));
                return show(&portal, &shell, &errors, Some((order, typed))).await;
            }
        },
    };
    match portal.registration.production.ship(&officer, order, tracking).await {
        Ok(()) => Ok(see_other("/officer/production")),
        Err(fault) => {
            let mut text = told(fault, shell.t)?;
            // The order may no longer be in the list, with its field.
            if !typed.is_empty() {
                text = format!("{text} {}", shell.t.with("shell-typed-not-recorded", [("typed", typed)]));
            }
            show(&portal, &shell, &FieldErrors::conflict("to-ship", text), Some((order, typed))).await
        }
    }
}

impl Refusal for OpenLetterError {
    type Told = Never;

    fn told(self, _: Words) -> Result<Never, NoPage> {
        match self {
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
            Self::NothingToPrint => Err(PageFault::NotFound.into()),
        }
    }
}

impl Refusal for NotPrinted {
    type Told = String;

    fn told(self, t: Words) -> Result<String, NoPage> {
        match self {
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
            Self::NoLetter => Ok(t.say("production-no-letter")),
        }
    }
}

impl Refusal for ShipError {
    type Told = String;

    fn told(self, t: Words) -> Result<String, NoPage> {
        match self {
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
            Self::NothingToShip => Ok(t.say("production-nothing-to-ship")),
            Self::LetterNotPrinted => Ok(t.say("production-letter-first")),
        }
    }
}
