//! A session key, stolen or not, draws nothing: not for its operator, not for itself, and not after a slash.
use nectar_tests::{
    custody::{DAY, world},
    ledger,
    signed::Refusal,
    tokens::UNIT,
};
use soroban_sdk::{IntoVal, testutils::MockAuth, testutils::MockAuthInvoke};

#[test]
fn a_session_cannot_draw_whatever_it_signs() {
    let world = world(1_000 * UNIT);
    let (operator, session) = (&world.operator, &world.session);
    world.mint(&world.tokens.usdc, operator, 105 * UNIT);
    world
        .registry()
        .mock_all_auths()
        .add_stake(operator, &(105 * UNIT));
    assert_eq!(world.draw_signed_by(session, operator, 1), Err(Refusal::Host));
    assert_eq!(
        world.draw(session, 1),
        Err(Refusal::Code(2001)),
        "nobody's operator"
    );
    // Nor nested below a call it may make.
    let args = (operator.clone(), 1i128).into_val(&world.e);
    world.e.mock_auths(&[MockAuth {
        address: session,
        invoke: &MockAuthInvoke {
            contract: &world.vault,
            fn_name: "fill",
            args: (operator.clone(), session.clone()).into_val(&world.e),
            sub_invokes: &[MockAuthInvoke {
                contract: &world.vault,
                fn_name: "draw",
                args,
                sub_invokes: &[],
            }],
        },
    }]);
    assert!(world.vault().try_draw(operator, &1).is_err());
    println!("session: drew 0");
    assert_eq!(world.vault().total_drawn(), 0);
    world.draw(operator, 100 * UNIT).expect("the operator itself");
}

#[test]
fn an_operators_sessions_die_with_its_default() {
    let world = world(1_000 * UNIT);
    let operator = world.operator.clone();
    world.mint(&world.tokens.usdc, &operator, 105 * UNIT);
    world
        .registry()
        .mock_all_auths()
        .add_stake(&operator, &(105 * UNIT));
    world.draw(&operator, 100 * UNIT).expect("covered");
    ledger::wait(&world.e, DAY);
    let registry = world.registry();
    let consume = || {
        registry
            .mock_all_auths()
            .try_consume(&operator, &world.session, &world.pool.address, &1)
            .is_ok()
    };
    assert!(consume());
    world.slash(&operator, &world.lp).expect("overdue");
    assert!(!consume(), "its keys are of another epoch");
}
