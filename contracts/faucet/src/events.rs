use soroban_sdk::{Address, contractevent};

#[contractevent]
#[derive(Clone, Debug, PartialEq)]
pub struct Dripped {
    #[topic]
    pub to: Address,
    pub amount: i128,
}
