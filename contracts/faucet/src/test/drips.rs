use soroban_sdk::{
    Address, Env,
    testutils::{Address as _, EnvTestConfig, Ledger as _},
    token::{StellarAssetClient, TokenClient},
};

use crate::{Faucet, FaucetClient, FaucetError};

const DAY: u64 = 86_400;

fn setup() -> (Env, FaucetClient<'static>, Address) {
    let e = Env::new_with_config(EnvTestConfig {
        capture_snapshot_at_drop: false,
    });
    e.ledger().set_timestamp(20_000 * DAY + 1);
    let asset = e.register_stellar_asset_contract_v2(Address::generate(&e));
    let token = asset.address();
    let faucet = FaucetClient::new(&e, &e.register(Faucet, (&token, 1_000i128)));
    StellarAssetClient::new(&e, &token)
        .mock_all_auths()
        .set_admin(&faucet.address);
    // From here on no authorisation is mocked: the faucet is the admin.
    e.set_auths(&[]);
    (e, faucet, token)
}

#[test]
fn an_account_gets_its_cap_once_a_day() {
    let (e, faucet, token) = setup();
    let to = Address::generate(&e);
    faucet.drip(&to, &400);
    faucet.drip(&to, &600);
    assert_eq!(faucet.available(&to), 0);
    assert_eq!(
        faucet.try_drip(&to, &1),
        Err(Ok(FaucetError::DailyCapReached.into()))
    );
    e.ledger().set_timestamp(20_001 * DAY - 1);
    assert_eq!(
        faucet.try_drip(&to, &1),
        Err(Ok(FaucetError::DailyCapReached.into()))
    );
    e.ledger().set_timestamp(20_001 * DAY);
    assert_eq!(
        faucet.try_drip(&to, &1_001),
        Err(Ok(FaucetError::DailyCapReached.into()))
    );
    faucet.drip(&to, &1_000);
    assert_eq!(TokenClient::new(&e, &token).balance(&to), 2_000);
}

#[test]
fn caps_are_per_account() {
    let (e, faucet, token) = setup();
    let (one, other) = (Address::generate(&e), Address::generate(&e));
    faucet.drip(&one, &1_000);
    faucet.drip(&other, &1_000);
    assert_eq!(TokenClient::new(&e, &token).balance(&other), 1_000);
    assert_eq!((faucet.token(), faucet.daily_cap()), (token, 1_000));
}

#[test]
fn nothing_and_less_are_refused() {
    let (e, faucet, _) = setup();
    let to = Address::generate(&e);
    for amount in [0, -1] {
        assert_eq!(
            faucet.try_drip(&to, &amount),
            Err(Ok(FaucetError::InvalidAmount.into()))
        );
    }
}
