/** A pool's status by number (blend-v2.md §2.2). Fills, repayments and withdrawals work in every one. */
export const POOL_STATUS = [
	'admin-active',
	'active',
	'admin-on-ice',
	'on-ice',
	'admin-frozen',
	'frozen',
	'setup'
] as const;

export type PoolStatus = (typeof POOL_STATUS)[number];

export const poolStatus = (status: number): PoolStatus | undefined => POOL_STATUS[status];
