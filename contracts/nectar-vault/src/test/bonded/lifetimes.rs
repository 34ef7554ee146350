use soroban_sdk::testutils::storage::{Instance as _, Persistent as _};

use super::*;
use crate::{
    constants::{TTL_TARGET, TTL_THRESHOLD},
    storage::DataKey,
};

#[test]
fn what_a_draw_hangs_on_lives_on() {
    let b = Bonded::new();
    b.draw(UNIT);
    let rival = b.rival(21 * UNIT);
    b.client().draw(&rival, &UNIT);
    b.w.pass(TIMEOUT);
    b.client().slash(&rival, &b.lp);
    let ttls = || {
        b.w.e.as_contract(&b.w.vault, || {
            let store = b.w.e.storage().persistent();
            [
                store.get_ttl(&DataKey::Bond),
                store.get_ttl(&DataKey::Draw(b.operator.clone())),
                store.get_ttl(&DataKey::Default(rival.clone())),
                b.w.e.storage().instance().get_ttl(),
            ]
        })
    };
    let backing = || {
        b.w.e.as_contract(&b.w.registry, || {
            let key = keeper_registry::DataKey::Backing(b.operator.clone());
            b.w.e.storage().persistent().get_ttl(&key)
        })
    };
    assert_eq!((ttls(), backing()), ([TTL_TARGET; 4], TTL_TARGET));
    let ledgers = TTL_TARGET - TTL_THRESHOLD + 1;
    b.w.e
        .ledger()
        .with_mut(|ledger| ledger.sequence_number += ledgers);
    let c = b.client();
    c.return_proceeds(&b.operator, &100_000);
    c.get_bond();
    c.get_default(&rival);
    assert_eq!((ttls(), backing()), ([TTL_TARGET; 4], TTL_TARGET));
}
