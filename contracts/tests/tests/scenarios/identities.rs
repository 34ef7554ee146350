//! Identities are free, so nothing may hang on how many somebody has, on their stake, or on whether they left and came
//! back.
use nectar_interfaces::vault::{Order, VaultState};
use nectar_tests::{
    batch::Batching,
    net::{Gains, Net},
    prng::SplitMix64,
    signed::{Outcome, Refusal},
    tokens::{UNIT, text},
    world::{Setup, World},
};
use soroban_sdk::{Address, testutils::Address as _};

const IDENTITIES: usize = 5;
const SPLITS: u64 = 12;

/// Five registered operators with a session each.
fn identities(world: &World) -> std::vec::Vec<(Address, Address)> {
    let one = |_| {
        let (operator, session) = (Address::generate(&world.e), Address::generate(&world.e));
        world.open_session(&operator, &session);
        (operator, session)
    };
    (0..IDENTITIES).map(one).collect()
}

/// The books after these parts of three auctions were filled, and what all the identities together gained. Who fills
/// each part is up to `choose`.
fn outcome_of(
    name: &str,
    parts: &[(usize, u32)],
    mut choose: impl FnMut() -> usize,
) -> (VaultState, Gains, i128) {
    let (b, orders) = Batching::ripe(&Setup::default(), 3);
    let world = &b.world;
    let who = identities(world);
    let mut volume = 0;
    let band: std::vec::Vec<&Address> = who
        .iter()
        .flat_map(|(operator, session)| [operator, session])
        .collect();
    let net = Net::open(world, format!("limits split over {name}"), &band);
    for (auction, percent) in parts {
        let (operator, session) = &who[choose()];
        let order = Order {
            percent: *percent,
            ..orders[*auction].clone()
        };
        // A part too small for the vault is refused, whoever asks.
        if let Ok(receipt) = world.fill_as(operator, session, &order) {
            volume += receipt.spent;
        }
    }
    (world.vault().get_state(), net.close(), volume)
}

#[test]
fn limits_split_over_many_identities_gain_nothing() {
    let mut random = SplitMix64::new(15);
    for _ in 0..SPLITS {
        let parts: std::vec::Vec<(usize, u32)> = (0..random.between(3, 7))
            .map(|_| (*random.pick(&[0, 1, 2]), random.small(1, 100)))
            .collect();
        let alone = outcome_of("one identity", &parts, || 0);
        let split = outcome_of("many identities", &parts, || *random.pick(&[0, 1, 2, 3, 4]));
        assert_eq!(alone, split, "{parts:?}");
        let (books, gains, _) = alone;
        assert_eq!(books.owed, gains.attacker);
        assert!(gains.depositors >= 9 * gains.attacker, "{gains:?}");
    }
}

#[test]
fn a_stake_buys_nothing_in_a_fill() {
    let earned = |stake: i128| {
        let (b, orders) = Batching::ripe(&Setup::default(), 1);
        let world = &b.world;
        world.mint(&world.tokens.usdc, &world.operator, 1_000 * UNIT);
        if stake > 0 {
            world
                .registry()
                .mock_all_auths()
                .add_stake(&world.operator, &stake);
        }
        world.try_fill(&orders[0]).expect("ripe")
    };
    assert_eq!(earned(0), earned(1_000 * UNIT));
}

fn register_again(world: &World) {
    let name = text(&world.e, "again");
    world
        .registry()
        .mock_all_auths()
        .register(&world.operator, &name, &0);
}

/// Somebody has kept the old key, and is registered himself.
#[test]
fn a_session_revived_by_registering_again_fills_nothing() {
    let (b, orders) = Batching::ripe(&Setup::default(), 1);
    let world = &b.world;
    let registry = world.registry();
    let [thief, his_session] = [0; 2].map(|_| Address::generate(&world.e));
    world.open_session(&thief, &his_session);
    let net = Net::open(
        world,
        "revived session after re-registration",
        &[&thief, &world.session],
    );
    let refused = |code: u32| -> Outcome<_> { Err(Refusal::Code(code)) };
    registry.mock_all_auths().deregister(&world.operator);
    assert_eq!(world.try_fill(&orders[0]), refused(2001));
    register_again(world);
    assert_eq!(world.try_fill(&orders[0]), refused(2011));
    let stolen = world.fill_as(&thief, &world.session, &orders[0]);
    assert_eq!(stolen, refused(2010), "it is nobody else's session");
    let gains = net.close();
    assert_eq!((gains.attacker, gains.depositors), (0, 0));

    let other = Address::generate(&world.e);
    let expires_at = world.e.ledger().timestamp() + 3_600;
    registry
        .mock_all_auths()
        .grant_session(&world.operator, &other, &0, &expires_at, &world.wide_limits());
    assert_eq!(world.try_fill(&orders[0]), refused(2011));
    let receipt = world.fill_as(&world.operator, &other, &orders[0]);
    assert!(receipt.is_ok(), "{receipt:?}");
}

#[test]
fn who_left_is_still_paid_what_it_earned() {
    let (b, orders) = Batching::ripe(&Setup::default(), 1);
    let world = &b.world;
    let receipt = world.try_fill(&orders[0]).expect("ripe");
    world.registry().mock_all_auths().deregister(&world.operator);
    assert_eq!(world.registry().get_keepers(&0, &10).len(), 0);
    assert_eq!(world.vault().claim_rewards(&world.operator), receipt.fee);
    assert_eq!(world.balance(&world.tokens.usdc, &world.operator), receipt.fee);
}
