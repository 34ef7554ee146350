//! What can be done to both pools.
use nectar_interfaces::blend::ReserveConfig;
use nectar_tests::twin::Target;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed {
    ByAll,
    ByNobody,
    ByAnother,
    /// The spender signs the call, but none of the payments under it.
    WithoutPayments,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    Submit {
        from: Target,
        spender: Target,
        to: Target,
        items: Vec<(u32, Target, i128)>,
        by_allowance: bool,
        signed: Signed,
    },
    NewAuction {
        user: Target,
        bid: Vec<Target>,
        lot: Vec<Target>,
        percent: u32,
    },
    DeleteAuction {
        user: Target,
    },
    BadDebt {
        user: Target,
    },
    GetAuction {
        user: Target,
    },
    GetPositions {
        user: Target,
    },
    GetReserve {
        asset: Target,
    },
    GetConfig,
    GetReserveList,
    Status {
        status: u32,
    },
    /// Only while the pool is in set-up.
    SetReserve {
        asset: Target,
        config: ReserveConfig,
    },
    ProposeAdmin,
    AcceptAdmin,
    /// Without an age the price never ages; else it is so many seconds old.
    Price {
        asset: Target,
        price: i128,
        age: Option<u64>,
    },
    NoPrice {
        asset: Target,
    },
    Pass {
        ledgers: u32,
        seconds: u64,
    },
    /// The capital behind Blend's pool leaves, 21 days after it was announced. The lab never has any.
    BackstopAnnounces,
    BackstopLeaves,
}

impl Op {
    /// Else it is about the oracle or the clock.
    pub fn is_a_call(&self) -> bool {
        !matches!(self, Op::Price { .. } | Op::NoPrice { .. } | Op::Pass { .. })
    }

    pub fn submit(user: usize, items: Vec<(u32, Target, i128)>) -> Op {
        let user = Target::User(user);
        Op::Submit {
            from: user,
            spender: user,
            to: user,
            items,
            by_allowance: false,
            signed: Signed::ByAll,
        }
    }
}
