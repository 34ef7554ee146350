use nectar_interfaces::aquarius::{AquariusHop, AquariusPoolClient, AquariusRouterClient};
use soroban_sdk::{Address, Bytes, BytesN, Env, IntoVal, Vec, vec};
use venue_adapter::{Dex, Fault, Path, authorise, instance};

/// A path over the router's pools, in the direction of the trade.
pub struct Chain<'a> {
    e: &'a Env,
    router: AquariusRouterClient<'a>,
    path: Path<BytesN<32>>,
}

impl<'a> Chain<'a> {
    pub fn open(e: &'a Env, token_in: &Address, token_out: &Address, data: &Bytes) -> Result<Self, Fault> {
        Ok(Self {
            e,
            router: AquariusRouterClient::new(e, &instance::router(e)),
            path: Path::read(e, data, token_in, token_out)?,
        })
    }

    /// 0 as soon as one step would not trade.
    pub fn quote_exact_in(&self, amount_in: i128) -> i128 {
        let mut amount = amount_in;
        for (from, to, index) in self.path.hops() {
            let Ok(given) = unsigned(amount) else { return 0 };
            let tokens = self.pool_tokens(&from, &to);
            let estimate = self.router.try_estimate_swap(&tokens, &from, &to, &index, &given);
            let Ok(Ok(received)) = estimate else { return 0 };
            let Ok(received) = signed(received) else { return 0 };
            amount = received;
        }
        amount
    }

    pub fn quote_exact_out(&self, amount_out: i128) -> Result<i128, Fault> {
        let mut amount = unsigned(amount_out)?;
        for (from, to, index) in self.path.hops().rev() {
            let tokens = self.pool_tokens(&from, &to);
            let pool = AquariusPoolClient::new(self.e, &self.router.get_pool(&tokens, &index));
            let (in_idx, out_idx) = if from < to { (0, 1) } else { (1, 0) };
            amount = pool.estimate_swap_strict_receive(&in_idx, &out_idx, &amount);
        }
        signed(amount)
    }

    /// The order that the router demands.
    fn pool_tokens(&self, from: &Address, to: &Address) -> Vec<Address> {
        let (low, high) = if from < to { (from, to) } else { (to, from) };
        vec![self.e, low.clone(), high.clone()]
    }

    fn chain(&self) -> Vec<AquariusHop> {
        let mut chain = Vec::new(self.e);
        for (from, to, index) in self.path.hops() {
            chain.push_back((self.pool_tokens(&from, &to), index, to));
        }
        chain
    }

    fn token_in(&self) -> Address {
        self.path.tokens.get_unchecked(0)
    }

    /// Nothing but this transfer to the router, and that only during the next call.
    fn pay(&self, amount: i128) {
        let me = self.e.current_contract_address();
        let args = (me, self.router.address.clone(), amount).into_val(self.e);
        authorise(self.e, &self.token_in(), "transfer", args);
    }
}

impl Dex for Chain<'_> {
    fn sell(&self, amount_in: i128) -> Result<(), Fault> {
        let (me, chain, amount) = (
            self.e.current_contract_address(),
            self.chain(),
            unsigned(amount_in)?,
        );
        self.pay(amount_in);
        self.router
            .swap_chained(&me, &chain, &self.token_in(), &amount, &0);
        Ok(())
    }

    /// The router takes `max_in` whole and gives change: it is given the exact cost, so that there is none.
    fn buy(&self, amount_out: i128, max_in: i128) -> Result<(), Fault> {
        let cost = self.quote_exact_out(amount_out)?;
        if cost > max_in {
            return Err(Fault::InputTooLarge);
        }
        let (me, chain) = (self.e.current_contract_address(), self.chain());
        let (amount, limit) = (unsigned(amount_out)?, unsigned(cost)?);
        self.pay(cost);
        self.router
            .swap_chained_strict_receive(&me, &chain, &self.token_in(), &amount, &limit);
        Ok(())
    }
}

fn unsigned(amount: i128) -> Result<u128, Fault> {
    u128::try_from(amount)
        .ok()
        .filter(|amount| *amount > 0)
        .ok_or(Fault::InvalidAmount)
}

fn signed(amount: u128) -> Result<i128, Fault> {
    i128::try_from(amount).map_err(|_| Fault::InvalidAmount)
}
