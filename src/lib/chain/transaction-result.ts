import {
	AccountMergeResultCode,
	ChangeTrustResultCode,
	CreateAccountResultCode,
	decodeBytes,
	ExtendFootprintTtlResultCode,
	InvokeHostFunctionResultCode,
	OperationResultCode,
	OperationType,
	PaymentResultCode,
	RestoreFootprintResultCode,
	SetOptionsResultCode,
	TransactionMeta,
	TransactionResultCode,
	type ScVal
} from '@stellar/stellar-sdk/xdr';
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

/** First the fee, then what became of the whole, then one result for each operation. Read by hand: the SDK's type of it names every operation there is. */
export function parseResultXdr(xdr: string): Result<AppliedResult, ReadError> {
	try {
		const bytes = decodeBytes(xdr, 'base64');
		const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		const feeCharged = view.getBigInt64(0);
		const code = TransactionResultCode.fromValue(view.getInt32(8));
		const hasOperations =
			code.value === TransactionResultCode.txSuccess.value ||
			code.value === TransactionResultCode.txFailed.value;
		const operation = hasOperations && view.getInt32(12) > 0 ? operationCode(view, 16) : undefined;
		return ok({ feeCharged, code: code.name, operation });
	} catch (cause) {
		return err({ kind: 'malformed', detail: `transaction result: ${String(cause)}` });
	}
}

/** Result codes of the operations that are ever sent from here, by the number of the operation. */
const OPERATION_CODES = new Map<number, { fromValue(value: number): { readonly name: string } }>([
	[OperationType.createAccount.value, CreateAccountResultCode],
	[OperationType.payment.value, PaymentResultCode],
	[OperationType.setOptions.value, SetOptionsResultCode],
	[OperationType.changeTrust.value, ChangeTrustResultCode],
	[OperationType.accountMerge.value, AccountMergeResultCode],
	[OperationType.invokeHostFunction.value, InvokeHostFunctionResultCode],
	[OperationType.extendFootprintTtl.value, ExtendFootprintTtlResultCode],
	[OperationType.restoreFootprint.value, RestoreFootprintResultCode]
]);

function operationCode(view: DataView, at: number): string {
	const outer = OperationResultCode.fromValue(view.getInt32(at));
	if (outer.value !== OperationResultCode.opInner.value) return outer.name;
	const type = view.getInt32(at + 4);
	const code = view.getInt32(at + 8);
	const codes = OPERATION_CODES.get(type);
	return codes?.fromValue(code).name ?? `${OperationType.fromValue(type).name} ${code}`;
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
