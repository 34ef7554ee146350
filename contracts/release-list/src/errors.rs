use soroban_sdk::contracterror;

/// 2300–2349 are reserved for this contract. Codes of OpenZeppelin's ownable (2100–2102) and role transfer (2200–2203)
/// pass through unchanged, all from admin calls only.
#[contracterror]
#[derive(Copy, Clone, Debug, Eq, PartialEq, PartialOrd, Ord)]
#[repr(u32)]
pub enum Error {
    /// A CID is of version 1 in lower-case base32 (`b…`), over a hash of 256 to 512 bits: 59–110 bytes.
    InvalidCid = 2300,
    /// A version is 1–32 bytes of letters, digits, `.`, `-` and `+`.
    InvalidVersion = 2301,
    /// The CID is on the list already, perhaps revoked.
    AlreadyPublished = 2302,
    /// No release has this index.
    NoSuchRelease = 2303,
    /// The release is revoked already.
    AlreadyRevoked = 2304,
}
