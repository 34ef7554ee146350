extern crate std;

mod liquidity;
mod swaps;

use soroban_sdk::{
    Address, Bytes, Env,
    testutils::{Address as _, EnvTestConfig},
    token::{StellarAssetClient, TokenClient},
};

use crate::{LabAmm, LabAmmClient};

pub struct Market {
    pub e: Env,
    pub amm: LabAmmClient<'static>,
    pub a: Address,
    pub b: Address,
    pub trader: Address,
}

impl Market {
    /// 1,000,000 of A against 4,000,000 of B; the trader owns 1,000,000 of each.
    pub fn open() -> Market {
        let e = Env::new_with_config(EnvTestConfig {
            capture_snapshot_at_drop: false,
        });
        e.mock_all_auths();
        let admin = Address::generate(&e);
        let token = || e.register_stellar_asset_contract_v2(admin.clone()).address();
        let (a, b) = (token(), token());
        let amm = LabAmmClient::new(&e, &e.register(LabAmm, (&admin, &a, &b)));
        let trader = Address::generate(&e);
        for t in [&a, &b] {
            StellarAssetClient::new(&e, t).mint(&admin, &10_000_000);
            StellarAssetClient::new(&e, t).mint(&trader, &1_000_000);
        }
        amm.add_liquidity(&admin, &1_000_000, &4_000_000);
        Market { e, amm, a, b, trader }
    }

    pub fn pay(&self, token: &Address, amount: i128) {
        TokenClient::new(&self.e, token).transfer(&self.trader, &self.amm.address, &amount);
    }

    pub fn balance(&self, token: &Address, of: &Address) -> i128 {
        TokenClient::new(&self.e, token).balance(of)
    }

    pub fn no_data(&self) -> Bytes {
        Bytes::new(&self.e)
    }
}
