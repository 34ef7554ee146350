/** Error codes of a Blend pool (and of liquidation-lab) by meaning. Other contracts reuse low codes: check who raised one. */
export const POOL_ERROR = {
	1200: 'bad-request',
	1201: 'invalid-pool-config',
	1202: 'invalid-reserve-metadata',
	1203: 'reserve-init-not-unlocked',
	1204: 'status-not-allowed',
	1205: 'unhealthy-filler',
	1206: 'pool-status',
	1207: 'utilisation-too-high',
	1208: 'too-many-positions',
	1209: 'reserve-not-found',
	1210: 'stale-price',
	1211: 'not-liquidatable',
	1212: 'auction-in-progress',
	1213: 'liquidation-too-large',
	1214: 'liquidation-too-small',
	1215: 'interest-too-small',
	1216: 'b-token-mint-rounds-to-zero',
	1217: 'b-token-burn-rounds-to-zero',
	1218: 'd-token-mint-rounds-to-zero',
	1219: 'd-token-burn-rounds-to-zero',
	1220: 'supply-cap',
	1221: 'invalid-bid',
	1222: 'invalid-lot',
	1223: 'reserve-disabled',
	1224: 'collateral-below-minimum'
} as const;

export type PoolErrorCode = keyof typeof POOL_ERROR;
export type PoolErrorKind = (typeof POOL_ERROR)[PoolErrorCode];

/** The meaning of a code raised by the pool itself; `undefined` for one this code does not know. */
export const poolErrorKind = (code: number): PoolErrorKind | undefined =>
	code in POOL_ERROR ? POOL_ERROR[code as PoolErrorCode] : undefined;
