//! The portal's configuration file as written by `init`.

use super::Settings;

/// An invented supplier: no real SIREN begins with 1, and the bank of the account does not exist.
const INVENTED_SUPPLIER: &str = r#"name = "Sceau Démonstration"
legal_form = "SAS au capital de 100 000 €"
address = ["12 rue des Sceaux", "35000 Rennes"]
siren = "123456782"
vat_number = "FR32123456782"
iban = "FR76 9999 9000 0100 0000 0000 054"
bic = "SCEAFRPPXXX"
support_telephone = "02 99 00 00 01"
support_email = "assistance@sceau.example.org"
revocation_telephone = "02 99 00 00 02"
dossier_address = ["Sceau Démonstration", "Autorité d'enregistrement", "12 rue des Sceaux", "35000 Rennes"]
"#;

/// Placeholders that the operator must fill in before the portal starts.
const EMPTY_SUPPLIER: &str = r#"# Printed on pages, mails and invoices. The portal starts once every line says something.
name = ""
legal_form = ""
address = []
siren = ""
vat_number = ""
iban = ""
bic = ""
support_telephone = ""
support_email = ""
revocation_telephone = ""
# Where dossiers are returned by post.
dossier_address = []
"#;

impl Settings {
    pub(super) fn portal_file(&self) -> String {
        let supplier = if self.demonstration_site { INVENTED_SUPPLIER } else { EMPTY_SUPPLIER };
        let entrance = |listen: std::net::SocketAddr| {
            format!(
                "listen = \"{listen}\"\n\
                 # What browsers call it.\n\
                 site = \"https://localhost:{port}\"\n\
                 tls_certificate_file = \"tls.pem\"\n\
                 tls_key_file = \"tls.key\"\n",
                port = listen.port(),
            )
        };
        format!(
            "# The portal. Paths are relative to this file's folder.\n\
             [portal]\n\
             authority = \"{contract}\"\n\
             anchor_file = \"anchor.pem\"\n\
             identity_file = \"identity.key\"\n\
             database_file = \"database.url\"\n\
             master_key_file = \"master.key\"\n\
             dossiers = \"dossiers\"\n\n\
             # The entrance for everybody.\n\
             [portal.public]\n\
             {public}\n\
             # The entrance for officers and holders: it asks for a certificate.\n\
             [portal.certificate]\n\
             {certificate}\n\
             [portal.mail]\n\
             server = \"localhost\"\n\
             port = 25\n\
             security = \"plain\" # on loopback only; else \"starttls\" or \"tls\"\n\
             from = \"ne-pas-repondre@sceau.example.org\"\n\n\
             [portal.supplier]\n\
             {supplier}",
            contract = self.contract,
            public = entrance(self.public),
            certificate = entrance(self.certificate),
        )
    }
}
