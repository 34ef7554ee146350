import { SorobanDataBuilder } from '@stellar/stellar-sdk/base';
import {
	LedgerKey as XdrLedgerKey,
	type Operation as XdrOperation,
	type ScVal,
	type SorobanTransactionData
} from '@stellar/stellar-sdk/xdr';
import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { contractFailure, type ContractFailure } from './contract-failure.ts';
import {
	buildEnvelope,
	intentMismatch,
	type FeeCaps,
	type Terms,
	type Unsigned
} from './envelope.ts';
import type { JsonRpc } from './json-rpc.ts';
import type { LedgerKey } from './ledger-keys.ts';
import { operationOf, type Intent } from './operation.ts';
import { ask, simulate } from './rpc-methods.ts';
import { scValFromXdr } from './scval.ts';

/** A transaction ready to be signed: simulated, priced, and compared with what was meant. */
export interface Prepared extends Unsigned {
	/** Ledger whose state the simulation saw. */
	readonly simulatedAt: number;
	/** Stroops: bid and resource fee together, the most it can cost. */
	readonly maxFee: bigint;
	readonly resources: Resources | undefined;
	/** What the call returned in simulation. */
	readonly returned: ScVal | undefined;
}

/** Declared resources, for reports. */
export interface Resources {
	readonly instructions: number;
	readonly readBytes: number;
	readonly writeBytes: number;
	readonly readKeys: number;
	readonly writeKeys: number;
	readonly resourceFee: bigint;
}

export type PrepareError =
	| ReadError
	/** The call fails on the state simulated. */
	| { readonly kind: 'refused'; readonly failure: ContractFailure; readonly ledger: number }
	/** The server's proposal is not what we meant, or costs more than we allow: never signed. */
	| { readonly kind: 'unacceptable'; readonly detail: string };

/** Simulates an intent and assembles its transaction. From the server come footprint, resources and fee alone. */
export async function prepare(
	rpc: JsonRpc,
	intent: Intent,
	terms: Terms,
	caps: FeeCaps,
	signal: AbortSignal
): Promise<Result<Prepared, PrepareError>> {
	const operation = operationOf(intent);
	if (intent.kind === 'classic') {
		const unsigned = buildEnvelope(operation, terms);
		return ok({
			...unsigned,
			simulatedAt: 0,
			maxFee: terms.bid,
			resources: undefined,
			returned: undefined
		});
	}
	const asked = intent.kind === 'restore' ? restoring(intent.keys) : undefined;
	const draft = buildEnvelope(operation, terms, asked);
	const answer = await ask(rpc, simulate(draft.xdr), signal);
	if (!answer.ok) return answer;
	const { value } = answer;
	if ('error' in value) {
		const failure = contractFailure(value.error, value.events);
		return err({ kind: 'refused', failure, ledger: value.latestLedger });
	}
	const declared = declaredResources(value.transactionData, value.minResourceFee, terms.widen);
	if (!declared.ok) return declared;
	const unsigned = buildEnvelope(operation, terms, declared.value);
	const mismatch =
		intentMismatch(unsigned.xdr, operation, terms, caps) ??
		otherAuthorisation(operation, value.results[0]?.auth ?? []) ??
		(asked === undefined ? undefined : beyond(asked, declared.value));
	if (mismatch !== undefined) return err({ kind: 'unacceptable', detail: mismatch });
	const returned = value.results[0] === undefined ? undefined : scValFromXdr(value.results[0].xdr);
	return ok({
		...unsigned,
		simulatedAt: value.latestLedger,
		maxFee: terms.bid + declared.value.resourceFee,
		resources: summary(declared.value),
		returned: returned?.ok === true ? returned.value : undefined
	});
}

function declaredResources(
	transactionData: string,
	minResourceFee: bigint,
	widen: Terms['widen'] = (data) => data
): Result<SorobanTransactionData, ReadError> {
	try {
		const data = new SorobanDataBuilder(transactionData).setResourceFee(minResourceFee).build();
		return ok(widen(data));
	} catch (cause) {
		return err({ kind: 'malformed', detail: `transactionData: ${String(cause)}` });
	}
}

/**
 * A simulation runs with the authorisations of the transaction and tells them back. Others mean that another call was simulated:
 * what it declares and returns is not about ours.
 */
function otherAuthorisation(operation: XdrOperation, told: readonly string[]): string | undefined {
	const { body } = operation;
	const meant = body.type === 'invokeHostFunction' ? body.value.auth : [];
	const same =
		meant.length === told.length &&
		meant.every((entry, index) => entry.toXdr('base64') === told[index]);
	return same ? undefined : 'the node simulated a call with another authorisation';
}

/** A restoration names its entries in the footprint alone. */
const restoring = (keys: readonly LedgerKey[]): SorobanTransactionData =>
	new SorobanDataBuilder()
		.setReadWrite(keys.map((key) => XdrLedgerKey.fromXdr(key, 'base64')))
		.build();

/** A server leaves out what is not archived; it adds nothing. */
function beyond(
	asked: SorobanTransactionData,
	declared: SorobanTransactionData
): string | undefined {
	const meant = new Set(asked.resources.footprint.readWrite.map((key) => key.toXdr('base64')));
	const { readOnly, readWrite } = declared.resources.footprint;
	const strange = [...readOnly, ...readWrite].filter((key) => !meant.has(key.toXdr('base64')));
	return strange.length === 0 ? undefined : `${strange.length} entries nobody asked to restore`;
}

function summary(data: SorobanTransactionData): Resources {
	const { resources } = data;
	return {
		instructions: resources.instructions,
		readBytes: resources.diskReadBytes,
		writeBytes: resources.writeBytes,
		readKeys: resources.footprint.readOnly.length + resources.footprint.readWrite.length,
		writeKeys: resources.footprint.readWrite.length,
		resourceFee: data.resourceFee
	};
}
