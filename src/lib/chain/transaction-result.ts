import { TransactionMeta, TransactionResult, type ScVal } from '@stellar/stellar-sdk/xdr';
import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';

/** What a transaction came to, by the names of the protocol. */
export interface AppliedResult {
	/** Stroops, refunds deducted. */
	readonly feeCharged: bigint;
	/** txSuccess, txFailed, txBadSeq … */
	readonly code: string;
	/** Result of the operation, if the transaction got as far: invokeHostFunctionTrapped … */
	readonly operation: string | undefined;
}

export function parseResultXdr(xdr: string): Result<AppliedResult, ReadError> {
	try {
		const result = TransactionResult.fromXdr(xdr, 'base64');
		const inner = result.result;
		const first = 'results' in inner ? inner.results[0] : undefined;
		return ok({
			feeCharged: result.feeCharged,
			code: inner.type,
			operation: first === undefined ? undefined : operationCode(first)
		});
	} catch (cause) {
		return err({ kind: 'malformed', detail: `transaction result: ${String(cause)}` });
	}
}

type XdrOperationResult = Extract<
	TransactionResult['result'],
	{ results: unknown }
>['results'][number];

function operationCode(result: XdrOperationResult): string {
	if (result.type !== 'opInner') return result.type;
	return result.tr.value.type;
}

/** The value a contract call returned, from the transaction's meta. Undefined if there is none to read. */
export function parseReturnValue(metaXdr: string | undefined): ScVal | undefined {
	if (metaXdr === undefined) return undefined;
	try {
		const meta = TransactionMeta.fromXdr(metaXdr, 'base64');
		return meta.type === 'v4' ? (meta.v4.sorobanMeta?.returnValue ?? undefined) : undefined;
	} catch {
		return undefined; // an undecodable meta is only a missing detail: the result above decides
	}
}
