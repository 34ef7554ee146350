//! A trader in front of one adapter and one route.
use aquarius_venue::AquariusVenue;
use comet_venue::CometVenue;
use nectar_interfaces::venue::{IndexPath, PoolPath, VenueClient};
use nectar_tests::{
    aquarius::Aquarius,
    blend, ledger,
    signed::{Outcome, outcome},
    soroswap::Soroswap,
    tokens::{Tokens, UNIT, balance, mint, transfer},
};
use soroban_sdk::{
    Address, Bytes, BytesN, Env, Vec, testutils::Address as _, token::TokenClient, vec, xdr::ToXdr,
};

/// XLM at 0.075 USDC.
pub const XLM_PRICE: i128 = 750_000;

pub struct Desk {
    pub e: Env,
    pub name: &'static str,
    pub tokens: Tokens,
    pub venue: Address,
    /// The adapter's first error code.
    pub codes: u32,
    pub data: Bytes,
    /// What it trades against USDC.
    pub token: Address,
    pub trader: Address,
    /// Whom the adapter pays: what must never hold an allowance of its.
    pub counterparties: std::vec::Vec<Address>,
}

impl Desk {
    pub fn soroswap() -> Desk {
        let (e, tokens) = ground();
        let dex = Soroswap::deploy(&e);
        let pair = dex.usdc_pair(&e, &tokens.usdc, &tokens.xlm, XLM_PRICE);
        let data = pool_path(&e, &[&tokens.usdc, &tokens.xlm], &[&pair]);
        let venue = soroswap_venue(&e, &dex);
        let token = tokens.xlm.clone();
        Desk::new(
            e,
            "soroswap",
            tokens,
            venue,
            2420,
            data,
            token,
            &[&dex.router, &pair],
        )
    }

    /// AQUA by way of XLM.
    pub fn soroswap_two_hops() -> Desk {
        let (e, tokens) = ground();
        let dex = Soroswap::deploy(&e);
        let first = dex.usdc_pair(&e, &tokens.usdc, &tokens.xlm, XLM_PRICE);
        let second = dex.pair(
            &e,
            (&tokens.xlm, 500_000 * UNIT),
            (&tokens.aqua, 4_000_000 * UNIT),
        );
        let path = [&tokens.usdc, &tokens.xlm, &tokens.aqua];
        let data = pool_path(&e, &path, &[&first, &second]);
        let venue = soroswap_venue(&e, &dex);
        let token = tokens.aqua.clone();
        let known = [&dex.router, &first, &second];
        Desk::new(e, "soroswap, two hops", tokens, venue, 2420, data, token, &known)
    }

    pub fn aquarius() -> Desk {
        let (e, tokens) = ground();
        let dex = Aquarius::deploy(&e);
        let index = pool_index(&e, 1);
        let pool = dex.usdc_pool(&e, &index, &tokens.usdc, &tokens.xlm, XLM_PRICE);
        let data = index_path(&e, &[&tokens.usdc, &tokens.xlm], &[&index]);
        let venue = aquarius_venue(&e, &dex);
        let token = tokens.xlm.clone();
        Desk::new(
            e,
            "aquarius",
            tokens,
            venue,
            2440,
            data,
            token,
            &[&dex.router, &pool],
        )
    }

    pub fn aquarius_two_hops() -> Desk {
        let (e, tokens) = ground();
        let dex = Aquarius::deploy(&e);
        let [one, two] = [1, 2].map(|byte| pool_index(&e, byte));
        let first = dex.usdc_pool(&e, &one, &tokens.usdc, &tokens.xlm, XLM_PRICE);
        let sides = [(&tokens.xlm, 500_000 * UNIT), (&tokens.aqua, 4_000_000 * UNIT)];
        let second = dex.pool(&e, &two, sides[0], sides[1]);
        let data = index_path(&e, &[&tokens.usdc, &tokens.xlm, &tokens.aqua], &[&one, &two]);
        let venue = aquarius_venue(&e, &dex);
        let token = tokens.aqua.clone();
        let known = [&dex.router, &first, &second];
        Desk::new(e, "aquarius, two hops", tokens, venue, 2440, data, token, &known)
    }

    /// BLND against USDC in a Comet.
    pub fn comet_swap() -> Desk {
        let (e, tokens) = ground();
        let (pool, _) = deploy_comet(&e, &tokens);
        let data = pool_path(&e, &[&tokens.usdc, &tokens.blnd], &[&pool]);
        let venue = comet_venue(&e);
        let token = tokens.blnd.clone();
        Desk::new(e, "comet, swap", tokens, venue, 2460, data, token, &[&pool])
    }

    /// The Comet's own LP token: buying joins, selling exits. The trader owns 10,000.
    pub fn comet_lp() -> Desk {
        let (e, tokens) = ground();
        let (pool, owner) = deploy_comet(&e, &tokens);
        let data = pool_path(&e, &[&tokens.usdc, &pool], &[&pool]);
        let venue = comet_venue(&e);
        let name = "comet, join and exit";
        let desk = Desk::new(e, name, tokens, venue, 2460, data, pool.clone(), &[&pool]);
        transfer(&desk.e, &pool, &owner, &desk.trader, 10_000 * UNIT);
        desk
    }

    pub fn all() -> [Desk; 6] {
        [
            Desk::soroswap(),
            Desk::soroswap_two_hops(),
            Desk::aquarius(),
            Desk::aquarius_two_hops(),
            Desk::comet_swap(),
            Desk::comet_lp(),
        ]
    }

    #[allow(clippy::too_many_arguments)] // A constructor of this file alone.
    fn new(
        e: Env,
        name: &'static str,
        tokens: Tokens,
        venue: Address,
        codes: u32,
        data: Bytes,
        token: Address,
        known: &[&Address],
    ) -> Desk {
        let trader = Address::generate(&e);
        Desk {
            e,
            name,
            tokens,
            venue,
            codes,
            data,
            token,
            trader,
            counterparties: known.iter().map(|address| (*address).clone()).collect(),
        }
    }

    pub fn client(&self) -> VenueClient<'_> {
        VenueClient::new(&self.e, &self.venue)
    }

    pub fn usdc(&self) -> &Address {
        &self.tokens.usdc
    }

    pub fn held(&self, token: &Address, who: &Address) -> i128 {
        balance(&self.e, token, who)
    }

    /// Mints the trader `amount` of a token. LP tokens nobody mints: the trader has enough of them from the start.
    pub fn give(&self, token: &Address, amount: i128) {
        if !self.counterparties.contains(token) {
            mint(&self.e, token, &self.trader, amount);
        }
    }

    pub fn pay(&self, token: &Address, amount: i128) {
        transfer(&self.e, token, &self.trader, &self.venue, amount);
    }

    /// Pays first, without any signature for the swap itself.
    pub fn try_sell(&self, from: &Address, to: &Address, amount: i128, min_out: i128) -> Outcome<i128> {
        self.pay(from, amount);
        self.e.set_auths(&[]);
        outcome(
            self.client()
                .try_swap_exact_in(from, to, &amount, &min_out, &self.trader, &self.data),
        )
    }

    pub fn try_buy(&self, from: &Address, to: &Address, amount: i128, max_in: i128) -> Outcome<i128> {
        self.pay(from, max_in);
        self.e.set_auths(&[]);
        outcome(
            self.client()
                .try_swap_exact_out(from, to, &amount, &max_in, &self.trader, &self.data),
        )
    }

    /// The adapter owns nothing and has allowed nothing.
    pub fn assert_clean(&self) {
        let Tokens {
            usdc,
            xlm,
            aqua,
            blnd,
            ..
        } = &self.tokens;
        for token in [usdc, xlm, aqua, blnd, &self.token] {
            assert_eq!(self.held(token, &self.venue), 0, "{} keeps {token:?}", self.name);
            for spender in &self.counterparties {
                let allowed = TokenClient::new(&self.e, token).allowance(&self.venue, spender);
                assert_eq!(allowed, 0, "{} allows {spender:?}", self.name);
            }
        }
    }
}

fn ground() -> (Env, Tokens) {
    let e = ledger::env();
    let tokens = Tokens::issue(&e, 7);
    (e, tokens)
}

pub fn soroswap_venue(e: &Env, dex: &Soroswap) -> Address {
    e.register_at(
        &Address::generate(e),
        soroswap_venue::SoroswapVenue,
        (&dex.router,),
    )
}

pub fn aquarius_venue(e: &Env, dex: &Aquarius) -> Address {
    e.register_at(&Address::generate(e), AquariusVenue, (&dex.router,))
}

pub fn comet_venue(e: &Env) -> Address {
    e.register_at(&Address::generate(e), CometVenue, ())
}

/// The backstop's Comet, 901,000 BLND and 22,525 USDC for 90,100 LP tokens, and who owns those.
pub fn deploy_comet(e: &Env, tokens: &Tokens) -> (Address, Address) {
    let owner = Address::generate(e);
    (blend::deploy_comet(e, &owner, tokens), owner)
}

pub fn pool_path(e: &Env, path: &[&Address], pools: &[&Address]) -> Bytes {
    PoolPath {
        path: list(e, path),
        pools: list(e, pools),
    }
    .to_xdr(e)
}

pub fn index_path(e: &Env, path: &[&Address], pools: &[&BytesN<32>]) -> Bytes {
    let mut indices = vec![e];
    pools.iter().for_each(|index| indices.push_back((*index).clone()));
    IndexPath {
        path: list(e, path),
        pools: indices,
    }
    .to_xdr(e)
}

pub fn pool_index(e: &Env, byte: u8) -> BytesN<32> {
    BytesN::from_array(e, &[byte; 32])
}

fn list(e: &Env, items: &[&Address]) -> Vec<Address> {
    let mut list = vec![e];
    items.iter().for_each(|item| list.push_back((*item).clone()));
    list
}
