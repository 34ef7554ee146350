//! What must never happen to the depositors' money, and what must always be possible, shown on whole worlds: vault,
//! registry, pool, oracle and markets together.

mod batch_cost;
mod batch_mixes;
mod batches;
mod decimals;
mod deposits;
mod identities;
mod leftovers;
mod profit;
mod refused_auctions;
mod refused_floors;
mod refused_prices;
mod refused_routes;
mod refused_sessions;
mod refused_venues;
mod ripe;
mod unpaid_sessions;
