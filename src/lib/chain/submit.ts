import type { ScVal } from '@stellar/stellar-sdk/xdr';
import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { contractFailure, type ContractFailure } from './contract-failure.ts';
import { signEnvelope, type Unsigned } from './envelope.ts';
import type { JsonRpc } from './json-rpc.ts';
import { ask, mapQuery, send, transaction, type Query } from './rpc-methods.ts';
import type { Signer } from './signer.ts';
import { parseResultXdr, parseReturnValue, type AppliedResult } from './transaction-result.ts';

export type SubmitError =
	| ReadError
	/** The queue did not take it; a later ledger may. */
	| { readonly kind: 'try-again-later' }
	/** The network refused it before any fee: txBadSeq, txInsufficientFee … */
	| { readonly kind: 'refused-by-network'; readonly code: string };

/** Signs and sends. Success means queued, not applied. */
export async function submit(
	rpc: JsonRpc,
	unsigned: Unsigned,
	signer: Signer,
	signal: AbortSignal
): Promise<Result<{ readonly hash: string; readonly ledger: number }, SubmitError>> {
	const sent = await sendSigned(rpc, await signEnvelope(unsigned, signer), signal);
	return sent.ok ? ok({ hash: unsigned.hash, ledger: sent.value.ledger }) : sent;
}

/** Sends what is signed already. */
export async function sendSigned(
	rpc: JsonRpc,
	xdr: string,
	signal: AbortSignal
): Promise<Result<{ readonly ledger: number }, SubmitError>> {
	const answer = await ask(rpc, send(xdr), signal);
	if (!answer.ok) return answer;
	const { status, latestLedger, errorResultXdr } = answer.value;
	switch (status) {
		case 'PENDING':
		case 'DUPLICATE': // the same envelope is already queued: as good as ours
			return ok({ ledger: latestLedger });
		case 'TRY_AGAIN_LATER':
			return err({ kind: 'try-again-later' });
		case 'ERROR': {
			const result = errorResultXdr === undefined ? undefined : parseResultXdr(errorResultXdr);
			const code = result?.ok === true ? result.value.code : 'unknown';
			return err({ kind: 'refused-by-network', code });
		}
	}
}

/** What the chain says about a transaction. */
export type TransactionState =
	| {
			readonly kind: 'not-found';
			readonly latestLedger: number;
			/** Unix seconds of ledger time: past its bound, what is not found cannot come any more. */
			readonly closedAt: number;
			readonly oldestLedger: number;
	  }
	| ({ readonly kind: 'succeeded'; readonly returned: ScVal | undefined } & Applied)
	| ({ readonly kind: 'failed'; readonly failure: ContractFailure } & Applied);

interface Applied {
	readonly ledger: number;
	readonly result: AppliedResult;
	readonly resultXdr: string;
}

/** The question `confirm` asks, for batches that ask more at once. */
export const stateQuery = (hash: string): Query<TransactionState> =>
	mapQuery(transaction(hash), interpret);

type RawTransaction = ReturnType<typeof transaction> extends Query<infer T> ? T : never;

function interpret(raw: RawTransaction): Result<TransactionState, ReadError> {
	if (raw.status === 'NOT_FOUND') {
		const { latestLedger, latestLedgerCloseTime: closedAt, oldestLedger } = raw;
		return ok({ kind: 'not-found', latestLedger, closedAt, oldestLedger });
	}
	const result = parseResultXdr(raw.resultXdr);
	if (!result.ok) return result;
	const applied = { ledger: raw.ledger, result: result.value, resultXdr: raw.resultXdr };
	if (raw.status === 'SUCCESS') {
		return ok({ kind: 'succeeded', returned: parseReturnValue(raw.resultMetaXdr), ...applied });
	}
	const text = result.value.operation ?? result.value.code;
	return ok({
		kind: 'failed',
		failure: contractFailure(text, raw.diagnosticEventsXdr),
		...applied
	});
}

export const confirm = (
	rpc: JsonRpc,
	hash: string,
	signal: AbortSignal
): Promise<Result<TransactionState, ReadError>> => ask(rpc, stateQuery(hash), signal);
