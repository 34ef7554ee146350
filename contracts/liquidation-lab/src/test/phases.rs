use crate::curve::{Split, bid_factor, lot_factor, split_bid, split_lot};

const BID: i128 = 2_070_000_000;
const LOT: i128 = 31_567_500_000;

#[test]
fn the_curve_equals_blends_at_its_corners() {
    for (age, lot, bid) in [
        (0, 0, 10_000_000),
        (1, 50_000, 10_000_000),
        (100, 5_000_000, 10_000_000),
        (200, 10_000_000, 10_000_000),
        (201, 10_000_000, 9_950_000),
        (300, 10_000_000, 5_000_000),
        (399, 10_000_000, 50_000),
        (400, 10_000_000, 0),
        (450, 10_000_000, 0),
        (u32::MAX, 10_000_000, 0),
    ] {
        assert_eq!((lot_factor(age), bid_factor(age)), (lot, bid), "age {age}");
    }
}

#[test]
fn whole_fills_take_the_documented_amounts() {
    for (age, bid, lot) in [
        (0, BID, 0),
        (1, BID, 157_837_500),
        (100, BID, 15_783_750_000),
        (175, BID, 27_621_562_500),
        (178, BID, 28_095_075_000),
        (200, BID, LOT),
        (201, 2_059_650_000, LOT),
        (250, 1_552_500_000, LOT),
        (300, 1_035_000_000, LOT),
        (399, 10_350_000, LOT),
        (400, 0, LOT),
        (450, 0, LOT),
        (500, 0, LOT),
    ] {
        assert_eq!(
            split_bid(BID, 100, age),
            Split {
                remaining: 0,
                taken: bid
            },
            "age {age}"
        );
        assert_eq!(
            split_lot(LOT, 100, age),
            Split {
                remaining: 0,
                taken: lot
            },
            "age {age}"
        );
    }
}

#[test]
fn partial_fills_leave_the_unscaled_rest() {
    for (percent, bid, lot, bid_left, lot_left) in [
        (40, 828_000_000, 11_238_030_000, 1_242_000_000, 18_940_500_000),
        (33, 683_100_000, 9_271_374_750, 1_386_900_000, 21_150_225_000),
    ] {
        assert_eq!(
            split_bid(BID, percent, 178),
            Split {
                remaining: bid_left,
                taken: bid
            }
        );
        assert_eq!(
            split_lot(LOT, percent, 178),
            Split {
                remaining: lot_left,
                taken: lot
            }
        );
    }
}

#[test]
fn odd_amounts_round_against_the_filler() {
    let (d, c, k) = (1_000_000_001, 999_999_999, 150);
    for (age, d_taken, c_taken, k_taken) in [
        (1, 330_000_001, 1_649_999, 0),
        (77, 330_000_001, 127_049_999, 18),
        (299, 166_650_001, 329_999_999, 49),
        (400, 0, 329_999_999, 49),
    ] {
        assert_eq!(
            split_bid(d, 33, age),
            Split {
                remaining: 670_000_000,
                taken: d_taken
            }
        );
        assert_eq!(
            split_lot(c, 33, age),
            Split {
                remaining: 670_000_000,
                taken: c_taken
            }
        );
        assert_eq!(
            split_lot(k, 33, age),
            Split {
                remaining: 101,
                taken: k_taken
            }
        );
    }
    assert_eq!(split_bid(d, 100, 399).taken, 5_000_001);
}

/// Mainnet, created at 63627278 and filled at 63627456.
#[test]
fn a_recorded_fill_is_reproduced() {
    assert_eq!(split_lot(20_032_300_369, 100, 178).taken, 17_828_747_328);
    assert_eq!(split_bid(2_551_564_716, 100, 178).taken, 2_551_564_716);
}
