//! Keys of orders, and what is encrypted under them.

use proptest::prelude::*;

use super::*;

/// As `date -u -d 2026-11-22T09:00:00Z +%s` prints it.
const NOW: pki::Timestamp = pki::Timestamp::from_millis(1_795_338_000_000);

fn order_keys() -> OrderKeys {
    let folder = tempfile::tempdir().unwrap();
    OrderKeys::new(&MasterKey::create(&folder.path().join("master.key"), &mut SystemRandom).unwrap())
}

fn order() -> OrderId {
    OrderId::generate(NOW, &mut SystemRandom)
}

const COLUMNS: [OrderColumns; 7] = columns::ALL;

proptest! {
    #[test]
    fn a_value_is_decrypted_in_its_own_row_under_its_own_key_alone(
        (table, other_table) in (0..COLUMNS.len(), 0..COLUMNS.len()),
        (row, other_row) in (0_i64..3, 0_i64..3),
        texts in prop::collection::vec(prop::option::of(".{0,20}"), 5),
        (same_order, same_key) in any::<(bool, bool)>(),
    ) {
        let keys = order_keys();
        let (mine, others) = (order(), order());
        let [(_, key, _), (_, second, _)] = keys.generate(mine).0;
        let (columns, other_columns) = (&COLUMNS[table], &COLUMNS[other_table]);
        let values: Vec<Value> = texts.iter().map(|text| text.as_deref().into()).collect();
        let Value::Blob(encrypted) = key.encrypt(columns, &row.into(), &values).unwrap() else { panic!("octets") };
        let context = context(if same_order { mine } else { others });
        let key = if same_key { &key.key } else { &second.key };
        let decrypted = other_columns.columns.decrypt(key, &context, &other_row.into(), &encrypted);
        if same_order && same_key && table == other_table && row == other_row {
            let decrypted = decrypted.unwrap();
            for (column, text) in columns.columns.columns.iter().zip(&texts) {
                prop_assert_eq!(&decrypted.optional(column, Row::text).unwrap(), text);
            }
        } else {
            prop_assert!(decrypted.is_err());
        }
    }

    #[test]
    fn an_altered_ciphertext_is_not_decrypted(at in 0_usize..40, bit in 0_u8..8) {
        let keys = order_keys();
        let order = order();
        let new = keys.generate(order);
        let Value::Blob(mut encrypted) = new.data().encrypt(&FILE, &1_i64.into(), &["scan.pdf".into()]).unwrap() else { panic!("octets") };
        encrypted[at] ^= 1 << bit;
        prop_assert!(FILE.columns.decrypt(&new.data().key, &context(order), &1_i64.into(), &encrypted).is_err());
    }
}

#[test]
fn a_key_is_decrypted_for_its_own_order_and_purpose_under_its_own_master_key_alone() {
    let (keys, order) = (order_keys(), order());
    let (_, encrypted) = keys.generate_key(order, Purpose::Data);
    assert!(keys.decrypt_key(order, Purpose::Data, &encrypted).is_ok());
    assert!(keys.decrypt_key(order, Purpose::Billing, &encrypted).is_err());
    assert!(keys.decrypt_key(self::order(), Purpose::Data, &encrypted).is_err());
    assert!(order_keys().decrypt_key(order, Purpose::Data, &encrypted).is_err());
}

impl OrderKeys {
    /// Writes every row of an order in clear and deletes its keys, so that the order is as release 0.1.0 wrote it.
    pub(crate) async fn write_in_clear(&self, tx: &mut Tx, order: OrderId) {
        for columns in columns::ALL {
            let key = self.key_of(tx, order, &columns).await.unwrap();
            columns.columns.decrypt_rows(tx, (columns.of, order.into()), &key.key, &context(order)).await;
        }
        tx.execute("delete from order_keys where order_id = $1", &[order.into()]).await.unwrap();
    }
}

impl OrderColumns {
    /// How many rows of the table have text in one of the columns, or are not encrypted.
    pub(crate) async fn clear_rows(&self, tx: &mut Tx) -> i64 {
        self.columns.clear_rows(tx).await
    }
}
