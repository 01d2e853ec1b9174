//! What a page says about a decision that is recorded, and that an incident keeps the certificate authority from carrying out.

use chassis::incident::IncidentId;
use i18n::Words;

/// That nothing is lost, and which number to give to the operator.
pub(super) fn recorded_despite(incident: IncidentId, t: Words) -> String {
    t.with("desk-recorded-despite-incident", [("incident", incident.to_string().as_str())])
}
