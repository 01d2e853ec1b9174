//! What officers may do at the certificate authority, by role: a portal that names an officer without the role is refused.

use ca_contract::officers::{EnrolOfficer, EnrolledOfficer, ListOfficers, OfficerRole, OfficerRoles};
use ca_contract::{CertificateAuthority, Der};
use pki::csr;
use testbed::{Engine, Scenario, Testbed, ask};

use super::officers_acts::{OfficerId, every_officers_act};
use super::on_every_testbed;
use super::program;
use super::site::Site;

/// Which role each place in each operation needs (decision 0017).
const NEEDED: [(&str, OfficerRole); 11] = [
    ("Approve: reviewed", OfficerRole::RegistrationOfficer),
    ("Approve: authorised", OfficerRole::RegistrationOfficer),
    ("Approve: checked the identity", OfficerRole::RegistrationOfficer),
    ("RevokeByOfficers: recorded", OfficerRole::RegistrationOfficer),
    ("RevokeByOfficers: confirmed", OfficerRole::RegistrationOfficer),
    ("EnrolOfficer: proposed", OfficerRole::SecurityOfficer),
    ("EnrolOfficer: confirmed", OfficerRole::SecurityOfficer),
    ("RenewOfficer: proposed", OfficerRole::SecurityOfficer),
    ("RenewOfficer: confirmed", OfficerRole::SecurityOfficer),
    ("DismissOfficer: proposed", OfficerRole::SecurityOfficer),
    ("DismissOfficer: confirmed", OfficerRole::SecurityOfficer),
];

async fn enrolled(testbed: &Testbed, number: usize, roles: &[OfficerRole]) -> OfficerId {
    let [proposed_by, confirmed_by] = [0, 1].map(|place| testbed.bootstrapped.officers[place].id);
    let question = EnrolOfficer {
        request: Der(csr::request(&Scenario::key()).expect("a request")),
        name: "Solveig Arnoux".to_owned(),
        email: format!("solveig.arnoux.{number}@sceau.example.org"),
        roles: OfficerRoles::try_from(roles.to_vec()).expect("at least one role"),
        proposed_by,
        confirmed_by,
    };
    ask(&testbed.callers.portal, &question).await.expect("the officer is enrolled").officer
}

async fn listed(portal: &CertificateAuthority) -> Vec<EnrolledOfficer> {
    ask(portal, &ListOfficers {}).await.expect("the officers")
}

#[tokio::test]
async fn each_operation_takes_the_officers_of_its_role_and_nobody_else() {
    on_every_testbed(async |testbed| {
        let mut held: Vec<Vec<OfficerRole>> = OfficerRole::ALL.map(|role| vec![role]).into();
        held.push(vec![OfficerRole::RegistrationOfficer, OfficerRole::SecurityOfficer]);
        let mut refused = 0;
        for (number, roles) in held.iter().enumerate() {
            let officer = enrolled(testbed, number, roles).await;
            for ((what, answer, granted), (place, needed)) in
                every_officers_act(testbed, officer, number).await.into_iter().zip(NEEDED)
            {
                assert_eq!(what, place, "the rows of the table, in this order");
                let may = roles.contains(&needed);
                assert_eq!(answer, if may { granted } else { "officer-role" }, "{what} by {roles:?}");
                refused += usize::from(!may);
            }
        }
        let officers = listed(&testbed.callers.portal).await;
        for founder in &officers[..2] {
            assert_eq!(founder.roles, OfficerRole::ALL, "the first officers hold all roles");
        }
        let listed: Vec<_> = officers[2..].iter().map(|officer| officer.roles.clone()).collect();
        assert_eq!(listed, held, "nobody was enrolled by officers without the role");
        assert!(officers.iter().all(|officer| officer.dismissed_at.is_none()), "nor dismissed");
        let on_record = testbed.refusals().await.iter().filter(|row| row.ends_with(" officer-role")).count();
        assert_eq!(on_record, refused, "each refusal is on record");
    })
    .await;
}

/// Whom the operator adds on the certificate authority's machine (decision 0017).
#[tokio::test]
async fn init_with_one_more_officer_enrols_them_with_every_role() {
    let site = Site::initialised(&Engine::Sqlite).await;
    let data = site.path("zones");
    let officers = ["Inès Vautrin <ines.vautrin@sceau.example.org>", "Octave Delmas <octave.delmas@sceau.example.org>"];
    let mut arguments = vec!["init", "--data", &data];
    arguments
        .extend(officers.iter().chain(&["Solveig Arnoux <solveig.arnoux@sceau.example.org>"]).flat_map(|who| ["--officer", who]));
    program::succeed(&arguments).await;
    let mut authority = site.zone("ca");
    authority.until_ready(1).await;
    let officers = listed(&site.caller("portal")).await;
    assert_eq!((officers.len(), officers[2].name.as_str()), (3, "Solveig Arnoux"));
    assert_eq!(officers[2].roles, OfficerRole::ALL);
    assert!(std::path::Path::new(&site.path("zones/officers/3.token")).exists(), "on their own token");
    authority.terminate().await;
    assert!(authority.end().await.success());
}
