use soroban_sdk::contracterror;

/// 2000–2099 are reserved for this contract. Codes of OpenZeppelin's modules pass through unchanged: pausable 1000–1001,
/// ownable 2100–2102 and role transfer 2200–2203, all from admin calls only.
#[contracterror]
#[derive(Copy, Clone, Debug, Eq, PartialEq, PartialOrd, Ord)]
#[repr(u32)]
pub enum Error {
    /// The operator is registered already.
    AlreadyRegistered = 2000,
    /// The operator never registered.
    NotRegistered = 2001,
    /// The admin has stopped new registrations.
    RegistrationPaused = 2002,
    /// A name is 1–32 printable ASCII bytes, without a space at either end.
    InvalidName = 2003,
    /// A stake is not negative.
    InvalidStake = 2004,
    /// A float is not negative.
    InvalidFloat = 2005,
    /// The delegation would be dead on arrival.
    ExpiryInPast = 2006,
    /// A delegation lives at most 30 days.
    ExpiryTooFar = 2007,
    /// Limits are positive and bounded: fills per hour, USDC per fill, number of pools.
    InvalidLimits = 2008,
    /// The operator has 16 live sessions: revoke one first.
    TooManySessions = 2009,
    /// No delegation under (operator, session).
    NoSession = 2010,
    /// The delegation is of an earlier epoch of its operator.
    SessionRevoked = 2011,
    /// The delegation is past its expiry.
    SessionExpired = 2012,
    /// The delegation names pools, and this is not one of them.
    PoolNotInSession = 2013,
    /// The fill spends more USDC than the delegation allows.
    OverUsdcLimit = 2014,
    /// The fills of this clock hour are used up.
    OverFillLimit = 2015,
    /// Only the operator or the session itself may revoke a session.
    NotOperatorOrSession = 2016,
    /// A session key differs from its operator, the vault and this contract, and from the key it replaces.
    InvalidSession = 2017,
    /// The constructor was given addresses or a delay that cannot work.
    InvalidConfig = 2018,
    /// Stake is added and taken back in positive amounts.
    InvalidAmount = 2019,
    /// The operator has less stake than it asks for.
    StakeTooSmall = 2020,
    /// The operator has asked for no stake.
    NoUnstake = 2021,
    /// The delay since the last request is not over.
    UnstakeNotDue = 2022,
    /// The stake must cover the operator's open draw and the bounty on it.
    StakeBacksDraw = 2023,
}
