import { TransactionBuilder, type Transaction } from '@stellar/stellar-sdk';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';

/* What requests to an RPC are about. */

/** A transaction on its way to the network, or into a simulation. */
export interface Carried {
	/** Hex. */
	readonly hash: string;
	/** The contract's function, or the name of a classic operation: “fill”, “setOptions”. */
	readonly what: string;
}

interface Call {
	readonly id?: unknown;
	readonly method?: unknown;
	readonly params?: { readonly transaction?: unknown };
}

/** The calls of a body, which may be a batch; what is no JSON has none. */
export function callsOf(body: string): readonly Call[] {
	try {
		const json: unknown = JSON.parse(body);
		return (Array.isArray(json) ? json : [json]) as readonly Call[];
	} catch {
		return [];
	}
}

/** The transaction that a body has in a call of this method. */
export function carriedBy(
	body: string,
	method: 'sendTransaction' | 'simulateTransaction'
): Carried | undefined {
	const call = callsOf(body).find((one) => one.method === method);
	const xdr = call?.params?.transaction;
	if (typeof xdr !== 'string') return undefined;
	const transaction = TransactionBuilder.fromXdr(xdr, SANDBOX_PASSPHRASE);
	const hash = Buffer.from(transaction.hash()).toString('hex');
	const [operation] = transaction.operations;
	return { hash, what: operation === undefined ? '' : nameOf(operation) };
}

function nameOf(operation: Transaction['operations'][number]): string {
	if (operation.type !== 'invokeHostFunction') return operation.type;
	const { func } = operation;
	return func.type === 'hostFunctionTypeInvokeContract'
		? func.invokeContract.functionName.toString()
		: func.type;
}
