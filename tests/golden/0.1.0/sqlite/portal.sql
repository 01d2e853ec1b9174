begin;
CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);
insert into "_sqlx_migrations" values (1,'ledger','2026-11-28 06:46:46',1,X'234E1FEC2B131B9BFF80B416A10DF6D219D1A6E069D47876C899F8EC2D0BF09DAF44A1EB02CC1FB9C3681A7B0EF57352',7491381);
insert into "_sqlx_migrations" values (2,'outbox','2026-11-28 06:46:46',1,X'5C25C88D46B6AB3EE78B033904462C7EA0ADB234422FB6C286F435740D749DEE801DA869D6BE58AA74AD8CDA83E3FC83',3724224);
insert into "_sqlx_migrations" values (3,'0003_accounts','2026-11-28 06:46:46',1,X'F0DCC67724958AFA4346B717C5590F8BA096D900552AA7DF6E09A2854EA56620617DBECD9BC189FC44E5DCDF66EF55BA',5354047);
insert into "_sqlx_migrations" values (4,'0004_orders','2026-11-28 06:46:46',1,X'A9337A89E93A3F6A94B6CF0102A1951E1E7BBC1541CFB142342F97CD9EB347960D0C29C993CAE98F0DCCA68B3238CA6D',10978609);
insert into "_sqlx_migrations" values (5,'0005_payments','2026-11-28 06:46:46',1,X'FA6B039264F529D1CA2AA7E74E1EFCC150DAC25E88F27466720A82A640E6F27B18C286964CC6D3A7EDB17D19908C105B',7931501);
insert into "_sqlx_migrations" values (6,'0006_dossiers','2026-11-28 06:46:46',1,X'CBE1BA55E0155EFBAFCE3B17CDCF0FCD7FBA8CDCE7D8BC3FAC2029524B53C2B528F2AE0B6AB862D04B04A004F271CBC1',5486165);
insert into "_sqlx_migrations" values (7,'0007_desk','2026-11-28 06:46:46',1,X'1C162443272B58AA6023BBA9FECCC53F6FB559FB11C4B0C27E243B10C72F6A5A08722E94BA79C872B3C83D3CB80014E7',11985819);
insert into "_sqlx_migrations" values (8,'0008_production','2026-11-28 06:46:46',1,X'3E5FFAE75C486D7C48A6E19FA4D74BFD36D7F331B9D7A0FC8E64218D7FFB3DC6C0703E30FF38FC6737FC4FEF49A25D73',3883362);
insert into "_sqlx_migrations" values (9,'0009_holders','2026-11-28 06:46:46',1,X'6D8C6D8CB9FFC008D95CD778E712D3BE34A8993F523580AF171F6F5FB89C78D87FBB219C0A838A3EB25E657137E7AF49',7842407);
insert into "_sqlx_migrations" values (10,'0010_voided_checks','2026-11-28 06:46:46',1,X'1B8B82072D5DA61DD59BAB942A749603A45C7B0ADAE5EC60088E39FDBFB65EF66E89D47B20B79C31A1E365F2BC5B0728',1765587);
insert into "_sqlx_migrations" values (11,'0011_refunds','2026-11-28 06:46:46',1,X'BAF653F87C118EC3CF1ED673F7294E6655A93E5DC7D07EEC7F58A78A06BF28AFA2D86850044131C3BE946BB0A924788F',3833908);
insert into "_sqlx_migrations" values (12,'0012_officer_certificates','2026-11-28 06:46:46',1,X'373E145AB132981E13A5E3F30BF77E3AC1F66FF5A9AE014DC9637882A4120DBBF38E2B168D0EE38B7B2B02987C19E503',8849798);
CREATE TABLE ledger (
        idx integer primary key not null,
        at integer not null,
        actor text not null,
        action text not null,
        subject text not null,
        detail text not null,
        previous blob not null,
        hash blob not null
    ) strict;
insert into "ledger" values (1,1795848407095,'portal','officer.followed','01a220e8-030b-7130-a280-53d9d2f6aadb','{"fingerprint":"4a06feee7a3317a59bab8128e9bb2b7eacac005428a079564805fe3e11be5332","roles":["registration-officer","production-operator","accountant","security-officer"]}',X'0000000000000000000000000000000000000000000000000000000000000000',X'E0320F09F94B1C78153EFB4E2F1CF7493A4462336D8BC825C6DB0FE0E06996A4');
insert into "ledger" values (2,1795848407095,'portal','officer.followed','01a220e8-030e-7833-8738-373481216750','{"fingerprint":"0b176d08a710ce0d76d97e27c791f38cc146d26b925805adbe0b459bdcbefc13","roles":["registration-officer","production-operator","accountant","security-officer"]}',X'E0320F09F94B1C78153EFB4E2F1CF7493A4462336D8BC825C6DB0FE0E06996A4',X'A0ACB74ADC8864E4AB221213A5225909B9D659E873C759D2357EF36FE9FFB719');
insert into "ledger" values (3,1795848407129,'account 01a220e8-0859-765d-80e7-5837defffbeb','account.created','01a220e8-0859-765d-80e7-5837defffbeb','{}',X'A0ACB74ADC8864E4AB221213A5225909B9D659E873C759D2357EF36FE9FFB719',X'52A7E8BABE1396FC55EB7A1C207EEE97ED5AEC8D156971383CB770B5EE61C345');
insert into "ledger" values (4,1795848407243,'account 01a220e8-0859-765d-80e7-5837defffbeb','order.placed','SC-2026-000001','{"price":{"excluding_vat_cents":15900,"vat_per_mille":200},"product":"expert-card","terms":{"accepted_at":"2026-11-28T06:46:47.239Z","digest":"7986c6580030571030832bdec3234f7e622d044fab6185484577afa143a98142","version":"2026-11-23"}}',X'52A7E8BABE1396FC55EB7A1C207EEE97ED5AEC8D156971383CB770B5EE61C345',X'694D69061DB190EED09116F3B833A8E2497A555123D0E13F7D57A6F88F2CE074');
insert into "ledger" values (5,1795848407257,'account 01a220e8-0859-765d-80e7-5837defffbeb','payment.received','SC-2026-000001','{"amount_cents":19080,"due_cents":0,"transfer":null}',X'694D69061DB190EED09116F3B833A8E2497A555123D0E13F7D57A6F88F2CE074',X'A048A16A9350A8FC289E41C2E4E347AADBBCA12FAA4469F14953A958CE2B5FFB');
insert into "ledger" values (6,1795848407257,'portal','invoice.issued','F-2026-000001','{"order":"SC-2026-000001"}',X'A048A16A9350A8FC289E41C2E4E347AADBBCA12FAA4469F14953A958CE2B5FFB',X'1F16095E3A3A15214A3F7601FEA80B227177DC6C2D328ECE147D91E848B33F95');
insert into "ledger" values (7,1795848408099,'account 01a220e8-0859-765d-80e7-5837defffbeb','piece.added','SC-2026-000001','{"digest":"75afaa0284eb30be9b02fa137e3722ca604c1ac0436be67a0071e2cac11e2843","file":"01a220e8-0c20-76c0-8af4-26f63d87ac3c","length":41679,"piece":"signed-dossier"}',X'1F16095E3A3A15214A3F7601FEA80B227177DC6C2D328ECE147D91E848B33F95',X'47E9DD8DC26F587A940D3C6FDECD82B6F0A14E280063D5F8021ADCAFAA61328A');
insert into "ledger" values (8,1795848408205,'account 01a220e8-0859-765d-80e7-5837defffbeb','piece.added','SC-2026-000001','{"digest":"b0116051721f7770637d0532782b339730ed1d4388559af57f666fbd3e34f38b","file":"01a220e8-0c85-7a29-9ef8-200b3dc1d27d","length":5322,"piece":"identity-document"}',X'47E9DD8DC26F587A940D3C6FDECD82B6F0A14E280063D5F8021ADCAFAA61328A',X'A0E3C6DD2C6123A16FFBD62750D78725AC7F68A2DE4DC9AA3D1983CC36B91FFF');
insert into "ledger" values (9,1795848408255,'account 01a220e8-0859-765d-80e7-5837defffbeb','piece.added','SC-2026-000001','{"digest":"75afaa0284eb30be9b02fa137e3722ca604c1ac0436be67a0071e2cac11e2843","file":"01a220e8-0ca9-7ee7-84e2-bb06df2a1abc","length":41679,"piece":"proof-of-listing"}',X'A0E3C6DD2C6123A16FFBD62750D78725AC7F68A2DE4DC9AA3D1983CC36B91FFF',X'F7FF5C03D82979CA3F892C89DAC803E455844ED9C05B97B8DAD397FDE7DECA52');
insert into "ledger" values (10,1795848408265,'account 01a220e8-0859-765d-80e7-5837defffbeb','dossier.handed-in','SC-2026-000001','{"dossier":"55a47ae1d7657935b7c59c98053817edc84cc8bf250cefaaacac6b7176cd6a9c"}',X'F7FF5C03D82979CA3F892C89DAC803E455844ED9C05B97B8DAD397FDE7DECA52',X'8EDF5C5964AF6F8C6207819FF7FD494919E6D374DBD1AB6B8FC7A4158A118464');
insert into "ledger" values (11,1795848408459,'officer 01a220e8-030b-7130-a280-53d9d2f6aadb','piece.viewed','SC-2026-000001','{"digest":"75afaa0284eb30be9b02fa137e3722ca604c1ac0436be67a0071e2cac11e2843","file":"01a220e8-0c20-76c0-8af4-26f63d87ac3c","piece":"signed-dossier"}',X'8EDF5C5964AF6F8C6207819FF7FD494919E6D374DBD1AB6B8FC7A4158A118464',X'01D1B0FE1A2F4462746F46CECB6B6F936216A8484ACD68F4FFE94D0105BC37F1');
insert into "ledger" values (12,1795848408464,'officer 01a220e8-030b-7130-a280-53d9d2f6aadb','piece.viewed','SC-2026-000001','{"digest":"b0116051721f7770637d0532782b339730ed1d4388559af57f666fbd3e34f38b","file":"01a220e8-0c85-7a29-9ef8-200b3dc1d27d","piece":"identity-document"}',X'01D1B0FE1A2F4462746F46CECB6B6F936216A8484ACD68F4FFE94D0105BC37F1',X'63AF1BF5D5ED4F8A5830A51E5EF89DA04FA07C5B7A489EDCA2D6CD4E9EE2C514');
insert into "ledger" values (13,1795848408467,'officer 01a220e8-030b-7130-a280-53d9d2f6aadb','piece.viewed','SC-2026-000001','{"digest":"75afaa0284eb30be9b02fa137e3722ca604c1ac0436be67a0071e2cac11e2843","file":"01a220e8-0ca9-7ee7-84e2-bb06df2a1abc","piece":"proof-of-listing"}',X'63AF1BF5D5ED4F8A5830A51E5EF89DA04FA07C5B7A489EDCA2D6CD4E9EE2C514',X'FA52570B2DC5B02E289C6E5E816A881BD86B501F07A5126B45DEDB92825ECEF3');
insert into "ledger" values (14,1795848408486,'officer 01a220e8-030b-7130-a280-53d9d2f6aadb','piece.accepted','SC-2026-000001','{"dossier":"55a47ae1d7657935b7c59c98053817edc84cc8bf250cefaaacac6b7176cd6a9c","piece":"signed-dossier"}',X'FA52570B2DC5B02E289C6E5E816A881BD86B501F07A5126B45DEDB92825ECEF3',X'7C558B705E4BA94496DF01DE8A94C36490FB1C23CA9899F934D99822A780E294');
insert into "ledger" values (15,1795848408519,'officer 01a220e8-030b-7130-a280-53d9d2f6aadb','piece.accepted','SC-2026-000001','{"dossier":"55a47ae1d7657935b7c59c98053817edc84cc8bf250cefaaacac6b7176cd6a9c","piece":"identity-document"}',X'7C558B705E4BA94496DF01DE8A94C36490FB1C23CA9899F934D99822A780E294',X'FF95ECCC86FA09D51ECCF40F1054C2EDF5024EAD6EE55870CB395A8931C8BCCE');
insert into "ledger" values (16,1795848408531,'officer 01a220e8-030b-7130-a280-53d9d2f6aadb','piece.accepted','SC-2026-000001','{"dossier":"55a47ae1d7657935b7c59c98053817edc84cc8bf250cefaaacac6b7176cd6a9c","piece":"proof-of-listing"}',X'FF95ECCC86FA09D51ECCF40F1054C2EDF5024EAD6EE55870CB395A8931C8BCCE',X'6507D7FEE2EBC1A7F418B6A683F9AB4C63A191B41E0B32726BE8BF640F41DA04');
insert into "ledger" values (17,1795848408661,'officer 01a220e8-030b-7130-a280-53d9d2f6aadb','identity.checked','SC-2026-000001','{"document":"passport","on":"2026-11-28","validated_until":"2027-02-25T23:00:00.000Z"}',X'6507D7FEE2EBC1A7F418B6A683F9AB4C63A191B41E0B32726BE8BF640F41DA04',X'908E75F919E9BD48A8B5FF1674F8036164B4D2D590C4292FA923EF9460B731AA');
insert into "ledger" values (18,1795848408773,'officer 01a220e8-030b-7130-a280-53d9d2f6aadb','order.reviewed','SC-2026-000001','{"dossier":"55a47ae1d7657935b7c59c98053817edc84cc8bf250cefaaacac6b7176cd6a9c","seen":"cf32cd72ff852ad1da9ddd0556aadc6d1289f6fcf2de810dc3ea51a4aa925907"}',X'908E75F919E9BD48A8B5FF1674F8036164B4D2D590C4292FA923EF9460B731AA',X'7040A3A7E0946442A8EE28446D71EA1A96D29025EF77AB9EBFB65BB75CB46C49');
insert into "ledger" values (19,1795848408909,'officer 01a220e8-030e-7833-8738-373481216750','order.authorised','SC-2026-000001','{"dossier":"55a47ae1d7657935b7c59c98053817edc84cc8bf250cefaaacac6b7176cd6a9c","reviewed_by":"01a220e8-030b-7130-a280-53d9d2f6aadb","seen":"cf32cd72ff852ad1da9ddd0556aadc6d1289f6fcf2de810dc3ea51a4aa925907"}',X'7040A3A7E0946442A8EE28446D71EA1A96D29025EF77AB9EBFB65BB75CB46C49',X'912186015BB8C00F777C1C8267B62F951FF95A4583E7423319789DEA6F00C809');
insert into "ledger" values (20,1795848408918,'portal','order.approved','SC-2026-000001','{}',X'912186015BB8C00F777C1C8267B62F951FF95A4583E7423319789DEA6F00C809',X'2881F393D9F7EA9C44DBDE0C1A5DE292CA5AB785CE1C9D053AF3A2062176FF2D');
insert into "ledger" values (21,1795848409010,'portal','order.produced','SC-2026-000001','{"model":"software","token":"ST-90DC235A0141"}',X'2881F393D9F7EA9C44DBDE0C1A5DE292CA5AB785CE1C9D053AF3A2062176FF2D',X'EF841B2B370645D0DC59D397C498324F663709ACF6FD6A3C6A064B350F8A1FD7');
insert into "ledger" values (22,1795848410546,'portal','pin-letter.stored','SC-2026-000001','{}',X'EF841B2B370645D0DC59D397C498324F663709ACF6FD6A3C6A064B350F8A1FD7',X'BABFE5C7FA39B96EDC6C8D71877AE1D0ED7E6D3D425F12E16B02EA1D3230314B');
insert into "ledger" values (23,1795848410615,'officer 01a220e8-030e-7833-8738-373481216750','pin-letter.opened','SC-2026-000001','{}',X'BABFE5C7FA39B96EDC6C8D71877AE1D0ED7E6D3D425F12E16B02EA1D3230314B',X'CC6794455CB7EAE10C3A6504D36B5288A0179376A5C4A2EB21256FAF5DB49F7B');
insert into "ledger" values (24,1795848410766,'officer 01a220e8-030e-7833-8738-373481216750','pin-letter.printed','01a220e8-086f-72c9-a311-002181e7334d','{}',X'CC6794455CB7EAE10C3A6504D36B5288A0179376A5C4A2EB21256FAF5DB49F7B',X'5E62D630270A3F9809053FD2CA335042C2047754899BF32AC66D4C3659BBEB15');
insert into "ledger" values (25,1795848410780,'officer 01a220e8-030e-7833-8738-373481216750','order.shipped','SC-2026-000001','{"token":"ST-90DC235A0141"}',X'5E62D630270A3F9809053FD2CA335042C2047754899BF32AC66D4C3659BBEB15',X'F3DD8EBE5722B8382706E988C0E19F33AF112AC43FFA73F7209E88459BA3E27C');
insert into "ledger" values (26,1795848410979,'holder 4e103b766f2c508da402d29f3b1c77706d52276e6aac6225df34203cb8387ed6','order.activated','SC-2026-000001','{}',X'F3DD8EBE5722B8382706E988C0E19F33AF112AC43FFA73F7209E88459BA3E27C',X'47153C8074B7F211BF7D61ECA59DA2AABB32589FA9A955E533714209EA245310');
insert into "ledger" values (27,1795848411015,'holder 4e103b766f2c508da402d29f3b1c77706d52276e6aac6225df34203cb8387ed6','certificates.accepted','SC-2026-000001','{}',X'47153C8074B7F211BF7D61ECA59DA2AABB32589FA9A955E533714209EA245310',X'442B6431A164F19FEC585CCB5FCBA757E3548244DE541C207C9404BACD27D3CB');
insert into "ledger" values (28,1795848411181,'account 01a220e8-182d-7aec-b712-5dfe87315836','account.created','01a220e8-182d-7aec-b712-5dfe87315836','{}',X'442B6431A164F19FEC585CCB5FCBA757E3548244DE541C207C9404BACD27D3CB',X'F07F4E413E18F076240673AFC0FD64391B82A20D95C27ED8C90A8F7E9430C306');
insert into "ledger" values (29,1795848411491,'account 01a220e8-182d-7aec-b712-5dfe87315836','order.placed','SC-2026-000002','{"price":{"excluding_vat_cents":15900,"vat_per_mille":200},"product":"expert-card","terms":{"accepted_at":"2026-11-28T06:46:51.458Z","digest":"7986c6580030571030832bdec3234f7e622d044fab6185484577afa143a98142","version":"2026-11-23"}}',X'F07F4E413E18F076240673AFC0FD64391B82A20D95C27ED8C90A8F7E9430C306',X'C2A425EE5FDAF54A1DEA7B8D1A44C0539C0FF483C1272A3E948FEE6942A5BA46');
insert into "ledger" values (30,1795848411522,'account 01a220e8-182d-7aec-b712-5dfe87315836','payment.received','SC-2026-000002','{"amount_cents":19080,"due_cents":0,"transfer":null}',X'C2A425EE5FDAF54A1DEA7B8D1A44C0539C0FF483C1272A3E948FEE6942A5BA46',X'0AECE14948F738DCE65A2AF9910345EDE183E15C6D6BB2D2463AF2234BB6D5C1');
insert into "ledger" values (31,1795848411522,'portal','invoice.issued','F-2026-000002','{"order":"SC-2026-000002"}',X'0AECE14948F738DCE65A2AF9910345EDE183E15C6D6BB2D2463AF2234BB6D5C1',X'7EF80DB29F70E47416B7E8FC892304452098C6FB61007ED0D626AD744E736D91');
insert into "ledger" values (32,1795848412387,'account 01a220e8-182d-7aec-b712-5dfe87315836','piece.added','SC-2026-000002','{"digest":"01ecaef543f8b9e01826a8f664224e0220e058ff316c1d5becfca65b75e734e8","file":"01a220e8-1cb9-7f71-8170-0a270e75bc5d","length":41538,"piece":"signed-dossier"}',X'7EF80DB29F70E47416B7E8FC892304452098C6FB61007ED0D626AD744E736D91',X'4A94ADDEF4081ED22B39E38D2251949184D7D5FEA87D071BA92DFC9E176C7BC1');
insert into "ledger" values (33,1795848412551,'account 01a220e8-182d-7aec-b712-5dfe87315836','piece.added','SC-2026-000002','{"digest":"fd580edf3ce3d3ad45c830dfca73fd25b5fb3b021adb9fda54c2e06f9f64c259","file":"01a220e8-1d60-7317-bebd-e67bfe4c4f2e","length":5322,"piece":"identity-document"}',X'4A94ADDEF4081ED22B39E38D2251949184D7D5FEA87D071BA92DFC9E176C7BC1',X'F95DCBBCF1646DAAEAF7D93025A3FDECDD7AE570E684289EB2974A577786FC00');
insert into "ledger" values (34,1795848412690,'account 01a220e8-182d-7aec-b712-5dfe87315836','piece.added','SC-2026-000002','{"digest":"01ecaef543f8b9e01826a8f664224e0220e058ff316c1d5becfca65b75e734e8","file":"01a220e8-1dfb-7e29-be64-d2412448b817","length":41538,"piece":"proof-of-listing"}',X'F95DCBBCF1646DAAEAF7D93025A3FDECDD7AE570E684289EB2974A577786FC00',X'68D81646C11807F08CC1439BCDC3FA7E2F6489741231828DFAAC5E8987E77F92');
insert into "ledger" values (35,1795848412752,'account 01a220e8-182d-7aec-b712-5dfe87315836','dossier.handed-in','SC-2026-000002','{"dossier":"3026e79484b3edf5008bc507e12618cf2dbab2346f98aa9cf536cb8a7fa92188"}',X'68D81646C11807F08CC1439BCDC3FA7E2F6489741231828DFAAC5E8987E77F92',X'CBB64BFA1397F27BDD63FA51DAF27AE8BA7DEAFE2B1F4CD7C469247D2C24E919');
insert into "ledger" values (36,1795848412913,'officer 01a220e8-030b-7130-a280-53d9d2f6aadb','piece.viewed','SC-2026-000002','{"digest":"01ecaef543f8b9e01826a8f664224e0220e058ff316c1d5becfca65b75e734e8","file":"01a220e8-1cb9-7f71-8170-0a270e75bc5d","piece":"signed-dossier"}',X'CBB64BFA1397F27BDD63FA51DAF27AE8BA7DEAFE2B1F4CD7C469247D2C24E919',X'59DFDE378E32BB9A97542166E2434A43C95F86FC92BB8D386FEAE8BF32655C85');
insert into "ledger" values (37,1795848412918,'officer 01a220e8-030b-7130-a280-53d9d2f6aadb','piece.viewed','SC-2026-000002','{"digest":"fd580edf3ce3d3ad45c830dfca73fd25b5fb3b021adb9fda54c2e06f9f64c259","file":"01a220e8-1d60-7317-bebd-e67bfe4c4f2e","piece":"identity-document"}',X'59DFDE378E32BB9A97542166E2434A43C95F86FC92BB8D386FEAE8BF32655C85',X'2D548044C404D7AE4566728228584AD56B5836E3DE86FDF64CBD63FF8AF2296A');
insert into "ledger" values (38,1795848412926,'officer 01a220e8-030b-7130-a280-53d9d2f6aadb','piece.viewed','SC-2026-000002','{"digest":"01ecaef543f8b9e01826a8f664224e0220e058ff316c1d5becfca65b75e734e8","file":"01a220e8-1dfb-7e29-be64-d2412448b817","piece":"proof-of-listing"}',X'2D548044C404D7AE4566728228584AD56B5836E3DE86FDF64CBD63FF8AF2296A',X'7BDC7B03E3001C36E9AD5FD08C77711B72F7ABEC2AC2971AE7D616D02A1792D1');
insert into "ledger" values (39,1795848412941,'officer 01a220e8-030b-7130-a280-53d9d2f6aadb','piece.accepted','SC-2026-000002','{"dossier":"3026e79484b3edf5008bc507e12618cf2dbab2346f98aa9cf536cb8a7fa92188","piece":"signed-dossier"}',X'7BDC7B03E3001C36E9AD5FD08C77711B72F7ABEC2AC2971AE7D616D02A1792D1',X'1350F3F1C85CD6E6A11075C050DE821FAFF42A364A4C041E122BEF4D7809E45B');
insert into "ledger" values (40,1795848412953,'officer 01a220e8-030b-7130-a280-53d9d2f6aadb','piece.accepted','SC-2026-000002','{"dossier":"3026e79484b3edf5008bc507e12618cf2dbab2346f98aa9cf536cb8a7fa92188","piece":"identity-document"}',X'1350F3F1C85CD6E6A11075C050DE821FAFF42A364A4C041E122BEF4D7809E45B',X'2F32A55A868BE212A007D04385FACC7F910CB2CA50099F8EB67EAFE619E6B079');
insert into "ledger" values (41,1795848412972,'officer 01a220e8-030b-7130-a280-53d9d2f6aadb','piece.accepted','SC-2026-000002','{"dossier":"3026e79484b3edf5008bc507e12618cf2dbab2346f98aa9cf536cb8a7fa92188","piece":"proof-of-listing"}',X'2F32A55A868BE212A007D04385FACC7F910CB2CA50099F8EB67EAFE619E6B079',X'C0D7FEFB633215512AD01337145D84BFE0DCBDFB241C45716DF8F23CF6E21251');
insert into "ledger" values (42,1795848413148,'officer 01a220e8-030b-7130-a280-53d9d2f6aadb','identity.checked','SC-2026-000002','{"document":"passport","on":"2026-11-28","validated_until":"2027-02-25T23:00:00.000Z"}',X'C0D7FEFB633215512AD01337145D84BFE0DCBDFB241C45716DF8F23CF6E21251',X'A7C2A18CE9470621BAF1FA663BFD2D4B0C933339AA876C731EE915C60111B418');
insert into "ledger" values (43,1795848413305,'officer 01a220e8-030b-7130-a280-53d9d2f6aadb','order.reviewed','SC-2026-000002','{"dossier":"3026e79484b3edf5008bc507e12618cf2dbab2346f98aa9cf536cb8a7fa92188","seen":"457de018aadea2660d056759ed3b7807476e5f4ef09837bcaa0ff93ae0ad1a82"}',X'A7C2A18CE9470621BAF1FA663BFD2D4B0C933339AA876C731EE915C60111B418',X'5FCD4A6FC86889E96744553AAA7DF767991FE79447E442C64FBD555F5410E9B6');
insert into "ledger" values (44,1795848413463,'officer 01a220e8-030e-7833-8738-373481216750','order.authorised','SC-2026-000002','{"dossier":"3026e79484b3edf5008bc507e12618cf2dbab2346f98aa9cf536cb8a7fa92188","reviewed_by":"01a220e8-030b-7130-a280-53d9d2f6aadb","seen":"457de018aadea2660d056759ed3b7807476e5f4ef09837bcaa0ff93ae0ad1a82"}',X'5FCD4A6FC86889E96744553AAA7DF767991FE79447E442C64FBD555F5410E9B6',X'887403F6C3D7645B40FB533FD8F4D4E52ECE244510418A410AE3563356D64023');
insert into "ledger" values (45,1795848413473,'portal','order.approved','SC-2026-000002','{}',X'887403F6C3D7645B40FB533FD8F4D4E52ECE244510418A410AE3563356D64023',X'57BE96AACA061A7A3AC724936C172A5AEE203A96F2D8F8D20751AC4AA3D1BCB9');
insert into "ledger" values (46,1795848413538,'portal','order.produced','SC-2026-000002','{"model":"software","token":"ST-9BD1B809017A"}',X'57BE96AACA061A7A3AC724936C172A5AEE203A96F2D8F8D20751AC4AA3D1BCB9',X'C507654334BDE161EE26717DA2278E20B2122BA2D214376B467954E2DCCCF982');
insert into "ledger" values (47,1795848415068,'portal','pin-letter.stored','SC-2026-000002','{}',X'C507654334BDE161EE26717DA2278E20B2122BA2D214376B467954E2DCCCF982',X'ECE6D44BB11DAEEE026C3B8F47B7F627713C61D25ED6A3ED588738C79B931F24');
insert into "ledger" values (48,1795848415163,'officer 01a220e8-030e-7833-8738-373481216750','pin-letter.opened','SC-2026-000002','{}',X'ECE6D44BB11DAEEE026C3B8F47B7F627713C61D25ED6A3ED588738C79B931F24',X'CDD4E3017B293E75897655EFF8A8D3FAF17B344FD94E0BDDA114EB1A8B8D6395');
insert into "ledger" values (49,1795848415336,'officer 01a220e8-030e-7833-8738-373481216750','pin-letter.printed','01a220e8-1865-73fd-bbb7-c935afea37fe','{}',X'CDD4E3017B293E75897655EFF8A8D3FAF17B344FD94E0BDDA114EB1A8B8D6395',X'DF3CCCCA9BC7F511F6FCFF7D54DC3A1D8DB126BC9AFC2E40D6D8637468AEB20E');
insert into "ledger" values (50,1795848415349,'officer 01a220e8-030e-7833-8738-373481216750','order.shipped','SC-2026-000002','{"token":"ST-9BD1B809017A"}',X'DF3CCCCA9BC7F511F6FCFF7D54DC3A1D8DB126BC9AFC2E40D6D8637468AEB20E',X'233983423048A3A473712C4210BFCCE621B50B5605894A291C6CF77B7BEB8E06');
insert into "ledger" values (51,1795848415528,'holder 3c502e245638a6876a2ee3bd3a3ca4bc8e521040f8278d2bc7f1a11944eaeee8','order.activated','SC-2026-000002','{}',X'233983423048A3A473712C4210BFCCE621B50B5605894A291C6CF77B7BEB8E06',X'C43F1D7E432BB3CD039B5490487E1EDEF7FD43A2EBC288D993551333DFE04892');
insert into "ledger" values (52,1795848415590,'holder 3c502e245638a6876a2ee3bd3a3ca4bc8e521040f8278d2bc7f1a11944eaeee8','certificates.accepted','SC-2026-000002','{}',X'C43F1D7E432BB3CD039B5490487E1EDEF7FD43A2EBC288D993551333DFE04892',X'D3205386234646963CC13C48CE577E3FDD9DBEC494EFB7B5011B5FF54F840560');
insert into "ledger" values (53,1795848415785,'portal','order.revoked','SC-2026-000002','{"token":"ST-9BD1B809017A"}',X'D3205386234646963CC13C48CE577E3FDD9DBEC494EFB7B5011B5FF54F840560',X'5361844B79437B9A75BF050A3F7F8A13C5748A8DF3B43CB5A24B1C3CBB82472B');
CREATE TABLE ledger_head (one integer primary key not null check (one = 1), idx integer not null, hash blob not null) strict;
insert into "ledger_head" values (1,53,X'5361844B79437B9A75BF050A3F7F8A13C5748A8DF3B43CB5A24B1C3CBB82472B');
CREATE TABLE outbox (
        id integer primary key autoincrement not null,
        kind text not null,
        payload blob not null,
        enqueued_at integer not null,
        due_at integer not null,
        attempts integer not null,
        last_fault text
    ) strict;
CREATE TABLE accounts (
  id blob primary key,
  email text not null,
  address text not null unique,
  language text not null,
  salt blob not null,
  verifier blob not null,
  created_at bigint not null,
  password_changed_at bigint not null
);
insert into "accounts" values (X'01A220E80859765D80E75837DEFFFBEB','maelle.kervadec@sceau.example.org','maelle.kervadec@sceau.example.org','fr',X'85BC90D2B36804E17DE6A5CE944658E0',X'BCD633C3DBB6539FFA07706E7A0FB2A3A0B7AE340A32ACE3366EC5E46208BC2C',1795848407129,1795848407129);
insert into "accounts" values (X'01A220E8182D7AECB7125DFE87315836','loic.morvan@sceau.example.org','loic.morvan@sceau.example.org','fr',X'7E7A5C1DEADCCDB1C6D892C4B37A0558',X'64892193EB3646EF8174F22A609BD52E605DA470D48E57E7595EC127AD8B3A51',1795848411181,1795848411181);
CREATE TABLE sessions (
  token blob primary key,
  account blob not null references accounts (id),
  begun_at bigint not null,
  seen_at bigint not null
);
insert into "sessions" values (X'3247B400F24F0EC05FB045515D7450424748D470F4AB56EDF5F7FF3DFBC4C3FF',X'01A220E80859765D80E75837DEFFFBEB',1795848407129,1795848407129);
insert into "sessions" values (X'82D54EC06121FFD21D268A43CD201A688DD9F1CC9F2903F5C72C6C026197B349',X'01A220E8182D7AECB7125DFE87315836',1795848411181,1795848411181);
CREATE TABLE pending_logins (
  token blob primary key,
  purpose text not null,
  email text not null,
  language text not null,
  account blob references accounts (id),
  salt blob,
  verifier blob,
  begun_at bigint not null,
  code blob,
  sent_at bigint not null,
  tries bigint not null,
  accepted_at bigint
);
CREATE TABLE attempts (
  budget blob not null,
  id blob not null,
  at bigint not null,
  primary key (budget, id)
);
insert into "attempts" values (X'41ED776642D3750F4E83AC8C740E1C56538EB7FEAC3D6D2D735741023FE7169B',X'01A220E8084B7D45BC9F41A4B50904DB',1795848407115);
insert into "attempts" values (X'691787B5B32EEFA0505E11B4B91613DCA408B414FBEAD947E2F1D2C5E98C9EEB',X'01A220E8084B7D45BC9F41A4B50904DB',1795848407115);
insert into "attempts" values (X'AEB3D823B876A6673C8987E48C1C0F1EDB595D2CE277647CD34BFECA787A0DCC',X'01A220E817D47FE5BF784EE2F3095926',1795848411092);
insert into "attempts" values (X'00B6731D5BDF18DB431A0948F0CCA2D9E3D27641EE7AB0722C7350209CA5A469',X'01A220E817EE7EB794B4BC6B6711B4CF',1795848411118);
insert into "attempts" values (X'691787B5B32EEFA0505E11B4B91613DCA408B414FBEAD947E2F1D2C5E98C9EEB',X'01A220E817EE7EB794B4BC6B6711B4CF',1795848411118);
insert into "attempts" values (X'591DBFD67CB02C90735EDDBB5EC04D30620640267166E513473FE0CB51983C10',X'01A220E829E177B68612D7A3AE42DB56',1795848415713);
CREATE TABLE known_sources (
  address blob not null,
  source blob not null,
  seen_at bigint not null,
  primary key (address, source)
);
insert into "known_sources" values (X'C9F46F301CE207F79601695F9298359F82238EA26EED69EF5A0990F6E9007C39',X'800A199AF0B87B1C0A86EC8408456894489E3EF8CBE2D2F5DC9016ECAEFF1B27',1795848407129);
insert into "known_sources" values (X'DA967C9A8D0EAA007C5772F0F1CCDC40A541C605E1E2DBF3CE04C4C78985DE18',X'800A199AF0B87B1C0A86EC8408456894489E3EF8CBE2D2F5DC9016ECAEFF1B27',1795848411181);
CREATE TABLE exhausted_budgets (
  budget blob primary key,
  recorded_at bigint not null
);
CREATE TABLE people (
  id blob primary key,
  account blob not null unique references accounts (id),
  known_since bigint not null
);
insert into "people" values (X'01A220E8086F761DA99F8F4A366001D9',X'01A220E80859765D80E75837DEFFFBEB',1795848407151);
insert into "people" values (X'01A220E8186571FEA72EDD4099BEE91B',X'01A220E8182D7AECB7125DFE87315836',1795848411237);
CREATE TABLE orders (
  id blob primary key,
  account blob not null references accounts (id),
  person blob not null references people (id),
  product text not null,
  application text not null,
  begun_at bigint not null,
  state text not null,
  since bigint not null,
  facts text not null,
  number text unique,
  placed_at bigint,
  price_excluding_vat_cents bigint,
  vat_per_mille bigint,
  version bigint not null
);
insert into "orders" values (X'01A220E8086F72C9A311002181E7334D',X'01A220E80859765D80E75837DEFFFBEB',X'01A220E8086F761DA99F8F4A366001D9','expert-card','{"identity":{"birth_name":"Kervadec","name_in_use":null,"given_names":"Maëlle","latin":null},"birth":{"date":"1971-04-23","place":"Saint-Brieuc","country":"FR"},"listing":{"court":"Rennes","ends":"2031-12-31","compagnie":"Compagnie des experts de Bretagne"},"delivery":{"token":{"recipient":"Maëlle Kervadec","complement":null,"street":"4 quai des Deux-Rives","postcode":"22000","town":"Saint-Brieuc","country":"FR"},"pin_letter":null},"contact":"email","billing":{"holder":{"recipient":"Maëlle Kervadec","complement":null,"street":"4 quai des Deux-Rives","postcode":"22000","town":"Saint-Brieuc","country":"FR"}},"terms":{"version":"2026-11-23","digest":"7986c6580030571030832bdec3234f7e622d044fab6185484577afa143a98142","accepted_at":"2026-11-28T06:46:47.239Z"}}',1795848407151,'accepted',1795848411015,'{"state":"accepted","token":"ST-90DC235A0141","at":"2026-11-28T06:46:51.015Z"}','SC-2026-000001',1795848407243,15900,200,17);
insert into "orders" values (X'01A220E8186573FDBBB7C935AFEA37FE',X'01A220E8182D7AECB7125DFE87315836',X'01A220E8186571FEA72EDD4099BEE91B','expert-card','{"identity":{"birth_name":"Morvan-L''Hostis","name_in_use":null,"given_names":"Loïc Étienne","latin":null},"birth":{"date":"1964-11-07","place":"Morlaix","country":"FR"},"listing":{"court":"Rennes","ends":"2030-12-31","compagnie":"Compagnie des experts de Bretagne"},"delivery":{"token":{"recipient":"Loïc Morvan-L''Hostis","complement":null,"street":"18 venelle du Créou","postcode":"29600","town":"Morlaix","country":"FR"},"pin_letter":null},"contact":{"sms":"+262639981234"},"billing":{"holder":{"recipient":"Loïc Morvan-L''Hostis","complement":null,"street":"18 venelle du Créou","postcode":"29600","town":"Morlaix","country":"FR"}},"terms":{"version":"2026-11-23","digest":"7986c6580030571030832bdec3234f7e622d044fab6185484577afa143a98142","accepted_at":"2026-11-28T06:46:51.458Z"}}',1795848411237,'revoked',1795848415748,'{"state":"revoked","token":"ST-9BD1B809017A","at":"2026-11-28T06:46:55.748Z"}','SC-2026-000002',1795848411491,15900,200,18);
CREATE TABLE order_numbers (
  year bigint primary key,
  last bigint not null
);
insert into "order_numbers" values (2026,2);
CREATE TABLE order_events (
  order_id blob not null references orders (id),
  position bigint not null,
  at bigint not null,
  event text not null,
  primary key (order_id, position)
);
insert into "order_events" values (X'01A220E8086F72C9A311002181E7334D',1,1795848407243,'{"what":"placed"}');
insert into "order_events" values (X'01A220E8086F72C9A311002181E7334D',2,1795848407257,'{"what":"payment-received","amount_cents":19080,"due_cents":0}');
insert into "order_events" values (X'01A220E8086F72C9A311002181E7334D',3,1795848407257,'{"what":"paid"}');
insert into "order_events" values (X'01A220E8086F72C9A311002181E7334D',4,1795848408265,'{"what":"dossier-received"}');
insert into "order_events" values (X'01A220E8086F72C9A311002181E7334D',5,1795848408661,'{"what":"identity-checked"}');
insert into "order_events" values (X'01A220E8086F72C9A311002181E7334D',6,1795848408773,'{"what":"reviewed"}');
insert into "order_events" values (X'01A220E8086F72C9A311002181E7334D',7,1795848408918,'{"what":"authorised"}');
insert into "order_events" values (X'01A220E8086F72C9A311002181E7334D',8,1795848409006,'{"what":"produced"}');
insert into "order_events" values (X'01A220E8086F72C9A311002181E7334D',9,1795848410766,'{"what":"pin-letter-sent"}');
insert into "order_events" values (X'01A220E8086F72C9A311002181E7334D',10,1795848410780,'{"what":"shipped","tracking":"6A21000123456"}');
insert into "order_events" values (X'01A220E8086F72C9A311002181E7334D',11,1795848410979,'{"what":"activated"}');
insert into "order_events" values (X'01A220E8086F72C9A311002181E7334D',12,1795848411015,'{"what":"accepted"}');
insert into "order_events" values (X'01A220E8086F72C9A311002181E7334D',13,1795848411092,'{"what":"code-defined"}');
insert into "order_events" values (X'01A220E8186573FDBBB7C935AFEA37FE',1,1795848411491,'{"what":"placed"}');
insert into "order_events" values (X'01A220E8186573FDBBB7C935AFEA37FE',2,1795848411522,'{"what":"payment-received","amount_cents":19080,"due_cents":0}');
insert into "order_events" values (X'01A220E8186573FDBBB7C935AFEA37FE',3,1795848411522,'{"what":"paid"}');
insert into "order_events" values (X'01A220E8186573FDBBB7C935AFEA37FE',4,1795848412752,'{"what":"dossier-received"}');
insert into "order_events" values (X'01A220E8186573FDBBB7C935AFEA37FE',5,1795848413148,'{"what":"identity-checked"}');
insert into "order_events" values (X'01A220E8186573FDBBB7C935AFEA37FE',6,1795848413305,'{"what":"reviewed"}');
insert into "order_events" values (X'01A220E8186573FDBBB7C935AFEA37FE',7,1795848413473,'{"what":"authorised"}');
insert into "order_events" values (X'01A220E8186573FDBBB7C935AFEA37FE',8,1795848413532,'{"what":"produced"}');
insert into "order_events" values (X'01A220E8186573FDBBB7C935AFEA37FE',9,1795848415336,'{"what":"pin-letter-sent"}');
insert into "order_events" values (X'01A220E8186573FDBBB7C935AFEA37FE',10,1795848415349,'{"what":"shipped","tracking":"6A21000123456"}');
insert into "order_events" values (X'01A220E8186573FDBBB7C935AFEA37FE',11,1795848415528,'{"what":"activated"}');
insert into "order_events" values (X'01A220E8186573FDBBB7C935AFEA37FE',12,1795848415590,'{"what":"accepted"}');
insert into "order_events" values (X'01A220E8186573FDBBB7C935AFEA37FE',13,1795848415713,'{"what":"code-defined"}');
insert into "order_events" values (X'01A220E8186573FDBBB7C935AFEA37FE',14,1795848415748,'{"what":"revoked"}');
CREATE TABLE transfers (
  id blob primary key,
  form_key blob not null unique,
  statement_date text not null,
  amount_cents bigint not null,
  reference text not null,
  payer text not null,
  recorded_by blob not null,
  recorded_at bigint not null,
  order_id blob references orders (id),
  returned_at bigint,
  return_reason text
);
CREATE TABLE payments (
  id blob primary key,
  order_id blob not null references orders (id),
  at bigint not null,
  amount_cents bigint not null,
  means text not null,
  transfer blob unique references transfers (id)
);
insert into "payments" values (X'01A220E808D97A7684417DCCBA063448',X'01A220E8086F72C9A311002181E7334D',1795848407257,19080,'demonstration-card',NULL);
insert into "payments" values (X'01A220E8198276A08852FBE3BE9EC635',X'01A220E8186573FDBBB7C935AFEA37FE',1795848411522,19080,'demonstration-card',NULL);
CREATE TABLE invoices (
  number text primary key,
  order_id blob not null unique references orders (id),
  issued_at bigint not null,
  billing text not null,
  holder text not null,
  means text not null
);
insert into "invoices" values ('F-2026-000001',X'01A220E8086F72C9A311002181E7334D',1795848407257,'{"holder":{"recipient":"Maëlle Kervadec","complement":null,"street":"4 quai des Deux-Rives","postcode":"22000","town":"Saint-Brieuc","country":"FR"}}','Maëlle Kervadec','demonstration-card');
insert into "invoices" values ('F-2026-000002',X'01A220E8186573FDBBB7C935AFEA37FE',1795848411522,'{"holder":{"recipient":"Loïc Morvan-L''Hostis","complement":null,"street":"18 venelle du Créou","postcode":"29600","town":"Morlaix","country":"FR"}}','Loïc Étienne Morvan-L''Hostis','demonstration-card');
CREATE TABLE invoice_numbers (
  year bigint primary key,
  last bigint not null
);
insert into "invoice_numbers" values (2026,2);
CREATE TABLE dossiers (
  order_id blob primary key references orders (id),
  touched_at bigint not null,
  handed_in_at bigint
);
insert into "dossiers" values (X'01A220E8086F72C9A311002181E7334D',1795848408233,1795848408265);
insert into "dossiers" values (X'01A220E8186573FDBBB7C935AFEA37FE',1795848412667,1795848412752);
CREATE TABLE pieces (
  order_id blob not null references orders (id),
  kind text not null,
  state text not null,
  primary key (order_id, kind)
);
insert into "pieces" values (X'01A220E8086F72C9A311002181E7334D','signed-dossier','{"state":"accepted","at":"2026-11-28T06:46:48.486Z"}');
insert into "pieces" values (X'01A220E8086F72C9A311002181E7334D','identity-document','{"state":"accepted","at":"2026-11-28T06:46:48.519Z"}');
insert into "pieces" values (X'01A220E8086F72C9A311002181E7334D','proof-of-listing','{"state":"accepted","at":"2026-11-28T06:46:48.531Z"}');
insert into "pieces" values (X'01A220E8186573FDBBB7C935AFEA37FE','signed-dossier','{"state":"accepted","at":"2026-11-28T06:46:52.941Z"}');
insert into "pieces" values (X'01A220E8186573FDBBB7C935AFEA37FE','identity-document','{"state":"accepted","at":"2026-11-28T06:46:52.953Z"}');
insert into "pieces" values (X'01A220E8186573FDBBB7C935AFEA37FE','proof-of-listing','{"state":"accepted","at":"2026-11-28T06:46:52.972Z"}');
CREATE TABLE piece_files (
  id blob primary key,
  order_id blob not null references orders (id),
  kind text not null,
  name text not null,
  media text not null,
  length bigint not null,
  digest blob not null,
  received_at bigint not null,
  unique (order_id, kind, digest)
);
insert into "piece_files" values (X'01A220E80C2076C08AF426F63D87AC3C',X'01A220E8086F72C9A311002181E7334D','signed-dossier','dossier-signe.pdf','pdf',41679,X'75AFAA0284EB30BE9B02FA137E3722CA604C1AC0436BE67A0071E2CAC11E2843',1795848408096);
insert into "piece_files" values (X'01A220E80C857A299EF8200B3DC1D27D',X'01A220E8086F72C9A311002181E7334D','identity-document','carte recto.png','png',5322,X'B0116051721F7770637D0532782B339730ED1D4388559AF57F666FBD3E34F38B',1795848408197);
insert into "piece_files" values (X'01A220E80CA97EE784E2BB06DF2A1ABC',X'01A220E8086F72C9A311002181E7334D','proof-of-listing','liste de la cour.pdf','pdf',41679,X'75AFAA0284EB30BE9B02FA137E3722CA604C1AC0436BE67A0071E2CAC11E2843',1795848408233);
insert into "piece_files" values (X'01A220E81CB97F7181700A270E75BC5D',X'01A220E8186573FDBBB7C935AFEA37FE','signed-dossier','dossier-signe.pdf','pdf',41538,X'01ECAEF543F8B9E01826A8F664224E0220E058FF316C1D5BECFCA65B75E734E8',1795848412345);
insert into "piece_files" values (X'01A220E81D607317BEBDE67BFE4C4F2E',X'01A220E8186573FDBBB7C935AFEA37FE','identity-document','carte recto.png','png',5322,X'FD580EDF3CE3D3AD45C830DFCA73FD25B5FB3B021ADB9FDA54C2E06F9F64C259',1795848412512);
insert into "piece_files" values (X'01A220E81DFB7E29BE64D2412448B817',X'01A220E8186573FDBBB7C935AFEA37FE','proof-of-listing','liste de la cour.pdf','pdf',41538,X'01ECAEF543F8B9E01826A8F664224E0220E058FF316C1D5BECFCA65B75E734E8',1795848412667);
CREATE TABLE loose_files (
  id blob primary key,
  order_id blob not null references orders (id),
  since bigint not null
);
CREATE TABLE officers (
  id blob primary key,
  name text not null,
  email text not null,
  fingerprint blob not null unique,
  roles text not null,
  since bigint not null,
  removed_at bigint
, valid_from bigint, valid_until bigint, language text not null default 'fr');
insert into "officers" values (X'01A220E8030B7130A28053D9D2F6AADB','Inès Vautrin','ines.vautrin@sceau.example.org',X'4A06FEEE7A3317A59BAB8128E9BB2B7EACAC005428A079564805FE3E11BE5332','["registration-officer","production-operator","accountant","security-officer"]',1795848405773,NULL,1795848105000,1827384105000,'fr');
insert into "officers" values (X'01A220E8030E78338738373481216750','Octave Delmas','octave.delmas@sceau.example.org',X'0B176D08A710CE0D76D97E27C791F38CC146D26B925805ADBE0B459BDCBEFC13','["registration-officer","production-operator","accountant","security-officer"]',1795848405784,NULL,1795848105000,1827384105000,'fr');
CREATE TABLE officer_proposals (
  id blob primary key,
  change text not null,
  proposed_by blob not null references officers (id),
  proposed_at bigint not null,
  confirmed_by blob references officers (id),
  confirmed_at bigint,
  outcome text
);
CREATE TABLE identity_checks (
  id blob primary key,
  order_id blob not null references orders (id),
  officer blob not null references officers (id),
  met_on text not null,
  place text not null,
  document text not null,
  number_end text not null,
  document_expires text not null,
  recorded_at bigint not null,
  validated_until bigint not null
, voided_at bigint);
insert into "identity_checks" values (X'01A220E80E5570D3B399B0F7EFA8A9B9',X'01A220E8086F72C9A311002181E7334D',X'01A220E8030B7130A28053D9D2F6AADB','2026-11-28','Rennes','passport','4X71','2031-09-30',1795848408661,1803596400000,NULL);
insert into "identity_checks" values (X'01A220E81FDC707EB58B6776230507E2',X'01A220E8186573FDBBB7C935AFEA37FE',X'01A220E8030B7130A28053D9D2F6AADB','2026-11-28','Rennes','passport','4X71','2031-09-30',1795848413148,1803596400000,NULL);
CREATE TABLE authorisations (
  id blob primary key,
  order_id blob not null references orders (id),
  question blob not null,
  authorised_at bigint not null,
  settled_at bigint,
  refusal text
);
insert into "authorisations" values (X'01A220E80F4D7ED78A5EA32A9AEF9083',X'01A220E8086F72C9A311002181E7334D',X'F8544CCAB7831DD4012B36173BBB297162237250DAC03FB09234ADF8196F627D1B31C4CE618E6FDE6918BC0796F5F1B1F62CCB67F30CF4D48DE991380209CEBBC5197EF4B0A6E566E7041234EECBA74A805325485BBBB8794B12E0C57E6CFF5C104EFACD6507FC3C4423BF495ADF7D9048040D587F8D85FFD037190FD15CD19291161B33887736E990EBDDAA6BEAB6E55142A7261AEA6EFC11BC68F79CD0551F67FB0BED6F9A5F710A359723BD348F8782A32FC7C3E45D9434815931F80C2776EBA9CCBAB5D0FB1CB44E027E0976906828772A0D32B9741CAAEC22C325BE7AE6EFF689012648B48FFE1033B209FFF96F1EC8A1976864753BB5CADF401B7EA4FB444DF365145CBA936A72FA0E7E05F62C9E1059D706ED7973F0E166CA909691EB1A9B62200EFFEFA900980033AA3311EB3834E142E28A66C00420A8BF95DF1E5559D6E0A520D1B66C523CD5324CD7BF1819FF1AFC89C47823B879F608799EE172415A29DB441D72B53B99D71645F7CD59073CF57F92198BB7EBB6CABF140EB18B8D15891F50FF23FB370B963954A1DA107A9A7CA8750D961D83A9231F30AB7BDCF51EB4994B8CB0A6DF343093092657A72CDAD8C0131B3288CA3419D3061EA2682C9A0344AA6DFCBBCF6675E5E54D16193E84669B2B33CE4E2B5CC2D2B7DB54FFFD6A9B15B8D9BF2B51FB75B77BA56C2FA7FD40573DB70CB419ED71549BF6B3DE6E3B111129C9A42C9C6948648926F4CF757BBF7EADD8D36EC89C25F0B3CF37B323E40013C5DD7EE24847D397D68615396A0DA698AB16AE600C9B0B25CCB028CB8005F147FC6B83E6A0353B0C73C06D06296D37ACA99FA709ACB3F0EAE9793E6F18B4361DB9815FD37E73244E164AB9D4C9187B1CD785F2CC0B7049DBF9E85A98F715FD2E996F01BFBAACAC475102B13378FE7D0CF37DA16026B7B4BA7F38AC05B726F387D0BBAA9F5B54038BE81366DC8600B86C8B3CA1D478C304E02F594DC925F800870E1A7B8475A753B35223A047F4C5B1A274738781D1E9CF979EEABDF4D48A2D05F086FE70D60FC83E6103235E83F5EE71594165B428FB5E467B7E0A9066199462797CF209E9773BA142D1070BC74AD448B4D8BDAEDC1030C5C8DA42D3A2587B989500547375C5E384866599C72DEC5880CD96C1B8DE0EA6728A0A65A9A99FFDA19B3A9092DFDB8ACEEDD7BF15326EEA0C25430662B610BF0DE9EF5EC8',1795848408909,1795848408918,NULL);
insert into "authorisations" values (X'01A220E821177B6B9F78BB554C0E886B',X'01A220E8186573FDBBB7C935AFEA37FE',X'24D539D08FD2E1D1A21293B336E54AB0C2ED66A34CCE93C40D24C465E7B7EDC3FF67AC673C3892DAA69A23B6AA9488CB975DA8391D1EE5007BBCCB79684A0758C80450A9194C16E238728CBB3337638BD78EC3DFB21C9929A466E859F0DE2A44ABF87716B898ECBDB3DF0F444A1B3BA7316A6D0772779B75A17433E7020D762ECA63D615F5314F7B62DD50288AEC0D166CEE475FEABF73AA5F2A0CE43A7C0EFBFAAFFAC5B21729D0F64372F43E0A11A2AA12000A8F0145F9AA9C22E6C6A18FD32AEB0ACD7E2D1C97A2807ADD36BF0BA71DE8F381AC0F6FD514242993C24DB51F1F08B0C9EE4A7A36DBDEF0299A6802DB84C8131DB9BA1957619365DDC5E1201E6BC3F9F51E9567E51DA08D6574204A7F03B9B9B95E12D6F9D36BC277AEF0975625776DDA8743C0A93626079E48F8D58355A90C5F4317FC308B67E6BAF2B7C2AFE1F07C485080FD2CBC3602DDE8CFC89B45593EBE24CD755098BCDE8AA5A5B92FC41ACA3D56954CE71AD526CB50F087BD622A3D81B23ABFF40CB2BE4537436F288553099D7D3E11C951FE862C30A22B1EAE69BA7E07DE3EDF57667470055831986AAF905D51B21974A3B2843D553315E94AC5EA725CC48EA91F0DB73543A802C7C9879FECD91DA112765368153A2C3B99B9BF9659E10AB2C2244AEDEB749140CC2CDF2DF13960CB7845D3D8C76B5DF00D80B847A6829B171EAC2D640297CA803678B9FAE06698AB4FDABE1441467EE8EE474A03B3825516073D9BA240A4D92C8598865864BFA4FA01B5BFF3F4F945815FF35D476DE2056DF17DFC13C2212FB4A18D874125AEAA96FACCC4A2B9B59F0D80C8075803F572696625C84C19788E992D1DB1BB87EFEE37D26C565AF9BC1D7AB47B4D793812095E78BB0FBE22D1100AE866CC6A3A997916FF9BFA2F56C6D69D05E2388BBC21440BB1DD687CD439803DB4172FE77EFE364907221BB84B1C7339645DFDC3DB1B6811852E32EA84E84C806CACC537C66089EB998B57F0C8F553175720CF709842C9B7310030B40C93CD6AF822686B927CED2001FF8231BBB02B830DBBDA9F4B5CE2356420C2F8C4225F14E733EB349D1F22315E6C93E11751850DE9FE1D3A2BCC4F8C467319B9EC6A27409BB73F982004288EEA91C3D7600C24F55A453AABDDD7FC43DC6AEC15479B65EFBBE7D6CCC92235FAC53E5C44AB887A42D996CF87E17C6D17D3892FF6E3179B5E0EDA684CC8AB',1795848413463,1795848413473,NULL);
CREATE TABLE token_feed (
  id bigint primary key check (id = 1),
  followed bigint not null
);
insert into "token_feed" values (1,11);
CREATE TABLE pin_letters (
  order_id blob primary key references orders (id),
  token text not null,
  idempotency_key blob not null,
  due_at bigint not null,
  kept_at bigint,
  sealed blob,
  lost_at bigint,
  printed_at bigint,
  printed_by blob references officers (id)
);
insert into "pin_letters" values (X'01A220E8086F72C9A311002181E7334D','ST-90DC235A0141',X'2A5CBEE43DC84C079EB24FB7F4D13FB6',1795848409031,1795848410546,NULL,NULL,1795848410766,X'01A220E8030E78338738373481216750');
insert into "pin_letters" values (X'01A220E8186573FDBBB7C935AFEA37FE','ST-9BD1B809017A',X'9EC2A1D37A244084B594CA85393BADC8',1795848413574,1795848415068,NULL,NULL,1795848415336,X'01A220E8030E78338738373481216750');
CREATE TABLE officer_revocations (
  id blob primary key,
  order_id blob not null references orders (id),
  token text not null,
  reason text not null,
  evidence blob not null,
  recorded_by blob not null references officers (id),
  recorded_at bigint not null,
  confirmed_by blob references officers (id),
  confirmed_at bigint,
  outcome text
);
CREATE TABLE acceptances (
  order_id blob primary key references orders (id),
  token text not null,
  certificate blob not null,
  at bigint not null,
  wrong_data text
);
insert into "acceptances" values (X'01A220E8086F72C9A311002181E7334D','ST-90DC235A0141',X'4E103B766F2C508DA402D29F3B1C77706D52276E6AAC6225DF34203CB8387ED6',1795848411015,NULL);
insert into "acceptances" values (X'01A220E8186573FDBBB7C935AFEA37FE','ST-9BD1B809017A',X'3C502E245638A6876A2EE3BD3A3CA4BC8E521040F8278D2BC7F1A11944EAEEE8',1795848415590,NULL);
CREATE TABLE codes_told (
  token text primary key,
  role text not null,
  at bigint not null
);
insert into "codes_told" values ('ST-90DC235A0141','main companion',1795848411092);
insert into "codes_told" values ('ST-9BD1B809017A','main companion',1795848415713);
CREATE TABLE excesses (
  id blob primary key,
  order_id blob not null references orders (id),
  since bigint not null,
  refunded_at bigint
);
CREATE TABLE replaced_officer_certificates (
  fingerprint blob primary key,
  officer blob not null references officers (id),
  replaced_at bigint not null
);
CREATE TABLE officer_reminders (
  fingerprint blob not null,
  days bigint not null,
  sent_at bigint not null,
  primary key (fingerprint, days)
);
CREATE INDEX outbox_due on outbox (kind, due_at);
CREATE INDEX sessions_account on sessions (account);
CREATE INDEX sessions_begun on sessions (begun_at);
CREATE INDEX pending_logins_account on pending_logins (account);
CREATE INDEX pending_logins_begun on pending_logins (begun_at);
CREATE INDEX attempts_id on attempts (id);
CREATE INDEX attempts_counted on attempts (budget, at);
CREATE INDEX attempts_at on attempts (at);
CREATE INDEX known_sources_seen on known_sources (seen_at);
CREATE INDEX exhausted_budgets_recorded on exhausted_budgets (recorded_at);
CREATE INDEX orders_account on orders (account, begun_at);
CREATE INDEX orders_state on orders (state, since);
CREATE UNIQUE INDEX orders_draft on orders (account, product) where state = 'draft';
CREATE INDEX transfers_open on transfers (statement_date) where order_id is null and returned_at is null;
CREATE INDEX transfers_recorded on transfers (recorded_at);
CREATE INDEX transfers_order on transfers (order_id);
CREATE INDEX transfers_line on transfers (statement_date, amount_cents);
CREATE INDEX payments_order on payments (order_id);
CREATE VIEW transfers_shown as
  select t.id, t.form_key, t.statement_date, t.amount_cents, t.reference, t.payer, t.recorded_by, t.recorded_at, t.order_id,
    t.returned_at, t.return_reason, o.number
  from transfers t left join orders o on o.id = t.order_id;
CREATE INDEX dossiers_abandoned on dossiers (touched_at) where handed_in_at is null;
CREATE INDEX loose_files_since on loose_files (since);
CREATE INDEX officer_proposals_time on officer_proposals (proposed_at);
CREATE INDEX identity_checks_order on identity_checks (order_id, recorded_at);
CREATE INDEX authorisations_order on authorisations (order_id, authorised_at);
CREATE INDEX authorisations_open on authorisations (authorised_at) where settled_at is null;
CREATE INDEX pin_letters_due on pin_letters (due_at) where kept_at is null and lost_at is null;
CREATE UNIQUE INDEX officer_revocations_open on officer_revocations (token) where outcome is null;
CREATE INDEX officer_revocations_order on officer_revocations (order_id, recorded_at);
CREATE UNIQUE INDEX excesses_order on excesses (order_id) where refunded_at is null;
CREATE INDEX excesses_open on excesses (since, id) where refunded_at is null;
delete from sqlite_sequence;
insert into "sqlite_sequence" values ('outbox',19);
commit;
