//! Enrolment, renewal and dismissal of officers.

use ca_contract::officers::{
    DismissOfficer, DismissOfficerError, EnrolOfficer, EnrolOfficerError, EnrolledOfficer, ListOfficers, OfficerDismissed,
    OfficerEnrolled, OfficerKeyError, OfficerRenewed, OfficerRole, OfficerRoles, RenewOfficer, RenewOfficerError,
};
use pki::Validity;

use super::{GoldenFile, certificate, der, moment, not_admitted, officer, parsed, request_faults, rules, written};

pub(super) fn files() -> Vec<GoldenFile> {
    let listed = |number, dismissed_at| EnrolledOfficer {
        id: officer(number),
        name: "Inès Vautrin".to_owned(),
        email: "ines.vautrin@sceau.example.org".to_owned(),
        fingerprint: certificate(number),
        validity: Validity::new(moment(0), parsed("2027-11-28T09:00:00.000Z")).expect("a year"),
        roles: OfficerRole::ALL.to_vec(),
        enrolled_at: moment(0),
        dismissed_at,
    };
    vec![
        enrol(),
        renew(),
        dismiss(),
        written(&[ListOfficers {}], &[vec![listed(1, None), listed(2, Some(moment(50)))], Vec::new()], &[]),
    ]
}

fn key_faults() -> Vec<OfficerKeyError> {
    let others = [
        OfficerKeyError::InvalidName { problem: "the name is empty".to_owned() },
        OfficerKeyError::Curve,
        OfficerKeyError::PublishedKey,
        OfficerKeyError::KeyCertifiedBefore,
        OfficerKeyError::Lint { rules: rules() },
        OfficerKeyError::SigningInterrupted,
    ];
    others.into_iter().chain(request_faults().map(|fault| OfficerKeyError::Request { fault })).collect()
}

fn enrol() -> GoldenFile {
    let request = |roles| EnrolOfficer {
        request: der(1),
        name: "Lucien Abgrall".to_owned(),
        email: "lucien.abgrall@sceau.example.org".to_owned(),
        roles,
        proposed_by: officer(1),
        confirmed_by: officer(2),
    };
    let refusals = [
        EnrolOfficerError::FourEyes,
        EnrolOfficerError::UnknownOfficer { officer: officer(3) },
        EnrolOfficerError::OfficerRole { officer: officer(3), role: OfficerRole::SecurityOfficer },
        EnrolOfficerError::AddressInUse,
    ];
    let certificates = not_admitted().map(|fault| EnrolOfficerError::OfficerCertificate { officer: officer(2), fault });
    let keys = key_faults().into_iter().map(EnrolOfficerError::from);
    let refusals: Vec<_> = refusals.into_iter().chain(certificates).chain(keys).collect();
    let one_role = OfficerRoles::try_from(vec![OfficerRole::Accountant]).expect("a role");
    written(
        &[request(OfficerRoles::all()), request(one_role)],
        &[OfficerEnrolled { officer: officer(3), certificate: der(1), chain: vec![der(9)] }],
        &refusals,
    )
}

fn renew() -> GoldenFile {
    let refusals = [
        RenewOfficerError::FourEyes,
        RenewOfficerError::UnknownOfficer { officer: officer(3) },
        RenewOfficerError::OfficerRole { officer: officer(3), role: OfficerRole::SecurityOfficer },
    ];
    let certificates = not_admitted().map(|fault| RenewOfficerError::OfficerCertificate { officer: officer(2), fault });
    let keys = key_faults().into_iter().map(|fault| RenewOfficerError::Key { fault });
    let refusals: Vec<_> = refusals.into_iter().chain(certificates).chain(keys).collect();
    written(
        &[RenewOfficer { officer: officer(3), request: der(1), proposed_by: officer(1), confirmed_by: officer(2) }],
        &[OfficerRenewed { certificate: der(1), chain: vec![der(9)] }],
        &refusals,
    )
}

fn dismiss() -> GoldenFile {
    let refusals = [
        DismissOfficerError::FourEyes,
        DismissOfficerError::UnknownOfficer { officer: officer(3) },
        DismissOfficerError::OfficerRole { officer: officer(3), role: OfficerRole::SecurityOfficer },
        DismissOfficerError::LastTwo,
    ];
    let certificates = not_admitted().map(|fault| DismissOfficerError::OfficerCertificate { officer: officer(2), fault });
    let refusals: Vec<_> = refusals.into_iter().chain(certificates).collect();
    written(
        &[DismissOfficer { officer: officer(3), proposed_by: officer(1), confirmed_by: officer(2) }],
        &[OfficerDismissed { at: moment(50) }],
        &refusals,
    )
}
