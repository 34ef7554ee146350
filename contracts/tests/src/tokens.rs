//! The assets of a world: asset contracts of one issuer, 7 decimals each; AQUA may have more.
use soroban_sdk::{
    Address, Env, String, Symbol,
    testutils::{Address as _, IssuerFlags, StellarAssetIssuer},
    token::{StellarAssetClient, TokenClient},
};

use crate::tall::TallToken;

/// One whole token.
pub const UNIT: i128 = 10_000_000;

#[derive(Clone)]
pub struct Tokens {
    /// Administers every asset contract.
    pub issuer: Address,
    /// The accounts behind USDC and XLM.
    issuers: [StellarAssetIssuer; 2],
    pub usdc: Address,
    pub xlm: Address,
    pub eurc: Address,
    pub aqua: Address,
    pub blnd: Address,
}

impl Tokens {
    pub fn issue(e: &Env, aqua_decimals: u32) -> Tokens {
        let issuer = Address::generate(e);
        let contract = || e.register_stellar_asset_contract_v2(issuer.clone());
        let issue = || contract().address();
        let (usdc, xlm, eurc) = (contract(), contract(), issue());
        let issuers = [usdc.issuer(), xlm.issuer()];
        let (usdc, xlm) = (usdc.address(), xlm.address());
        let aqua = match aqua_decimals {
            7 => issue(),
            _ => e.register(TallToken, (aqua_decimals,)),
        };
        let blnd = issue();
        Tokens {
            issuer,
            issuers,
            usdc,
            xlm,
            eurc,
            aqua,
            blnd,
        }
    }

    /// From now on the issuer of USDC and XLM may freeze balances, and claw back those that begin from now on.
    pub fn empower_issuer(&self) {
        for account in &self.issuers {
            account.set_flag(IssuerFlags::RevocableFlag);
            account.set_flag(IssuerFlags::ClawbackEnabledFlag);
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

/// What the issuer lets `of` do with its balance; none may be sent or received while it is frozen.
pub fn set_frozen(e: &Env, token: &Address, of: &Address, frozen: bool) {
    StellarAssetClient::new(e, token)
        .mock_all_auths()
        .set_authorized(of, &!frozen);
}

pub fn text(e: &Env, text: &str) -> String {
    String::from_str(e, text)
}

pub fn symbol(e: &Env, text: &str) -> Symbol {
    Symbol::new(e, text)
}
