//! Blend v2's events: topic 0 is the name, tuples are vecs.
use nectar_interfaces::blend::{AuctionData, Positions};
use soroban_sdk::{Address, contractevent};

/// An event whose data is (amount of the asset, bTokens or dTokens).
macro_rules! balance_event {
    ($name:ident, $topic:literal) => {
        #[contractevent(topics = [$topic], data_format = "vec")]
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            #[topic]
            pub asset: Address,
            #[topic]
            pub from: Address,
            pub amount: i128,
            pub tokens: i128,
        }
    };
}

balance_event!(Supply, "supply");
balance_event!(Withdraw, "withdraw");
balance_event!(SupplyCollateral, "supply_collateral");
balance_event!(WithdrawCollateral, "withdraw_collateral");
balance_event!(Borrow, "borrow");
balance_event!(Repay, "repay");

#[contractevent(topics = ["new_auction"], data_format = "vec")]
#[derive(Clone, Debug, PartialEq)]
pub struct NewAuction {
    #[topic]
    pub auction_type: u32,
    #[topic]
    pub user: Address,
    pub percent: u32,
    pub auction: AuctionData,
}

/// `auction` holds what this fill took, scaled.
#[contractevent(topics = ["fill_auction"], data_format = "vec")]
#[derive(Clone, Debug, PartialEq)]
pub struct FillAuction {
    #[topic]
    pub auction_type: u32,
    #[topic]
    pub user: Address,
    pub filler: Address,
    pub percent: i128,
    pub auction: AuctionData,
}

#[contractevent(topics = ["delete_auction"], data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct DeleteAuction {
    #[topic]
    pub auction_type: u32,
    #[topic]
    pub user: Address,
}

#[contractevent(topics = ["bad_debt"], data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct BadDebt {
    #[topic]
    pub user: Address,
    #[topic]
    pub asset: Address,
    pub d_tokens: i128,
}

#[contractevent(topics = ["defaulted_debt"], data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct DefaultedDebt {
    #[topic]
    pub asset: Address,
    pub d_tokens: i128,
}

#[contractevent(topics = ["set_status"], data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct SetStatus {
    #[topic]
    pub admin: Address,
    pub status: u32,
}

#[contractevent(topics = ["set_reserve"], data_format = "vec")]
#[derive(Clone, Debug, PartialEq)]
pub struct SetReserve {
    pub asset: Address,
    pub index: u32,
}

#[contractevent(topics = ["set_admin"], data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct SetAdmin {
    #[topic]
    pub admin: Address,
    pub new_admin: Address,
}

/// The lab's own: its admin wrote a position.
#[contractevent(topics = ["set_position"], data_format = "single-value")]
#[derive(Clone, Debug, PartialEq)]
pub struct PositionSet {
    #[topic]
    pub user: Address,
    pub positions: Positions,
}
