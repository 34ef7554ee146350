//! What a batch takes of one transaction, as wasm. The host's own figures; those of the test network are alike.
use nectar_tests::{
    batch::{Batching, Receipts},
    code::Code,
    signed::Refusal,
    world::Setup,
};
use soroban_sdk::{
    Env, IntoVal, TryFromVal, Val, Vec,
    xdr::{Limits, ScVal, WriteXdr},
};

/// Mainnet's limits per transaction.
const INSTRUCTIONS: i64 = 400_000_000;
const MEMORY_BYTES: i64 = 41_943_040;
const FOOTPRINT_ENTRIES: u32 = 400;
const WRITE_ENTRIES: u32 = 200;
const WRITE_BYTES: u32 = 132_096;
/// The value returned included.
const EVENT_BYTES: u32 = 16_384;

fn wasm() -> Setup {
    Setup {
        code: Code::Wasm,
        ..Setup::default()
    }
}

/// Prints the cost of the last call and checks all but the events against two thirds of the limits.
fn event_bytes(e: &Env, label: &str) -> u32 {
    let used = e.cost_estimate().resources();
    let reads = used.disk_read_entries + used.memory_read_entries;
    println!(
        "{label}: {} instructions, {} B memory, {reads} reads, {} writes, {} B written, {} B events",
        used.instructions,
        used.mem_bytes,
        used.write_entries,
        used.write_bytes,
        used.contract_events_size_bytes,
    );
    assert!(used.instructions * 3 < INSTRUCTIONS * 2);
    assert!(used.mem_bytes * 3 < MEMORY_BYTES * 2);
    assert!((reads + used.write_entries) * 3 < FOOTPRINT_ENTRIES * 2);
    assert!(used.write_entries * 3 < WRITE_ENTRIES * 2);
    assert!(used.write_bytes * 3 < WRITE_BYTES * 2);
    used.contract_events_size_bytes
}

/// What the answer of the batch takes of the same limit.
fn answer_bytes(e: &Env, receipts: &Receipts) -> u32 {
    let answer: Val = Vec::from_iter(e, receipts.iter().cloned()).into_val(e);
    let value = ScVal::try_from_val(e, &answer).expect("a contract answered it");
    let bytes = value.to_xdr(Limits::none()).expect("it encodes").len();
    u32::try_from(bytes).expect("short")
}

#[test]
fn six_of_the_smallest_fills_fit_into_one_transaction_and_seven_would_not() {
    for count in [1, 3, 6] {
        let (b, orders) = Batching::ripe(&wasm(), count);
        let batch: std::vec::Vec<_> = orders.iter().collect();
        let receipts = b.fill_many(&batch).expect("ripe");
        assert!(receipts.iter().all(Option::is_some));
        let events = event_bytes(&b.world.e, &format!("{count} fills"));
        let answer = answer_bytes(&b.world.e, &receipts);
        println!("{count} fills: {} B of events and answer", events + answer);
        assert!(events + answer <= EVENT_BYTES, "{events} + {answer}");
        assert!((events + answer) * 7 / count > EVENT_BYTES, "{events} + {answer}");
    }
}

#[test]
fn a_seventh_order_is_refused_before_it_costs_anything() {
    let (b, orders) = Batching::ripe(&wasm(), 1);
    let batch = [&orders[0]; 7];
    assert_eq!(b.fill_many(&batch), Err(Refusal::Code(2211)));
}

#[test]
fn five_lost_races_cost_little_beside_the_one_that_is_won() {
    let (b, orders) = Batching::ripe(&wasm(), 2);
    b.world.try_fill(&orders[0]).expect("ripe");
    let lost = &orders[0];
    let receipts = b
        .fill_many(&[lost, lost, lost, lost, lost, &orders[1]])
        .expect("one is ripe");
    assert_eq!(receipts.iter().flatten().count(), 1);
    let events = event_bytes(&b.world.e, "5 lost, 1 filled");
    assert!(
        events * 5 < EVENT_BYTES,
        "what is rolled back emits nothing: {events}"
    );
}
