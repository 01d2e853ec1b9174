//! Which function serves which operation.

use axum::Router;
use ca_contract::escrow::{DossierKey, DossierKeyAnswer, DossierKeyError, ReleasePin, ReleasePinError, ReleasedPin};
use ca_contract::events::{FollowTokens, FollowTokensError, TokenEvents};
use ca_contract::holder::{
    CertificateHolder, CodeSet, ReleasePuk, ReleasePukError, ReleasedPuk, SetCode, SetCodeError, WhoseCertificate,
    WhoseCertificateError,
};
use ca_contract::issuance::{
    Approve, ApproveError, Approved, ApprovedOrder, Issue, IssueError, Issued, Issuer, ListApproved, ListIssuers, SealActivation,
    SealError, Sealed,
};
use ca_contract::officers::{
    DismissOfficer, DismissOfficerError, EnrolOfficer, EnrolOfficerError, EnrolledOfficer, ListOfficers, OfficerDismissed,
    OfficerEnrolled, OfficerRenewed, RenewOfficer, RenewOfficerError,
};
use ca_contract::operation::NeverRefused;
use ca_contract::revocation::{
    AccountError, RevocationAccount, RevocationSummary, RevokeByCode, RevokeByCodeError, RevokeByOfficers, RevokeByOfficersError,
    RevokedByCode, SignedAccount,
};
use ca_contract::status::{
    CertifiedResponderKey, CertifyError, CertifyResponderKey, FetchCrl, FetchCrlError, FetchedCrl, FollowStatus, Followed,
    SnapshotPage, StatusSnapshot,
};

use super::{Desk, Serve, route};
use crate::call::{Call, Fault};
use crate::core::Core;
use crate::{approvals, codes, escrow, events, feed, issuance, officers, revocation, standing};

pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .merge(route::<Approve>())
        .merge(route::<ListIssuers>())
        .merge(route::<ListApproved>())
        .merge(route::<Issue>())
        .merge(route::<SealActivation>())
        .merge(route::<SetCode>())
        .merge(route::<ReleasePuk>())
        .merge(route::<WhoseCertificate>())
        .merge(route::<FollowTokens>())
        .merge(route::<DossierKey>())
        .merge(route::<ReleasePin>())
        .merge(route::<RevokeByCode>())
        .merge(route::<RevokeByOfficers>())
        .merge(route::<RevocationAccount>())
        .merge(route::<EnrolOfficer>())
        .merge(route::<RenewOfficer>())
        .merge(route::<DismissOfficer>())
        .merge(route::<ListOfficers>())
        .merge(route::<StatusSnapshot>())
        .merge(route::<FollowStatus>())
        .merge(route::<FetchCrl>())
        .merge(route::<CertifyResponderKey>())
}

impl Serve for Approve {
    async fn serve(self, core: &Core, call: &Call) -> Result<Approved, Fault<ApproveError>> {
        approvals::approve(core, call, self).await
    }
}

impl Serve for ListIssuers {
    async fn serve(self, core: &Core, _: &Call) -> Result<Vec<Issuer>, Fault<NeverRefused>> {
        Ok(issuance::issuers(core))
    }
}

impl Serve for ListApproved {
    async fn serve(self, core: &Core, _: &Call) -> Result<Vec<ApprovedOrder>, Fault<NeverRefused>> {
        approvals::list(core, self).await
    }
}

impl Serve for Issue {
    async fn serve(self, core: &Core, call: &Call) -> Result<Issued, Fault<IssueError>> {
        issuance::issue(core, call, self).await
    }
}

impl Serve for SealActivation {
    async fn serve(self, core: &Core, call: &Call) -> Result<Sealed, Fault<SealError>> {
        escrow::seal(core, call, self).await
    }
}

impl Serve for SetCode {
    async fn serve(self, core: &Core, call: &Call) -> Result<CodeSet, Fault<SetCodeError>> {
        codes::set(core, call, self).await
    }
}

impl Serve for ReleasePuk {
    async fn serve(self, core: &Core, call: &Call) -> Result<ReleasedPuk, Fault<ReleasePukError>> {
        escrow::release_puk(core, call, self).await
    }
}

impl Serve for WhoseCertificate {
    async fn serve(self, core: &Core, _: &Call) -> Result<CertificateHolder, Fault<WhoseCertificateError>> {
        standing::whose(core, self).await
    }
}

impl Serve for FollowTokens {
    async fn serve(self, core: &Core, _: &Call) -> Result<TokenEvents, Fault<FollowTokensError>> {
        events::follow(core, self).await
    }
}

impl Serve for DossierKey {
    async fn serve(self, core: &Core, call: &Call) -> Result<DossierKeyAnswer, Fault<DossierKeyError>> {
        escrow::dossier_key(core, call, self).await
    }
}

impl Serve for ReleasePin {
    async fn serve(self, core: &Core, call: &Call) -> Result<ReleasedPin, Fault<ReleasePinError>> {
        escrow::release_pin(core, call, self).await
    }
}

impl Serve for RevokeByCode {
    async fn serve(self, core: &Core, call: &Call) -> Result<RevokedByCode, Fault<RevokeByCodeError>> {
        revocation::by_code(core, call, self).await
    }
}

impl Serve for RevokeByOfficers {
    async fn serve(self, core: &Core, call: &Call) -> Result<RevocationSummary, Fault<RevokeByOfficersError>> {
        revocation::by_officers(core, call, self).await
    }
}

impl Serve for RevocationAccount {
    async fn serve(self, core: &Core, _: &Call) -> Result<SignedAccount, Fault<AccountError>> {
        revocation::account(core, self).await
    }
}

impl Serve for EnrolOfficer {
    async fn serve(self, core: &Core, call: &Call) -> Result<OfficerEnrolled, Fault<EnrolOfficerError>> {
        officers::enrol(core, call, self).await
    }
}

impl Serve for RenewOfficer {
    async fn serve(self, core: &Core, call: &Call) -> Result<OfficerRenewed, Fault<RenewOfficerError>> {
        officers::renew(core, call, self).await
    }
}

impl Serve for DismissOfficer {
    async fn serve(self, core: &Core, call: &Call) -> Result<OfficerDismissed, Fault<DismissOfficerError>> {
        officers::dismiss(core, call, self).await
    }
}

impl Serve for ListOfficers {
    async fn serve(self, core: &Core, _: &Call) -> Result<Vec<EnrolledOfficer>, Fault<NeverRefused>> {
        officers::list(core, self).await
    }
}

impl Serve for StatusSnapshot {
    async fn serve(self, core: &Core, _: &Call) -> Result<SnapshotPage, Fault<NeverRefused>> {
        feed::snapshot(core, self).await
    }
}

impl Serve for FollowStatus {
    async fn serve(self, core: &Core, _: &Call) -> Result<Followed, Fault<NeverRefused>> {
        feed::follow(core, self).await
    }
}

impl Serve for FetchCrl {
    async fn serve(self, core: &Core, _: &Call) -> Result<FetchedCrl, Fault<FetchCrlError>> {
        feed::fetch_crl(core, self).await
    }
}

impl Serve for CertifyResponderKey {
    async fn serve(self, core: &Core, call: &Call) -> Result<CertifiedResponderKey, Fault<CertifyError>> {
        issuance::certify_responder(core, call, self).await
    }
}
