extern crate std;

mod prices;
