import type { BTokens, DTokens, Price, Rate12, Underlying } from '#lib/math/amount.ts';

/** A reserve's settings, as the pool stores them. Ratios have 7 decimals. */
export interface ReserveConfig {
	readonly index: number;
	readonly decimals: number;
	readonly cFactor: number;
	readonly lFactor: number;
	readonly util: number;
	readonly maxUtil: number;
	readonly rBase: number;
	readonly rOne: number;
	readonly rTwo: number;
	readonly rThree: number;
	readonly reactivity: number;
	readonly supplyCap: bigint;
	readonly enabled: boolean;
}

/** A reserve's books at `lastTime`. */
export interface ReserveData {
	readonly bRate: Rate12;
	readonly dRate: Rate12;
	/** Interest modifier, 7 decimals. */
	readonly irMod: bigint;
	readonly bSupply: BTokens;
	readonly dSupply: DTokens;
	readonly backstopCredit: Underlying;
	/** Unix seconds. */
	readonly lastTime: number;
}

export interface Reserve {
	/** Contract id of the underlying asset. */
	readonly asset: string;
	readonly config: ReserveConfig;
	readonly data: ReserveData;
}

/** The pool's reserves in the order of its reserve list: a reserve stands at its own index. */
export type Reserves = readonly Reserve[];

/** One user's balances in one pool, by reserve index. `supply` is not collateral. */
export interface Positions {
	readonly collateral: ReadonlyMap<number, BTokens>;
	readonly liabilities: ReadonlyMap<number, DTokens>;
	readonly supply: ReadonlyMap<number, BTokens>;
}

/** Usable prices by asset; an asset without one is absent. All in the decimals of one oracle. */
export interface Prices {
	readonly decimals: number;
	readonly of: ReadonlyMap<string, Price>;
}

export interface PoolConfig {
	readonly bstopRate: number;
	readonly maxPositions: number;
	/** In the oracle's decimals. */
	readonly minCollateral: bigint;
	readonly oracle: string;
	readonly status: number;
}
