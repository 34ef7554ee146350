import { Address, StrKey } from '@stellar/stellar-sdk/base';
import { TransactionEnvelope, type InvokeContractArgs } from '@stellar/stellar-sdk/xdr';
import * as v from 'valibot';
import type { Happening } from '#lib/keeper/race.ts';
import { stroops } from '#lib/math/amount.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { RawListed } from './rpc-methods.ts';
import { decode, type DecodeError } from './scval.ts';
import { parseResultXdr } from './transaction-result.ts';

const order = v.object({ pool: v.string(), user: v.string(), percent: v.number() });

export interface RaceContracts {
	readonly vault: string;
	readonly pool: string;
}

/**
 * What a transaction has to do with the races of a pool: a try to fill through the vault, won or lost, or the creation of an auction.
 * `undefined` = nothing.
 */
export function readAttempt(
	raw: RawListed,
	{ vault, pool }: RaceContracts
): Result<Happening | undefined, DecodeError> {
	const call = callOf(raw.envelopeXdr);
	if (!call.ok) return call;
	if (call.value === undefined) return ok(undefined);
	const { source, contract, fn, args } = call.value;
	const succeeded = raw.status === 'SUCCESS';
	if (contract === pool && fn === 'new_auction' && succeeded) {
		return ok({ kind: 'created', ledger: raw.ledger, hash: raw.txHash, source });
	}
	if (contract !== vault || fn !== 'fill') return ok(undefined);
	const [operator, session, ordered] = args;
	if (operator === undefined || session === undefined || ordered === undefined) {
		return ok(undefined); // not our contract's signature: it could only fail
	}
	const who = decode(v.string(), operator, `operator of ${raw.txHash}`);
	if (!who.ok) return who;
	const key = decode(v.string(), session, `session of ${raw.txHash}`);
	if (!key.ok) return key;
	const what = decode(order, ordered, `order of ${raw.txHash}`);
	if (!what.ok) return what;
	if (what.value.pool !== pool) return ok(undefined);
	const result = parseResultXdr(raw.resultXdr);
	if (!result.ok) return err({ kind: 'malformed', detail: `result of ${raw.txHash}` });
	const { ledger, applicationOrder, txHash } = raw;
	return ok({
		kind: 'attempted',
		attempt: {
			ledger,
			order: applicationOrder,
			hash: txHash,
			operator: who.value,
			session: key.value,
			user: what.value.user,
			percent: what.value.percent,
			succeeded,
			feeCharged: stroops(result.value.feeCharged)
		}
	});
}

interface Call {
	readonly source: string;
	readonly contract: string;
	readonly fn: string;
	readonly args: InvokeContractArgs['args'];
}

/** The contract call a transaction consists of; Soroban allows no other operation beside it. */
function callOf(xdr: string): Result<Call | undefined, DecodeError> {
	try {
		const envelope = TransactionEnvelope.fromXdr(xdr, 'base64');
		const inner =
			envelope.type === 'envelopeTypeTxFeeBump' ? envelope.feeBump.tx.innerTx : envelope;
		if (inner.type !== 'envelopeTypeTx') return ok(undefined);
		const { tx } = inner.v1;
		const body = tx.operations[0]?.body;
		if (body?.type !== 'invokeHostFunction') return ok(undefined);
		const { hostFunction } = body.value;
		if (hostFunction.type !== 'hostFunctionTypeInvokeContract') return ok(undefined);
		const { contractAddress, functionName, args } = hostFunction.invokeContract;
		const { sourceAccount } = tx;
		const key =
			sourceAccount.type === 'keyTypeEd25519'
				? sourceAccount.ed25519
				: sourceAccount.med25519.ed25519;
		return ok({
			source: StrKey.encodeEd25519PublicKey(key.toBytes()),
			contract: Address.fromScAddress(contractAddress).toString(),
			fn: functionName.toString(),
			args
		});
	} catch (cause) {
		return err({ kind: 'malformed', detail: `envelope: ${String(cause)}` });
	}
}
