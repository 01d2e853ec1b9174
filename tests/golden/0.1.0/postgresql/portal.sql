--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: _sqlx_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public._sqlx_migrations (
    version bigint NOT NULL,
    description text NOT NULL,
    installed_on timestamp with time zone DEFAULT now() NOT NULL,
    success boolean NOT NULL,
    checksum bytea NOT NULL,
    execution_time bigint NOT NULL
);


--
-- Name: acceptances; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.acceptances (
    order_id bytea NOT NULL,
    token text NOT NULL,
    certificate bytea NOT NULL,
    at bigint NOT NULL,
    wrong_data text
);


--
-- Name: accounts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts (
    id bytea NOT NULL,
    email text NOT NULL,
    address text NOT NULL,
    language text NOT NULL,
    salt bytea NOT NULL,
    verifier bytea NOT NULL,
    created_at bigint NOT NULL,
    password_changed_at bigint NOT NULL
);


--
-- Name: attempts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.attempts (
    budget bytea NOT NULL,
    id bytea NOT NULL,
    at bigint NOT NULL
);


--
-- Name: authorisations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.authorisations (
    id bytea NOT NULL,
    order_id bytea NOT NULL,
    question bytea NOT NULL,
    authorised_at bigint NOT NULL,
    settled_at bigint,
    refusal text
);


--
-- Name: codes_told; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.codes_told (
    token text NOT NULL,
    role text NOT NULL,
    at bigint NOT NULL
);


--
-- Name: dossiers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.dossiers (
    order_id bytea NOT NULL,
    touched_at bigint NOT NULL,
    handed_in_at bigint
);


--
-- Name: excesses; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.excesses (
    id bytea NOT NULL,
    order_id bytea NOT NULL,
    since bigint NOT NULL,
    refunded_at bigint
);


--
-- Name: exhausted_budgets; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.exhausted_budgets (
    budget bytea NOT NULL,
    recorded_at bigint NOT NULL
);


--
-- Name: identity_checks; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.identity_checks (
    id bytea NOT NULL,
    order_id bytea NOT NULL,
    officer bytea NOT NULL,
    met_on text NOT NULL,
    place text NOT NULL,
    document text NOT NULL,
    number_end text NOT NULL,
    document_expires text NOT NULL,
    recorded_at bigint NOT NULL,
    validated_until bigint NOT NULL,
    voided_at bigint
);


--
-- Name: invoice_numbers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.invoice_numbers (
    year bigint NOT NULL,
    last bigint NOT NULL
);


--
-- Name: invoices; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.invoices (
    number text NOT NULL,
    order_id bytea NOT NULL,
    issued_at bigint NOT NULL,
    billing text NOT NULL,
    holder text NOT NULL,
    means text NOT NULL
);


--
-- Name: known_sources; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.known_sources (
    address bytea NOT NULL,
    source bytea NOT NULL,
    seen_at bigint NOT NULL
);


--
-- Name: ledger; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger (
    idx bigint NOT NULL,
    at bigint NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    detail text NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL
);


--
-- Name: ledger_head; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_head (
    one bigint NOT NULL,
    idx bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT ledger_head_one_check CHECK ((one = 1))
);


--
-- Name: loose_files; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.loose_files (
    id bytea NOT NULL,
    order_id bytea NOT NULL,
    since bigint NOT NULL
);


--
-- Name: officer_proposals; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.officer_proposals (
    id bytea NOT NULL,
    change text NOT NULL,
    proposed_by bytea NOT NULL,
    proposed_at bigint NOT NULL,
    confirmed_by bytea,
    confirmed_at bigint,
    outcome text
);


--
-- Name: officer_reminders; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.officer_reminders (
    fingerprint bytea NOT NULL,
    days bigint NOT NULL,
    sent_at bigint NOT NULL
);


--
-- Name: officer_revocations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.officer_revocations (
    id bytea NOT NULL,
    order_id bytea NOT NULL,
    token text NOT NULL,
    reason text NOT NULL,
    evidence bytea NOT NULL,
    recorded_by bytea NOT NULL,
    recorded_at bigint NOT NULL,
    confirmed_by bytea,
    confirmed_at bigint,
    outcome text
);


--
-- Name: officers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.officers (
    id bytea NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    fingerprint bytea NOT NULL,
    roles text NOT NULL,
    since bigint NOT NULL,
    removed_at bigint,
    valid_from bigint,
    valid_until bigint,
    language text DEFAULT 'fr'::text NOT NULL
);


--
-- Name: order_events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.order_events (
    order_id bytea NOT NULL,
    "position" bigint NOT NULL,
    at bigint NOT NULL,
    event text NOT NULL
);


--
-- Name: order_numbers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.order_numbers (
    year bigint NOT NULL,
    last bigint NOT NULL
);


--
-- Name: orders; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.orders (
    id bytea NOT NULL,
    account bytea NOT NULL,
    person bytea NOT NULL,
    product text NOT NULL,
    application text NOT NULL,
    begun_at bigint NOT NULL,
    state text NOT NULL,
    since bigint NOT NULL,
    facts text NOT NULL,
    number text,
    placed_at bigint,
    price_excluding_vat_cents bigint,
    vat_per_mille bigint,
    version bigint NOT NULL
);


--
-- Name: outbox; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outbox (
    id bigint NOT NULL,
    kind text NOT NULL,
    payload bytea NOT NULL,
    enqueued_at bigint NOT NULL,
    due_at bigint NOT NULL,
    attempts bigint NOT NULL,
    last_fault text
);


--
-- Name: outbox_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payments; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payments (
    id bytea NOT NULL,
    order_id bytea NOT NULL,
    at bigint NOT NULL,
    amount_cents bigint NOT NULL,
    means text NOT NULL,
    transfer bytea
);


--
-- Name: pending_logins; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pending_logins (
    token bytea NOT NULL,
    purpose text NOT NULL,
    email text NOT NULL,
    language text NOT NULL,
    account bytea,
    salt bytea,
    verifier bytea,
    begun_at bigint NOT NULL,
    code bytea,
    sent_at bigint NOT NULL,
    tries bigint NOT NULL,
    accepted_at bigint
);


--
-- Name: people; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people (
    id bytea NOT NULL,
    account bytea NOT NULL,
    known_since bigint NOT NULL
);


--
-- Name: piece_files; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.piece_files (
    id bytea NOT NULL,
    order_id bytea NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    media text NOT NULL,
    length bigint NOT NULL,
    digest bytea NOT NULL,
    received_at bigint NOT NULL
);


--
-- Name: pieces; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pieces (
    order_id bytea NOT NULL,
    kind text NOT NULL,
    state text NOT NULL
);


--
-- Name: pin_letters; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pin_letters (
    order_id bytea NOT NULL,
    token text NOT NULL,
    idempotency_key bytea NOT NULL,
    due_at bigint NOT NULL,
    kept_at bigint,
    sealed bytea,
    lost_at bigint,
    printed_at bigint,
    printed_by bytea
);


--
-- Name: replaced_officer_certificates; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.replaced_officer_certificates (
    fingerprint bytea NOT NULL,
    officer bytea NOT NULL,
    replaced_at bigint NOT NULL
);


--
-- Name: sessions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sessions (
    token bytea NOT NULL,
    account bytea NOT NULL,
    begun_at bigint NOT NULL,
    seen_at bigint NOT NULL
);


--
-- Name: token_feed; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.token_feed (
    id bigint NOT NULL,
    followed bigint NOT NULL,
    CONSTRAINT token_feed_id_check CHECK ((id = 1))
);


--
-- Name: transfers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.transfers (
    id bytea NOT NULL,
    form_key bytea NOT NULL,
    statement_date text NOT NULL,
    amount_cents bigint NOT NULL,
    reference text NOT NULL,
    payer text NOT NULL,
    recorded_by bytea NOT NULL,
    recorded_at bigint NOT NULL,
    order_id bytea,
    returned_at bigint,
    return_reason text
);


--
-- Name: transfers_shown; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.transfers_shown AS
 SELECT t.id,
    t.form_key,
    t.statement_date,
    t.amount_cents,
    t.reference,
    t.payer,
    t.recorded_by,
    t.recorded_at,
    t.order_id,
    t.returned_at,
    t.return_reason,
    o.number
   FROM (public.transfers t
     LEFT JOIN public.orders o ON ((o.id = t.order_id)));


--
-- Data for Name: _sqlx_migrations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public._sqlx_migrations VALUES (1, 'ledger', '2026-11-28 06:46:44.903584+00', true, '\x6dc7d1d9aadeb73b8b3b5a1fe844c35331e8a8b2f537426beed71c02405ffbfe3c22436d96ca3f83431beba5180f317f', 7898842);
INSERT INTO public._sqlx_migrations VALUES (2, 'outbox', '2026-11-28 06:46:44.911863+00', true, '\xd5be69ba89ed96d5b20e2d78e3a8af05b22ed3c6ed028936dded6a217c74f0680bff7b0fb74a4731c2f882f1e1eb3fbb', 1689473);
INSERT INTO public._sqlx_migrations VALUES (3, '0003_accounts', '2026-11-28 06:46:44.913678+00', true, '\x924f0fccebe7d65d31562a0ab6b479a2f1dd4ab592bf2f68f54673d9e8dc9e60fbdfdac1251e5ee8210f890de1c6c003', 13518588);
INSERT INTO public._sqlx_migrations VALUES (4, '0004_orders', '2026-11-28 06:46:44.927484+00', true, '\xc7418a327cdf3107f112004bfdb5cb5ec8814f4a7a66b713aecb7f9afbc38198447fa11b138e07cd5d3d50987883636f', 11644697);
INSERT INTO public._sqlx_migrations VALUES (5, '0005_payments', '2026-11-28 06:46:44.939379+00', true, '\x36cf008dadf673275f996a84772fba33b41efc4e2ce8085b8aa0e7a7d825e4738d48f7e6de653a88b3d76325946ce216', 11902284);
INSERT INTO public._sqlx_migrations VALUES (6, '0006_dossiers', '2026-11-28 06:46:44.951568+00', true, '\x48dd57ebe496908a10fcc87f549e38e4caf2d480072e2778c154d6647b8af39282220f058c88d87d471f41f3634ecf0e', 9214084);
INSERT INTO public._sqlx_migrations VALUES (7, '0007_desk', '2026-11-28 06:46:44.961002+00', true, '\x209b9ec3b8ef33d064df95abdbd8cae9d4754f5a65efa3d379ab3898c0a71becd7c94ed1b1f907cd7e94acfe95e15f67', 11659831);
INSERT INTO public._sqlx_migrations VALUES (8, '0008_production', '2026-11-28 06:46:44.9732+00', true, '\xf22de5fdc87209bb7a0ac58162e0cc3ce55d671f0d848eafe8351eeedeab9104a7877ceaeac349a0c67b24d74f771488', 8462828);
INSERT INTO public._sqlx_migrations VALUES (9, '0009_holders', '2026-11-28 06:46:44.986777+00', true, '\x06a6a231ae9ef479cbee24c677f46cd19f9c36fb2ae041b0782c27071bfb3e6dbb26b41865757f8304c6a1dd0247ce20', 7500504);
INSERT INTO public._sqlx_migrations VALUES (10, '0010_voided_checks', '2026-11-28 06:46:44.989376+00', true, '\x1b8b82072d5da61dd59bab942a749603a45c7b0adae5ec60088e39fdbfb65ef66e89d47b20b79c31a1e365f2bc5b0728', 348533);
INSERT INTO public._sqlx_migrations VALUES (11, '0011_refunds', '2026-11-28 06:46:44.989796+00', true, '\xc331cb0422d9d38bc09e88fc1f2f7b57de2b98a80224f88a3fcbbc5fdd5a305e2be744447fbb60e7b587d7b1827d74ce', 5143732);
INSERT INTO public._sqlx_migrations VALUES (12, '0012_officer_certificates', '2026-11-28 06:46:44.995049+00', true, '\x0644b5a562aa7386d2db4b80c9a0929040dfa5486d8a38e94c49df5bbd1722212cb4bcc2bce54f634b94b3701f6b7930', 3891053);


--
-- Data for Name: acceptances; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.acceptances VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 'ST-99BE62092DEC', '\xeebfb5894a1a8cc34280fbbeb4f486cc80003d3b760d631275b9abef4df36d91', 1795848423659, NULL);
INSERT INTO public.acceptances VALUES ('\x01a220e84a2272d3900f7d508a4be484', 'ST-C5A6BB917B7D', '\x9373705ec09812fda2edf19ef3131faf59301ec6cec68f0bee8e367f6a9990a0', 1795848429583, NULL);


--
-- Data for Name: accounts; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.accounts VALUES ('\x01a220e82f977a39be1d49aa7c4360a1', 'maelle.kervadec@sceau.example.org', 'maelle.kervadec@sceau.example.org', 'fr', '\x06485502dc9277bfd4d7c2557d277e84', '\x797769a530ce80798c8fd4b80f174cc4cbe8e887c74c75e142b6d40f6bd02a12', 1795848417175, 1795848417175);
INSERT INTO public.accounts VALUES ('\x01a220e84a0a79edb104a9352f4f557a', 'loic.morvan@sceau.example.org', 'loic.morvan@sceau.example.org', 'fr', '\x7c23cacf9152190e370cb7aded249e88', '\xf056226fe7b77cab07ce8beb7c96a6fe0dcbc73c0b043c678615850928d570af', 1795848423946, 1795848423946);


--
-- Data for Name: attempts; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.attempts VALUES ('\xddd11d442fcbf40a511ad1f318bea24830513cf1e2857f479924624175f378e4', '\x01a220e82f6c72619f01d1afc2ca102e', 1795848417132);
INSERT INTO public.attempts VALUES ('\x5921086ad7a3b1cd3aa59f138e2dcf381ce2d44e05b86d3e3a35566666376dd3', '\x01a220e82f6c72619f01d1afc2ca102e', 1795848417132);
INSERT INTO public.attempts VALUES ('\x460f119debe7e722eb659854051007f4790f029a54a103e97dd639ea9fd0b4b9', '\x01a220e8497b7c6cb7738e1d32435f39', 1795848423803);
INSERT INTO public.attempts VALUES ('\x5e677313dcb3d6e48eb40388e237afdf14eef698b501fdd41e4c06294c08ab65', '\x01a220e849f678de909ce8044b5f20d2', 1795848423926);
INSERT INTO public.attempts VALUES ('\x5921086ad7a3b1cd3aa59f138e2dcf381ce2d44e05b86d3e3a35566666376dd3', '\x01a220e849f678de909ce8044b5f20d2', 1795848423926);
INSERT INTO public.attempts VALUES ('\x18012507d67c39505bfd5323b3819c65935ea7fe8ba0bc95c20a795f817702b5', '\x01a220e8606577948a3638319bf39d16', 1795848429669);


--
-- Data for Name: authorisations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.authorisations VALUES ('\x01a220e83d14765f9922e86ca5b1528e', '\x01a220e82fdd7072814c5aef611cf74c', '\x6bda971b73340c03059d49d2c4bd34b3440f33769f828f3889ded7947bb460c80d21f02ea55de784b391029e0e2ce3743f309fa307749a928a6648cda352c9e9b7ad952dfc384ecee754004ca655ba3797696ed65694c5798a57af0225a8726873550141e138d9bb8cf1c6e055d627c5431a28fa0d8df895d3c9e4829538538b6661eeba3cb329766dd703a6a07d2efb989075fe041c8ff46232d52e0aac1b500e3d5f65ff7f94d5d500c6982b69e8db3e837f9a6e8be5f140755b794ddd87c5da50c785aa68c307222dff58031f06e11b7bdedf60a5b381745494d8e319688d96fd52d7c40a25fe58ea973ccd746310dc166c835ba04f50b969dd6cde32622560d12ccddf925f68fb255d185e76b0b3879b49d070b891c2247f4c91446cdc2c4a349fef52522d677e069231e110f32bee0cade7e4b091bd320d8829ae5b697044255b21a6887ef796d84f26e91296bf594547ffa5a14e92b37244dd52892c5f8d01252e4605bbcf8cb85e283285539f3c37be8670ae1642ffed8456a8945580ac3e786c680aae4ed364777c65fd603229505efc0b0f7db54088d65a9d70ee5f0c197dc739b97f8ce6c1e7cb40c63507d93338eee8a873e0ba882a4759c8814838e2da304ba7d11308e5622554a1cf83b37422696c23564bb70473b9ea27d0a192ea976fdeee74624b331cd05676e8964c24a09c2753a69c111f4340c2fc85ba4eaad56f76801dadc42a0a3807a865c14a7737818af25907f3be6e454eddabeffc5a10942cee81349ab088ad52d2d168aa9a06001a3a57563b089e02beaaffeea7b550fb7c22d710e7f987768883ebe9661039a8b52b1cf742396639d1c309325b85348b10e1e393896f2c1455ea394fc6ce0aac60d49fdf3107204ac2a0f579d0106affadd5ca903df11361ecf0e6520a18735103c44caa3413b6747425db167cbf5f100286cca9f503d74f673b512cb578e0bd706ab1f2fcf3d954caa958296baf5920408435402ea5255aff598a468fefa089666ef768d9085dfa891ddc58af85aef222dc27673385ba1daa3fb14a5e85c432ee2584d0480f9eff14bdc52c32db25246661905cf9d5a39f74ee718fa243ca4612167bca73087eaec460e16b624d2598af3184f76d4be3536843360f2549205ddca01eb40eeb19251e8a2df9576dbe56e3b41e16deecb7092204a4b94c71031321a701e6fda98e3764a25ff3', 1795848420628, 1795848420694, NULL);
INSERT INTO public.authorisations VALUES ('\x01a220e8552f7c06b75834894f318584', '\x01a220e84a2272d3900f7d508a4be484', '\xd52e1d3fce7e7b0943ee2b57fa729966c830e083263b553047f971143fadfb724afadbcd8db833a9ff0be568a127117c96efe572e69ad5bd904aaa49e7b462e5fa776d1d2f3e47e9df5671388ae13af3c38968bbdc17cc09182d51055fe20573a8ddf968023d2914d6df576df0dcf957f7753b873d3c0077aab94442feca88194f27fab49d720e26e6db3c9c903652ffa5aa9fb58fd37af029ae80b8708e203198e780f1ff5531f72cd28e3612b9e1c52947ef0df948f3e9e23879751a29bddbe5c9d75b9db9702955a00b76d861c9c406568783b16413af80199f63c980df560f36a8677533508d555117fe5c57fdfb0bf8b587da9e977265dc91221c0382746c6258219cc76c34bae74defa5213fccd52f6b217248cc15e9fb4ace2188f6e76fdeb3cfedcbf077812126c05c37df06277686c4a9beccb6f06e8809327a09b4ce1e190dbd995ed6963953f7ce9b6e6b9a3f23b2838f9c3c7e6d57ec877b393d25c09b297d31fad1ec8828b833f8cb89d20ec180f1852ab0115c5a390ef6e95992ed4bc3d142b737bc0ed6fadd7ed642dd64f714f204cd1784cbac6be2f1bb3f83b0ed2adbcb9f091ef936a5cdb0e606b2e0c993d8065900cf09f643aca7a61a4f809a6cb1c8748326f55b0275190968480f13562584249977ac87ca68f488495f90133e3279b50557984a158e8579e24863ddcec737659a24145323df77550181026e9dc47fb2550451dd22131e7d229b8a519ad033af53ba727f223a87dc3e1cb10cceeb5deed1f4b8c3410a17a7bde792af4155db4427858818b88d7b6339f89520036c79d121459bb9cd2c7bf67c215ea30c165905a092cf0ed0f5fe582c45cb5afa1895de9d96706346ef4a3e93f2c3505d58677f9df58770b86a89120fb3c94ecb6ab7bc47b70dfb44fa6061b8c6574ed0675b8482537fd4962e2a8765be3dcbbb5bbd4868591ed05f65b78bfe75f1f840934aeaf1086fc31769758e09b211af8342c4b7b28fb34520afc8486bec0d81e9581a413282303d446c1579a9aedb27ac4545221e7331e310784df7fea41a5f1514e018c31d6eda5fabed3d7ad766993fd22a1430ef20fc347f3e349a5063f2c0bfae69efe10a4eaabdbfe93744de2d203f838dda0a8ebc26e7f35dda1c6db760e494d7fb8ce380958b39590770ddf72d39692aff4339db913bdfeef87284dec57f2ebe5c727874dda8ecd502af931fac85', 1795848426799, 1795848426862, NULL);


--
-- Data for Name: codes_told; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.codes_told VALUES ('ST-99BE62092DEC', 'main companion', 1795848423803);
INSERT INTO public.codes_told VALUES ('ST-C5A6BB917B7D', 'main companion', 1795848429669);


--
-- Data for Name: dossiers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.dossiers VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 1795848419201, 1795848419325);
INSERT INTO public.dossiers VALUES ('\x01a220e84a2272d3900f7d508a4be484', 1795848425522, 1795848425583);


--
-- Data for Name: excesses; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: exhausted_budgets; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: identity_checks; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.identity_checks VALUES ('\x01a220e83b48722abe22f7f72224f169', '\x01a220e82fdd7072814c5aef611cf74c', '\x01a220e7fd857f42a2153c7ab3d1fc5b', '2026-11-28', 'Rennes', 'passport', '4X71', '2031-09-30', 1795848420168, 1803596400000, NULL);
INSERT INTO public.identity_checks VALUES ('\x01a220e852ef79dc9fb978e49102a6cd', '\x01a220e84a2272d3900f7d508a4be484', '\x01a220e7fd857f42a2153c7ab3d1fc5b', '2026-11-28', 'Rennes', 'passport', '4X71', '2031-09-30', 1795848426223, 1803596400000, NULL);


--
-- Data for Name: invoice_numbers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.invoice_numbers VALUES (2026, 2);


--
-- Data for Name: invoices; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.invoices VALUES ('F-2026-000001', '\x01a220e82fdd7072814c5aef611cf74c', 1795848417628, '{"holder":{"recipient":"Maëlle Kervadec","complement":null,"street":"4 quai des Deux-Rives","postcode":"22000","town":"Saint-Brieuc","country":"FR"}}', 'Maëlle Kervadec', 'demonstration-card');
INSERT INTO public.invoices VALUES ('F-2026-000002', '\x01a220e84a2272d3900f7d508a4be484', 1795848424298, '{"holder":{"recipient":"Loïc Morvan-L''Hostis","complement":null,"street":"18 venelle du Créou","postcode":"29600","town":"Morlaix","country":"FR"}}', 'Loïc Étienne Morvan-L''Hostis', 'demonstration-card');


--
-- Data for Name: known_sources; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.known_sources VALUES ('\x8dd3f9e782d4414d9f0f25e59b9dbe39de7c99c47f717e949d7563b3bf32fd42', '\x5cb589ed072282e280c7449340c8bad249fd27092456042d03c7a799a4e0a0b6', 1795848417175);
INSERT INTO public.known_sources VALUES ('\x4d2f39f1fea15a7bcef288941e29e8562519f102fff6d0def9e7f67f29a36bc8', '\x5cb589ed072282e280c7449340c8bad249fd27092456042d03c7a799a4e0a0b6', 1795848423946);


--
-- Data for Name: ledger; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.ledger VALUES (1, 1795848417129, 'portal', 'officer.followed', '01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', '{"fingerprint":"5e4552f5d95fe3fdf8b886077b7245bdd8d88c35e2b7e42ab3efefc815aee002","roles":["registration-officer","production-operator","accountant","security-officer"]}', '\x0000000000000000000000000000000000000000000000000000000000000000', '\xf6de8ecf2db6997065ceb87dbcc6b8809827200dde088b617c43ad11604fa9f2');
INSERT INTO public.ledger VALUES (2, 1795848417129, 'portal', 'officer.followed', '01a220e7-fdb0-7696-a544-23dae3b0b745', '{"fingerprint":"ce33031fe051919e43082329bc51ba4234e4f3bfa51b69d4bc3f172e9ab7daaa","roles":["registration-officer","production-operator","accountant","security-officer"]}', '\xf6de8ecf2db6997065ceb87dbcc6b8809827200dde088b617c43ad11604fa9f2', '\x520b51206810c3f9ac92250f0e62f572af6db4070f4f92efdf652451a1afb6a5');
INSERT INTO public.ledger VALUES (3, 1795848417175, 'account 01a220e8-2f97-7a39-be1d-49aa7c4360a1', 'account.created', '01a220e8-2f97-7a39-be1d-49aa7c4360a1', '{}', '\x520b51206810c3f9ac92250f0e62f572af6db4070f4f92efdf652451a1afb6a5', '\x7658eb7727f8af729bba27745c6bfeebd96bea38a82e3104818cee4bc80b79c2');
INSERT INTO public.ledger VALUES (4, 1795848417536, 'account 01a220e8-2f97-7a39-be1d-49aa7c4360a1', 'order.placed', 'SC-2026-000001', '{"price":{"excluding_vat_cents":15900,"vat_per_mille":200},"product":"expert-card","terms":{"accepted_at":"2026-11-28T06:46:57.516Z","digest":"7986c6580030571030832bdec3234f7e622d044fab6185484577afa143a98142","version":"2026-11-23"}}', '\x7658eb7727f8af729bba27745c6bfeebd96bea38a82e3104818cee4bc80b79c2', '\xf1a9f6d39f889f2036f7aac56df521ea4b58f0894e83b299a366f6582560a9b9');
INSERT INTO public.ledger VALUES (5, 1795848417628, 'account 01a220e8-2f97-7a39-be1d-49aa7c4360a1', 'payment.received', 'SC-2026-000001', '{"amount_cents":19080,"due_cents":0,"transfer":null}', '\xf1a9f6d39f889f2036f7aac56df521ea4b58f0894e83b299a366f6582560a9b9', '\x07451233bc559b56cfc710ea634bcc52009d1a65d1f8548fc10976a75ff6a08a');
INSERT INTO public.ledger VALUES (6, 1795848417628, 'portal', 'invoice.issued', 'F-2026-000001', '{"order":"SC-2026-000001"}', '\x07451233bc559b56cfc710ea634bcc52009d1a65d1f8548fc10976a75ff6a08a', '\xc31f1ecc8497e24fc6a8d3a2c87e4c5468e4ca361f82f60fc7791050853a13cb');
INSERT INTO public.ledger VALUES (7, 1795848418930, 'account 01a220e8-2f97-7a39-be1d-49aa7c4360a1', 'piece.added', 'SC-2026-000001', '{"digest":"2119607f739994df3fbd84b4d92a22387f9f360b347f90fa91d18e37a2cc5603","file":"01a220e8-3626-7a6a-99e4-17a56297fe21","length":41673,"piece":"signed-dossier"}', '\xc31f1ecc8497e24fc6a8d3a2c87e4c5468e4ca361f82f60fc7791050853a13cb', '\xcca38278d49cda564e06d9e8032c03371188c11d19d1c5fafdb8c5de0ad2a153');
INSERT INTO public.ledger VALUES (8, 1795848419097, 'account 01a220e8-2f97-7a39-be1d-49aa7c4360a1', 'piece.added', 'SC-2026-000001', '{"digest":"b0116051721f7770637d0532782b339730ed1d4388559af57f666fbd3e34f38b","file":"01a220e8-3702-7741-85ad-c8dd2e0fcc92","length":5322,"piece":"identity-document"}', '\xcca38278d49cda564e06d9e8032c03371188c11d19d1c5fafdb8c5de0ad2a153', '\xb13451194223ada00f64843425a400d783b64d8ac14bc721198f49d158da03c5');
INSERT INTO public.ledger VALUES (9, 1795848419237, 'account 01a220e8-2f97-7a39-be1d-49aa7c4360a1', 'piece.added', 'SC-2026-000001', '{"digest":"2119607f739994df3fbd84b4d92a22387f9f360b347f90fa91d18e37a2cc5603","file":"01a220e8-3781-754e-a0a1-94759e841918","length":41673,"piece":"proof-of-listing"}', '\xb13451194223ada00f64843425a400d783b64d8ac14bc721198f49d158da03c5', '\xe0aa124d25bb2604db80eb5735e96778553ff9c3f67a67a0d389641a624719dd');
INSERT INTO public.ledger VALUES (10, 1795848419325, 'account 01a220e8-2f97-7a39-be1d-49aa7c4360a1', 'dossier.handed-in', 'SC-2026-000001', '{"dossier":"1c2a1df68dc21406a05a5a742e0b021ff553228bbf0fbacd512477084d70d41a"}', '\xe0aa124d25bb2604db80eb5735e96778553ff9c3f67a67a0d389641a624719dd', '\x15dabedb03a8948a5692df93ac97ca545dd7dd8db4e0af7980dae663bc2d6b94');
INSERT INTO public.ledger VALUES (11, 1795848419603, 'officer 01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', 'piece.viewed', 'SC-2026-000001', '{"digest":"2119607f739994df3fbd84b4d92a22387f9f360b347f90fa91d18e37a2cc5603","file":"01a220e8-3626-7a6a-99e4-17a56297fe21","piece":"signed-dossier"}', '\x15dabedb03a8948a5692df93ac97ca545dd7dd8db4e0af7980dae663bc2d6b94', '\x518e1c5a769b41e7413e1913c5ad22dcf5e0af5511c55e1ad01322ad627ff3aa');
INSERT INTO public.ledger VALUES (12, 1795848419662, 'officer 01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', 'piece.viewed', 'SC-2026-000001', '{"digest":"b0116051721f7770637d0532782b339730ed1d4388559af57f666fbd3e34f38b","file":"01a220e8-3702-7741-85ad-c8dd2e0fcc92","piece":"identity-document"}', '\x518e1c5a769b41e7413e1913c5ad22dcf5e0af5511c55e1ad01322ad627ff3aa', '\x97d41af8009bc593abc6fba8ee0afa4751aab3b5692e6fc00c0aab89003190dc');
INSERT INTO public.ledger VALUES (13, 1795848419691, 'officer 01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', 'piece.viewed', 'SC-2026-000001', '{"digest":"2119607f739994df3fbd84b4d92a22387f9f360b347f90fa91d18e37a2cc5603","file":"01a220e8-3781-754e-a0a1-94759e841918","piece":"proof-of-listing"}', '\x97d41af8009bc593abc6fba8ee0afa4751aab3b5692e6fc00c0aab89003190dc', '\xf00ffd97704af8defec8ffb7f38d0980db88c94ad5a8c86403711d02f3e3ea42');
INSERT INTO public.ledger VALUES (14, 1795848419737, 'officer 01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', 'piece.accepted', 'SC-2026-000001', '{"dossier":"1c2a1df68dc21406a05a5a742e0b021ff553228bbf0fbacd512477084d70d41a","piece":"signed-dossier"}', '\xf00ffd97704af8defec8ffb7f38d0980db88c94ad5a8c86403711d02f3e3ea42', '\x3b5571bbb6ebf39602cbaee7f6381f10de23f9889455d88ee562c039a301bd20');
INSERT INTO public.ledger VALUES (15, 1795848419823, 'officer 01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', 'piece.accepted', 'SC-2026-000001', '{"dossier":"1c2a1df68dc21406a05a5a742e0b021ff553228bbf0fbacd512477084d70d41a","piece":"identity-document"}', '\x3b5571bbb6ebf39602cbaee7f6381f10de23f9889455d88ee562c039a301bd20', '\xb6ab55537ce942f3a42c9c1988829446761cc1fe6bb8846213929ba50d1ec147');
INSERT INTO public.ledger VALUES (16, 1795848419930, 'officer 01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', 'piece.accepted', 'SC-2026-000001', '{"dossier":"1c2a1df68dc21406a05a5a742e0b021ff553228bbf0fbacd512477084d70d41a","piece":"proof-of-listing"}', '\xb6ab55537ce942f3a42c9c1988829446761cc1fe6bb8846213929ba50d1ec147', '\x1faa8b587ae34ae1c62d9fc3524b385951dc5f68712eed2f2b5940d915bfffbb');
INSERT INTO public.ledger VALUES (17, 1795848420168, 'officer 01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', 'identity.checked', 'SC-2026-000001', '{"document":"passport","on":"2026-11-28","validated_until":"2027-02-25T23:00:00.000Z"}', '\x1faa8b587ae34ae1c62d9fc3524b385951dc5f68712eed2f2b5940d915bfffbb', '\xe9a5a136db087b2270a7830bbc6727a515a0191b5bbd94da473b3e0ce05829ee');
INSERT INTO public.ledger VALUES (18, 1795848420400, 'officer 01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', 'order.reviewed', 'SC-2026-000001', '{"dossier":"1c2a1df68dc21406a05a5a742e0b021ff553228bbf0fbacd512477084d70d41a","seen":"c4f052ec9055e8fe104df4d4862effc1e5cfc12706fc4c700fdeb1f1aa166f60"}', '\xe9a5a136db087b2270a7830bbc6727a515a0191b5bbd94da473b3e0ce05829ee', '\xdba1689dcaf74d45a311dea76bcaa38ac68b0e7762208ad215380f5b5eb65131');
INSERT INTO public.ledger VALUES (19, 1795848420628, 'officer 01a220e7-fdb0-7696-a544-23dae3b0b745', 'order.authorised', 'SC-2026-000001', '{"dossier":"1c2a1df68dc21406a05a5a742e0b021ff553228bbf0fbacd512477084d70d41a","reviewed_by":"01a220e7-fd85-7f42-a215-3c7ab3d1fc5b","seen":"c4f052ec9055e8fe104df4d4862effc1e5cfc12706fc4c700fdeb1f1aa166f60"}', '\xdba1689dcaf74d45a311dea76bcaa38ac68b0e7762208ad215380f5b5eb65131', '\x6441e5b5260b0666dee8b67539d40be9d92eee0d2b045da9ee4f89dc3c1d4c02');
INSERT INTO public.ledger VALUES (20, 1795848420694, 'portal', 'order.approved', 'SC-2026-000001', '{}', '\x6441e5b5260b0666dee8b67539d40be9d92eee0d2b045da9ee4f89dc3c1d4c02', '\xd209f4f0ef5412afc8eb44ce824f975b82e9d039a907433c19c6e173668b2709');
INSERT INTO public.ledger VALUES (21, 1795848420989, 'portal', 'order.produced', 'SC-2026-000001', '{"model":"software","token":"ST-99BE62092DEC"}', '\xd209f4f0ef5412afc8eb44ce824f975b82e9d039a907433c19c6e173668b2709', '\xac13ae3d093348917a4f308a64c5289a04d277102eea54aac6b38b9506f0bb7d');
INSERT INTO public.ledger VALUES (22, 1795848423079, 'portal', 'pin-letter.stored', 'SC-2026-000001', '{}', '\xac13ae3d093348917a4f308a64c5289a04d277102eea54aac6b38b9506f0bb7d', '\xe943e162c42695104ac572d9722fe140d75ddd31a0556764f6bafc0d2d134e44');
INSERT INTO public.ledger VALUES (23, 1795848423113, 'officer 01a220e7-fdb0-7696-a544-23dae3b0b745', 'pin-letter.opened', 'SC-2026-000001', '{}', '\xe943e162c42695104ac572d9722fe140d75ddd31a0556764f6bafc0d2d134e44', '\x621963c3b05a5caa74a9919d13fe264fa3d71f9542dd5f8c35436359ac6ef09b');
INSERT INTO public.ledger VALUES (24, 1795848423339, 'officer 01a220e7-fdb0-7696-a544-23dae3b0b745', 'pin-letter.printed', '01a220e8-2fdd-7072-814c-5aef611cf74c', '{}', '\x621963c3b05a5caa74a9919d13fe264fa3d71f9542dd5f8c35436359ac6ef09b', '\x35b19c54681b45e96d60358f589bc2e44e0b67655e1e54bff70872c6a39029cb');
INSERT INTO public.ledger VALUES (25, 1795848423376, 'officer 01a220e7-fdb0-7696-a544-23dae3b0b745', 'order.shipped', 'SC-2026-000001', '{"token":"ST-99BE62092DEC"}', '\x35b19c54681b45e96d60358f589bc2e44e0b67655e1e54bff70872c6a39029cb', '\x150a54dba20e26b7c887f5d27b943badb16ae3d4fd05b4dbee5256fde4cbfdd7');
INSERT INTO public.ledger VALUES (26, 1795848423587, 'holder eebfb5894a1a8cc34280fbbeb4f486cc80003d3b760d631275b9abef4df36d91', 'order.activated', 'SC-2026-000001', '{}', '\x150a54dba20e26b7c887f5d27b943badb16ae3d4fd05b4dbee5256fde4cbfdd7', '\xdb2460a9dd039ffb63d28940f5c72b4d49a1f19be53fc2908b0dfa86eb2a5c87');
INSERT INTO public.ledger VALUES (27, 1795848423659, 'holder eebfb5894a1a8cc34280fbbeb4f486cc80003d3b760d631275b9abef4df36d91', 'certificates.accepted', 'SC-2026-000001', '{}', '\xdb2460a9dd039ffb63d28940f5c72b4d49a1f19be53fc2908b0dfa86eb2a5c87', '\x17a6270c498f4d39cd8cf5e99e1012c30b1ca67165f91d07229448bb5800b9fb');
INSERT INTO public.ledger VALUES (28, 1795848423946, 'account 01a220e8-4a0a-79ed-b104-a9352f4f557a', 'account.created', '01a220e8-4a0a-79ed-b104-a9352f4f557a', '{}', '\x17a6270c498f4d39cd8cf5e99e1012c30b1ca67165f91d07229448bb5800b9fb', '\x1a2e4cfcd41bf3cc3ee7d3afadcb83a380455e850db7315629a8ba422fa87f7a');
INSERT INTO public.ledger VALUES (30, 1795848424298, 'account 01a220e8-4a0a-79ed-b104-a9352f4f557a', 'payment.received', 'SC-2026-000002', '{"amount_cents":19080,"due_cents":0,"transfer":null}', '\xb6b06ff5fc5c5b1bf2050f77121b4cc46510e7dd0f2065c131c0b00109c8af60', '\xb534e4c2c9f125e9d2217b06ff28c4dc362ce424c8ba8dcc682f5b89640d4185');
INSERT INTO public.ledger VALUES (29, 1795848424223, 'account 01a220e8-4a0a-79ed-b104-a9352f4f557a', 'order.placed', 'SC-2026-000002', '{"price":{"excluding_vat_cents":15900,"vat_per_mille":200},"product":"expert-card","terms":{"accepted_at":"2026-11-28T06:47:04.202Z","digest":"7986c6580030571030832bdec3234f7e622d044fab6185484577afa143a98142","version":"2026-11-23"}}', '\x1a2e4cfcd41bf3cc3ee7d3afadcb83a380455e850db7315629a8ba422fa87f7a', '\xb6b06ff5fc5c5b1bf2050f77121b4cc46510e7dd0f2065c131c0b00109c8af60');
INSERT INTO public.ledger VALUES (34, 1795848425540, 'account 01a220e8-4a0a-79ed-b104-a9352f4f557a', 'piece.added', 'SC-2026-000002', '{"digest":"aee3936b66009517fa8752d9306c0f644ba2ce11d5cb82edc2e521909b759cd2","file":"01a220e8-5032-71ad-be26-7f69a8e0f24a","length":41540,"piece":"proof-of-listing"}', '\x3b75882121c3df9d1fad85f828112269a18fa690af4bcf58fec68e9a279f1094', '\x88923501e4b0f7abc187cdcccf17c891d2d74274081abb92f08093a1de1cb1cd');
INSERT INTO public.ledger VALUES (31, 1795848424298, 'portal', 'invoice.issued', 'F-2026-000002', '{"order":"SC-2026-000002"}', '\xb534e4c2c9f125e9d2217b06ff28c4dc362ce424c8ba8dcc682f5b89640d4185', '\xc3109259e931114c72ad9f506737815d6c530b9afbdc5e16b7e5a86e8008bd46');
INSERT INTO public.ledger VALUES (36, 1795848425834, 'officer 01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', 'piece.viewed', 'SC-2026-000002', '{"digest":"aee3936b66009517fa8752d9306c0f644ba2ce11d5cb82edc2e521909b759cd2","file":"01a220e8-4f49-7caa-b7f9-8c1299a2e0b8","piece":"signed-dossier"}', '\x26a8a6577e16cd0cfa4603193c80d1a5f39c4259fa8c6a3653c26cb987ede2cb', '\x001f164ed8b05435dc8e94f31103e679f6cf8daddd8d0635fc7d878d19752c72');
INSERT INTO public.ledger VALUES (40, 1795848425931, 'officer 01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', 'piece.accepted', 'SC-2026-000002', '{"dossier":"03b4e64cf13899375f8fa7eec00d6f09041f5992da43000a1913ecf10cf7c567","piece":"identity-document"}', '\xe3b5fd1bed93b73d00a8d571dc89c9e8cbeb46db19aa7ccd406cfc485646ae55', '\xbfdd3f406b21bc99bc0b713918730ea438d5c6b2cfffdcc653c037d2ae3558f9');
INSERT INTO public.ledger VALUES (47, 1795848429083, 'portal', 'pin-letter.stored', 'SC-2026-000002', '{}', '\x6f4804aa28900bd443126de65780b7e4d4e5797088b57d3add649c365d9a60fa', '\xa2f0706aeac77cd3d9098a5343172accc4e64ded935373f555c0578fbbf2123e');
INSERT INTO public.ledger VALUES (53, 1795848429856, 'portal', 'order.revoked', 'SC-2026-000002', '{"token":"ST-C5A6BB917B7D"}', '\x3be240f4935701138977bb6b79bc97eac511817ae57a6702c5206aec8b5bf4d5', '\x46c07ca5fab23f832e6fd55d53bc3599e7ebd4984bb7ae01ad78276fa351bbb3');
INSERT INTO public.ledger VALUES (32, 1795848425311, 'account 01a220e8-4a0a-79ed-b104-a9352f4f557a', 'piece.added', 'SC-2026-000002', '{"digest":"aee3936b66009517fa8752d9306c0f644ba2ce11d5cb82edc2e521909b759cd2","file":"01a220e8-4f49-7caa-b7f9-8c1299a2e0b8","length":41540,"piece":"signed-dossier"}', '\xc3109259e931114c72ad9f506737815d6c530b9afbdc5e16b7e5a86e8008bd46', '\x8e2bc0d1169c84563c66ca31b836cdf49035955bd4a0f01bd1906f57c3111ee7');
INSERT INTO public.ledger VALUES (33, 1795848425447, 'account 01a220e8-4a0a-79ed-b104-a9352f4f557a', 'piece.added', 'SC-2026-000002', '{"digest":"fd580edf3ce3d3ad45c830dfca73fd25b5fb3b021adb9fda54c2e06f9f64c259","file":"01a220e8-4fd9-7214-9331-827f67a87458","length":5322,"piece":"identity-document"}', '\x8e2bc0d1169c84563c66ca31b836cdf49035955bd4a0f01bd1906f57c3111ee7', '\x3b75882121c3df9d1fad85f828112269a18fa690af4bcf58fec68e9a279f1094');
INSERT INTO public.ledger VALUES (43, 1795848426536, 'officer 01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', 'order.reviewed', 'SC-2026-000002', '{"dossier":"03b4e64cf13899375f8fa7eec00d6f09041f5992da43000a1913ecf10cf7c567","seen":"394a4fe6f2afb276ce0148267ab5abe42eb41836e61c01eea633870d102eea4d"}', '\x4055329ecb7d0945b549e30df45a5042dbad9353c1e63288d9eb5090296a8d6c', '\x4de1cdf1ef0b6b5c1cc1c9f0250195074e196d574b56ffd101f0cc6423b527c2');
INSERT INTO public.ledger VALUES (46, 1795848427109, 'portal', 'order.produced', 'SC-2026-000002', '{"model":"software","token":"ST-C5A6BB917B7D"}', '\xece3cdfa8348cf734b12e89f3e3cec503c737ef2a3a41447eade5ba17fa14748', '\x6f4804aa28900bd443126de65780b7e4d4e5797088b57d3add649c365d9a60fa');
INSERT INTO public.ledger VALUES (48, 1795848429195, 'officer 01a220e7-fdb0-7696-a544-23dae3b0b745', 'pin-letter.opened', 'SC-2026-000002', '{}', '\xa2f0706aeac77cd3d9098a5343172accc4e64ded935373f555c0578fbbf2123e', '\x98c65bae77bd1213079ce614ad3fe7ed6bd0c49625f0a28f6fe97f5534d3c158');
INSERT INTO public.ledger VALUES (50, 1795848429369, 'officer 01a220e7-fdb0-7696-a544-23dae3b0b745', 'order.shipped', 'SC-2026-000002', '{"token":"ST-C5A6BB917B7D"}', '\x546582bc4bf95e76ac9e3598a2742dbc19ad647610b51939e091ca639ac6ddf2', '\x111e9d9ce36d5fe805898c393dc7f66ba0dfb414cc5a31567103e8850d4c8180');
INSERT INTO public.ledger VALUES (35, 1795848425583, 'account 01a220e8-4a0a-79ed-b104-a9352f4f557a', 'dossier.handed-in', 'SC-2026-000002', '{"dossier":"03b4e64cf13899375f8fa7eec00d6f09041f5992da43000a1913ecf10cf7c567"}', '\x88923501e4b0f7abc187cdcccf17c891d2d74274081abb92f08093a1de1cb1cd', '\x26a8a6577e16cd0cfa4603193c80d1a5f39c4259fa8c6a3653c26cb987ede2cb');
INSERT INTO public.ledger VALUES (37, 1795848425841, 'officer 01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', 'piece.viewed', 'SC-2026-000002', '{"digest":"fd580edf3ce3d3ad45c830dfca73fd25b5fb3b021adb9fda54c2e06f9f64c259","file":"01a220e8-4fd9-7214-9331-827f67a87458","piece":"identity-document"}', '\x001f164ed8b05435dc8e94f31103e679f6cf8daddd8d0635fc7d878d19752c72', '\xe42f668815597b5df002666f681898068c01f5198d529eaf726fb30ea7bb8871');
INSERT INTO public.ledger VALUES (38, 1795848425851, 'officer 01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', 'piece.viewed', 'SC-2026-000002', '{"digest":"aee3936b66009517fa8752d9306c0f644ba2ce11d5cb82edc2e521909b759cd2","file":"01a220e8-5032-71ad-be26-7f69a8e0f24a","piece":"proof-of-listing"}', '\xe42f668815597b5df002666f681898068c01f5198d529eaf726fb30ea7bb8871', '\xdcad6f4012702a9d07d337323fba303e987462d0ca1d3f9c23062f5369a2e9a9');
INSERT INTO public.ledger VALUES (41, 1795848425980, 'officer 01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', 'piece.accepted', 'SC-2026-000002', '{"dossier":"03b4e64cf13899375f8fa7eec00d6f09041f5992da43000a1913ecf10cf7c567","piece":"proof-of-listing"}', '\xbfdd3f406b21bc99bc0b713918730ea438d5c6b2cfffdcc653c037d2ae3558f9', '\x695bf0eea38cae9debde4a983b42a57c1199972e0ff190e844ea7496eeb52f68');
INSERT INTO public.ledger VALUES (44, 1795848426799, 'officer 01a220e7-fdb0-7696-a544-23dae3b0b745', 'order.authorised', 'SC-2026-000002', '{"dossier":"03b4e64cf13899375f8fa7eec00d6f09041f5992da43000a1913ecf10cf7c567","reviewed_by":"01a220e7-fd85-7f42-a215-3c7ab3d1fc5b","seen":"394a4fe6f2afb276ce0148267ab5abe42eb41836e61c01eea633870d102eea4d"}', '\x4de1cdf1ef0b6b5c1cc1c9f0250195074e196d574b56ffd101f0cc6423b527c2', '\x9dee28784676ea0cd1e84d49d2bf8b53b83ae779345403d59baa5520c15505aa');
INSERT INTO public.ledger VALUES (51, 1795848429539, 'holder 9373705ec09812fda2edf19ef3131faf59301ec6cec68f0bee8e367f6a9990a0', 'order.activated', 'SC-2026-000002', '{}', '\x111e9d9ce36d5fe805898c393dc7f66ba0dfb414cc5a31567103e8850d4c8180', '\x926ee6360c974d1eafd5dd5c5e2b190cba362926a7da37ea5194f79c53748666');
INSERT INTO public.ledger VALUES (39, 1795848425883, 'officer 01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', 'piece.accepted', 'SC-2026-000002', '{"dossier":"03b4e64cf13899375f8fa7eec00d6f09041f5992da43000a1913ecf10cf7c567","piece":"signed-dossier"}', '\xdcad6f4012702a9d07d337323fba303e987462d0ca1d3f9c23062f5369a2e9a9', '\xe3b5fd1bed93b73d00a8d571dc89c9e8cbeb46db19aa7ccd406cfc485646ae55');
INSERT INTO public.ledger VALUES (45, 1795848426862, 'portal', 'order.approved', 'SC-2026-000002', '{}', '\x9dee28784676ea0cd1e84d49d2bf8b53b83ae779345403d59baa5520c15505aa', '\xece3cdfa8348cf734b12e89f3e3cec503c737ef2a3a41447eade5ba17fa14748');
INSERT INTO public.ledger VALUES (49, 1795848429337, 'officer 01a220e7-fdb0-7696-a544-23dae3b0b745', 'pin-letter.printed', '01a220e8-4a22-72d3-900f-7d508a4be484', '{}', '\x98c65bae77bd1213079ce614ad3fe7ed6bd0c49625f0a28f6fe97f5534d3c158', '\x546582bc4bf95e76ac9e3598a2742dbc19ad647610b51939e091ca639ac6ddf2');
INSERT INTO public.ledger VALUES (52, 1795848429583, 'holder 9373705ec09812fda2edf19ef3131faf59301ec6cec68f0bee8e367f6a9990a0', 'certificates.accepted', 'SC-2026-000002', '{}', '\x926ee6360c974d1eafd5dd5c5e2b190cba362926a7da37ea5194f79c53748666', '\x3be240f4935701138977bb6b79bc97eac511817ae57a6702c5206aec8b5bf4d5');
INSERT INTO public.ledger VALUES (42, 1795848426223, 'officer 01a220e7-fd85-7f42-a215-3c7ab3d1fc5b', 'identity.checked', 'SC-2026-000002', '{"document":"passport","on":"2026-11-28","validated_until":"2027-02-25T23:00:00.000Z"}', '\x695bf0eea38cae9debde4a983b42a57c1199972e0ff190e844ea7496eeb52f68', '\x4055329ecb7d0945b549e30df45a5042dbad9353c1e63288d9eb5090296a8d6c');


--
-- Data for Name: ledger_head; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.ledger_head VALUES (1, 53, '\x46c07ca5fab23f832e6fd55d53bc3599e7ebd4984bb7ae01ad78276fa351bbb3');


--
-- Data for Name: loose_files; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: officer_proposals; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: officer_reminders; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: officer_revocations; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: officers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.officers VALUES ('\x01a220e7fd857f42a2153c7ab3d1fc5b', 'Inès Vautrin', 'ines.vautrin@sceau.example.org', '\x5e4552f5d95fe3fdf8b886077b7245bdd8d88c35e2b7e42ab3efefc815aee002', '["registration-officer","production-operator","accountant","security-officer"]', 1795848404392, NULL, 1795848104000, 1827384104000, 'fr');
INSERT INTO public.officers VALUES ('\x01a220e7fdb07696a54423dae3b0b745', 'Octave Delmas', 'octave.delmas@sceau.example.org', '\xce33031fe051919e43082329bc51ba4234e4f3bfa51b69d4bc3f172e9ab7daaa', '["registration-officer","production-operator","accountant","security-officer"]', 1795848404403, NULL, 1795848104000, 1827384104000, 'fr');


--
-- Data for Name: order_events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.order_events VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 1, 1795848417536, '{"what":"placed"}');
INSERT INTO public.order_events VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 2, 1795848417628, '{"what":"payment-received","amount_cents":19080,"due_cents":0}');
INSERT INTO public.order_events VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 3, 1795848417628, '{"what":"paid"}');
INSERT INTO public.order_events VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 4, 1795848419325, '{"what":"dossier-received"}');
INSERT INTO public.order_events VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 5, 1795848420168, '{"what":"identity-checked"}');
INSERT INTO public.order_events VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 6, 1795848420400, '{"what":"reviewed"}');
INSERT INTO public.order_events VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 7, 1795848420694, '{"what":"authorised"}');
INSERT INTO public.order_events VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 8, 1795848420870, '{"what":"produced"}');
INSERT INTO public.order_events VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 9, 1795848423339, '{"what":"pin-letter-sent"}');
INSERT INTO public.order_events VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 10, 1795848423376, '{"what":"shipped","tracking":"6A21000123456"}');
INSERT INTO public.order_events VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 11, 1795848423587, '{"what":"activated"}');
INSERT INTO public.order_events VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 12, 1795848423659, '{"what":"accepted"}');
INSERT INTO public.order_events VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 13, 1795848423803, '{"what":"code-defined"}');
INSERT INTO public.order_events VALUES ('\x01a220e84a2272d3900f7d508a4be484', 1, 1795848424223, '{"what":"placed"}');
INSERT INTO public.order_events VALUES ('\x01a220e84a2272d3900f7d508a4be484', 2, 1795848424298, '{"what":"payment-received","amount_cents":19080,"due_cents":0}');
INSERT INTO public.order_events VALUES ('\x01a220e84a2272d3900f7d508a4be484', 3, 1795848424298, '{"what":"paid"}');
INSERT INTO public.order_events VALUES ('\x01a220e84a2272d3900f7d508a4be484', 4, 1795848425583, '{"what":"dossier-received"}');
INSERT INTO public.order_events VALUES ('\x01a220e84a2272d3900f7d508a4be484', 5, 1795848426223, '{"what":"identity-checked"}');
INSERT INTO public.order_events VALUES ('\x01a220e84a2272d3900f7d508a4be484', 6, 1795848426536, '{"what":"reviewed"}');
INSERT INTO public.order_events VALUES ('\x01a220e84a2272d3900f7d508a4be484', 7, 1795848426862, '{"what":"authorised"}');
INSERT INTO public.order_events VALUES ('\x01a220e84a2272d3900f7d508a4be484', 8, 1795848427018, '{"what":"produced"}');
INSERT INTO public.order_events VALUES ('\x01a220e84a2272d3900f7d508a4be484', 9, 1795848429337, '{"what":"pin-letter-sent"}');
INSERT INTO public.order_events VALUES ('\x01a220e84a2272d3900f7d508a4be484', 10, 1795848429369, '{"what":"shipped","tracking":"6A21000123456"}');
INSERT INTO public.order_events VALUES ('\x01a220e84a2272d3900f7d508a4be484', 11, 1795848429539, '{"what":"activated"}');
INSERT INTO public.order_events VALUES ('\x01a220e84a2272d3900f7d508a4be484', 12, 1795848429583, '{"what":"accepted"}');
INSERT INTO public.order_events VALUES ('\x01a220e84a2272d3900f7d508a4be484', 13, 1795848429669, '{"what":"code-defined"}');
INSERT INTO public.order_events VALUES ('\x01a220e84a2272d3900f7d508a4be484', 14, 1795848429824, '{"what":"revoked"}');


--
-- Data for Name: order_numbers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.order_numbers VALUES (2026, 2);


--
-- Data for Name: orders; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.orders VALUES ('\x01a220e82fdd7072814c5aef611cf74c', '\x01a220e82f977a39be1d49aa7c4360a1', '\x01a220e82fdd7cc690c2d37d922fa8d1', 'expert-card', '{"identity":{"birth_name":"Kervadec","name_in_use":null,"given_names":"Maëlle","latin":null},"birth":{"date":"1971-04-23","place":"Saint-Brieuc","country":"FR"},"listing":{"court":"Rennes","ends":"2031-12-31","compagnie":"Compagnie des experts de Bretagne"},"delivery":{"token":{"recipient":"Maëlle Kervadec","complement":null,"street":"4 quai des Deux-Rives","postcode":"22000","town":"Saint-Brieuc","country":"FR"},"pin_letter":null},"contact":"email","billing":{"holder":{"recipient":"Maëlle Kervadec","complement":null,"street":"4 quai des Deux-Rives","postcode":"22000","town":"Saint-Brieuc","country":"FR"}},"terms":{"version":"2026-11-23","digest":"7986c6580030571030832bdec3234f7e622d044fab6185484577afa143a98142","accepted_at":"2026-11-28T06:46:57.516Z"}}', 1795848417245, 'accepted', 1795848423659, '{"state":"accepted","token":"ST-99BE62092DEC","at":"2026-11-28T06:47:03.659Z"}', 'SC-2026-000001', 1795848417536, 15900, 200, 17);
INSERT INTO public.orders VALUES ('\x01a220e84a2272d3900f7d508a4be484', '\x01a220e84a0a79edb104a9352f4f557a', '\x01a220e84a227dc89fa769583f3a0c19', 'expert-card', '{"identity":{"birth_name":"Morvan-L''Hostis","name_in_use":null,"given_names":"Loïc Étienne","latin":null},"birth":{"date":"1964-11-07","place":"Morlaix","country":"FR"},"listing":{"court":"Rennes","ends":"2030-12-31","compagnie":"Compagnie des experts de Bretagne"},"delivery":{"token":{"recipient":"Loïc Morvan-L''Hostis","complement":null,"street":"18 venelle du Créou","postcode":"29600","town":"Morlaix","country":"FR"},"pin_letter":null},"contact":{"sms":"+262639981234"},"billing":{"holder":{"recipient":"Loïc Morvan-L''Hostis","complement":null,"street":"18 venelle du Créou","postcode":"29600","town":"Morlaix","country":"FR"}},"terms":{"version":"2026-11-23","digest":"7986c6580030571030832bdec3234f7e622d044fab6185484577afa143a98142","accepted_at":"2026-11-28T06:47:04.202Z"}}', 1795848423970, 'revoked', 1795848429824, '{"state":"revoked","token":"ST-C5A6BB917B7D","at":"2026-11-28T06:47:09.824Z"}', 'SC-2026-000002', 1795848424223, 15900, 200, 18);


--
-- Data for Name: outbox; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: payments; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.payments VALUES ('\x01a220e8315c7a8098c32b3196f94342', '\x01a220e82fdd7072814c5aef611cf74c', 1795848417628, 19080, 'demonstration-card', NULL);
INSERT INTO public.payments VALUES ('\x01a220e84b6a7e57b24929384da54d2f', '\x01a220e84a2272d3900f7d508a4be484', 1795848424298, 19080, 'demonstration-card', NULL);


--
-- Data for Name: pending_logins; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.people VALUES ('\x01a220e82fdd7cc690c2d37d922fa8d1', '\x01a220e82f977a39be1d49aa7c4360a1', 1795848417245);
INSERT INTO public.people VALUES ('\x01a220e84a227dc89fa769583f3a0c19', '\x01a220e84a0a79edb104a9352f4f557a', 1795848423970);


--
-- Data for Name: piece_files; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.piece_files VALUES ('\x01a220e836267a6a99e417a56297fe21', '\x01a220e82fdd7072814c5aef611cf74c', 'signed-dossier', 'dossier-signe.pdf', 'pdf', 41673, '\x2119607f739994df3fbd84b4d92a22387f9f360b347f90fa91d18e37a2cc5603', 1795848418854);
INSERT INTO public.piece_files VALUES ('\x01a220e83702774185adc8dd2e0fcc92', '\x01a220e82fdd7072814c5aef611cf74c', 'identity-document', 'carte recto.png', 'png', 5322, '\xb0116051721f7770637d0532782b339730ed1d4388559af57f666fbd3e34f38b', 1795848419074);
INSERT INTO public.piece_files VALUES ('\x01a220e83781754ea0a194759e841918', '\x01a220e82fdd7072814c5aef611cf74c', 'proof-of-listing', 'liste de la cour.pdf', 'pdf', 41673, '\x2119607f739994df3fbd84b4d92a22387f9f360b347f90fa91d18e37a2cc5603', 1795848419201);
INSERT INTO public.piece_files VALUES ('\x01a220e84f497caab7f98c1299a2e0b8', '\x01a220e84a2272d3900f7d508a4be484', 'signed-dossier', 'dossier-signe.pdf', 'pdf', 41540, '\xaee3936b66009517fa8752d9306c0f644ba2ce11d5cb82edc2e521909b759cd2', 1795848425289);
INSERT INTO public.piece_files VALUES ('\x01a220e84fd972149331827f67a87458', '\x01a220e84a2272d3900f7d508a4be484', 'identity-document', 'carte recto.png', 'png', 5322, '\xfd580edf3ce3d3ad45c830dfca73fd25b5fb3b021adb9fda54c2e06f9f64c259', 1795848425433);
INSERT INTO public.piece_files VALUES ('\x01a220e8503271adbe267f69a8e0f24a', '\x01a220e84a2272d3900f7d508a4be484', 'proof-of-listing', 'liste de la cour.pdf', 'pdf', 41540, '\xaee3936b66009517fa8752d9306c0f644ba2ce11d5cb82edc2e521909b759cd2', 1795848425522);


--
-- Data for Name: pieces; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pieces VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 'signed-dossier', '{"state":"accepted","at":"2026-11-28T06:46:59.737Z"}');
INSERT INTO public.pieces VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 'identity-document', '{"state":"accepted","at":"2026-11-28T06:46:59.823Z"}');
INSERT INTO public.pieces VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 'proof-of-listing', '{"state":"accepted","at":"2026-11-28T06:46:59.930Z"}');
INSERT INTO public.pieces VALUES ('\x01a220e84a2272d3900f7d508a4be484', 'signed-dossier', '{"state":"accepted","at":"2026-11-28T06:47:05.883Z"}');
INSERT INTO public.pieces VALUES ('\x01a220e84a2272d3900f7d508a4be484', 'identity-document', '{"state":"accepted","at":"2026-11-28T06:47:05.931Z"}');
INSERT INTO public.pieces VALUES ('\x01a220e84a2272d3900f7d508a4be484', 'proof-of-listing', '{"state":"accepted","at":"2026-11-28T06:47:05.980Z"}');


--
-- Data for Name: pin_letters; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.pin_letters VALUES ('\x01a220e82fdd7072814c5aef611cf74c', 'ST-99BE62092DEC', '\xa5ee89fac3b941758ae80de26b512a0f', 1795848420991, 1795848423079, NULL, NULL, 1795848423339, '\x01a220e7fdb07696a54423dae3b0b745');
INSERT INTO public.pin_letters VALUES ('\x01a220e84a2272d3900f7d508a4be484', 'ST-C5A6BB917B7D', '\x439d422b14ca4d3fb52eba4749b0745e', 1795848427117, 1795848429083, NULL, NULL, 1795848429337, '\x01a220e7fdb07696a54423dae3b0b745');


--
-- Data for Name: replaced_officer_certificates; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: sessions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.sessions VALUES ('\x68ffecd0ab2bc0a6fe9b0427aaaaa333809550563eeb97aeb4d4d3d88665e201', '\x01a220e82f977a39be1d49aa7c4360a1', 1795848417175, 1795848417175);
INSERT INTO public.sessions VALUES ('\xcd28036b4b015069c0ae750c6fb33a4457cca832455705c5df7c0713d7cce5d4', '\x01a220e84a0a79edb104a9352f4f557a', 1795848423946, 1795848423946);


--
-- Data for Name: token_feed; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.token_feed VALUES (1, 12);


--
-- Data for Name: transfers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Name: outbox_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.outbox_id_seq', 19, true);


--
-- Name: _sqlx_migrations _sqlx_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public._sqlx_migrations
    ADD CONSTRAINT _sqlx_migrations_pkey PRIMARY KEY (version);


--
-- Name: acceptances acceptances_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.acceptances
    ADD CONSTRAINT acceptances_pkey PRIMARY KEY (order_id);


--
-- Name: accounts accounts_address_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_address_key UNIQUE (address);


--
-- Name: accounts accounts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);


--
-- Name: attempts attempts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (budget, id);


--
-- Name: authorisations authorisations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authorisations
    ADD CONSTRAINT authorisations_pkey PRIMARY KEY (id);


--
-- Name: codes_told codes_told_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.codes_told
    ADD CONSTRAINT codes_told_pkey PRIMARY KEY (token);


--
-- Name: dossiers dossiers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dossiers
    ADD CONSTRAINT dossiers_pkey PRIMARY KEY (order_id);


--
-- Name: excesses excesses_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.excesses
    ADD CONSTRAINT excesses_pkey PRIMARY KEY (id);


--
-- Name: exhausted_budgets exhausted_budgets_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exhausted_budgets
    ADD CONSTRAINT exhausted_budgets_pkey PRIMARY KEY (budget);


--
-- Name: identity_checks identity_checks_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_checks
    ADD CONSTRAINT identity_checks_pkey PRIMARY KEY (id);


--
-- Name: invoice_numbers invoice_numbers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invoice_numbers
    ADD CONSTRAINT invoice_numbers_pkey PRIMARY KEY (year);


--
-- Name: invoices invoices_order_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_order_id_key UNIQUE (order_id);


--
-- Name: invoices invoices_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_pkey PRIMARY KEY (number);


--
-- Name: known_sources known_sources_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.known_sources
    ADD CONSTRAINT known_sources_pkey PRIMARY KEY (address, source);


--
-- Name: ledger_head ledger_head_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_head
    ADD CONSTRAINT ledger_head_pkey PRIMARY KEY (one);


--
-- Name: ledger ledger_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger
    ADD CONSTRAINT ledger_pkey PRIMARY KEY (idx);


--
-- Name: loose_files loose_files_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.loose_files
    ADD CONSTRAINT loose_files_pkey PRIMARY KEY (id);


--
-- Name: officer_proposals officer_proposals_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.officer_proposals
    ADD CONSTRAINT officer_proposals_pkey PRIMARY KEY (id);


--
-- Name: officer_reminders officer_reminders_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.officer_reminders
    ADD CONSTRAINT officer_reminders_pkey PRIMARY KEY (fingerprint, days);


--
-- Name: officer_revocations officer_revocations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.officer_revocations
    ADD CONSTRAINT officer_revocations_pkey PRIMARY KEY (id);


--
-- Name: officers officers_fingerprint_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.officers
    ADD CONSTRAINT officers_fingerprint_key UNIQUE (fingerprint);


--
-- Name: officers officers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.officers
    ADD CONSTRAINT officers_pkey PRIMARY KEY (id);


--
-- Name: order_events order_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.order_events
    ADD CONSTRAINT order_events_pkey PRIMARY KEY (order_id, "position");


--
-- Name: order_numbers order_numbers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.order_numbers
    ADD CONSTRAINT order_numbers_pkey PRIMARY KEY (year);


--
-- Name: orders orders_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_number_key UNIQUE (number);


--
-- Name: orders orders_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);


--
-- Name: payments payments_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_pkey PRIMARY KEY (id);


--
-- Name: payments payments_transfer_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_transfer_key UNIQUE (transfer);


--
-- Name: pending_logins pending_logins_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pending_logins
    ADD CONSTRAINT pending_logins_pkey PRIMARY KEY (token);


--
-- Name: people people_account_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_account_key UNIQUE (account);


--
-- Name: people people_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (id);


--
-- Name: piece_files piece_files_order_id_kind_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.piece_files
    ADD CONSTRAINT piece_files_order_id_kind_digest_key UNIQUE (order_id, kind, digest);


--
-- Name: piece_files piece_files_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.piece_files
    ADD CONSTRAINT piece_files_pkey PRIMARY KEY (id);


--
-- Name: pieces pieces_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pieces
    ADD CONSTRAINT pieces_pkey PRIMARY KEY (order_id, kind);


--
-- Name: pin_letters pin_letters_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pin_letters
    ADD CONSTRAINT pin_letters_pkey PRIMARY KEY (order_id);


--
-- Name: replaced_officer_certificates replaced_officer_certificates_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.replaced_officer_certificates
    ADD CONSTRAINT replaced_officer_certificates_pkey PRIMARY KEY (fingerprint);


--
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (token);


--
-- Name: token_feed token_feed_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.token_feed
    ADD CONSTRAINT token_feed_pkey PRIMARY KEY (id);


--
-- Name: transfers transfers_form_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.transfers
    ADD CONSTRAINT transfers_form_key_key UNIQUE (form_key);


--
-- Name: transfers transfers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.transfers
    ADD CONSTRAINT transfers_pkey PRIMARY KEY (id);


--
-- Name: attempts_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempts_at ON public.attempts USING btree (at);


--
-- Name: attempts_counted; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempts_counted ON public.attempts USING btree (budget, at);


--
-- Name: attempts_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attempts_id ON public.attempts USING btree (id);


--
-- Name: authorisations_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX authorisations_open ON public.authorisations USING btree (authorised_at) WHERE (settled_at IS NULL);


--
-- Name: authorisations_order; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX authorisations_order ON public.authorisations USING btree (order_id, authorised_at);


--
-- Name: dossiers_abandoned; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX dossiers_abandoned ON public.dossiers USING btree (touched_at) WHERE (handed_in_at IS NULL);


--
-- Name: excesses_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX excesses_open ON public.excesses USING btree (since, id) WHERE (refunded_at IS NULL);


--
-- Name: excesses_order; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX excesses_order ON public.excesses USING btree (order_id) WHERE (refunded_at IS NULL);


--
-- Name: exhausted_budgets_recorded; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exhausted_budgets_recorded ON public.exhausted_budgets USING btree (recorded_at);


--
-- Name: identity_checks_order; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX identity_checks_order ON public.identity_checks USING btree (order_id, recorded_at);


--
-- Name: known_sources_seen; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX known_sources_seen ON public.known_sources USING btree (seen_at);


--
-- Name: loose_files_since; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX loose_files_since ON public.loose_files USING btree (since);


--
-- Name: officer_proposals_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX officer_proposals_time ON public.officer_proposals USING btree (proposed_at);


--
-- Name: officer_revocations_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX officer_revocations_open ON public.officer_revocations USING btree (token) WHERE (outcome IS NULL);


--
-- Name: officer_revocations_order; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX officer_revocations_order ON public.officer_revocations USING btree (order_id, recorded_at);


--
-- Name: orders_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX orders_account ON public.orders USING btree (account, begun_at);


--
-- Name: orders_draft; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX orders_draft ON public.orders USING btree (account, product) WHERE (state = 'draft'::text);


--
-- Name: orders_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX orders_state ON public.orders USING btree (state, since);


--
-- Name: outbox_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outbox_due ON public.outbox USING btree (kind, due_at);


--
-- Name: payments_order; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payments_order ON public.payments USING btree (order_id);


--
-- Name: pending_logins_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX pending_logins_account ON public.pending_logins USING btree (account);


--
-- Name: pending_logins_begun; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX pending_logins_begun ON public.pending_logins USING btree (begun_at);


--
-- Name: pin_letters_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX pin_letters_due ON public.pin_letters USING btree (due_at) WHERE ((kept_at IS NULL) AND (lost_at IS NULL));


--
-- Name: sessions_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sessions_account ON public.sessions USING btree (account);


--
-- Name: sessions_begun; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sessions_begun ON public.sessions USING btree (begun_at);


--
-- Name: transfers_line; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX transfers_line ON public.transfers USING btree (statement_date, amount_cents);


--
-- Name: transfers_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX transfers_open ON public.transfers USING btree (statement_date) WHERE ((order_id IS NULL) AND (returned_at IS NULL));


--
-- Name: transfers_order; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX transfers_order ON public.transfers USING btree (order_id);


--
-- Name: transfers_recorded; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX transfers_recorded ON public.transfers USING btree (recorded_at);


--
-- Name: acceptances acceptances_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.acceptances
    ADD CONSTRAINT acceptances_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- Name: authorisations authorisations_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authorisations
    ADD CONSTRAINT authorisations_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- Name: dossiers dossiers_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dossiers
    ADD CONSTRAINT dossiers_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- Name: excesses excesses_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.excesses
    ADD CONSTRAINT excesses_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- Name: identity_checks identity_checks_officer_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_checks
    ADD CONSTRAINT identity_checks_officer_fkey FOREIGN KEY (officer) REFERENCES public.officers(id);


--
-- Name: identity_checks identity_checks_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_checks
    ADD CONSTRAINT identity_checks_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- Name: invoices invoices_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- Name: loose_files loose_files_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.loose_files
    ADD CONSTRAINT loose_files_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- Name: officer_proposals officer_proposals_confirmed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.officer_proposals
    ADD CONSTRAINT officer_proposals_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES public.officers(id);


--
-- Name: officer_proposals officer_proposals_proposed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.officer_proposals
    ADD CONSTRAINT officer_proposals_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES public.officers(id);


--
-- Name: officer_revocations officer_revocations_confirmed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.officer_revocations
    ADD CONSTRAINT officer_revocations_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES public.officers(id);


--
-- Name: officer_revocations officer_revocations_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.officer_revocations
    ADD CONSTRAINT officer_revocations_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- Name: officer_revocations officer_revocations_recorded_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.officer_revocations
    ADD CONSTRAINT officer_revocations_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.officers(id);


--
-- Name: order_events order_events_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.order_events
    ADD CONSTRAINT order_events_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- Name: orders orders_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_account_fkey FOREIGN KEY (account) REFERENCES public.accounts(id);


--
-- Name: orders orders_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_person_fkey FOREIGN KEY (person) REFERENCES public.people(id);


--
-- Name: payments payments_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- Name: payments payments_transfer_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_transfer_fkey FOREIGN KEY (transfer) REFERENCES public.transfers(id);


--
-- Name: pending_logins pending_logins_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pending_logins
    ADD CONSTRAINT pending_logins_account_fkey FOREIGN KEY (account) REFERENCES public.accounts(id);


--
-- Name: people people_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_account_fkey FOREIGN KEY (account) REFERENCES public.accounts(id);


--
-- Name: piece_files piece_files_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.piece_files
    ADD CONSTRAINT piece_files_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- Name: pieces pieces_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pieces
    ADD CONSTRAINT pieces_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- Name: pin_letters pin_letters_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pin_letters
    ADD CONSTRAINT pin_letters_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- Name: pin_letters pin_letters_printed_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pin_letters
    ADD CONSTRAINT pin_letters_printed_by_fkey FOREIGN KEY (printed_by) REFERENCES public.officers(id);


--
-- Name: replaced_officer_certificates replaced_officer_certificates_officer_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.replaced_officer_certificates
    ADD CONSTRAINT replaced_officer_certificates_officer_fkey FOREIGN KEY (officer) REFERENCES public.officers(id);


--
-- Name: sessions sessions_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_account_fkey FOREIGN KEY (account) REFERENCES public.accounts(id);


--
-- Name: transfers transfers_order_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.transfers
    ADD CONSTRAINT transfers_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- PostgreSQL database dump complete
--


