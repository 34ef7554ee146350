//! Somebody wants a depositor to stay: he sends him dust, so that a lock begins anew or a sum no longer comes out even.
use nectar_tests::{
    ledger,
    net::Net,
    signed::{Outcome, Refusal, outcome, sign, sign_nothing},
    tokens::UNIT,
    world::{Setup, World},
};
use soroban_sdk::{Address, IntoVal, MuxedAddress, Val, Vec, testutils::Address as _};

const COOLDOWN: u64 = 60;
const DUST: i128 = 3;

/// `who` signs this one call, and no other.
fn signed<T>(
    world: &World,
    who: &Address,
    function: &'static str,
    args: Vec<Val>,
    call: impl Fn() -> T,
) -> T {
    sign(&world.e, who, &world.vault, function, args);
    let result = call();
    sign_nothing(&world.e);
    result
}

/// A deposit for the victim, paid by the villain.
fn deposit_for(world: &World, victim: &Address, villain: &Address) -> Outcome<i128> {
    let args = (DUST, victim.clone(), villain.clone(), villain.clone()).into_val(&world.e);
    signed(world, villain, "deposit", args, || {
        outcome(world.vault().try_deposit(&DUST, victim, villain, villain))
    })
}

/// The same as a mint of shares.
fn mint_for(world: &World, victim: &Address, villain: &Address) -> Outcome<i128> {
    let args = (DUST, victim.clone(), villain.clone(), villain.clone()).into_val(&world.e);
    signed(world, villain, "mint", args, || {
        outcome(world.vault().try_mint(&DUST, victim, villain, villain))
    })
}

fn send(world: &World, from: &Address, to: &Address, shares: i128) -> Outcome<()> {
    let to = MuxedAddress::from(to.clone());
    let args = (from.clone(), to.clone(), shares).into_val(&world.e);
    signed(world, from, "transfer", args, || {
        outcome(world.vault().try_transfer(from, &to, &shares))
    })
}

#[test]
fn dust_deposits_and_transfers_against_a_victims_exit_cost_the_sender_alone() {
    let world = World::new(&Setup::default());
    let [victim, villain] = [world.lp.clone(), Address::generate(&world.e)];
    let net_of = [&villain];
    world.deposit(&villain, UNIT);
    ledger::wait(&world.e, COOLDOWN);
    // A new deposit of the victim's own, locked for another minute from here.
    let new = world.deposit(&victim, 500 * UNIT);
    world.mint(&world.tokens.usdc, &villain, UNIT);
    let (tranche, owned) = (world.vault().get_tranche(&victim), world.vault().balance(&victim));
    let net = Net::open(
        &world,
        "dust deposits and transfers against a victim's exit",
        &net_of,
    );
    let mut sent = 0;
    for second in 0..COOLDOWN {
        assert_eq!(deposit_for(&world, &victim, &villain), Err(Refusal::Host));
        assert_eq!(mint_for(&world, &victim, &villain), Err(Refusal::Host));
        send(&world, &villain, &victim, DUST).expect("his shares are unlocked");
        sent += DUST;
        let unlocked = owned - new + sent;
        assert_eq!(
            world.vault().unlocked_shares(&victim),
            unlocked,
            "second {second}"
        );
        ledger::wait(&world.e, 1);
    }
    assert_eq!(
        world.vault().get_tranche(&victim),
        tranche,
        "the lock is where it was"
    );
    // At its very second, with everything: what was sent to him comes on top.
    let all = world.vault().balance(&victim);
    assert_eq!(all, owned + sent);
    let args = (all, victim.clone(), victim.clone(), victim.clone()).into_val(&world.e);
    let paid = signed(&world, &victim, "redeem", args, || {
        outcome(world.vault().try_redeem(&all, &victim, &victim, &victim))
    });
    assert_eq!(paid, Ok(10_500 * UNIT + sent));
    let gains = net.close();
    assert_eq!(gains.attacker, -sent);
}
