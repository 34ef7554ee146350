use crate::leb128::{read, write};

#[test]
fn numbers_survive_a_round_trip() {
    for value in [0, 1, 127, 128, 300, 16_383, 16_384, 131_072, u32::MAX as usize] {
        let mut bytes = vec![0xee];
        write(&mut bytes, value);
        assert_eq!(read(&bytes, 1), Ok((value, bytes.len())));
    }
}

#[test]
fn a_cut_or_endless_number_is_an_error() {
    assert!(read(&[0x80], 0).is_err());
    assert!(read(&[0x80; 9], 0).is_err());
    assert!(read(&[], 3).is_err());
}
