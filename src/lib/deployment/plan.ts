import type { ReserveConfig } from '#lib/blend/reserve.ts';
import { price, stroops, underlying, usdc } from '#lib/math/amount.ts';
import type { Price, Stroops, Underlying } from '#lib/math/amount.ts';
import { I128_MAX, SCALE_7 } from '#lib/math/scale.ts';
import type { VaultParams } from '#lib/vault/vault-state.ts';

/** Tokens a deployment knows. XLM is there; the others it issues. */
export type TokenName = 'XLM' | 'USDC' | 'EURC';
export const ISSUED: readonly TokenName[] = ['USDC', 'EURC'];
export const TOKEN_DECIMALS = 7;

export interface ReservePlan {
	readonly token: TokenName;
	readonly config: ReserveConfig;
	/** What the deployer lends to the pool, so that there is something to borrow. */
	readonly supplied: Underlying;
}
export interface PairPlan {
	readonly name: string;
	readonly token: TokenName;
	/** Depth per side at the start: `token` and USDC. */
	readonly tokenAmount: Underlying;
	readonly usdcAmount: Underlying;
	/** Most bytes of events of one leg: `npm run contracts:costs` measures them. */
	readonly eventBytes: number;
}

/** What vault and registry are told once, at their construction, and the seed that opens the vault. */
export interface VaultRules {
	readonly vault: VaultParams;
	readonly timelockSecs: number;
	readonly unstakeDelaySecs: number;
	readonly seed: Underlying;
}

/** One description of what stands on a network after `deploy`. Amounts in smallest units. */
export interface DeploymentPlan extends VaultRules {
	/** XLM the deployer and the issuer start with. */
	readonly deployerFunds: Stroops;
	readonly issuerFunds: Stroops;
	readonly poolName: string;
	/** Oracle prices in `oracleDecimals`. */
	readonly prices: Readonly<Record<TokenName, Price>>;
	readonly oracleDecimals: number;
	readonly bstopRate: number;
	readonly maxPositions: number;
	readonly reserves: readonly ReservePlan[];
	readonly pairs: readonly PairPlan[];
	/** Test USDC one account may take from the faucet in a day. */
	readonly faucetDailyCap: Underlying;
}

/** Two transfers of the asset contract, whatever the length of the asset's code: 248 bytes at most. */
const LEG_EVENT_BYTES = 496;

const whole = (units: number): bigint => BigInt(units) * SCALE_7;
const tokens = (units: number): Underlying => underlying(whole(units));

/** blend-v2.md §12: the default reserve of the fixtures. */
const RESERVE: Omit<ReserveConfig, 'index' | 'cFactor' | 'lFactor'> = {
	decimals: TOKEN_DECIMALS,
	util: 7_500_000,
	maxUtil: 9_500_000,
	rBase: 100_000,
	rOne: 500_000,
	rTwo: 5_000_000,
	rThree: 15_000_000,
	reactivity: 20,
	supplyCap: 10n ** 18n,
	enabled: true
};

const EURC_PAIR = 'EURC/USDC';
const DAY = 24 * 3_600;

/** What holds everywhere. */
const COMMON_PARAMS = {
	edgeShareBps: 7_500,
	feeBps: 1_000,
	maxPriceAgeSecs: 900,
	maxSlippageBps: 200,
	minMarginBps: 200
};

/** For networks that people share: time to react, and caps until the vault has proved itself. */
export const REAL_RULES: VaultRules = {
	vault: {
		...COMMON_PARAMS,
		cooldownSecs: DAY,
		profitUnlockSecs: DAY,
		depositCap: usdc(whole(100_000)),
		fillCapBps: 1_000,
		minProfit: usdc(5_000_000n)
	},
	timelockSecs: 2 * DAY,
	unstakeDelaySecs: 7 * DAY,
	seed: tokens(10)
};

/** For the network on this computer: everything in a minute. */
const SANDBOX_RULES: VaultRules = {
	vault: {
		...COMMON_PARAMS,
		cooldownSecs: 60,
		profitUnlockSecs: 60,
		depositCap: usdc(I128_MAX),
		fillCapBps: 10_000,
		minProfit: usdc(1_000_000n)
	},
	timelockSecs: 60,
	unstakeDelaySecs: 7 * DAY,
	seed: tokens(10)
};

/** Markets deep enough for many fills in a row. */
export const SANDBOX_PLAN: DeploymentPlan = {
	deployerFunds: stroops(whole(400_000_000)),
	issuerFunds: stroops(whole(1_000)),
	poolName: 'Sandbox pool',
	prices: { XLM: price(1_000_000n), USDC: price(10_000_000n), EURC: price(10_800_000n) },
	oracleDecimals: 7,
	bstopRate: 2_000_000,
	maxPositions: 6,
	reserves: [
		{
			token: 'USDC',
			config: { ...RESERVE, index: 0, cFactor: 9_000_000, lFactor: 9_500_000 },
			supplied: tokens(500_000)
		},
		{
			token: 'XLM',
			config: { ...RESERVE, index: 1, cFactor: 7_500_000, lFactor: 7_500_000 },
			supplied: tokens(1_000_000)
		},
		{
			token: 'EURC',
			config: { ...RESERVE, index: 2, cFactor: 9_000_000, lFactor: 9_500_000 },
			supplied: tokens(100_000)
		}
	],
	pairs: [
		{
			name: 'XLM/USDC',
			token: 'XLM',
			tokenAmount: tokens(20_000_000),
			usdcAmount: tokens(2_000_000),
			eventBytes: LEG_EVENT_BYTES
		},
		{
			name: EURC_PAIR,
			token: 'EURC',
			tokenAmount: tokens(1_000_000),
			usdcAmount: tokens(1_080_000),
			eventBytes: LEG_EVENT_BYTES
		}
	],
	...SANDBOX_RULES,
	faucetDailyCap: tokens(100_000)
};

/**
 * A test network with other people on it. Its USDC and EURC are ours to issue, its XLM is not: what the deployer lends and pairs
 * comes out of the 10,000 that Friendbot hands to an account.
 */
export const TEST_PLAN: DeploymentPlan = {
	...SANDBOX_PLAN,
	...REAL_RULES,
	poolName: 'Test pool',
	issuerFunds: stroops(whole(20)),
	reserves: SANDBOX_PLAN.reserves.map((reserve) =>
		reserve.token === 'XLM' ? { ...reserve, supplied: tokens(1_000) } : reserve
	),
	pairs: SANDBOX_PLAN.pairs.map((pair) =>
		pair.name === EURC_PAIR
			? pair
			: { ...pair, tokenAmount: tokens(4_000), usdcAmount: tokens(400) }
	)
};
