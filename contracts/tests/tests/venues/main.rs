//! The adapters of `contracts/venues`: against stand-ins of Soroswap's and Aquarius' published interfaces, against the
//! unmodified Comet that Blend's backstop trusts, and under a vault that fills through them.

mod comet;
mod comet_quotes;
mod desk;
mod dust;
mod events;
mod every_venue;
mod fills;
mod lifetimes;
mod pinned;
mod residue;
mod tricks;
