import type { Stroops } from '#lib/math/amount.ts';
import type { FillReceipt } from '#lib/vault/vault-state.ts';
import { poolOf, userOf } from './action.ts';
import type { LedgerRow } from './ledger-row.ts';
import type { PreparedAction } from './ports.ts';

/** The row of a transaction that has just been sent. */
export const openRow = (
	{ action, hash }: Pick<PreparedAction, 'action' | 'hash'>,
	session: string,
	at: { readonly ledger: number; readonly closedAt: number }
): LedgerRow => ({
	hash,
	session,
	at: at.closedAt,
	ledger: at.ledger,
	pool: poolOf(action),
	user: userOf(action),
	action: action.kind,
	outcome: 'open',
	percent: percentOf(action),
	spent: undefined,
	profit: undefined,
	vaultShare: undefined,
	operatorShare: undefined,
	fee: undefined,
	xlmPrice: undefined,
	confirmations: 0
});

function percentOf(action: PreparedAction['action']): number | undefined {
	switch (action.kind) {
		case 'fill':
			return action.order.percent;
		case 'create':
			return action.percent;
		case 'delete-auction':
		case 'bad-debt':
		case 'co-sign':
		case 'revoke':
		case 'sweep':
			return undefined;
	}
}

/** What the chain says of a transaction that was applied. */
export interface Booking {
	readonly outcome: string;
	readonly ledger: number;
	readonly fee: Stroops;
	/** Of a fill that was won. */
	readonly receipt: FillReceipt | undefined;
	readonly xlmPrice: bigint | undefined;
	readonly confirmations: number;
}

/** The row once its transaction has been applied: with the vault's own figures, and its split to the last unit. */
export function bookedRow(row: LedgerRow, booking: Booking): LedgerRow {
	const { receipt, ...rest } = booking;
	return {
		...row,
		...rest,
		spent: receipt?.spent,
		profit: receipt?.profit,
		vaultShare: receipt && receipt.profit - receipt.fee,
		operatorShare: receipt?.fee
	};
}

/** The row of a transaction that was never applied: it cost nothing. */
export const unappliedRow = (row: LedgerRow): LedgerRow => ({
	...row,
	outcome: 'expired',
	fee: 0n
});

/** Average fee, rounded up, of what a key's fills cost, won or lost; `undefined` before the first one. */
export function feePerFill(rows: readonly LedgerRow[], session: string): bigint | undefined {
	const fees = rows.flatMap((row) =>
		row.session === session && row.action === 'fill' && row.fee !== undefined && row.fee > 0n
			? [row.fee]
			: []
	);
	if (fees.length === 0) return undefined;
	const count = BigInt(fees.length);
	return (fees.reduce((sum, fee) => sum + fee, 0n) + count - 1n) / count;
}
