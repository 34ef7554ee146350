//! What depositors and keepers do, on either system. Each call is signed for exactly itself and the one payment below it.
use nectar_tests::{
    ledger,
    signed::{Outcome, outcome, sign_nothing},
    tokens,
};
use soroban_sdk::{
    Address, Env, Error, IntoVal, Symbol, TryFromVal, Val, Vec,
    testutils::{Address as _, MockAuth, MockAuthInvoke},
    vec,
};

/// The check of a weakness is written against this, and run on ours and on the original.
pub trait System {
    fn e(&self) -> &Env;
    fn usdc(&self) -> &Address;
    fn vault(&self) -> &Address;
    fn registry(&self) -> &Address;
    /// `who` pays `amount` of its own; answers the shares.
    fn deposit(&self, who: &Address, amount: i128) -> Outcome<i128>;
    /// Answers the USDC paid.
    fn exit(&self, who: &Address, shares: i128) -> Outcome<i128>;
    fn shares_of(&self, who: &Address) -> i128;
    /// What the vault says the shares of `who` would bring.
    fn worth_of(&self, who: &Address) -> i128;
    /// What the vault says all depositors own together.
    fn assets(&self) -> i128;
    /// `who` becomes a keeper with a bond of its own.
    fn join(&self, who: &Address, bond: i128) -> Outcome<()>;
    /// `who` ends being one and asks for its bond.
    fn leave(&self, who: &Address) -> Outcome<()>;
    /// The keeper asks for USDC of the vault.
    fn draw(&self, who: &Address, amount: i128) -> Outcome<()>;
    fn give_back(&self, who: &Address, amount: i128) -> Outcome<()>;
    /// A stranger wants the keeper to answer for what it drew.
    fn slash(&self, who: &Address) -> Outcome<()>;
    /// `amount` is gone from the vault by the shortest way there is.
    fn lose(&self, keeper: &Address, amount: i128);
    /// The depositors are richer by `amount` when this is over.
    fn gain(&self, amount: i128);

    fn balance(&self, who: &Address) -> i128 {
        tokens::balance(self.e(), self.usdc(), who)
    }

    fn mint(&self, who: &Address, amount: i128) {
        tokens::mint(self.e(), self.usdc(), who, amount);
    }

    fn account(&self, usdc: i128) -> Address {
        let who = Address::generate(self.e());
        if usdc > 0 {
            self.mint(&who, usdc);
        }
        who
    }

    fn depositor(&self, usdc: i128) -> Address {
        let who = self.account(usdc);
        self.deposit(&who, usdc).expect("deposits are open");
        who
    }

    /// All shares of `who`.
    fn exit_whole(&self, who: &Address) -> Outcome<i128> {
        self.exit(who, self.shares_of(who))
    }

    fn wait(&self, secs: u64) {
        ledger::wait(self.e(), secs);
    }
}

/// One call of a contract.
pub struct Call<'a> {
    pub contract: &'a Address,
    pub function: &'static str,
    pub args: Vec<Val>,
    pays: Option<Payment<'a>>,
}

/// Token, receiver, amount.
pub type Payment<'a> = (&'a Address, &'a Address, i128);

impl<'a> Call<'a> {
    pub fn of(contract: &'a Address, function: &'static str, args: Vec<Val>) -> Call<'a> {
        Call {
            contract,
            function,
            args,
            pays: None,
        }
    }

    /// Below the call whoever signs it pays `amount` of `token` to `to`.
    pub fn paying(self, token: &'a Address, to: &'a Address, amount: i128) -> Call<'a> {
        let pays = Some((token, to, amount));
        Call { pays, ..self }
    }

    pub fn payment(&self) -> Option<Payment<'a>> {
        self.pays
    }

    pub fn without_payment(&self) -> Call<'a> {
        Call::of(self.contract, self.function, self.args.clone())
    }

    /// Signed by `who` for exactly this.
    pub fn by<T: TryFromVal<Env, Val>>(&self, e: &Env, who: &Address) -> Outcome<T>
    where
        T::Error: core::fmt::Debug,
    {
        let payment = self.pays.map(|(token, to, amount)| {
            let args = vec![e, val(e, who), val(e, to), val(e, &amount)];
            (token, args)
        });
        let payment: std::vec::Vec<MockAuthInvoke> = payment
            .iter()
            .map(|(token, args)| MockAuthInvoke {
                contract: token,
                fn_name: "transfer",
                args: args.clone(),
                sub_invokes: &[],
            })
            .collect();
        e.mock_auths(&[MockAuth {
            address: who,
            invoke: &MockAuthInvoke {
                contract: self.contract,
                fn_name: self.function,
                args: self.args.clone(),
                sub_invokes: &payment,
            },
        }]);
        self.as_signed(e)
    }

    pub fn unsigned<T: TryFromVal<Env, Val>>(&self, e: &Env) -> Outcome<T>
    where
        T::Error: core::fmt::Debug,
    {
        sign_nothing(e);
        self.as_signed(e)
    }

    fn as_signed<T: TryFromVal<Env, Val>>(&self, e: &Env) -> Outcome<T>
    where
        T::Error: core::fmt::Debug,
    {
        let function = Symbol::new(e, self.function);
        let tried = e.try_invoke_contract::<T, Error>(self.contract, &function, self.args.clone());
        sign_nothing(e);
        outcome(tried)
    }
}

/// An argument of a call.
pub fn val<T: IntoVal<Env, Val>>(e: &Env, value: &T) -> Val {
    value.into_val(e)
}
