extern crate std;

mod drips;
