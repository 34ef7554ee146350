import type { ReserveConfig } from '#lib/blend/reserve.ts';
import type { Intent } from './operation.ts';
import { address, bool, i128, struct, u32 } from './scval.ts';

/* What the admin of a pool may do: of liquidation-lab at once, of a real one in its own steps. */

/** Creates a reserve at once, without the delay a real pool asks for. */
export const initReserveIntent = (pool: string, asset: string, config: ReserveConfig): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: {
		contract: pool,
		fn: 'init_reserve',
		args: [address(asset), reserveConfigValue(config)]
	}
});

const reserveConfigValue = (config: ReserveConfig) =>
	struct({
		c_factor: u32(config.cFactor),
		decimals: u32(config.decimals),
		enabled: bool(config.enabled),
		index: u32(config.index),
		l_factor: u32(config.lFactor),
		max_util: u32(config.maxUtil),
		r_base: u32(config.rBase),
		r_one: u32(config.rOne),
		r_three: u32(config.rThree),
		r_two: u32(config.rTwo),
		reactivity: u32(config.reactivity),
		supply_cap: i128(config.supplyCap),
		util: u32(config.util)
	});

/** First step of a real pool: only one in set-up takes the reserve at once. */
export const queueReserveIntent = (pool: string, asset: string, config: ReserveConfig): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: {
		contract: pool,
		fn: 'queue_set_reserve',
		args: [address(asset), reserveConfigValue(config)]
	}
});

/** Second step, by anybody. */
export const setReserveIntent = (pool: string, asset: string): Intent => ({
	kind: 'invoke',
	auth: 'none',
	call: { contract: pool, fn: 'set_reserve', args: [address(asset)] }
});

export const setStatusIntent = (pool: string, status: number): Intent => ({
	kind: 'invoke',
	auth: 'source',
	call: { contract: pool, fn: 'set_status', args: [u32(status)] }
});
