//! W18: lab and test token belonged to whoever called `initialize` first, and deposits called the token before the books.
//!
//! Here constructors run inside the deployment, and each call writes its books before it calls a token (a `fill` after its
//! last foreign call, because only then it knows them; the vault cannot be entered in between). Events stand in the order in
//! which state was written. Trees of signatures are asserted as they are: nothing more is asked for, nothing less will do.
use nectar_tests::{
    signed::Outcome,
    tokens::{UNIT, text},
};
use soroban_sdk::{
    Address, Env, Symbol, Val,
    testutils::{Address as _, AuthorizedFunction, AuthorizedInvocation, Events as _},
    vec,
    xdr::ScAddress,
};

use crate::{
    original::{Original, token::OriginalToken},
    ours::Ours,
    system::{Call, System, val},
};

/// A contract, and which of its functions tells who owns it.
type Owned<'a> = (&'a Address, &'static str);

/// Whoever calls first whatever might initialise a contract that is deployed owns nothing by it. Those he owns.
fn who_calls_first_owns_nothing<'a>(
    e: &Env,
    contracts: &[Owned<'a>],
) -> Result<(), std::vec::Vec<Owned<'a>>> {
    let thief = Address::generate(e);
    for (contract, _) in contracts {
        for function in ["initialize", "__constructor", "accept_admin"] {
            for args in [vec![e], vec![e, val(e, &thief)]] {
                _ = Call::of(contract, function, args).by::<()>(e, &thief);
            }
        }
    }
    let owner = |(contract, reader): &Owned| {
        let owner = Call::of(contract, reader, vec![e]).unsigned::<Option<Address>>(e);
        owner.expect("it tells who owns it")
    };
    let stolen = contracts
        .iter()
        .filter(|owned| owner(owned) == Some(thief.clone()));
    let stolen: std::vec::Vec<_> = stolen.copied().collect();
    if stolen.is_empty() { Ok(()) } else { Err(stolen) }
}

#[test]
fn w18_nobody_owns_a_contract_by_calling_it_first() {
    let original = Original::deployed();
    let token = original.e.register(OriginalToken, ());
    let owned = (&token, "admin");
    assert_eq!(
        who_calls_first_owns_nothing(&original.e, &[owned]),
        Err([owned].into())
    );

    let ours = Ours::deployed();
    let w = &ours.world;
    let contracts = [
        (&w.vault, "admin"),
        (&w.registry, "admin"),
        (&w.pool.address, "get_admin"),
        (&w.oracle, "admin"),
        (&w.markets[0].venue, "admin"),
    ];
    assert_eq!(who_calls_first_owns_nothing(&w.e, &contracts), Ok(()));
}

/// Contracts of the events of the last call, in order.
fn tellers(e: &Env) -> std::vec::Vec<ScAddress> {
    let events = e.events().all();
    let contracts = events.events().iter().map(|event| event.contract_id.clone());
    contracts
        .map(|id| ScAddress::Contract(id.expect("a contract's event")))
        .collect()
}

/// Whether in the last call `contract` told of its books before the token told of the payment.
fn books_come_first(s: &impl System, contract: &Address) -> Result<(), &'static str> {
    let tellers = tellers(s.e());
    let first = |address: &Address| {
        let address = ScAddress::from(address);
        tellers.iter().position(|teller| *teller == address)
    };
    let (books, token) = (first(contract), first(s.usdc()));
    if books.expect("told") < token.expect("paid") {
        Ok(())
    } else {
        Err("the token was called before the books were written")
    }
}

#[test]
fn w18_books_are_written_before_a_token_is_called() {
    let original = Original::deployed();
    original.depositor(UNIT);
    assert!(books_come_first(&original, &original.vault).is_err());

    let ours = Ours::with_auctions(1, |_| ());
    let w = &ours.world;
    let receipt = w.try_fill(&ours.orders[0]).expect("worth filling");
    assert_eq!(w.vault().claim_rewards(&w.operator), receipt.fee);
    assert_eq!(books_come_first(&ours, &w.vault), Ok(()), "claim");
    let depositor = ours.depositor(UNIT);
    assert_eq!(books_come_first(&ours, &w.vault), Ok(()), "deposit");
    ours.wait(60);
    ours.exit_whole(&depositor).expect("unlocked");
    assert_eq!(books_come_first(&ours, &w.vault), Ok(()), "exit");
    let keeper = ours.account(UNIT);
    ours.join(&keeper, UNIT).expect("anybody may");
    assert_eq!(books_come_first(&ours, &w.registry), Ok(()), "registration");
    ours.leave(&keeper).expect("anybody may");
    assert_eq!(books_come_first(&ours, &w.registry), Ok(()), "refund");
}

#[derive(Debug, PartialEq)]
enum AsksFor {
    /// The call does without a signature.
    Nothing,
    /// It pays although only the call itself was signed.
    TooLittle,
    /// It needs, or uses, another tree than the one given.
    SomethingElse,
}

/// `who` must sign the call and, below it, the payment it names; nothing else.
fn a_call_asks_for_exactly(e: &Env, who: &Address, call: &Call) -> Result<(), AsksFor> {
    if call.unsigned::<Val>(e).is_ok() {
        return Err(AsksFor::Nothing);
    }
    if call.payment().is_some() && call.without_payment().by::<Val>(e, who).is_ok() {
        return Err(AsksFor::TooLittle);
    }
    let called: Outcome<Val> = call.by(e, who);
    let asked = e.auths();
    if called.is_ok() && asked == [(who.clone(), tree(e, who, call))] {
        Ok(())
    } else {
        Err(AsksFor::SomethingElse)
    }
}

fn tree(e: &Env, who: &Address, call: &Call) -> AuthorizedInvocation {
    let invocation = |contract: &Address, function: &str, args, sub_invocations| AuthorizedInvocation {
        function: AuthorizedFunction::Contract((contract.clone(), Symbol::new(e, function), args)),
        sub_invocations,
    };
    let payment = call.payment().map(|(token, to, amount)| {
        let args = vec![e, val(e, who), val(e, to), val(e, &amount)];
        invocation(token, "transfer", args, std::vec![])
    });
    invocation(
        call.contract,
        call.function,
        call.args.clone(),
        payment.into_iter().collect(),
    )
}

#[test]
fn w18_each_call_asks_for_exactly_its_tree_of_signatures() {
    let original = Original::deployed();
    let (e, token) = (&original.e, original.e.register(OriginalToken, ()));
    let deployer = &original.admin;
    let initialize = Call::of(&token, "initialize", vec![e, val(e, deployer)]);
    assert_eq!(
        a_call_asks_for_exactly(e, deployer, &initialize),
        Err(AsksFor::Nothing)
    );

    let ours = Ours::with_auctions(1, |_| ());
    let (w, e) = (&ours.world, ours.e());
    let lp = ours.account(2 * UNIT);
    let (me, amount, least) = (val(e, &lp), val(e, &UNIT), val(e, &0i128));
    let call = |contract, function, args| Call::of(contract, function, args);
    let exact = |who: &Address, call: Call| {
        let function = call.function;
        assert_eq!(a_call_asks_for_exactly(e, who, &call), Ok(()), "{function}");
    };
    let four = || vec![e, amount, me, me, me];
    let five = || vec![e, amount, me, me, me, least];
    let (vault, registry) = (ours.vault(), ours.registry());
    exact(
        &lp,
        call(vault, "deposit", four()).paying(ours.usdc(), vault, UNIT),
    );
    exact(
        &lp,
        call(vault, "deposit_min", five()).paying(ours.usdc(), vault, UNIT),
    );
    ours.wait(60);
    exact(&lp, call(vault, "redeem_min", five()));
    exact(
        &lp,
        call(vault, "withdraw", vec![e, val(e, &(UNIT / 2)), me, me, me]),
    );
    exact(
        &lp,
        call(
            registry,
            "register",
            vec![e, me, val(e, &text(e, "keeper")), amount],
        )
        .paying(ours.usdc(), registry, UNIT),
    );
    exact(&lp, call(registry, "deregister", vec![e, me]));
    ours.wait(86_400);
    exact(&lp, call(registry, "withdraw_stake", vec![e, me]));
    let fill = vec![
        e,
        val(e, &w.operator),
        val(e, &w.session),
        val(e, &ours.orders[0]),
    ];
    exact(&w.session, call(vault, "fill", fill));
    assert!(w.vault().reward_of(&w.operator) > 0, "it was filled in earnest");
}
