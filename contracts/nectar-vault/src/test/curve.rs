use crate::fill::auction::{bid_permille, lot_permille};

#[test]
fn the_curve_is_blends_at_its_corners() {
    let ages = [0, 1, 100, 200, 201, 300, 399, 400, 450, u32::MAX];
    assert_eq!(
        ages.map(lot_permille),
        [0, 5, 500, 1000, 1000, 1000, 1000, 1000, 1000, 1000]
    );
    assert_eq!(
        ages.map(bid_permille),
        [1000, 1000, 1000, 1000, 995, 500, 5, 0, 0, 0]
    );
}
