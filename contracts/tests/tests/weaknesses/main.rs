//! The eighteen weaknesses W1–W18 of the system whose idea this one takes up. Each file has one check, which is run on a
//! stand-in of the original that has the hole, where it must report the hole with its known figures, and on ours, where it
//! must hold. What ours does otherwise than was once asked for is said at the top of each file.

mod original;
mod ours;
mod system;
mod w01_permissionless_drain;
mod w02_slash_clock_refresh;
mod w03_no_late_repayment;
mod w04_run_on_par_value;
mod w05_split_by_honour;
mod w06_invented_reputation;
mod w07_admin_power;
mod w08_no_reserve;
mod w09_profit_sniping;
mod w10_amounts_not_above_zero;
mod w11_short_lifetimes;
mod w12_one_endless_list;
mod w13_dead_end_stake;
mod w14_declared_asset;
mod w15_split_limits;
mod w16_no_least_result;
mod w17_silent_changes;
mod w18_front_runnable_initialize;
