//! The assets of a world: asset contracts of one issuer, 7 decimals each; AQUA may have more.
use soroban_sdk::{
    Address, Env, String, Symbol,
    testutils::Address as _,
    token::{StellarAssetClient, TokenClient},
};

use crate::tall::TallToken;

/// One whole token.
pub const UNIT: i128 = 10_000_000;

#[derive(Clone, Debug)]
pub struct Tokens {
    pub issuer: Address,
    pub usdc: Address,
    pub xlm: Address,
    pub eurc: Address,
    pub aqua: Address,
    pub blnd: Address,
}

impl Tokens {
    pub fn issue(e: &Env, aqua_decimals: u32) -> Tokens {
        let issuer = Address::generate(e);
        let issue = || e.register_stellar_asset_contract_v2(issuer.clone()).address();
        let (usdc, xlm, eurc) = (issue(), issue(), issue());
        let aqua = match aqua_decimals {
            7 => issue(),
            _ => e.register(TallToken, (aqua_decimals,)),
        };
        let blnd = issue();
        Tokens {
            issuer,
            usdc,
            xlm,
            eurc,
            aqua,
            blnd,
        }
    }

    /// In the order in which pools list them; index in the list = reserve index.
    pub fn reserves(&self) -> [(&'static str, &Address); 4] {
        [
            ("USDC", &self.usdc),
            ("XLM", &self.xlm),
            ("EURC", &self.eurc),
            ("AQUA", &self.aqua),
        ]
    }

    /// Name of a reserve asset, so that two worlds can be compared.
    pub fn name_of(&self, asset: &Address) -> &'static str {
        let found = self.reserves().into_iter().find(|(_, address)| *address == asset);
        found.expect("an asset of this world").0
    }
}

pub fn mint(e: &Env, token: &Address, to: &Address, amount: i128) {
    StellarAssetClient::new(e, token)
        .mock_all_auths()
        .mint(to, &amount);
}

pub fn balance(e: &Env, token: &Address, of: &Address) -> i128 {
    TokenClient::new(e, token).balance(of)
}

pub fn transfer(e: &Env, token: &Address, from: &Address, to: &Address, amount: i128) {
    TokenClient::new(e, token)
        .mock_all_auths()
        .transfer(from, to, &amount);
}

pub fn text(e: &Env, text: &str) -> String {
    String::from_str(e, text)
}

pub fn symbol(e: &Env, text: &str) -> Symbol {
    Symbol::new(e, text)
}
